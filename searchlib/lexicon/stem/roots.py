"""Root lexicons: common roots of a language, and how they are spelt before a vowel.

A lexicon is a plain list, written for this project. Entries stand between blanks, ``#`` opens a comment line:

========== =====================================================================
ev         a nominal root: noun, adjective, adverb, name
yaz-       a verbal root
üçün.      a word that takes no ending: conjunction, postposition, interjection
şəkil:şəkl a root that changes before a vowel: vowel dropped, consonant doubled or softened
işyeri+    a compound that ends in the possessive ending, which gives way to others: işyer-leri
ye-:yi     a root that ends in another vowel before the consonant that keeps two vowels apart
saat^      a root whose suffixes are front although its last vowel is back
========== =====================================================================
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from os.path import commonprefix
from typing import Final, NamedTuple

from searchlib.kernels.affixes import Prefixes
from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, ENDING_COUNT, VOWELS, context_of, front
from searchlib.lexicon.stem.suffix_chains import NOWHERE, read_rows

NOUN, VERB, CLOSED, FRONTED = 1, 2, 4, 8
"""Kinds of root, as bits: one spelling may be a noun and a verb."""
KINDS: Final = {"-": VERB, ".": CLOSED, "^": NOUN | FRONTED, "+": NOUN}
"""The kinds by the sign after a root; a root without one is a noun."""
COMPOUND: Final = "+"
SHORTEST_ROOT: Final = 2
"""Letters of a root that endings may follow, at least; the pronoun *o* has forms of its own."""
BEFORE_VOWEL: Final = tuple(VOWELS)
AFTER_COMPOUND: Final = (*BEFORE_VOWEL, "l")
BEFORE_BUFFER: Final = ("y",)

_SEVERAL_SYLLABLES: Final = re.compile("[{0}].*[{0}]".format("".join(VOWELS)))


class Root(NamedTuple):
    """What letters at the beginning of a word are, if a root is spelt with them.

    It has none of the letters itself, so roots of one kind and harmony share it.

    Attributes:
        changed: how many of the last letters the dictionary form has otherwise.
        end: what it has in their place.
        noun: where the profile of an ending says whether it may follow the root as a noun; `NOWHERE` if it is none.
        verb: likewise as a verb.
        followed_by: what the word must go on with if the root is spelt so; empty for anything.
    """

    changed: int
    end: str
    noun: int
    verb: int
    followed_by: tuple[str, ...]

    def text(self, spelling: str) -> str:
        """Return the dictionary form of the root with a spelling."""
        return spelling[: len(spelling) - self.changed] + self.end


Roots = tuple[Root, ...]
"""What one spelling may be, the first choice first."""


class RootTable:
    """Roots by their spellings.

    Args:
        roots: the roots as they begin words.
        words: the roots as words.

    Attributes:
        roots: the same.
    """

    def __init__(self, roots: Mapping[str, Roots], words: Collection[str]) -> None:
        self.roots = roots
        self._words = words
        self._beginnings = Prefixes(roots)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def beginning(self, term: str) -> Sequence[tuple[int, Roots]]:
        """The roots that a term begins with, and how many letters they have there, the longest first."""
        return self._beginnings.of(term, SHORTEST_ROOT, len(term))


class RootLexicon(RootTable):
    """The roots of one language.

    Args:
        name: file of the list in the package's data.
        softening: how a final consonant of a longer noun changes before a vowel, as ``{"k": "ğ"}``.
        narrowed_before: the endings before which a verb loses its low vowel, as ``ıyor`` in ``başl-ıyor``; if any.
        verb_softening: how a final consonant of a longer verb changes, as ``{"t": "d"}`` in ``unut-``, ``unud-ur``.
    """

    def __init__(
        self,
        name: str,
        softening: dict[str, str],
        narrowed_before: tuple[str, ...] = (),
        verb_softening: dict[str, str] | None = None,
    ) -> None:
        self._kinds: dict[str, int] = {}
        changed = list(self._read(name))
        roots = {word: _roots(0, "", kinds, context_of(word)) for word, kinds in self._kinds.items()}
        listed = {spelling for spelling, _ in changed}
        softened = [*self._softened(softening, NOUN), *self._softened(verb_softening or {}, VERB)]
        changed += [(spelling, root) for spelling, root in softened if spelling not in listed]
        for spelling, root in [*changed, *self._narrowed(narrowed_before)]:
            roots[spelling] = roots.get(spelling, ()) + root
        super().__init__(roots, self._kinds)

    def _read(self, name: str) -> Iterator[tuple[str, Roots]]:
        """Fill in the kinds, and yield the roots that change."""
        known = self._kinds
        for row in read_rows(name):
            for entry in row[0].split():
                if entry.isalpha():
                    known[entry] = known.get(entry, 0) | NOUN
                    continue
                marked, _, changed = entry.partition(":")
                kinds = KINDS.get(marked[-1], NOUN)
                word = marked.rstrip("-.^+")
                known[word] = known.get(word, 0) | kinds
                if marked[-1] == COMPOUND:
                    yield word[:-1], _roots(0, word[-1], kinds, context_of(word[:-1]), AFTER_COMPOUND)
                if changed:
                    yield changed, _changed_root(changed, word, len(commonprefix((changed, word))), kinds)

    def _softened(self, softening: dict[str, str], kind: int) -> Iterator[tuple[str, Roots]]:
        for word, kinds in self._kinds.items():
            if word[-1] in softening and kinds & kind and _SEVERAL_SYLLABLES.search(word):
                spelling = word[:-1] + softening[word[-1]]
                yield spelling, _changed_root(spelling, word, len(word) - 1, kinds & (kind | FRONTED))

    def _narrowed(self, narrowed_before: tuple[str, ...]) -> Iterator[tuple[str, Roots]]:
        for word, kinds in self._kinds.items() if narrowed_before else ():
            if kinds & VERB and word[-1] in "ae":
                yield word[:-1], _roots(0, word[-1], VERB, context_of(word[:-1]), narrowed_before)


def _changed_root(spelling: str, text: str, same: int, kinds: int) -> Roots:
    """A root as it is spelt before a vowel; suffixes go by the vowel that it has lost: ``vakit``, ``vakt-i``."""
    changed, end = len(spelling) - same, text[same:]
    context = context_of(spelling)
    if spelling[-1] in VOWELS:
        return _roots(changed, end, kinds, context, BEFORE_BUFFER)
    lost = context_of(text) // ENDING_COUNT * ENDING_COUNT + context % ENDING_COUNT if context >= 0 else context
    return _roots(changed, end, kinds, lost, BEFORE_VOWEL)


@cache
def _roots(changed: int, end: str, kinds: int, context: int, followed_by: tuple[str, ...] = ()) -> Roots:
    """The root of some kinds whose spelling makes a context, alone."""
    if kinds & FRONTED:
        context = front(context)
    noun = context if kinds & NOUN and context >= 0 else NOWHERE
    verb = CONTEXT_COUNT + context if kinds & VERB and context >= 0 else NOWHERE
    return (Root(changed, end, noun, verb, followed_by),)
