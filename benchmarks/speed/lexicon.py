"""How fast a lexicon is built, how large it is, and how fast it expands a word.

Run ``python -m benchmarks.speed.lexicon [--passages N]`` with the measuring data in place. An index of the first
passages is made in a temporary folder; its lexicon is built again from its vocabulary, and words drawn as often as they
occur, and rare ones, are expanded. Times are of the processor's clock.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.speed.passages import passages
from searchlib import Article, Index
from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.section_file import SectionFile
from searchlib.lexicon import Lexicon
from searchlib.lexicon.build import build_lexicon

WORDS = 1000
WARMING = 200
SEED = 3

_Value = TypeVar("_Value")


def measure(folder: Path, count: int) -> Iterator[str]:
    """Yield the figures of the lexicon of so many passages, each as a line."""
    with Index.create(folder / "index") as index:
        index.add(Article(str(number), "", text) for number, text in passages(count))
        index.merge()
    path = next((folder / "index").glob("*.lex"))
    reader = LexiconReader(path)
    yield f"terms\t{len(reader)}"
    yield from _building(reader)
    yield from _sizes(reader)
    yield from _expanding(reader)


def _building(reader: LexiconReader) -> Iterator[str]:
    vocabulary = reader.vocabulary()
    build_lexicon(vocabulary, kinds=frozenset())  # loads what is loaded once
    built, build_s = _timed(lambda: build_lexicon(vocabulary))
    _, write_s = _timed(lambda: built.write(reader.path))
    for name, seconds in (("build", build_s), ("write", write_s)):
        yield f"{name}, µs a term\t{seconds / len(vocabulary) * 1e6:.2f}"


def _sizes(reader: LexiconReader) -> Iterator[str]:
    file = SectionFile(reader.path, b"SLIBLEX\n", 5)
    names = ("added", "added_ords", "entries", "entry_blocks", "sounds", "sound_buckets")
    for name in names:
        yield f"{name}, bytes a term\t{len(file.section(name)) / len(reader):.3f}"
    yield f"all, bytes a term\t{file.size / len(reader):.3f}"
    inverted = sum(reader.path.with_suffix(extension).stat().st_size for extension in (".trm", ".pst", ".pos"))
    yield f"all, share of terms, postings and positions\t{file.size / inverted:.3f}"


def _expanding(reader: LexiconReader) -> Iterator[str]:
    vocabulary = reader.vocabulary()
    chance = random.Random(SEED)  # noqa: S311  words to measure with
    every = range(len(vocabulary))
    frequent = chance.choices(every, vocabulary.counts, k=3 * WORDS)
    rare = chance.sample(every, min(WORDS, len(every)))
    for name, term_ords in (("words as often as they occur", frequent), ("terms alike", rare)):
        words = [vocabulary.term(number) for number in dict.fromkeys(term_ords)][: WARMING + WORDS]
        lexicon = Lexicon([reader])
        _times(lexicon, words[:WARMING])
        yield f"expand, {name}, cold, µs p50 and p90\t{_percentiles(_times(lexicon, words[WARMING:]))}"
        yield f"expand, {name}, warm, µs p50 and p90\t{_percentiles(_times(lexicon, words[WARMING:]))}"


def _times(lexicon: Lexicon, words: Iterable[str]) -> list[float]:
    return [_timed(partial(lexicon.expand, word))[1] for word in words]


def _percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return " ".join(f"{ordered[int(len(ordered) * share)] * 1e6:.1f}" for share in (0.5, 0.9))


def _timed(action: Callable[[], _Value]) -> tuple[_Value, float]:
    started = time.process_time()
    value = action()
    return value, time.process_time() - started


def main() -> None:
    """Measure, in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as folder:
        for line in measure(Path(folder), asked.passages):
            print(line)


if __name__ == "__main__":
    main()
