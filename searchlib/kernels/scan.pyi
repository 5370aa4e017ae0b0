from array import array
from typing import Final

LATIN: Final[int]
CYRILLIC: Final[int]
OTHER_SCRIPT: Final[int]
DIGIT: Final[int]
APOSTROPHE: Final[int]
DOT: Final[int]
IGNORABLE: Final[int]
UPPER_FIRST: Final[int]
UPPER_ALL: Final[int]
NON_ASCII: Final[int]
OPENING: Final[int]
INFLECTIONS: Final[frozenset[str]]

def scan(text: str) -> tuple[array[int], array[int], array[int]]: ...
