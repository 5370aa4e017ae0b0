from array import array

from searchlib.kernels.terms import Dictionary

class SearchedSegment:
    doc_base: int
    deleted_count: int
    def __init__(
        self,
        dictionaries: dict[str, Dictionary],
        records: tuple[memoryview | bytes, memoryview | bytes],
        block_size: int,
        lengths: array[int],
        live: bytes | None,
        norm: tuple[float, float],
        doc_base: int,
    ) -> None: ...
    def __len__(self) -> int: ...

class TermLists:
    segments: tuple[SearchedSegment, ...]
    counted: float
    exact_counted: float
    has_bonus: bool
    def __init__(
        self,
        segments: tuple[SearchedSegment, ...],
        terms: list[bytes],
        weights: list[float],
        exact: list[bool],
        fields: tuple[tuple[str, float], ...],
    ) -> None: ...
    def __len__(self) -> int: ...

class FilterBits:
    count: int
    segment: SearchedSegment
    def __init__(self, segment: SearchedSegment, field: str, low: bytes, high: bytes) -> None: ...
    def __contains__(self, docnum: int) -> bool: ...
