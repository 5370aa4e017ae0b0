from array import array
from typing import NamedTuple, Self

class EntryColumns(NamedTuple):
    tags: list[str]
    entries: bytes
    entry_blocks: array[int]
    profile_languages: array[int]
    profile_keys: array[int]
    set_tags: array[int]
    set_ends: array[int]

class KeyCollector:
    def __new__(cls, blob: bytes, offsets: array[int], name_votes: array[int], language_masks: array[int]) -> Self: ...
    def add(self, key: str, term_ord: int) -> None: ...
    def finish(self) -> EntryColumns: ...
