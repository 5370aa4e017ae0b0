from array import array
from collections.abc import Iterable
from typing import Final

LETTERS: Final[int]
KNOWN: Final[int]
SKIPPED: Final[int]
WILD: Final[int]

class TermFilter:
    def __init__(self, classes: bytes, terms: Iterable[str]) -> None: ...
    def tokens(self, text: str) -> tuple[array[int], array[int], array[int]]: ...
