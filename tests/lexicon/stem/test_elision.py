import pytest
from hypothesis import given

from searchlib.lexicon.stem.elision import ELIDING
from searchlib.lexicon.stem.registry import snowball_algorithms, stemmer_for
from searchlib.lexicon.stem.snowball import SnowballStemmer
from tests.strategies import news_word


@pytest.mark.parametrize(
    ("language", "term", "word"),
    [
        ("fr", "l'accord", "accord"),
        ("fr", "d'erevan", "erevan"),
        ("fr", "qu'ankara", "ankara"),
        ("it", "dell'ucraina", "ucraina"),
        ("und", "l'azerbaïdjan", "azerbaïdjan"),
    ],
)
def test_an_elided_article_is_no_part_of_the_word(language: str, term: str, word: str) -> None:
    assert stemmer_for(language).stem(term) == stemmer_for(language).stem(word)
    assert stemmer_for(language).root(term) == stemmer_for(language).root(word)


@pytest.mark.parametrize("term", ["o'neill", "bakı'da", "l'a", "xi'an", "s'en"])
def test_what_is_no_article_stays(term: str) -> None:
    assert stemmer_for("und").stem(term) == term


@pytest.mark.parametrize("language", sorted(ELIDING - {"und"}))
@given(word=news_word())
def test_words_without_an_apostrophe_have_the_stem_of_snowball(language: str, word: str) -> None:
    word = word.replace("'", "")
    assert stemmer_for(language).stem(word) == SnowballStemmer(snowball_algorithms()[language]).stem(word)
