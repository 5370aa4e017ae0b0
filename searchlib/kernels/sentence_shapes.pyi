from array import array
from collections.abc import Mapping
from typing import Final

LABELLED: Final[int]
SUSPECT: Final[int]
ENDED: Final[int]
CAPITALS: Final[int]

class ShapeReader:
    def __init__(self, folds: Mapping[int, str], labels: Mapping[str, bool]) -> None: ...
    def words(self, text: str) -> array[int]: ...
    def shape(self, text: str, start: int, end: int, known: array[int]) -> tuple[int, int, int, int, int, int]: ...
