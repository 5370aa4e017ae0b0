from array import array
from typing import Any

from searchlib.kernels.terms import Dictionary

class FieldMerger:
    def __init__(
        self,
        sources: list[tuple[Dictionary, memoryview, memoryview, int, array[int]]],
        kind: int,
        scored: array[int],
        block_size: int,
    ) -> None: ...
    def encode(self, most_bytes: int) -> tuple[bytes, bytes] | None: ...
    @property
    def columns(self) -> tuple[Any, ...]: ...
