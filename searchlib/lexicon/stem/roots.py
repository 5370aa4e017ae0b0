"""Root lexicons: common roots of a language, and how they are spelt before a vowel.

A lexicon is a plain list, written for this project. Entries stand between blanks, ``#`` opens a comment line:

========== =====================================================================
ev         a nominal root: noun, adjective, adverb, name
yaz-       a verbal root
üçün.      a word that takes no ending: conjunction, postposition, interjection
şəkil:şəkl a root that changes before a vowel: vowel dropped, consonant doubled
saat^      a root whose suffixes are front although its last vowel is back
========== =====================================================================
"""

from typing import Final, NamedTuple

from searchlib.lexicon.stem.harmony import VOWELS, context_of, front
from searchlib.lexicon.stem.suffix_chains import read_rows

NOUN: Final = 1
VERB: Final = 2
CLOSED: Final = 4
"""Kinds of root, as bits: one spelling may be a noun and a verb."""

SHORTEST_ROOT: Final = 2
OPENING: Final = 3
"""First letters by which the length of the longest root is kept, so that few prefixes of a word are tried."""


class Root(NamedTuple):
    """A root as it begins a word.

    Attributes:
        text: the root in its dictionary form.
        size: letters of it in the word at hand.
        kinds: what it may be there.
        context: what a suffix meets after it; -1 if nothing may follow.
    """

    text: str
    size: int
    kinds: int
    context: int


class RootLexicon:
    """The roots of one language by their spellings.

    Args:
        name: file of the list in the package's data.
        softening: how a final consonant of a longer noun changes before a vowel, as ``{"k": "ğ"}``.
        narrowing: the suffix before whose high vowel a verb loses its low one, as ``yor`` in ``başl-ıyor``; if any.
    """

    def __init__(self, name: str, softening: dict[str, str], narrowing: str | None = None) -> None:
        self._roots: dict[str, Root] = {}
        self._before_vowel: dict[str, Root] = {}
        self._narrowed: dict[str, Root] = {}
        self._narrowing = narrowing
        for row in read_rows(name):
            for entry in row[0].split():
                self._add(entry)
        for word, root in self._roots.items():
            soft = softening.get(word[-1])
            if soft and root.kinds & NOUN and sum(letter in VOWELS for letter in word) > 1:
                self._before_vowel.setdefault(word[:-1] + soft, Root(word, root.size, NOUN, root.context))
            if narrowing and root.kinds & VERB and word[-1] in "ae":
                narrow = word[:-1]
                self._narrowed[narrow] = Root(word, len(narrow), VERB, context_of(narrow))
        self._reach: dict[str, int] = {}
        for spelling in (*self._roots, *self._before_vowel, *self._narrowed):
            opening = spelling[:OPENING]
            self._reach[opening] = max(len(spelling), self._reach.get(opening, 0))

    def __contains__(self, word: str) -> bool:
        return word in self._roots

    def _add(self, entry: str) -> None:
        word, _, changed = entry.partition(":")
        kind = VERB if word.endswith("-") else CLOSED if word.endswith(".") else NOUN
        is_fronted = word.endswith("^")
        word = word.rstrip("-.^")
        context = context_of(word)
        if is_fronted:
            context = front(context)
        known = self._roots.get(word)
        root = Root(word, len(word), kind | (known.kinds if known else 0), known.context if known else context)
        self._roots[word] = root
        if changed:
            soft_context = context_of(changed)
            self._before_vowel[changed] = Root(
                word, len(changed), kind, front(soft_context) if is_fronted else soft_context
            )

    def prefixes(self, term: str) -> list[Root]:
        """The roots that a term may begin with, short of the whole term, the longest first."""
        found = []
        roots = self._roots
        before_vowel = self._before_vowel
        narrowing = term.rfind(self._narrowing) - 1 if self._narrowing else -1
        longest = self._reach.get(term[:OPENING], SHORTEST_ROOT)
        for size in range(min(len(term) - 1, longest), SHORTEST_ROOT - 1, -1):
            prefix = term[:size]
            if prefix in roots:
                found.append(roots[prefix])
            if prefix in before_vowel and term[size] in VOWELS:
                found.append(before_vowel[prefix])
            if size == narrowing and prefix in self._narrowed:
                found.append(self._narrowed[prefix])
        return found
