from array import array
from collections.abc import Iterator
from typing import NamedTuple, Self

class TermInfo(NamedTuple):
    term_ord: int
    doc_freq: int
    total_freq: int
    docnum: int
    posting_offset: int
    posting_size: int
    position_offset: int
    position_size: int

class TermRecords:
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[TermInfo | None]: ...
    def __getitem__(self, index: int) -> TermInfo | None: ...

class Dictionary:
    def __new__(
        cls,
        blob: memoryview | bytes,
        blocks: memoryview | array[int],
        heads: memoryview | array[int],
        shape: tuple[int, int, int],
    ) -> Self: ...
    def __len__(self) -> int: ...
    def find(self, term: bytes) -> TermInfo | None: ...
    def find_many(self, terms: list[bytes]) -> TermRecords: ...
    def lower_bound(self, term: bytes) -> int: ...
    def items(self, start_ord: int, stop_ord: int) -> list[tuple[bytes, TermInfo]]: ...
