from array import array
from typing import NamedTuple

class EntryColumns(NamedTuple):
    tags: list[str]
    entries: bytes
    entry_blocks: array[int]
    profile_languages: array[int]
    profile_keys: array[int]
    set_tags: array[int]
    set_ends: array[int]
