"""How well stemmers bring the forms of a word together, and only these.

The measure is B-cubed (Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998) over the distinct forms of
a table of lemma, form and family: for each form, of the forms that have its stem the share that has its lemma (bP), and
of the forms that have its lemma the share that has its stem (bR). A form may have several lemmas. Forms of one family
but of different lemmas, as work and worker, count neither way.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import searchlib.lexicon.stem
from benchmarks.measuring_data import DATA, read_lines, stored
from benchmarks.quality.baselines import prefix, snowball
from benchmarks.quality.figures import Figure, MissingDataError
from searchlib.lexicon.stem.registry import stemmer_for

TABLES = {"az_news": "az", "tr_ud": "tr", "ru_ud": "ru", "en_ud": "en"}
"""Tables of forms, and their languages."""

_NAMES = {"az": "azerbaijani", "tr": "turkish", "ru": "russian", "en": "english"}
_RULES = Path(searchlib.lexicon.stem.__path__[0], "data")


@dataclass(frozen=True, slots=True)
class Forms:
    """Words whose lemmas are known.

    Attributes:
        lemmas: the lemmas of each form.
        families: the family of each lemma.
    """

    lemmas: Mapping[str, frozenset[str]]
    families: Mapping[str, str]

    def without(self, words: frozenset[str]) -> Forms:
        """Return the forms none of whose lemmas are among some words."""
        return Forms({form: found for form, found in self.lemmas.items() if not found & words}, self.families)


class BCubed(NamedTuple):
    """Precision and recall, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def read_forms(lines: Iterable[str]) -> Forms:
    r"""Read lines of lemma, form and perhaps family.

    Example:
        >>> read_forms(["# lemma, form", "yol\tyollar", "yol\tyolda"]).lemmas["yolda"]
        frozenset({'yol'})
    """
    lemmas: dict[str, set[str]] = defaultdict(set)
    families = {}
    for line in lines:
        if line and not line.startswith("#"):
            lemma, form, family = (*line.split("\t"), "")[:3]
            lemmas[form].add(lemma)
            families[lemma] = family or lemma
    return Forms({form: frozenset(found) for form, found in lemmas.items()}, families)


def b_cubed(forms: Forms, stem: Callable[[str], str]) -> BCubed:
    r"""Return B-cubed precision and recall of a stemmer.

    Example:
        >>> forms = read_forms(["yol\tyol", "yol\tyollar", "yolçu\tyolçu\tyol", "yox\tyox"])
        >>> b_cubed(forms, lambda word: word[:3])
        BCubed(precision=1.0, recall=1.0)
        >>> round(b_cubed(forms, lambda word: word[:2]).precision, 3)
        0.521
    """
    with_stem, with_lemma = defaultdict(set), defaultdict(set)
    for form, lemmas in forms.lemmas.items():
        with_stem[stem(form)].add(form)
        for lemma in lemmas:
            with_lemma[lemma].add(form)
    families = {form: {forms.families[lemma] for lemma in lemmas} for form, lemmas in forms.lemmas.items()}
    precision = recall = 0.0
    for together in with_stem.values():
        for form in together:
            same = set().union(*(with_lemma[lemma] for lemma in forms.lemmas[form]))
            right = len(together & same)
            wrong = sum(not families[form] & families[other] for other in together - same)
            precision += right / (right + wrong)
            recall += right / len(same)
    return BCubed(precision / len(forms.lemmas), recall / len(forms.lemmas))


def words_in_rules(language: str) -> frozenset[str]:
    """Return every word that stands in a table of a language's stemmer, and may have been looked up there."""
    texts = (path.read_text("utf-8") for path in sorted(_RULES.glob(f"{_NAMES[language]}_*")))
    return frozenset(word for text in texts for word in text.split())


def measure() -> Iterator[Figure]:
    """Measure the stemmer of each language, on all words of a table and on those that no rule names."""
    for name, language in TABLES.items():
        path = DATA / "stem" / f"{name}.tsv"
        if stored(path) is None:
            raise MissingDataError(f"{path} is not there")
        forms = read_forms(read_lines(path))
        stem = stemmer_for(language).stem
        rate = _words_a_second(forms, stem)
        yield from _figures(name, forms, language)
        yield from _figures(f"{name}, in no table of ours", forms.without(words_in_rules(language)), language)
        others = {"Snowball": _words_a_second(forms, snowball(language))}
        yield Figure("stemmers", f"{name} speed", rate, len(forms.lemmas), "words/s", others)


def _figures(title: str, forms: Forms, language: str) -> Iterator[Figure]:
    if not forms.lemmas:
        return
    ours = b_cubed(forms, stemmer_for(language).stem)
    others = {"prefix 5": b_cubed(forms, prefix), "Snowball": b_cubed(forms, snowball(language))}
    count = len(forms.lemmas)
    yield Figure("stemmers", f"{title} bF", ours.f, count, baselines={k: v.f for k, v in others.items()})
    yield Figure(
        "stemmers", f"{title} bP", ours.precision, count, baselines={k: v.precision for k, v in others.items()}
    )
    yield Figure("stemmers", f"{title} bR", ours.recall, count, baselines={k: v.recall for k, v in others.items()})


def _words_a_second(forms: Forms, stem: Callable[[str], str]) -> float:
    """Return the speed on words that were not stemmed before, by the processor's time: others may share the machine."""
    stem("")
    started = time.process_time()
    for form in forms.lemmas:
        stem(form)
    return len(forms.lemmas) / (time.process_time() - started)
