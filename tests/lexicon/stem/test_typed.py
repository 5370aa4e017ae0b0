"""The stemmers of words typed without diacritics: the stem of the word as it is written, typed likewise."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchlib.lexicon.stem import azerbaijani, turkish
from searchlib.lexicon.stem.registry import Stemmer, stemmer_for, typed_stemmer_for
from searchlib.lexicon.stem.turkic import Morphology
from searchlib.lexicon.stem.typed import known_stem, typed, typed_morphology

GOLDEN = Path(__file__).parents[2] / "golden"
FEWEST_RIGHT = 0.98
"""Share of golden forms whose stem is that of the word as it is written; what is typed alike may be two words."""


def forms(language: str) -> list[str]:
    lines = (GOLDEN / f"stem_{language}.tsv").read_text("utf-8").splitlines()
    found = [form for line in lines if line and line[0] != "#" for form in line.split("\t")[1].split()]
    return [form for form in found if typed(form).isascii()]  # not the Cyrillic ones


def typed_stemmer(language: str) -> Stemmer:
    stemmer = typed_stemmer_for(language)
    assert stemmer is not None
    return stemmer


@pytest.mark.parametrize("language", ["az", "tr"])
def test_nearly_every_golden_form_comes_to_its_stem(language: str) -> None:
    written, without = stemmer_for(language), typed_stemmer(language)
    right = [without.stem(typed(form)) == typed(written.stem(form)) for form in forms(language)]
    assert sum(right) / len(right) >= FEWEST_RIGHT


@pytest.mark.parametrize(
    ("language", "form", "stem"),
    [
        ("az", "seherlerimizden", "seher"),
        ("az", "usaqlarinin", "usaq"),
        ("az", "usaginin", "usaq"),
        ("az", "gorusurler", "gorus"),
        ("az", "oglunun", "ogul"),
        ("tr", "cocuklarimizin", "cocuk"),
        ("tr", "gunlugunu", "gunluk"),
        ("tr", "agacta", "agac"),
        ("tr", "ogluna", "ogul"),
        ("tr", "gorusuyorlar", "gorus"),
    ],
)
def test_an_ending_is_known_without_its_letters(language: str, form: str, stem: str) -> None:
    assert typed_stemmer(language).stem(form) == stem


@pytest.mark.parametrize("language", ["az", "tr"])
def test_a_stem_has_no_diacritics(language: str) -> None:
    assert all(typed_stemmer(language).stem(typed(form)).isascii() for form in forms(language))


@pytest.mark.parametrize("morphology", [azerbaijani.morphology(), turkish.morphology()], ids=["az", "tr"])
def test_an_ending_asks_for_no_more_than_any_that_is_typed_so(morphology: Morphology) -> None:
    chains = typed_morphology(morphology, str).inflection
    for profile, endings in morphology.inflection.lines:
        for ending in endings.split():
            found = chains.profile(typed(ending), 0)
            assert found is not None
            assert all(least <= letters for least, letters in zip(found, profile, strict=True))


@pytest.mark.parametrize("morphology", [azerbaijani.morphology(), turkish.morphology()], ids=["az", "tr"])
def test_every_root_is_found_as_it_is_typed(morphology: Morphology) -> None:
    roots = typed_morphology(morphology, str).roots
    for spelling, written in morphology.roots.roots.items():
        found = [root.text(typed(spelling)) for root in roots.roots[typed(spelling)]]
        assert {typed(root.text(spelling)) for root in written} <= set(found)


@pytest.mark.parametrize("language", ["en", "ru", "de", "und"])
def test_other_languages_are_read_as_they_are(language: str) -> None:
    assert typed_stemmer_for(language) is None


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("az", "sheherde", "sheher"),
        ("az", "chayin", "chay"),
        ("az", "seherde", "seher"),
        ("tr", "chochuklarin", "chochuk"),
        ("tr", "cocuklarin", "cocuk"),
    ],
)
def test_digraphs_of_a_known_stem_stay(language: str, word: str, stem: str) -> None:
    stemmer = typed_stemmer_for(language)
    assert stemmer is not None
    assert known_stem(word, stemmer) == stem


def test_a_word_of_no_known_root_has_no_known_stem() -> None:
    stemmer = typed_stemmer_for("tr")
    assert stemmer is not None
    assert known_stem("chovnikin", stemmer) is None
