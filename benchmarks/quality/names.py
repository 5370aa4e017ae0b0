"""How well names are found in other scripts and spellings, and how often another word is found in their stead.

Run ``python -m benchmarks.quality.names [--passages N]`` with SEARCHLIB_DATA set to the folder of measuring data
(default: ``../shared/data`` beside the checkout). Printed are:

- groups of spellings of one name, those of the measuring data, our own (``name_groups.tsv``) and the golden ones of
  the tests, put into the lexicon of a corpus: the share of pairs of which one finds the other, and the names of the
  corpus that a group finds though they belong to no name in it, per group, all of them and those found as a name, not
  by their stem or root;
- names of countries and languages (CLDR): for each two languages, the share of single-word names that meet;
- places: the share that finds its Cyrillic spellings, and the share that meets a place of another name.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchlib.analysis import analyze, normalize
from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.vocabulary import TermFacts, Vocabulary, write_terms
from searchlib.kernels.inverter import name_vote
from searchlib.lexicon import Lexicon
from searchlib.lexicon.build import build_lexicon
from searchlib.lexicon.fold import fold
from searchlib.lexicon.keys import parted
from searchlib.lexicon.name_keys import name_keys
from searchlib.lexicon.term_languages import is_name
from searchlib.lexicon.variants import sound_alike
from searchlib.matches import MatchKind

LANGUAGES = ("az", "en", "ru", "tr")
OWN_GROUPS = Path(__file__).with_name("name_groups.tsv")
AS_A_NAME = frozenset({MatchKind.VARIANT, MatchKind.FOLD})

Spelling = tuple[str, str]
"""Language and normalised term."""

Groups = Mapping[str, Sequence[Spelling]]
"""The spellings of each name."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What was measured on groups of spellings.

    Attributes:
        recall: share of the pairs within a group of which one finds the other.
        pairs: how many pairs there are.
        missed: the pairs of which neither finds the other.
        found: the other names of the corpus that each group finds, with the reasons.
        groups: how many groups there are.
    """

    recall: float
    pairs: int
    missed: list[tuple[Spelling, Spelling]]
    found: dict[str, dict[str, MatchKind]]
    groups: int

    def others(self, kinds: Iterable[MatchKind] = MatchKind) -> float:
        """Return how many other names are found for such a reason, per group."""
        wanted = frozenset(kinds)
        return sum(kind in wanted for others in self.found.values() for kind in others.values()) / self.groups


def read_groups(path: Path, kind: str = "P") -> dict[str, list[Spelling]]:
    """Return the groups of a kind in a table of id, kind (if there are several) and spellings."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: list(spellings(column)) for name, *found, column in lines if found in ([], [kind])}


def spellings(column: str) -> Iterator[Spelling]:
    """Yield the spellings of ``language:spelling`` words; azc is Azerbaijani in Cyrillic letters."""
    for word in column.split():
        code, _, written = word.partition(":")
        language = code[:2]
        yield language, normalize(written, language)


def read_vocabulary(path: Path, passages: int) -> dict[str, TermFacts]:
    """Return the terms of the first passages of a corpus."""
    counts: dict[str, int] = defaultdict(int)
    votes: dict[str, int] = defaultdict(int)
    languages: dict[str, set[str]] = defaultdict(set)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, passages):
            passage = json.loads(line)
            stream = analyze(passage["text"], passage["lang"], LANGUAGES)
            for term, shape, language in zip(stream.terms, stream.tokens.shapes, stream.languages, strict=True):
                counts[term] += 1
                votes[term] += name_vote(shape, is_telling=True)
                languages[term].add(language)
    return {term: TermFacts(counts[term], votes[term], frozenset(languages[term])) for term in counts}


def measure_groups(groups: Groups, vocabulary: Mapping[str, TermFacts]) -> GroupFigures:
    """Measure recall within groups, and names that do not belong to them, in the lexicon of a corpus."""
    spelled = {term for found in groups.values() for _, term in found}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "names.lex")
        together = Vocabulary.of(_with_groups(groups, vocabulary))
        write_terms(together, path.with_suffix(".trm"))
        build_lexicon(together).write(path)
        lexicon = Lexicon([LexiconReader(path)])
        members = {term: {member.term: member.kind for member in lexicon.expand(term).members} for term in spelled}
    pairs = [
        (one, other)
        for found in groups.values()
        for one, other in itertools.combinations(found, 2)
        if one[1] != other[1]
    ]
    missed = [(one, other) for one, other in pairs if not (one[1] in members[other[1]] or other[1] in members[one[1]])]
    names = {term for term, facts in vocabulary.items() if is_name(facts.name_votes)}
    others = {name: _others(found, members, names) for name, found in groups.items()}
    return GroupFigures(1 - len(missed) / len(pairs), len(pairs), missed, others, len(groups))


def _with_groups(groups: Groups, vocabulary: Mapping[str, TermFacts]) -> dict[str, TermFacts]:
    """Return a vocabulary in which each spelling occurs once more, in its language and with a capital letter."""
    together = dict(vocabulary)
    for language, term in itertools.chain.from_iterable(groups.values()):
        known = together.get(term, TermFacts(0, 0, frozenset()))
        together[term] = TermFacts(known.count + 1, known.name_votes + 1, known.languages | {language})
    return together


def _others(
    found: Sequence[Spelling], members: Mapping[str, Mapping[str, MatchKind]], names: set[str]
) -> dict[str, MatchKind]:
    """Return the names met by a group that neither are a spelling of it nor begin with all but its last letter."""
    beginnings = tuple({fold(term[:-1] if len(term) > len("nur") else term) for _, term in found})
    own = {term for _, term in found}
    met: dict[str, MatchKind] = {}
    for term, kind in itertools.chain.from_iterable(members[spelling].items() for spelling in own):
        if term not in met or kind.is_stronger_than(met[term]):
            met[term] = kind
    return {
        term: kind
        for term, kind in met.items()
        if term in names and term not in own and not fold(term).startswith(beginnings)
    }


def keys_of(term: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the keys under which a name is filed."""
    return frozenset(name_keys(term, languages))


def meet(asked: Iterable[str], filed: Iterable[str]) -> bool:
    """Tell whether the keys of a name lead to a name with other keys."""
    shared, sounds = parted(asked)
    others, heard = parted(filed)
    return not set(shared).isdisjoint(others) or any(
        sound_alike(sounds[classes], key) for classes in sounds.keys() & heard for key in heard[classes]
    )


def measure_cldr(path: Path) -> None:
    """Print how many single-word names of CLDR have a key in common, for each two languages."""
    lines = [line.split("\t")[2:] for line in path.read_text("utf-8").splitlines()[1:]]
    columns = [("az", 0), ("az cyr", 1), ("tr", 2), ("ru", 3), ("en", 4)]
    for (one, i), (other, k) in itertools.combinations(columns, 2):
        named = [line for line in lines if line[i] and line[k]]
        single = [line for line in named if not any(mark in line[i] + line[k] for mark in " -(")]
        alike = sum(meet(_keys_in(line[i], one), _keys_in(line[k], other)) for line in single)
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
    for line in places:
        keys = keys_of(normalize(line[2], language), [language])
        for variant in line[5].split("|"):
            if variant.isalpha() and set(variant.lower()) <= set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"):
                pairs += 1
                found += meet(keys, keys_of(normalize(variant), ["ru"]))
    names = {normalize(line[2], language) for line in places}
    meeting = _meeting(names, language)
    print(f"  {len(names)} names of {len(places)} places, {pairs} Russian spellings: found {found / pairs:.3f}")
    print(f"  names that meet another: {len(meeting)} = {len(meeting) / len(names):.3f}")


def _meeting(names: Iterable[str], language: str) -> set[str]:
    """Return the names that meet one that is not the same without diacritics."""
    keys = {name: keys_of(name, [language]) for name in names}
    candidates: dict[str, set[str]] = defaultdict(set)
    for name, found in keys.items():
        shared, sounds = parted(found)
        for key in (*shared, *sounds):
            candidates[key].add(name)
    pairs = {pair for found in candidates.values() for pair in itertools.permutations(found, 2)}
    return {one for one, other in pairs if fold(one) != fold(other) and meet(keys[one], keys[other])}


def _print_groups(title: str, figures: GroupFigures, *, details: bool) -> None:
    print(
        f"  {title}: recall {figures.recall:.3f} of {figures.pairs} pairs, {figures.others():.2f} other names a group, "
        f"{figures.others(AS_A_NAME):.2f} as a name"
    )
    if not details:
        return
    for one, other in figures.missed:
        print(f"    missed {one[0]}:{one[1]} {other[0]}:{other[1]}")
    for name, found in sorted(figures.found.items()):
        if found:
            print(f"    {name} meets", *(f"{term}/{kind.value}" for term, kind in sorted(found.items())))


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000, help="how much of the corpus (default: 10,000)")
    parser.add_argument("--details", action="store_true", help="print missed pairs and other names, too")
    options = parser.parse_args()
    data = Path(os.environ.get("SEARCHLIB_DATA", Path(__file__).parents[3] / "shared" / "data"))
    if not data.is_dir():
        parser.error(f"no measuring data in {data}; set SEARCHLIB_DATA to the folder that has it")
    vocabulary = read_vocabulary(data / "perf" / "passages_300k.jsonl.xz", options.passages)
    print(f"groups in a corpus of {len(vocabulary)} terms")
    for title, path in (
        ("measuring data", data / "names" / "name_groups.tsv"),
        ("our own", OWN_GROUPS),
        ("golden", Path(__file__).parents[2] / "tests" / "golden" / "name_variants.tsv"),
    ):
        _print_groups(title, measure_groups(read_groups(path), vocabulary), details=options.details)
    print("names of countries and languages, single words")
    measure_cldr(data / "names" / "cldr_names_5.tsv")
    places = data / "names" / "places.tsv.xz"
    print("places of Azerbaijan; of Turkey; of Armenia and Georgia; of Russia, Ukraine and Central Asia")
    measure_places(places, "az", frozenset({"AZ"}))
    measure_places(places, "tr", frozenset({"TR"}))
    measure_places(places, "en", frozenset({"AM", "GE"}))
    measure_places(places, "en", frozenset({"RU", "UA", "KZ", "UZ", "KG", "TJ", "TM"}))


if __name__ == "__main__":
    main()
