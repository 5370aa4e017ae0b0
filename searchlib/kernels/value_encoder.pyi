from array import array

def encode_values(
    ordinals: array[int], offsets: array[int], count: int, scored: array[int], block_size: int
) -> tuple[array[int], array[int], array[int], bytes]: ...
