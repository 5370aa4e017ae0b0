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

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, ENDING_COUNT, VOWELS, context_of, front
from searchlib.lexicon.stem.suffix_chains import NOWHERE, read_rows

NOUN, VERB, CLOSED, FRONTED = 1, 2, 4, 8
"""Kinds of root, as bits: one spelling may be a noun and a verb."""
KINDS: Final = {"-": VERB, ".": CLOSED, "^": NOUN | FRONTED, "+": NOUN}
"""The kinds by the sign after a root; a root without one is a noun."""
COMPOUND: Final = "+"
OPENING: Final = 4
"""First letters by which roots are kept, so that few are tried on a word."""
SHORTEST_ROOT: Final = OPENING - 2
"""Letters of a root that endings may follow, at least; the pronoun *o* has forms of its own."""
BEFORE_VOWEL: Final = tuple(VOWELS)
AFTER_COMPOUND: Final = (*BEFORE_VOWEL, "l")
BEFORE_BUFFER: Final = ("y",)


class Root(NamedTuple):
    """A root as it begins a word.

    Attributes:
        spelling: the letters of it in the word.
        text: the root in its dictionary form.
        noun: where the profile of an ending says whether it may follow the root as a noun; `NOWHERE` if it is none.
        verb: likewise as a verb.
        followed_by: what the word must go on with if the root is spelt so; empty for anything.
    """

    spelling: str
    text: str
    noun: int
    verb: int
    followed_by: tuple[str, ...] = ()


class RootTable:
    """Roots by their spellings.

    Args:
        roots: the roots as they begin words.
        words: the roots as words.

    Attributes:
        roots: the same, in the same order.
    """

    def __init__(self, roots: Iterable[Root], words: Collection[str]) -> None:
        self.roots = tuple(roots)
        self._words = words
        self._by_opening = _by_opening(self.roots)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def candidates(self, term: str) -> Sequence[Root]:
        """The roots that begin like a term as far as a few letters tell, the longest first."""
        known = self._by_opening
        return known.get(term[:OPENING]) or known.get(term[: OPENING - 1]) or known.get(term[:SHORTEST_ROOT]) or ()


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
        plain = [_root(word, word, kinds) for word, kinds in self._kinds.items()]
        listed = {root.spelling for root in changed}
        softened = [*self._softened(softening, NOUN), *self._softened(verb_softening or {}, VERB)]
        changed += [root for root in softened if root.spelling not in listed]
        narrowed = self._narrowed(narrowed_before) if narrowed_before else ()
        super().__init__([*plain, *changed, *narrowed], self._kinds)

    def _read(self, name: str) -> Iterator[Root]:
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
                    yield _root(word[:-1], word, kinds, AFTER_COMPOUND)
                if changed:
                    yield _changed_root(changed, word, kinds)

    def _softened(self, softening: dict[str, str], kind: int) -> Iterator[Root]:
        for word, kinds in self._kinds.items():
            if word[-1] in softening and kinds & kind and sum(map(word.count, VOWELS)) > 1:
                yield _changed_root(word[:-1] + softening[word[-1]], word, kinds & (kind | FRONTED))

    def _narrowed(self, narrowed_before: tuple[str, ...]) -> Iterator[Root]:
        for word, kinds in self._kinds.items():
            if kinds & VERB and word[-1] in "ae":
                yield _root(word[:-1], word, VERB, narrowed_before)


def _changed_root(spelling: str, text: str, kinds: int) -> Root:
    """A root as it is spelt before a vowel; suffixes go by the vowel that it has lost: ``vakit``, ``vakt-i``."""
    if spelling[-1] in VOWELS:
        return _root(spelling, text, kinds, BEFORE_BUFFER)
    context = context_of(spelling)
    lost = context_of(text) // ENDING_COUNT * ENDING_COUNT + context % ENDING_COUNT if context >= 0 else context
    return _root_in_context(lost, spelling, text, kinds, BEFORE_VOWEL)


def _root(spelling: str, text: str, kinds: int, followed_by: tuple[str, ...] = ()) -> Root:
    return _root_in_context(context_of(spelling), spelling, text, kinds, followed_by)


def _root_in_context(context: int, spelling: str, text: str, kinds: int, followed_by: tuple[str, ...]) -> Root:
    if kinds & FRONTED:
        context = front(context)
    noun = context if kinds & NOUN and context >= 0 else NOWHERE
    verb = CONTEXT_COUNT + context if kinds & VERB and context >= 0 else NOWHERE
    return Root(spelling, text, noun, verb, followed_by)


def _by_opening(roots: Iterable[Root]) -> dict[str, list[Root]]:
    """The roots by their first letters, the longest first; those with fewer letters stand under longer openings too."""
    found: dict[str, list[Root]] = {}
    for root in sorted(roots, key=_length, reverse=True):
        opening = root.spelling[:OPENING]
        if opening in found:
            found[opening].append(root)
        else:
            found[opening] = [root]
    for opening in sorted(found, key=len):
        if len(opening) > SHORTEST_ROOT:
            found[opening] += found.get(opening[:-1]) or found.get(opening[:SHORTEST_ROOT]) or []
    return found


def _length(root: Root) -> int:
    return len(root.spelling)
