"""Where words follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def phrase_places(positions: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """Yield the places where words follow one another, as the position of each word.

    Word ``i`` standing at position ``p`` is displaced by ``p - i``. Words stand together where their displacements
    differ by no more than ``slop``. No position serves two words of a place, or one word in two places.

    Args:
        positions: for each word, in the order of the phrase, the token numbers where it stands, ascending.
        slop: places that the words may be away from the order, altogether; 0 for none.

    Example:
        >>> list(phrase_places([[3, 10], [4, 12]], 0)), list(phrase_places([[3, 10], [4, 12]], 1))
        ([(3, 4)], [(3, 4), (10, 12)])
    """
    displaced = [[position - word for position in where] for word, where in enumerate(positions)]
    nexts = [0] * len(displaced)
    while all(number < len(where) for number, where in zip(nexts, displaced, strict=True)):
        now = [where[number] for number, where in zip(nexts, displaced, strict=True)]
        lowest = min(now)
        places = tuple(displacement + word for word, displacement in enumerate(now))
        if max(now) - lowest <= slop and len(set(places)) == len(places):
            yield places
            nexts = [number + 1 for number in nexts]
        else:
            nexts[now.index(lowest)] += 1
