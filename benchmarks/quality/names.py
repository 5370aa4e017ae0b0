"""How well names are found in other scripts and spellings, and how often another word is found in their stead.

Run ``python -m benchmarks.quality.names [--passages N]`` with SEARCHLIB_DATA set to the folder of measuring data
(default: ``../shared/data`` beside the checkout). Printed are:

- groups of spellings of one name: the share of pairs with a key in common, and the words of a corpus that have one
  with a group though they belong to no name in it, per group; all groups, and the halves with even and odd numbers;
- names of countries and languages (CLDR): for each two languages, the share of single-word names with a key in common;
- places: the share that finds its Cyrillic spellings, and the share that meets a place of another name.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchlib.analysis import analyze, normalize
from searchlib.kernels import scan
from searchlib.lexicon.fold import fold
from searchlib.lexicon.keys import is_name, name_keys

LANGUAGES = ("az", "en", "ru", "tr")

Spelling = tuple[str, str]
"""Language and normalised term."""

Vocabulary = Mapping[str, frozenset[str]]
"""The keys of each name of a corpus."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What was measured on groups of spellings.

    Attributes:
        recall: share of the pairs within a group that have a key in common.
        pairs: how many pairs there are.
        merged: pairs of groups that have a key in common.
        false_words: other words of the corpus with a key of a group, per group.
        missed: the pairs without a key in common.
        found: the other words of each group.
    """

    recall: float
    pairs: int
    merged: list[tuple[str, str]]
    false_words: float
    missed: list[tuple[Spelling, Spelling]]
    found: dict[str, set[str]]


def keys_of(term: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the keys under which a name is filed."""
    return frozenset(name_keys(term, languages))


def read_groups(path: Path, kind: str = "P") -> dict[str, list[Spelling]]:
    """Return the groups of a kind in a table of id, kind and ``language:spelling`` columns."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: list(spellings(column)) for name, found, column in lines if found == kind}


def spellings(column: str) -> Iterator[Spelling]:
    """Yield the spellings of ``language:spelling`` words; azc is Azerbaijani in Cyrillic letters."""
    for word in column.split():
        code, _, written = word.partition(":")
        language = code[:2]
        yield language, normalize(written, language)


def read_vocabulary(path: Path, passages: int) -> Vocabulary:
    """Return the names among the terms of the first passages of a corpus, with their keys."""
    counts: dict[str, int] = defaultdict(int)
    capitals: dict[str, int] = defaultdict(int)
    languages: dict[str, set[str]] = defaultdict(set)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, passages):
            passage = json.loads(line)
            stream = analyze(passage["text"], passage["lang"], LANGUAGES)
            for term, shape, language in zip(stream.terms, stream.tokens.shapes, stream.languages, strict=True):
                counts[term] += 1
                capitals[term] += bool(shape & scan.UPPER_FIRST)
                languages[term].add(language)
    names = [term for term, count in counts.items() if is_name(count, capitals[term])]
    started = time.perf_counter()
    vocabulary = {term: keys_of(term, sorted(languages[term])) for term in names}
    seconds = time.perf_counter() - started
    keys = sum(map(len, vocabulary.values()))
    print(f"{len(counts)} terms, {len(names)} names, {keys} keys at {keys / seconds:,.0f} a second (stemming included)")
    return vocabulary


def measure_groups(
    groups: Mapping[str, Sequence[Spelling]], vocabulary: Vocabulary, read_as: Sequence[str] | None = None
) -> GroupFigures:
    """Measure recall within groups and words that do not belong to them.

    Args:
        groups: the spellings of each name.
        vocabulary: the names of a corpus.
        read_as: languages that a spelling is read in, as a query is read in all of them; None for its own.
    """
    filed = {name: [keys_of(term, [code]) for code, term in found] for name, found in groups.items()}
    asked = {name: [keys_of(term, read_as or [code]) for code, term in found] for name, found in groups.items()}
    pairs, missed = 0, []
    for name, found in groups.items():
        for one, other in itertools.combinations(range(len(found)), 2):
            if found[one][1] != found[other][1]:
                pairs += 1
                if not (asked[name][one] & filed[name][other] or asked[name][other] & filed[name][one]):
                    missed.append((found[one], found[other]))
    groups_of = defaultdict(set)
    for name, sets in asked.items():
        for key in frozenset().union(*sets):
            groups_of[key].add(name)
    merged = {pair for names in groups_of.values() for pair in itertools.combinations(sorted(names), 2)}
    others = _others(groups, groups_of, vocabulary)
    false_words = sum(map(len, others.values())) / len(groups)
    return GroupFigures(1 - len(missed) / pairs, pairs, sorted(merged), false_words, missed, others)


def _others(
    groups: Mapping[str, Sequence[Spelling]], groups_of: Mapping[str, set[str]], vocabulary: Vocabulary
) -> dict[str, set[str]]:
    """Return the words met by each group that neither are a spelling of it nor begin with all but its last letter."""
    beginnings = {
        name: tuple({fold(term[:-1] if len(term) > len("nur") else term) for _, term in found})
        for name, found in groups.items()
    }
    others: dict[str, set[str]] = defaultdict(set)
    for term, keys in vocabulary.items():
        for name in {name for key in keys for name in groups_of.get(key, ())}:
            if not fold(term).startswith(beginnings[name]):
                others[name].add(term)
    return others


def measure_cldr(path: Path) -> None:
    """Print how many single-word names of CLDR have a key in common, for each two languages."""
    lines = [line.split("\t")[2:] for line in path.read_text("utf-8").splitlines()[1:]]
    columns = [("az", 0), ("az cyr", 1), ("tr", 2), ("ru", 3), ("en", 4)]
    for (one, i), (other, k) in itertools.combinations(columns, 2):
        named = [line for line in lines if line[i] and line[k]]
        single = [line for line in named if not any(mark in line[i] + line[k] for mark in " -(")]
        alike = sum(bool(_keys_in(line[i], one) & _keys_in(line[k], other)) for line in single)
        print(f"  {one} and {other}: {alike} of {len(single)} = {alike / len(single):.3f} ({len(named)} rows)")


def _keys_in(name: str, column: str) -> frozenset[str]:
    language = column[:2]
    return keys_of(normalize(name, language), [language])


def measure_places(path: Path, language: str, countries: frozenset[str]) -> None:
    """Print how many single-word places find their Russian spellings, and how many meet a place of another name.

    Args:
        path: the table of places.
        language: the language whose letters their names are in.
        countries: ISO 3166 codes of the countries whose places count.
    """
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines][1:]
    places = [line for line in table if line[2].isalpha() and line[1] in countries]
    pairs = found = 0
    names_of: dict[str, set[str]] = defaultdict(set)
    for line in places:
        name = normalize(line[2], language)
        keys = keys_of(name, [language])
        for key in keys:
            names_of[key].add(fold(name))
        for variant in line[5].split("|"):
            if variant.isalpha() and set(variant.lower()) <= set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"):
                pairs += 1
                found += bool(keys & keys_of(normalize(variant), ["ru"]))
    names = {fold(normalize(line[2], language)) for line in places}
    meeting = set().union(*(met for met in names_of.values() if len(met) > 1))
    print(f"  {len(names)} names of {len(places)} places, {pairs} Russian spellings: found {found / pairs:.3f}")
    print(f"  names that meet another: {len(meeting)} = {len(meeting) / len(names):.3f}")


def _print_groups(title: str, figures: GroupFigures) -> None:
    merged = " ".join(f"{one}+{other}" for one, other in figures.merged) or "none"
    print(
        f"  {title}: recall {figures.recall:.3f} of {figures.pairs} pairs, "
        f"{figures.false_words:.2f} other words a group, merged: {merged}"
    )


def _print_details(figures: GroupFigures) -> None:
    for one, other in figures.missed:
        print(f"    missed {one[0]}:{one[1]} {other[0]}:{other[1]}")
    for name, words in sorted(figures.found.items()):
        print(f"    {name} meets {' '.join(sorted(words))}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000, help="how much of the corpus (default: 10,000)")
    parser.add_argument("--details", action="store_true", help="print missed pairs and other words, too")
    options = parser.parse_args()
    data = Path(os.environ.get("SEARCHLIB_DATA", Path(__file__).parents[3] / "shared" / "data"))
    if not data.is_dir():
        parser.error(f"no measuring data in {data}; set SEARCHLIB_DATA to the folder that has it")
    vocabulary = read_vocabulary(data / "perf" / "passages_300k.jsonl.xz", options.passages)
    groups = read_groups(data / "names" / "name_groups.tsv")
    print("groups, each spelling read in its own language, then as a query in all of them")
    for title, chosen in _splits(groups):
        for read_as in (None, LANGUAGES):
            figures = measure_groups(chosen, vocabulary, read_as)
            _print_groups(title if read_as is None else f"{title}, as queries", figures)
            if options.details and title == "all":
                _print_details(figures)
    print("names of countries and languages, single words")
    measure_cldr(data / "names" / "cldr_names_5.tsv")
    places = data / "names" / "places.tsv.xz"
    print("places of Azerbaijan; of Turkey; of Armenia and Georgia; of Russia, Ukraine and Central Asia")
    measure_places(places, "az", frozenset({"AZ"}))
    measure_places(places, "tr", frozenset({"TR"}))
    measure_places(places, "en", frozenset({"AM", "GE"}))
    measure_places(places, "en", frozenset({"RU", "UA", "KZ", "UZ", "KG", "TJ", "TM"}))


def _splits(groups: Mapping[str, list[Spelling]]) -> Iterator[tuple[str, dict[str, list[Spelling]]]]:
    yield "all", dict(groups)
    for title, first in (("even", 0), ("odd", 1)):
        yield title, dict(itertools.islice(groups.items(), first, None, 2))


if __name__ == "__main__":
    main()
