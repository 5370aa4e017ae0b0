"""A text becomes columns of one length, each token by the rules of its own language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis import analyze, normalize
from searchlib.analysis.tokenizer import tokenize
from tests import strategies

TEXT = st.text() | strategies.news_text()
LANGUAGE = st.sampled_from([None, "az", "en", "ru", "tr", "de", "und"])


def languages_of(text: str, language: str | None) -> dict[str, str]:
    stream = analyze(text, language)
    return dict(zip(stream.terms, stream.languages, strict=True))


@given(TEXT, LANGUAGE)
def test_columns_have_one_length(text: str, language: str | None) -> None:
    stream = analyze(text, language)
    assert len(stream) == len(stream.terms) == len(stream.languages) == len(stream.tokens)


@given(TEXT, LANGUAGE)
def test_tokens_are_those_of_the_source(text: str, language: str | None) -> None:
    assert analyze(text, language).tokens == tokenize(text)


@given(TEXT, LANGUAGE)
def test_each_term_is_its_token_in_the_language_beside_it(text: str, language: str | None) -> None:
    stream = analyze(text, language)
    columns = zip(stream.tokens.surfaces(), stream.languages, stream.terms, strict=True)
    assert all(normalize(surface, code) == term for surface, code, term in columns)


@pytest.mark.parametrize("span", ["“{}”", '"{}"', "«{}»", "({})", "[{}]", "„{}“"])
def test_a_quoted_or_bracketed_azerbaijani_title_in_english(span: str) -> None:
    found = languages_of(f"The director of {span.format('QIZIL GÜN, Şirin gecə')} won a prize.", "en")
    assert found == {
        **dict.fromkeys(["the", "director", "of", "won", "a", "prize"], "en"),
        **dict.fromkeys(["qızıl", "gün", "şirin", "gecə"], "az"),
    }


def test_an_english_title_in_a_russian_text() -> None:
    found = languages_of("Роман «The Winter of Our Neighbours» вышел в Баку", "ru")
    assert {found[word] for word in ("the", "winter", "of", "our", "neighbours")} == {"en"}
    assert {found[word] for word in ("роман", "вышел", "в", "баку")} == {"ru"}


def test_azerbaijani_in_cyrillic_letters() -> None:
    text = "Ҝәнҹәдә јени китаб евинин ачылышы олду."
    assert set(analyze(text).languages) == {"az"}
    assert set(languages_of(f"Газета писала: «{text}»", "ru").values()) == {"az", "ru"}
    assert languages_of(f"The paper said «{text}»", "en")["китаб"] == "az"


def test_a_capital_i_is_read_by_the_language_of_its_span() -> None:
    assert analyze('ISPARTA and "IŞIQ və gecə"', "en").terms == ["isparta", "and", "ışıq", "və", "gecə"]


def test_a_text_without_letters_has_no_language() -> None:
    stream = analyze("42, 3.5")
    assert (stream.terms, stream.languages) == (["42", "3.5"], ["und", "und"])
