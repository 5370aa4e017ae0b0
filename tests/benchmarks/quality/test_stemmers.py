import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.stemmers import TABLES, BCubed, Forms, b_cubed, read_forms, words_in_rules

ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.text("xyz", min_size=1, max_size=3), st.sampled_from(["", "f", "g"])),
    min_size=1,
    max_size=25,
)


def forms_of(rows: list[tuple[str, str, str]]) -> Forms:
    return read_forms("\t".join(row) for row in rows)


@given(ROWS)
def test_words_left_alone_are_never_wrong(rows: list[tuple[str, str, str]]) -> None:
    assert b_cubed(forms_of(rows), lambda form: form).precision == pytest.approx(1)


@given(ROWS)
def test_one_stem_for_everything_misses_nothing(rows: list[tuple[str, str, str]]) -> None:
    assert b_cubed(forms_of(rows), lambda _: "").recall == pytest.approx(1)


@given(ROWS, st.integers(0, 3))
def test_figures_are_shares(rows: list[tuple[str, str, str]], length: int) -> None:
    found = b_cubed(forms_of(rows), lambda form: form[:length])
    assert 0 < found.precision <= 1 + 1e-9
    assert 0 < found.recall <= 1 + 1e-9
    assert min(found) - 1e-9 <= found.f <= max(found) + 1e-9


def test_forms_of_one_family_but_different_lemmas_count_neither_way() -> None:
    assert b_cubed(forms_of([("film", "film", "film"), ("filmçi", "filmçi", "film")]), lambda _: "") == BCubed(1, 1)
    assert b_cubed(forms_of([("film", "film", ""), ("filmçi", "filmçi", "")]), lambda _: "") == BCubed(0.5, 1)


def test_a_form_of_two_lemmas_may_go_with_either() -> None:
    forms = forms_of([("al", "alın", ""), ("alın", "alın", ""), ("al", "al", ""), ("alın", "alına", "")])
    assert b_cubed(forms, lambda form: "al" if form in {"al", "alın"} else form).precision == 1


def test_forms_of_words_that_are_named_are_left_out() -> None:
    forms = forms_of([("al", "alın", ""), ("yol", "yola", "")])
    assert set(forms.without(frozenset({"al"})).lemmas) == {"yola"}


@pytest.mark.parametrize("language", TABLES.values())
def test_every_language_has_rules_with_words_in_them(language: str) -> None:
    assert len(words_in_rules(language)) > 100
