"""The queries that speed is measured with: a public log with unions, intersections and phrases."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from benchmarks.measuring_data import DATA, read_lines

LOG = DATA / "perf" / "queries" / "en_search_benchmark_game.jsonl"
Kind = Literal["or", "and", "phrase"]
_KINDS: dict[str, Kind] = {"term": "or", "union": "or", "intersection": "and", "phrase": "phrase"}
_WORD = re.compile(r"\w+")


class Query(NamedTuple):
    """Words in lower case and how they are joined."""

    kind: Kind
    words: tuple[str, ...]


def queries(per_tag: int) -> Iterator[Query]:
    """Yield so many queries of each tag of the log at most.

    Raises:
        FileNotFoundError: the log is not in the measuring data.
    """
    seen: Counter[str] = Counter()
    for line in read_lines(LOG):
        entry = json.loads(line)
        tag = entry["tags"][0]
        words = tuple(word.lower() for word in _WORD.findall(entry["query"]))
        if tag not in _KINDS or not words or seen[tag] >= per_tag:
            continue
        seen[tag] += 1
        yield Query(_KINDS[tag], words)
