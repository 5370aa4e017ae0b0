"""A term is composed, lower case and the same however its token was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.analysis import normalize
from searchlib.kernels.scan import scan
from tests import strategies

LANGUAGES = st.sampled_from([None, "az", "en", "ru", "tr", "de", "und"])
TEXT = st.one_of(
    st.text(), strategies.news_word(), strategies.news_text(), st.text("iIıİ\u0307\u0301.'`´’\u00ad\u200bΣς1½")
)


@given(TEXT, LANGUAGES)
@example("i\u0307\u0307", "en")
@example("\u1fef", None)
@example("i.\u0307", "az")
def test_normalising_again_changes_nothing(text: str, language: str | None) -> None:
    term = normalize(text, language)
    assert normalize(term, language) == term


@given(TEXT, LANGUAGES)
def test_a_term_is_composed(text: str, language: str | None) -> None:
    assert unicodedata.is_normalized("NFC", normalize(text, language))


@given(TEXT, LANGUAGES)
def test_no_capital_is_left(text: str, language: str | None) -> None:
    # Some capitals, mathematical 𝐀 for one, have no small letter.
    assert all(ch.lower() == ch for ch in normalize(text, language))


@given(TEXT, LANGUAGES)
def test_composed_and_decomposed_text_give_one_term(text: str, language: str | None) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normalize(composed, language) == normalize(decomposed, language)


@given(strategies.news_text(), LANGUAGES)
def test_the_term_of_a_token_is_not_empty(text: str, language: str | None) -> None:
    starts, ends, _ = scan(text)
    assert all(normalize(text[start:end], language) for start, end in zip(starts, ends, strict=True))


@pytest.mark.parametrize("language", ["az", "tr"])
@pytest.mark.parametrize(
    ("token", "term"),
    [
        ("İ", "i"),
        ("I", "ı"),
        ("ı", "ı"),
        ("i", "i"),
        ("ISPARTA", "ısparta"),
        ("İSTANBUL", "istanbul"),
        ("Iğdır", "ığdır"),
    ],
)
def test_case_in_turkic_text(token: str, term: str, language: str) -> None:
    assert normalize(token, language) == term


@pytest.mark.parametrize("language", ["en", "ru", None])
@pytest.mark.parametrize(
    ("token", "term"),
    [
        ("İ", "i"),
        ("I", "i"),
        ("ı", "ı"),
        ("i", "i"),
        ("ISPARTA", "isparta"),
        ("İSTANBUL", "istanbul"),
        ("Iğdır", "iğdır"),
    ],
)
def test_case_in_any_other_text(token: str, term: str, language: str | None) -> None:
    assert normalize(token, language) == term


@pytest.mark.parametrize("language", ["az", "tr", "en", "ru", None])
@pytest.mark.parametrize("token", ["İlham", "I\u0307lham", "ilham", "i\u0307lham", "İLHAM".replace("I", "İ")])
def test_ilham_however_his_dot_is_typed(token: str, language: str | None) -> None:
    assert normalize(token, language) == "ilham"


@pytest.mark.parametrize(
    ("token", "term"),
    [
        ("Bakı’da", "bakı'da"),
        ("Bakıʼda", "bakı'da"),
        ("don‘t", "don't"),
        ("l`eau", "l'eau"),
        ("l´eau", "l'eau"),
        ("O＇Neill", "o'neill"),
        ("U.S", "us"),
        ("U.S.A", "usa"),
        ("т.е", "те"),
        ("J.K", "jk"),
        ("3.14", "3.14"),
        ("3,5", "3,5"),
        ("1.000.000", "1.000.000"),
        ("v2.0", "v2.0"),
        ("so\u00adft", "soft"),
        ("zero\u200bwidth", "zerowidth"),
        ("می\u200cخواهم", "میخواهم"),
        ("s\u0327əhər", "şəhər"),
        ("go\u0308l", "göl"),
        ("И\u0306ОД", "йод"),
        ("ЁЛКА", "ёлка"),
        ("ƏLİYEV", "əliyev"),
        ("ӘЛИЈЕВ", "әлијев"),
        ("STRASSE", "strasse"),
        ("ΟΔΟΣ", "οδος"),
        ("\u212a", "k"),
        ("", ""),
    ],
)
def test_terms_by_example(token: str, term: str) -> None:
    assert normalize(token) == term
