"""Real queries with an article judged to answer each, and what snippets show of them."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.quality.figures import MissingDataError
from benchmarks.quality.relevance_sets import listed, read_set
from benchmarks.snippets.engines import COLUMNS, Engine, Searchlib, Shown, others
from searchlib import Article
from searchlib.analysis.clusters import width
from searchlib.analysis.sentences import sentences
from searchlib.analysis.tokenizer import tokenize
from searchlib.matches import Match
from searchlib.snippet.quality import dateline_end

SETS = ("xquad_en", "xquad_tr", "xquad_ru", "az_laws")
PAIRS_TO_A_SET = 125
_PASSAGES = 3
_SEPARATOR_COLUMNS = 3
_MOST_RANGES = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and an article that answers it."""

    query: str
    article: Article


@dataclass
class Tally:
    """What an engine's snippets come to."""

    coverage: list[float]
    is_clean: list[bool]
    widths: dict[str, list[int]]
    pieces: list[int]


def read_pairs(count: int = PAIRS_TO_A_SET) -> list[Pair]:
    """Read pairs of the measuring data, as many of each of the four languages.

    Raises:
        MissingDataError: a set is not there.
    """
    found = []
    for name in SETS:
        line = next(line for line in listed() if line.name == name)
        if not line.is_there:
            raise MissingDataError(f"{line.documents} is not there")
        judged = read_set(line, count)
        for number, query in enumerate(judged.queries):
            best = max(query.grades, key=lambda document: (query.grades[document], -document))
            text = judged.texts[best].strip()
            found.append(Pair(query.text, Article(f"{name}-{number}", "", text, language=line.language)))
    return found


def tallies(pairs: Sequence[Pair]) -> Iterator[tuple[str, Tally]]:
    """Yield each engine's name and what its snippets of the pairs come to, ours first."""
    articles = [pair.article for pair in pairs]
    with Searchlib(articles) as ours:
        marks = marks_of(ours, pairs)
        engines: list[Engine] = [ours, *others(articles)]
        for engine in engines:
            yield engine.name, tally_of(engine, pairs, marks)


def marks_of(ours: Searchlib, pairs: Sequence[Pair]) -> list[tuple[Match, ...]]:
    """Return everything that the query of each pair matches in its article."""
    hits = (ours.hit(number, pair.query) for number, pair in enumerate(pairs))
    return [hit.body.matches if hit is not None else () for hit in hits]


def tally_of(engine: Engine, pairs: Sequence[Pair], marks: Sequence[Sequence[Match]]) -> Tally:
    """Return what an engine's snippets of the pairs come to, given what matches in each."""
    tally = Tally([], [], defaultdict(list), [])
    for number, pair in enumerate(pairs):
        if marks[number]:
            _count(engine.prepare(number, pair.query)(), pair, marks[number], tally)
    return tally


def _count(shown: Shown, pair: Pair, marks: Sequence[Match], tally: Tally) -> None:
    body = pair.article.body
    spans = [span for piece in shown.pieces if (span := _place(body, piece)) is not None]
    words = {mark.word for mark in marks if any(start <= mark.start and mark.end <= end for start, end in spans)}
    tally.coverage.append(min(1.0, len(words) / coverable(body, marks)))
    tally.is_clean.append(_is_clean(pair.article, spans, has_ellipsis=shown.has_ellipsis))
    tally.pieces.append(len(shown.pieces))
    tally.widths[pair.article.language or ""].append(width(str(shown)))


def _place(body: str, piece: str) -> tuple[int, int] | None:
    start = body.find(piece.strip())
    return (start, start + len(piece.strip())) if start >= 0 and piece.strip() else None


def _is_clean(article: Article, spans: Sequence[tuple[int, int]], *, has_ellipsis: bool) -> bool:
    """Whether a snippet begins where a sentence does and ends where one does, or with an ellipsis between words."""
    if not spans:
        return False
    borders = sentences(article.body, article.language)
    starts = {start for start, _ in borders} | {dateline_end(article.body)}
    ends = {end for _, end in borders}
    tokens = tokenize(article.body)
    last = spans[-1][1]
    is_inside = any(start < last < end for start, end in zip(tokens.starts, tokens.ends, strict=True))
    return spans[0][0] in starts and (last in ends or (has_ellipsis and not is_inside))


def coverable(body: str, marks: Sequence[Match]) -> int:
    """Return how many words of a query any three ranges of a text can show in the columns of a snippet.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> coverable("a b", [Match(0, 1, MatchKind.EXACT, "a"), Match(2, 3, MatchKind.EXACT, "b")])
        2
    """
    shortest: dict[frozenset[str], int] = {}
    for first, mark in enumerate(marks):
        words: frozenset[str] = frozenset()
        for other in marks[first:]:
            columns = width(body[mark.start : other.end])
            if columns > COLUMNS:
                break
            if other.word not in words:
                words |= {other.word}
                shortest[words] = min(columns, shortest.get(words, columns))
    ranges = sorted(shortest.items(), key=lambda item: (-len(item[0]), item[1]))[:_MOST_RANGES]
    best = len({mark.word for mark in marks})
    most = 1
    for size in range(1, _PASSAGES + 1):
        for some in combinations(ranges, size):
            columns = sum(columns for _, columns in some) + _SEPARATOR_COLUMNS * (size - 1)
            if columns <= COLUMNS:
                most = max(most, len(frozenset[str]().union(*(words for words, _ in some))))
        if most == best:
            break
    return most


def parity(widths: dict[str, list[int]]) -> tuple[float, float]:
    """Return the least and the greatest mean width of Russian and Azerbaijani snippets beside English ones."""
    english = statistics.mean(widths["en"]) or 1.0
    beside = [statistics.mean(widths[language]) / english for language in ("ru", "az")]
    return min(beside), max(beside)
