"""The scanner says what its slow twin says, whatever the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.kernels import scan
from tests import strategies
from tests.reference import scanner

NARROW = st.text(st.characters(max_codepoint=0xFF))  # one byte a character in memory
WIDE = st.text(st.characters(min_codepoint=0x100, max_codepoint=0xFFFF), min_size=1)  # two
ASTRAL = st.text(st.characters(min_codepoint=0x10000), min_size=1)  # four
PIECES = ["BMT", "U.S", "F", "16", "3,5", "Ab", "nin", "ci", "го", "led", "-", "‑", "'", " "]
INFLECTED = st.lists(st.sampled_from(PIECES)).map("".join)
JOINERS = st.text(st.sampled_from("aBıжЖ中か1½.,'’`\u00ad\u200d\u0301\u0307\ufe0f -_ǅΣⅧ"))
ANY_TEXT = st.one_of(
    NARROW, WIDE, ASTRAL, JOINERS, INFLECTED, strategies.news_text(), strategies.query_text(), st.text()
)


def tokens(text: str) -> list[tuple[int, int, int]]:
    return list(zip(*scan.scan(text), strict=True))


def surfaces(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in tokens(text)]


@given(ANY_TEXT)
@example("\ud800a\udc00")
@example("a\x00b")
def test_equals_the_slow_twin(text: str) -> None:
    assert tokens(text) == scanner.tokens(text)


@pytest.mark.parametrize(
    "plane", [range(0x3000), range(0xA640, 0x10000), range(0x1D400, 0x1FB00), range(0xE0000, 0xE0200)]
)
def test_every_character_has_the_class_that_the_twin_gives_it(plane: range) -> None:
    for character in map(chr, plane):
        for text in (character, f"a{character}b", f"1{character}2"):
            assert tokens(text) == scanner.tokens(text), ascii(text)


@given(ANY_TEXT)
def test_offsets_increase_and_no_token_is_empty(text: str) -> None:
    edges = [edge for start, end, _ in tokens(text) for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end, _ in tokens(text))


@given(ANY_TEXT)
def test_tokens_begin_with_a_letter_or_digit_and_end_with_one_or_a_mark(text: str) -> None:
    for surface in surfaces(text):
        assert scanner.character_class(surface[0]) in "lid"
        assert scanner.character_class(surface[-1]) in "lidm"


@given(ANY_TEXT)
def test_no_letter_or_digit_is_left_out(text: str) -> None:
    assert "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, "".join(surfaces(text))))


@given(ANY_TEXT)
def test_a_token_scans_to_itself(text: str) -> None:
    for start, end, shape in tokens(text):
        assert tokens(text[start:end]) == [(0, end - start, shape | scan.OPENING)]


@given(ANY_TEXT, ANY_TEXT)
def test_two_lines_scan_as_each_alone(left: str, right: str) -> None:
    moved = [(start + len(left) + 1, end + len(left) + 1, shape) for start, end, shape in tokens(right)]
    assert tokens(f"{left}\n{right}") == tokens(left) + moved


@given(strategies.news_text())
def test_how_characters_are_stored_changes_nothing(text: str) -> None:
    # One more character makes Python store the whole text in two or four bytes a character.
    for suffix in (" \u2028", " \U0001f600"):
        assert tokens(text + suffix) == tokens(text)


def test_threads_agree() -> None:
    letters = [chr(code_point) for code_point in range(0x20, 0x2FFF)]
    texts = [" ".join(letters[offset:] + letters[:offset]) for offset in range(0, 0x2FDF, 1500)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(tokens, texts))
    assert found == [tokens(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakı'da 'sitat' Bakı’da", ["Bakı'da", "sitat", "Bakı’da"]),
        ("O'Neill's rock'n'roll", ["O'Neill's", "rock'n'roll"]),
        ("1990'da 5'inci", ["1990'da", "5'inci"]),
        ("U.S. U.S.A. т.е. Report.az J.K. Rowling", ["U.S", "U.S.A", "т.е", "Report", "az", "J.K", "Rowling"]),
        ("3.5 3,5 1.000.000 16:30 2021-05-16", ["3.5", "3,5", "1.000.000", "16", "30", "2021", "05", "16"]),
        ("Nagorno-Karabakh snake_case AT&T C++", ["Nagorno", "Karabakh", "snake", "case", "AT", "T", "C"]),
        ("BMT-nin 2021-ci F-16-lar 5-го U.S‑da", ["BMT-nin", "2021-ci", "F", "16-lar", "5-го", "U.S‑da"]),
        (
            "US-led Baku-da I-in 10-year 5-a-side",
            ["US", "led", "Baku", "da", "I", "in", "10", "year", "5", "a", "side"],
        ),
        ("中国新闻 かな カナ 한국", ["中", "国", "新", "闻", "か", "な", "カナ", "한국"]),
        ("so\u00adft s\u0327əhər И\u0306од", ["so\u00adft", "s\u0327əhər", "И\u0306од"]),
        ("\u0301\u200d. , ' -", []),
        ("", []),
    ],
)
def test_tokens_by_example(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("token", "shape"),
    [
        ("film", scan.LATIN),
        ("Film", scan.LATIN | scan.UPPER_FIRST),
        ("FILM", scan.LATIN | scan.UPPER_FIRST | scan.UPPER_ALL),
        ("A", scan.LATIN | scan.UPPER_FIRST),
        ("Əli", scan.LATIN | scan.UPPER_FIRST | scan.NON_ASCII),
        ("фильм", scan.CYRILLIC | scan.NON_ASCII),
        ("Aлi", scan.LATIN | scan.CYRILLIC | scan.UPPER_FIRST | scan.NON_ASCII),
        ("U.S", scan.LATIN | scan.DOT | scan.UPPER_FIRST | scan.UPPER_ALL),
        ("3,5", scan.DIGIT | scan.DOT),
        ("F16", scan.LATIN | scan.DIGIT | scan.UPPER_FIRST),
        ("don't", scan.LATIN | scan.APOSTROPHE),
        ("don’t", scan.LATIN | scan.APOSTROPHE | scan.NON_ASCII),
        ("so\u00adft", scan.LATIN | scan.IGNORABLE | scan.NON_ASCII),
        ("中", scan.OTHER_SCRIPT | scan.NON_ASCII),
        ("שלום", scan.OTHER_SCRIPT | scan.NON_ASCII),
    ],
)
def test_shapes_by_example(token: str, shape: int) -> None:
    assert tokens(token) == [(0, len(token), shape | scan.OPENING)]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Yol bağlandı. Bakı gözləyir", ["Yol", "Bakı"]),
        ("“Evet!” dedi… Sonra: hiç", ["Evet", "dedi", "Sonra", "hiç"]),
        ("- 3,5 U.S. dollars\nKarabakh, «Baku» (Shusha) — Lachin", ["3,5", "dollars", "Karabakh"]),
    ],
)
def test_what_opens_a_sentence(text: str, opening: list[str]) -> None:
    assert [text[start:end] for start, end, shape in tokens(text) if shape & scan.OPENING] == opening


def test_a_text_must_be_a_string() -> None:
    for wrong in (None, b"film", 5):
        with pytest.raises(TypeError):
            scan.scan(wrong)  # type: ignore[arg-type]  # the wrong type is the point
