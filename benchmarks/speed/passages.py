"""The texts that speed is measured on: real passages, and made ones of the same word statistics beyond them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from benchmarks.measuring_data import DATA, read_lines

CORPUS = DATA / "perf" / "passages_300k.jsonl"
SEED = 7
_LEARNED_FROM = 100_000
"""How many passages the statistics of made texts are taken from."""

_BATCH = 1_000


def passages(count: int) -> Iterator[tuple[int, str]]:
    """Yield so many texts with their numbers: the real passages, each title and text, then made ones.

    Raises:
        FileNotFoundError: the passages are not in the measuring data.
    """
    number = 0
    for number, line in enumerate(islice(read_lines(CORPUS), count), start=1):
        yield number - 1, text_of(line)
    if number < count:
        yield from islice(zip(range(number, count), made_texts(), strict=False), count - number)


def write_passages(path: Path, count: int) -> None:
    """Write so many texts into a file, for processes that read them again and again."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for _, text in passages(count))


def read_passages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts that :func:`write_passages` wrote, with their numbers."""
    with path.open(encoding="utf-8") as file:
        yield from enumerate(map(json.loads, file))


def text_of(line: str) -> str:
    r"""Return the text of a passage, a line of JSON.

    Example:
        >>> text_of('{"title": "Yol", "text": "Açıldı."}')
        'Yol\nAçıldı.'
    """
    passage = json.loads(line)
    return f"{passage.get('title') or ''}\n{passage['text']}"


def made_texts() -> Iterator[str]:
    """Yield texts without end, each in one language, words drawn as often as they stand in the passages."""
    lines = [json.loads(line) for line in islice(read_lines(CORPUS), _LEARNED_FROM)]
    words: dict[str, Counter[str]] = {}
    lengths: dict[str, list[int]] = {}
    for passage in lines:
        found = f"{passage.get('title') or ''} {passage['text']}".split()
        words.setdefault(passage["lang"], Counter()).update(found)
        lengths.setdefault(passage["lang"], []).append(len(found))
    yield from drawn_texts(words, lengths, np.random.default_rng(SEED))


def drawn_texts(
    words: dict[str, Counter[str]], lengths: dict[str, list[int]], random: np.random.Generator
) -> Iterator[str]:
    """Yield texts without end: a language as often as it has texts, a length that one of its texts has, its words.

    Example:
        >>> random = np.random.default_rng(1)
        >>> next(drawn_texts({"az": Counter(["yol"])}, {"az": [3]}, random))
        'yol yol yol'
    """
    languages = sorted(words)
    shares = np.array([len(lengths[language]) for language in languages], float)
    drawers = [_Drawer(words[language], np.array(lengths[language])) for language in languages]
    while True:
        numbers = random.choice(len(languages), _BATCH, p=shares / shares.sum())
        texts = [drawer.texts(int((numbers == number).sum()), random) for number, drawer in enumerate(drawers)]
        yield from (next(texts[number]) for number in numbers)


class _Drawer:
    """Draws texts of one language."""

    def __init__(self, words: Counter[str], lengths: np.ndarray) -> None:
        self._vocabulary = sorted(words)
        counts = np.array([words[word] for word in self._vocabulary], float)
        self._chances = np.cumsum(counts) / counts.sum()
        self._lengths = lengths

    def texts(self, count: int, random: np.random.Generator) -> Iterator[str]:
        """Draw so many texts at once."""
        ends = np.cumsum(self._lengths[random.integers(len(self._lengths), size=count)])
        drawn = np.searchsorted(self._chances, random.random(int(ends[-1]) if count else 0), side="right")
        found = [self._vocabulary[number] for number in np.minimum(drawn, len(self._vocabulary) - 1).tolist()]
        return (" ".join(found[start:end]) for start, end in pairwise([0, *ends.tolist()]))
