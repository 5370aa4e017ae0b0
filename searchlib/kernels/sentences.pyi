from array import array
from typing import Final

SURE: Final[int]
STOP: Final[int]
FIELDS: Final[int]

def sentence_ends(source: str) -> array[int]: ...
