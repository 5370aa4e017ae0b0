from array import array

def lower_bound(blob: memoryview | bytes, offsets: memoryview, key: bytes) -> int:
    """Return the rank of the first string that is not before the key, in order of bytes."""

def within_edits(blob: memoryview | bytes, offsets: memoryview, word: str, edits: int) -> tuple[array[int], array[int]]:
    """Return the ranks of the strings within so many edits of the word, and the distance of each."""
