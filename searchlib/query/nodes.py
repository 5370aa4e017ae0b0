"""What a query asks for, as a tree of frozen values: words, phrases, filters, and Booleans over them.

Every node knows where it was typed (``start``, ``end``, code points of the source). The place is left out of
comparisons: two nodes are equal if they ask for the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import Enum


class Expansion(Enum):
    """How a word is looked up in the vocabulary."""

    FULL = "full"
    """``word``: its inflections, folds and variants too."""
    EXACT = "exact"
    """``=word``: the term itself only."""
    PREFIX = "prefix"
    """``fil*``: every term that begins so."""
    PATTERN = "pattern"
    """``f?lm``, ``*film*``: every term of that shape; ``?`` is one character, ``*`` any number of them."""
    FUZZY = "fuzzy"
    """``flim~1``: every term at most so many edits away."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the query.

    Attributes:
        text: the word as typed, without operators: always ``source[start:end]``. A pattern keeps its wildcards.
        expansion: how it is looked up.
        field: ``"title"`` or ``"body"``, or None for both.
        boost: factor of its score, 0 < boost ≤ 100.
        edits: 1 or 2 for a fuzzy word, otherwise 0.
        is_joined: whether a hyphen or a full stop, and nothing else, stands between it and the word before it.
        start, end: where the text stands in the source, in code points.

    Example:
        >>> Word("film", start=0, end=4) == Word("film", start=7, end=11)
        True
    """

    text: str
    expansion: Expansion = Expansion.FULL
    field: str | None = None
    boost: float = 1.0
    edits: int = 0
    _: KW_ONLY
    is_joined: bool = dataclass_field(default=False, compare=False)
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words that follow one another.

    Attributes:
        words: the words in order, each FULL or EXACT; the last one may be a PREFIX. Their boost is 1.
        slop: how many places the words may be away from the typed order, altogether; 0 for none.
        field: ``"title"`` or ``"body"``, or None for either.
        boost: factor of its score, 0 < boost ≤ 100.
        start, end: where it stands in the source with its quotation marks, in code points.
    """

    words: tuple[Word, ...]
    slop: int = 0
    field: str | None = None
    boost: float = 1.0
    _: KW_ONLY
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """Nodes joined together.

    An article matches if it matches every node of ``must``, none of ``must_not`` and, where
    :attr:`needs_should` says so, at least one of ``should``. A Boolean of ``must_not`` alone matches every
    other article, one of nothing all of them.

    Attributes:
        must, should, must_not: the nodes, each in the order typed.
        boost: factor of the score of the whole, 0 < boost ≤ 100.
        start, end: from its first to its last node or bracket in the source, in code points.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    boost: float = 1.0
    _: KW_ONLY
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)

    @property
    def needs_should(self) -> bool:
        """Whether an article has to match one of ``should``: yes, unless ``must`` holds more than filters.

        Example:
            >>> az = Filter("language", "az")
            >>> Boolean(must=(az,), should=(Word("film"),)).needs_should
            True
            >>> Boolean(must=(az, Word("yeni")), should=(Word("film"),)).needs_should
            False
        """
        return bool(self.should) and all(is_filter(node) for node in self.must)

    @property
    def is_negative(self) -> bool:
        """Whether it only excludes."""
        return not self.must and not self.should

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node directly below, in no particular order."""
        return self.must + self.should + self.must_not


@dataclass(frozen=True, slots=True)
class Filter:
    """Articles of one language, source, author, tag or id; it does not score.

    Attributes:
        field: ``"language"``, ``"source"``, ``"author"``, ``"tags"`` or ``"id"``.
        value: what was typed after the colon, without quotation marks; not empty.
        start, end: where it stands in the source, the field name included, in code points.
    """

    field: str
    value: str
    _: KW_ONLY
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles of some days; it does not score.

    Attributes:
        low, high: first and last day, both included; None where that side is open, never on both sides.
        start, end: where it stands in the source, the field name included, in code points.
    """

    low: date | None
    high: date | None
    _: KW_ONLY
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)


Node = Word | Phrase | Boolean | Filter | DateRange


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query string and what it asks for.

    Attributes:
        source: the string as it was typed.
        root: what it asks for, or None if nothing in it can be searched.
        warnings: what was mended, one sentence each, in the order of the source.
    """

    source: str
    root: Node | None
    warnings: tuple[str, ...] = ()


def is_filter(node: Node) -> bool:
    """Tell whether a node only narrows the choice of articles: a filter, or a Boolean of nothing else."""
    if isinstance(node, Boolean):
        return all(is_filter(child) for child in node.nodes)
    return isinstance(node, Filter | DateRange)


def iter_words(root: Node | None) -> Iterator[Word]:
    """Yield the words of a tree, those of phrases and excluded ones too, in the order of the source."""
    found: list[Word] = []
    waiting: list[Node] = [] if root is None else [root]
    while waiting:
        match waiting.pop():
            case Word() as word:
                found.append(word)
            case Phrase(words=words):
                found.extend(words)
            case Boolean(nodes=nodes):
                waiting.extend(nodes)
            case _:
                pass
    yield from sorted(found, key=lambda word: word.start)


def iter_filters(root: Node | None) -> Iterator[Filter]:
    """Yield the filters of a tree that ask for a value, excluded ones too.

    Example:
        >>> [asked.value for asked in iter_filters(Boolean(must_not=(Filter("language", "ru"),)))]
        ['ru']
    """
    match root:
        case Filter():
            yield root
        case Boolean(nodes=nodes):
            for node in nodes:
                yield from iter_filters(node)
        case _:
            pass


def replace_words(source: str, root: Node | None, replacements: Mapping[str, str]) -> str:
    """Return the query with some words replaced and every operator where it was.

    Prefixes and patterns stay: they are parts of words, and not spelled like one.

    Args:
        source: the query that ``root`` was parsed from.
        root: its tree.
        replacements: new spelling by :attr:`Word.text`.

    Example:
        >>> root = Boolean(must=(Word("flim", start=1, end=5),), should=(Word("new", start=6, end=9),))
        >>> replace_words("+flim new", root, {"flim": "film"})
        '+film new'
    """
    parts, done = [], 0
    for word in iter_words(root):
        if word.text in replacements and word.expansion not in {Expansion.PREFIX, Expansion.PATTERN}:
            parts += [source[done : word.start], replacements[word.text]]
            done = word.end
    return "".join([*parts, source[done:]])
