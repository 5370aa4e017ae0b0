"""Where most words of a query stand close together, told by looking at every window: the slow twin of the kernel."""

from __future__ import annotations

from collections.abc import Sequence


def dense_places(sightings: Sequence[tuple[int, int]], *, within: int, apart: int, most: int) -> list[int]:
    """Return tokens from which on most units stand, given each token with the unit that it shows, in order."""
    windows = []
    for number, (first, _) in enumerate(sightings):
        units = {unit for token, unit in sightings[number:] if token < first + within}
        windows.append((-len(units), first, units))
    windows.sort(key=lambda window: window[:2])
    chosen: list[int] = []
    shown: set[int] = set()
    for is_first in (True, False):
        for _, token, units in windows:
            is_wanted = len(chosen) < most and (not is_first or units - shown)
            if is_wanted and all(abs(token - other) >= apart for other in chosen):
                chosen.append(token)
                shown |= units
    return chosen
