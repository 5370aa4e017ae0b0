"""Which lengths are worth trying: those of the known spellings that begin, or end, with the letters at hand."""

from collections.abc import Iterable

from searchlib.lexicon.stem.harmony import ENDINGS

STEMS_KEPT = 1 << 12
"""Stems and roots that a stemmer keeps: a term is asked for twice, and neighbours in a vocabulary share their stem."""

Sizes = dict[str, tuple[int, ...]]
"""Lengths of spellings by a few of their letters."""


def sizes_by_opening(spellings: Iterable[str], letters: int) -> Sizes:
    """Return the lengths by the first letters, the longest first.

    A spelling a letter shorter than the opening counts under every opening that begins like it.

    Example:
        >>> sizes = sizes_by_opening(["ev", "evlad", "evli"], letters=3)
        >>> sizes["evl"], sizes["evə"]
        ((5, 4, 2), (2,))
    """
    found = _sizes(spellings, slice(letters), slice(letters - 1))
    sizes = {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}
    for short in [opening for opening in sizes if len(opening) < letters]:
        for letter in ENDINGS:
            sizes.setdefault(short + letter, sizes[short])
    return sizes


def sizes_by_tail(spellings: Iterable[str], letters: int) -> Sizes:
    """Return the lengths by the last letters, the shortest first.

    A spelling a letter shorter than the tail counts under every tail that ends like it.

    Example:
        >>> sizes = sizes_by_tail(["ı", "ların", "ları"], letters=2)
        >>> sizes["ın"], sizes["rı"], sizes["dı"]
        ((5,), (1, 4), (1,))
    """
    found = _sizes(spellings, slice(-letters, None), slice(1 - letters, None))
    sizes = {tail: tuple(sorted(lengths)) for tail, lengths in found.items()}
    for short in [tail for tail in sizes if len(tail) < letters]:
        for letter in ENDINGS:
            sizes.setdefault(letter + short, sizes[short])
    return sizes


def _sizes(spellings: Iterable[str], letters: slice, fewer: slice) -> dict[str, set[int]]:
    """The lengths by the letters in one place, with those of the spellings that have fewer letters there."""
    sizes: dict[str, set[int]] = {}
    for spelling in spellings:
        key = spelling[letters]
        if key in sizes:
            sizes[key].add(len(spelling))
        else:
            sizes[key] = {len(spelling)}
    return {key: lengths | sizes.get(key[fewer], set()) for key, lengths in sizes.items()}
