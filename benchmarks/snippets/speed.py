"""How long ten snippets take, of articles of 400 words and of a megabyte, made of passages of the measuring data."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np

from benchmarks.quality.figures import MissingDataError
from benchmarks.snippets.engines import Engine, Searchlib, others
from benchmarks.speed.passages import passages
from searchlib import Article, parse_text

HITS = 10
QUERIES = 60
LEAST_ROUNDS = 3
LEAST_MS = 40
"""How long a query is repeated at least: short times are disturbed by whatever else the machine does."""

SHORT_WORDS = 400
LONG_BYTES = 1_000_000
_SHORT_ARTICLES = 200
_SHORTEST_WORD = 5


def short_articles() -> list[Article]:
    """Return made articles of 400 words."""
    return _articles(_SHORT_ARTICLES, lambda parts: sum(len(part.split()) for part in parts) >= SHORT_WORDS)


def long_articles() -> list[Article]:
    """Return made articles of a megabyte."""
    return _articles(HITS, lambda parts: len(parts) % 100 == 0 and sum(map(len, parts)) >= LONG_BYTES)


def _articles(count: int, is_full: Callable[[list[str]], bool]) -> list[Article]:
    try:
        texts = (text for _, text in passages(1_000_000))
        return [Article(f"n{number}", "Made of passages", _joined(texts, is_full)) for number in range(count)]
    except FileNotFoundError as error:
        raise MissingDataError(str(error)) from error


def _joined(texts: Iterator[str], is_full: Callable[[list[str]], bool]) -> str:
    parts: list[str] = []
    while not is_full(parts):
        parts.extend(islice(texts, 1))
    return "\n".join(parts)


def times_ms(articles: Sequence[Article]) -> Iterator[tuple[str, float]]:
    """Yield each engine's name and the 95th percentile of the time for ten snippets, the best round of each query."""
    with Searchlib(articles) as ours:
        asked = list(islice(_full_pages(articles, ours), QUERIES))
        engines: list[Engine] = [ours, *others(articles)]
        for engine in engines:
            yield engine.name, float(np.percentile([_best_ms(engine, *one) for one in asked], 95))


def _full_pages(articles: Sequence[Article], ours: Searchlib) -> Iterator[tuple[str, list[int]]]:
    """Yield queries that find ten articles, with the numbers of these."""
    chance = random.Random(5)  # noqa: S311  the same queries on every machine, no secret
    while True:
        words = [word for word in chance.choice(articles).body[:20_000].split() if _is_word(word)]
        query = " ".join(chance.sample(words, chance.randint(1, 4)))
        numbers = [int(hit.about.id[1:]) for hit in ours.index.search(parse_text(query), limit=HITS)]
        if len(numbers) == HITS:
            yield query, numbers


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word.isalpha()


def _best_ms(engine: Engine, query: str, numbers: Sequence[int]) -> float:
    times: list[float] = []
    while len(times) < LEAST_ROUNDS or sum(times) < LEAST_MS:
        makers = [engine.prepare(number, query) for number in numbers]
        start = time.perf_counter()
        for make in makers:
            make()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times)
