from array import array

def postings_record(
    docnums: array[int],
    frequencies: array[int] | None,
    scored_lengths: array[int] | memoryview | None,
    position_ends: array[int] | None = None,
    *,
    block_size: int = 128,
) -> bytes: ...
