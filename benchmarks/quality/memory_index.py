"""An index in memory, for trying weights: the library's own analysis, lexicon and expansion, and no files.

What a word of a query stands for is kept apart by the reasons for it, so that other weights need no new look-up.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchlib.analysis import analyze
from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.vocabulary import TermFacts, Vocabulary, write_terms
from searchlib.kernels.inverter import name_vote
from searchlib.lexicon import Lexicon
from searchlib.lexicon.build import build_lexicon
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind
from searchlib.query.nodes import iter_words
from searchlib.query.text import parse_text

LANGUAGES = ("az", "en", "ru", "tr")
RELATED = (MatchKind.INFLECTION, MatchKind.ROOT, MatchKind.FOLD, MatchKind.VARIANT)

_COUNTS_AS = {weights()[kind]: kind for kind in (MatchKind.EXACT, MatchKind.INFLECTION)}
"""What the words count as that one typed without diacritics is meant for."""

Reasons = frozenset[MatchKind]
"""All reasons for which a term may stand for a word; the one that weighs most counts."""


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of a word's group, for each set of reasons apart.

    Attributes:
        reasons: the sets of reasons that its terms have; the rows below are in the same order.
        docnums: the documents that have any of the terms, ascending.
        frequencies: occurrences, a row for each set of reasons, a column for each document.
        largest: for each set of reasons the doc_freq of its most frequent term.
        summed: for each set of reasons the doc_freqs of its terms added up.
    """

    reasons: tuple[Reasons, ...]
    docnums: np.ndarray
    frequencies: np.ndarray
    largest: np.ndarray
    summed: np.ndarray


class MemoryIndex:
    """Documents of one language, analysed.

    Args:
        texts: the documents.
        language: ISO 639 code of them all.

    Attributes:
        lengths: number of tokens of each document.
    """

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self.lengths = np.zeros(len(texts))
        ids: dict[str, int] = {}
        documents = []
        facts: dict[str, tuple[int, int, frozenset[str]]] = defaultdict(lambda: (0, 0, frozenset()))
        for number, text in enumerate(texts):
            stream = analyze(text, language, LANGUAGES)
            self.lengths[number] = len(stream)
            documents.append(np.array([ids.setdefault(term, len(ids)) for term in stream.terms], np.int32))
            for term, shape, code in zip(stream.terms, stream.tokens.shapes, stream.languages, strict=True):
                count, votes, codes = facts[term]
                known = codes if code in codes else codes | {code}
                facts[term] = count + 1, votes + name_vote(shape, is_telling=True), known
        self._ids = ids
        self._postings = _Postings(documents, len(ids))
        self._lexicon = _make_lexicon({term: TermFacts(*found) for term, found in facts.items()})
        self._groups: dict[str, Group | None] = {}

    def groups(self, query: str) -> list[Group]:
        """Return the group of each word of a query that stands for anything; a repeated word's as often."""
        found = (self._group(word.text) for word in iter_words(parse_text(query).root))
        return [group for group in found if group is not None]

    def _group(self, word: str) -> Group | None:
        if word not in self._groups:
            self._groups[word] = self._make_group(word)
        return self._groups[word]

    def _make_group(self, word: str) -> Group | None:
        reasons: dict[str, set[MatchKind]] = defaultdict(set)
        for kind in RELATED:
            for member in self._lexicon.expand(word, {kind}).members:
                reasons[member.term].add(_COUNTS_AS.get(member.weight, member.kind))
        terms: dict[Reasons, list[int]] = defaultdict(list)
        for term, kinds in reasons.items():
            terms[frozenset(kinds)].append(self._ids[term])
        return self._postings.group(terms.items()) if terms else None


def _make_lexicon(facts: Mapping[str, TermFacts]) -> Lexicon:
    with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as folder:
        path = Path(folder, "memory.lex")
        vocabulary = Vocabulary.of(facts)
        write_terms(vocabulary, path.with_suffix(".trm"))
        build_lexicon(vocabulary).write(path)
        # The reader has mapped the file, which stays readable after its folder is gone.
        return Lexicon([LexiconReader(path)])


class _Postings:
    """Every occurrence, by its term."""

    def __init__(self, documents: Sequence[np.ndarray], terms: int) -> None:
        flat = np.concatenate(documents)
        docnums = np.repeat(np.arange(len(documents)), [len(document) for document in documents])
        self._docnums = docnums[np.argsort(flat, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=terms))])

    def group(self, rows: Iterable[tuple[Reasons, Sequence[int]]]) -> Group:
        """Return the postings of some terms."""
        reasons, terms = zip(*rows, strict=True)
        columns = [[self._of(term) for term in row] for row in terms]
        docnums = np.unique(np.concatenate([found for column in columns for found in column]))
        frequencies = [
            np.bincount(np.searchsorted(docnums, np.concatenate(column)), minlength=len(docnums)) for column in columns
        ]
        doc_freqs = [[len(np.unique(found)) for found in column] for column in columns]
        largest, summed = (np.array([count(row) for row in doc_freqs], float) for count in (max, sum))
        return Group(reasons, docnums, np.array(frequencies, float), largest, summed)

    def _of(self, term: int) -> np.ndarray:
        return self._docnums[self._starts[term] : self._starts[term + 1]]
