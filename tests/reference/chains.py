"""The slow, obvious twin of the kernel of suffix chains: every ending in a dictionary, a look-up for every place."""

from __future__ import annotations

from collections.abc import Iterable


class ChainDictionary:
    def __init__(self, lines: Iterable[tuple[bytes, str]]) -> None:
        self.profiles: dict[str, bytes] = {}
        for profile, endings in lines:
            for ending in endings.split():
                self.profiles[ending] = bytes(map(min, profile, self.profiles.get(ending, profile)))

    def profile(self, word: str, start: int) -> bytes | None:
        return self.profiles.get(word[max(start, 0) :])

    def beginning(self, word: str, start: int) -> list[tuple[int, bytes]]:
        start = max(start, 0)
        ends = range(len(word), start, -1)
        return [(end, self.profiles[word[start:end]]) for end in ends if word[start:end] in self.profiles]

    def ending(self, word: str, least: int) -> list[tuple[int, bytes]]:
        starts = range(len(word) - 1, max(least, 0) - 1, -1)
        return [(start, self.profiles[word[start:]]) for start in starts if word[start:] in self.profiles]
