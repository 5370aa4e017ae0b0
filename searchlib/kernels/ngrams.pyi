from array import array
from typing import Final

BOUNDARY: Final[str]
UNKNOWN_LETTER: Final[str]
LONGEST: Final[int]

class NgramTable:
    def __init__(self, ngrams: list[str], costs: bytes, models: int, letters: str) -> None: ...
    def score(self, text: str, small_i: str, slack: int, slack_of_names: int) -> tuple[array[int], int, int, int]: ...
