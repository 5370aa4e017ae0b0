"""Words that are written with and without a hyphen: cease-fire and ceasefire, F-16 and F16.

The parts of a hyphened word are terms of their own. The lexicon keeps which terms stood behind which: the key
``h:cease`` leads to fire. A word of a query is taken apart where its first letters are a term with such a key, so that
notable finds no article that is "not able" to do something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from searchlib.codec.lexicon import FOLLOWER, LexiconReader
from searchlib.lexicon.designation import written_otherwise
from searchlib.lexicon.fold import fold
from searchlib.lexicon.group import Member, TermGroup
from searchlib.lexicon.stem.registry import stemmer_for
from searchlib.lexicon.term_languages import written_in
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind

LONGEST = 40
"""Letters of the longest word that is taken apart."""

_SHORT = 5
"""Letters of the longest words whose forms may differ in their second letter."""


Slices = Sequence[tuple[LexiconReader, Sequence[int]]]
"""Terms of several lexicons, by their term_ords."""
Followers = Callable[[str], Mapping[str, Slices]]
"""A function of a term that returns the terms behind it, by the fold of the letter with which they begin."""


def followers(first: str, readers: Sequence[LexiconReader]) -> Mapping[str, Slices]:
    """Return the terms that stood behind one with a hyphen, by the fold of the letter with which they begin.

    There may be hundreds, few of which are ever looked at.
    """
    found: dict[str, list[tuple[LexiconReader, Sequence[int]]]] = {}
    for reader in readers:
        for letter, term_ords in reader.by_initial(reader.term_ords(f"{FOLLOWER}:{first}")):
            found.setdefault(fold(letter), []).append((reader, term_ords))
    return found


def compounds(term: str, behind: Followers, languages: Iterable[str]) -> Iterator[tuple[TermGroup, ...]]:
    """Yield the groups that stand side by side where a term was written with a hyphen.

    The second group holds the forms that come, with the first, to the stem of the term: ``fire`` and ``fires`` for
    ceasefire.
    """
    if len(term) > LONGEST or not term.isalnum():
        return
    for first, place in _beginnings(term):
        # Forms of one word begin with the same letter; few followers have that of the rest, and fewer are stemmed.
        slices = behind(first).get(fold(term[place]), ())
        found = {reader.term(term_ord) for reader, term_ords in slices for term_ord in term_ords}
        likely = [second for second in found if _may_be_a_form(second, term[place:])]
        whole = _forms(term, languages) if likely else set()
        seconds = sorted(second for second in likely if not whole.isdisjoint(_forms(first + second, languages)))
        if seconds:
            yield _group(term, [first]), _group(term, seconds)


def _beginnings(term: str) -> Iterator[tuple[str, int]]:
    """Yield what may stand before the hyphen, and where the rest begins; before a number, in either script."""
    for place in range(1, len(term)):
        first = term[:place]
        is_designation = first.isalpha() and term[place:].isdecimal() and place + 1 < len(term)
        yield from ((spelt, place) for spelt in (written_otherwise(first) if is_designation else (first,)))


def _may_be_a_form(second: str, rest: str) -> bool:
    """Tell whether two words with one first letter may be forms of one word: the second letter is the same, too.

    In short words it may be another vowel: man and men, foot and feet, день and дня.
    """
    return max(len(second), len(rest)) <= _SHORT or fold(second)[1:2] == fold(rest)[1:2]


def _forms(term: str, languages: Iterable[str]) -> set[str]:
    """Return what two spellings of one word have in common: a fold, or a stem with its language."""
    return {fold(term), *(f"{code}:{stemmer_for(code).stem(term)}" for code in written_in(term, languages))}


def _group(word: str, terms: Iterable[str]) -> TermGroup:
    return TermGroup.of(word, (Member(term, MatchKind.FOLD, weights()[MatchKind.FOLD]) for term in terms))
