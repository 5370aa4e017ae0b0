from array import array

from searchlib.kernels.bound_query import BoundQuery
from searchlib.kernels.searched_segment import SearchedSegment

class SearchDamagedError(ValueError):
    number: int
    structure: str
    def __init__(self, number: int, structure: str) -> None: ...

def best_documents(
    query: BoundQuery,
    segments: tuple[SearchedSegment, ...],
    k: int,
    count_to: int = 0,
    *,
    window_bits: int = 11,
    wide_bits: int = 16,
    whole_postings: int = 512,
) -> tuple[list[tuple[int, float]], int, bool]: ...
def matching_documents(
    query: BoundQuery,
    segments: tuple[SearchedSegment, ...],
    k: int = 0,
    *,
    window_bits: int = 11,
    wide_bits: int = 16,
    whole_postings: int = 512,
) -> tuple[list[tuple[bytearray, array[float]]], list[tuple[int, float]]]: ...
