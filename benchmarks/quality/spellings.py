"""Names: whether their forms have one stem, whether their spellings are found, and how many other words are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.measuring_data import DATA, stored
from benchmarks.quality.baselines import prefix, snowball
from benchmarks.quality.figures import Figure, MissingDataError
from benchmarks.quality.names import (
    AS_A_NAME,
    LANGUAGES,
    OWN_GROUPS,
    GroupFigures,
    measure_groups,
    read_groups,
    read_vocabulary,
)
from searchlib.lexicon.stem.registry import stemmer_for

GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
PASSAGES = 10_000
QUICK_PASSAGES = 1_000


def measure() -> Iterator[Figure]:
    """Measure on our own forms of names, and on groups of spellings with 10,000 passages for other words."""
    yield from _stems()
    yield from _groups(PASSAGES)


def measure_quickly() -> Iterator[Figure]:
    """Measure the same with 1,000 passages."""
    yield from _stems()
    yield from _groups(QUICK_PASSAGES)


def names_in(lines: Iterable[str]) -> list[list[str]]:
    r"""Return the forms of each name in a golden table of stems: the lines below a heading that says names.

    Example:
        >>> names_in(["# -- nouns", "yol\tyol yollar", "# -- names", "bakı\tbakı bakıda"])
        [['bakı', 'bakıda']]
    """
    found, is_named = [], False
    for line in lines:
        if line.startswith("# --"):
            is_named = "names" in line
        elif is_named:
            found.append(line.split("\t")[1].split())
    return found


def share_of_one_stem(names: Iterable[list[str]], stem: Callable[[str], str]) -> float:
    """Return the share of names all of whose forms have one stem.

    Example:
        >>> share_of_one_stem([["bakı", "bakıda"], ["gəncə", "gəncədə"]], lambda form: form[:5])
        0.5
    """
    is_one = [len(set(map(stem, forms))) == 1 for forms in names]
    return sum(is_one) / len(is_one)


def _stems() -> Iterator[Figure]:
    for language in LANGUAGES:
        names = names_in((GOLDEN / f"stem_{language}.tsv").read_text("utf-8").splitlines())
        others = {
            "prefix 5": share_of_one_stem(names, prefix),
            "Snowball": share_of_one_stem(names, snowball(language)),
        }
        ours = share_of_one_stem(names, stemmer_for(language).stem)
        yield Figure("names", f"one stem, {language}", ours, len(names), baselines=others)


def _groups(passages: int) -> Iterator[Figure]:
    groups_file, corpus = DATA / "names" / "name_groups.tsv", DATA / "perf" / "passages_300k.jsonl"
    found = stored(corpus)
    if found is None or not groups_file.is_file():
        raise MissingDataError(f"{groups_file} or {corpus} is not there")
    vocabulary = read_vocabulary(found, passages)
    yield from _group_figures("spellings", measure_groups(read_groups(groups_file), vocabulary))
    yield from _group_figures("exonyms", measure_groups(read_groups(groups_file, "X"), vocabulary))
    yield from _group_figures("our own spellings", measure_groups(read_groups(OWN_GROUPS), vocabulary))


def _group_figures(title: str, figures: GroupFigures) -> Iterator[Figure]:
    yield Figure("names", f"{title}, recall", figures.recall, figures.pairs)
    yield Figure("names", f"{title}, other words", figures.others(AS_A_NAME), figures.groups, "words a group")
