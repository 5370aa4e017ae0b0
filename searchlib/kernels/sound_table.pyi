from array import array
from typing import NamedTuple, Self

from searchlib.kernels.transcription import Sounds

class SoundColumns(NamedTuple):
    letters: str
    sounds: bytes
    buckets: array[int]

class SoundCollector:
    def __new__(cls) -> Self: ...
    def add(self, group: str, sounds: str, term_ord: int) -> None: ...
    def finish(self) -> SoundColumns: ...

class SoundTable:
    def __new__(
        cls, letters: str, sounds: memoryview | bytes, buckets: memoryview | array[int], terms: int
    ) -> Self: ...
    def find(self, group: str, hearing: Sounds) -> list[tuple[str, list[int]]]: ...
    def items(self) -> list[tuple[int, str, list[int]]]: ...
