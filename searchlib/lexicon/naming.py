"""Names of several words: South Africa for ЮАР, and the other way round.

Such a name is no term, so no key leads to it. It is found as its words side by side, each in all of its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from searchlib.lexicon.fold import fold
from searchlib.lexicon.group import Member, TermGroup
from searchlib.lexicon.variants import names_of
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind

_FORMS: Final = frozenset({MatchKind.INFLECTION, MatchKind.FOLD})
"""Why a word of a text may be one of a name."""

Expand = Callable[[str, AbstractSet[MatchKind]], TermGroup]
"""Returns the terms that may stand for a word for some reasons."""


class OtherNames(NamedTuple):
    """What else a name of several words is called.

    Attributes:
        length: how many words it has.
        group: names of one word.
        phrases: names of several words, a group for each word.
    """

    length: int
    group: TermGroup
    phrases: tuple[tuple[TermGroup, ...], ...]


def names_in_words(word: str, keys: Iterable[str], expand: Expand) -> Iterator[tuple[TermGroup, ...]]:
    """Yield the names of several words that keys of exonyms stand for, as far as all their words are found.

    Args:
        word: what the names stand for, as typed.
        keys: the keys.
        expand: finds the forms of a word.
    """
    for key in keys:
        for name in names_of(key.partition(":")[2]):
            groups = tuple(_part(word, expand(part, _FORMS)) for part in name)
            if all(group.members for group in groups):
                yield groups


def _part(word: str, forms: TermGroup) -> TermGroup:
    heaviest = weights()[MatchKind.INFLECTION]
    return TermGroup.of(word, (Member(m.term, MatchKind.VARIANT, min(m.weight, heaviest)) for m in forms.members))


def folded_terms(groups: Iterable[TermGroup]) -> Iterator[str]:
    """Yield the terms of groups without diacritics."""
    return (fold(member.term) for group in groups for member in group.members)
