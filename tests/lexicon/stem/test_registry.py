import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given

from searchlib.lexicon.stem import azerbaijani, turkish
from searchlib.lexicon.stem.azerbaijani import AzerbaijaniStemmer, TypedAzerbaijaniStemmer
from searchlib.lexicon.stem.elision import ELIDING
from searchlib.lexicon.stem.english import EnglishStemmer
from searchlib.lexicon.stem.registry import (
    Stemmer,
    TurkishBesideAzerbaijani,
    Unstemmed,
    snowball_algorithms,
    stemmer_for,
)
from searchlib.lexicon.stem.russian import RussianStemmer
from searchlib.lexicon.stem.snowball import SnowballStemmer
from searchlib.lexicon.stem.turkic import TurkicStemmer
from searchlib.lexicon.stem.turkish import TypedTurkishStemmer
from tests.strategies import news_word

FEW_OBJECTS = 4_000
OWN = {"en": EnglishStemmer, "ru": RussianStemmer, "tr": TurkishBesideAzerbaijani}


@pytest.mark.parametrize("language", OWN)
def test_language_has_its_own_stemmer(language: str) -> None:
    assert isinstance(stemmer_for(language), OWN[language])


@pytest.mark.parametrize("language", sorted(set(snowball_algorithms()) - set(OWN) - ELIDING - {"az"}))
def test_other_language_of_snowball_has_its_stemmer(language: str) -> None:
    assert isinstance(stemmer_for(language), SnowballStemmer)


def test_language_without_a_stemmer_leaves_words_alone() -> None:
    assert isinstance(stemmer_for("xx"), Unstemmed)
    assert stemmer_for("und").stem("films") == stemmer_for("und").root("films") == "films"


@pytest.mark.parametrize("language", ["en", "ru", "tr", "az", "de", "und"])
@given(word=news_word())
def test_every_stemmer_leaves_something_of_any_word(language: str, word: str) -> None:
    stemmer = stemmer_for(language)
    assert stemmer.stem(word)
    assert stemmer.root(word)


def test_azerbaijani_is_one_language_in_two_scripts() -> None:
    assert stemmer_for("az").stem("филмләрин") == AzerbaijaniStemmer().stem("filmlərin") == "film"


def test_a_stemmer_is_built_once() -> None:
    assert stemmer_for("ru") is stemmer_for("ru")


@pytest.mark.parametrize(
    "build",
    [
        RussianStemmer,
        EnglishStemmer,
        lambda: TurkicStemmer(azerbaijani.morphology.__wrapped__()),
        lambda: TurkicStemmer(turkish.morphology.__wrapped__()),
        TypedAzerbaijaniStemmer,
        TypedTurkishStemmer,
    ],
)
def test_a_stemmer_gives_the_garbage_collector_little_to_look_through(build: Callable[[], Stemmer]) -> None:
    build()  # loads and keeps what all of its kind share
    gc.collect()
    before = len(gc.get_objects())
    stemmer = build()
    gc.collect()
    assert stemmer.stem("") == ""
    assert len(gc.get_objects()) - before < FEW_OBJECTS


def test_snowball_gives_threads_the_answers_of_one_thread() -> None:
    stemmer = stemmer_for("de")
    words = ["nachrichten", "häuser", "regierungen", "städte", "verhandlungen"] * 200
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stemmer.stem, words)) == [stemmer.stem(word) for word in words]


def test_azerbaijani_word_in_a_text_read_as_turkish_is_stemmed_by_its_own_rules() -> None:
    stemmer = stemmer_for("tr")
    assert stemmer.stem("prezidentlərin") == stemmer.stem("prezidentlerin") == "prezident"
    assert stemmer.stem("xəbərlərdə") == "xəbər"
