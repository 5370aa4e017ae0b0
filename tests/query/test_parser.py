"""The query language by example: what is typed, and what it asks for."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc

import pytest

from searchlib.errors import QueryError
from searchlib.query.nodes import Boolean, DateRange, Expansion, Filter, Node, Phrase, Word
from searchlib.query.parser import MAX_LENGTH, MAX_WORDS, parse, parse_strict

A, B, C = Word("a"), Word("b"), Word("c")
AZ, RU = Filter("language", "az"), Filter("language", "ru")
NAGORNO, KARABAKH = Word("Nagorno"), Word("Karabakh")


def must(*nodes: Node) -> Boolean:
    return Boolean(must=nodes)


def should(*nodes: Node) -> Boolean:
    return Boolean(should=nodes)


def without(*nodes: Node) -> Boolean:
    return Boolean(must_not=nodes)


def phrase(text: str, slop: int = 0) -> Phrase:
    return Phrase(tuple(Word(part) for part in text.split()), slop)


RIGHT = {
    # words
    "film": Word("film"),
    "a b": should(A, B),
    "Nagorno-Karabakh": should(NAGORNO, KARABAKH),
    "Report.az": should(Word("Report"), Word("az")),
    "Bakı'da": Word("Bakı'da"),
    "U.S.": Word("U.S"),
    "C++": Word("C"),
    "who won?": should(Word("who"), Word("won")),
    "kim qazandı ?": should(Word("kim"), Word("qazandı")),
    "won?'": Word("won"),
    "«Спартак» — чемпион.": should(Word("Спартак"), Word("чемпион")),
    "(a), b ; c": should(A, B, C),
    "16:30": should(Word("16"), Word("30")),
    "TASS: Baku": should(Word("TASS"), Word("Baku")),
    "https://x.az/?a=b*": should(*(Word(part) for part in ("https", "x", "az", "a", "b"))),
    "and or not": should(Word("and"), Word("or"), Word("not")),
    "*": Boolean(),
    " *:* ": Boolean(),
    # how a word is looked up
    "=film": Word("film", Expansion.EXACT),
    "=AND": Word("AND", Expansion.EXACT),
    "fil*": Word("fil", Expansion.PREFIX),
    "fil*,": Word("fil", Expansion.PREFIX),
    "f?lm": Word("f?lm", Expansion.PATTERN),
    "f?lm?*?": Word("f?lm?*", Expansion.PATTERN),
    "*film*": Word("*film*", Expansion.PATTERN),
    "flim~": Word("flim", Expansion.FUZZY, edits=1),
    "flim~2": Word("flim", Expansion.FUZZY, edits=2),
    "film^2": Word("film", boost=2.0),
    "flim~1^0.5": Word("flim", Expansion.FUZZY, boost=0.5, edits=1),
    "flim^0.5~1": Word("flim", Expansion.FUZZY, boost=0.5, edits=1),
    "京都": Phrase((Word("京"), Word("都"))),
    "title:東京 tower": should(
        Phrase((Word("東", field="title"), Word("京", field="title")), field="title"), Word("tower")
    ),
    "e-mai*^2": should(Word("e", boost=2.0), Word("mai", Expansion.PREFIX, boost=2.0)),
    # phrases
    '"peace treaty"': phrase("peace treaty"),
    "“peace treaty”": phrase("peace treaty"),
    "„peace treaty“": phrase("peace treaty"),
    "«peace treaty»": phrase("peace treaty"),
    "″peace treaty″": phrase("peace treaty"),
    '“peace treaty"': phrase("peace treaty"),
    '«ООО "Газпром"»': phrase("ООО Газпром"),
    '"near by"~3': phrase("near by", 3),
    '"a b"^0.5': Phrase((A, B), boost=0.5),
    '"film"': Word("film"),
    '="a b"': Phrase((Word("a", Expansion.EXACT), Word("b", Expansion.EXACT))),
    '"peace trea*"': Phrase((Word("peace"), Word("trea", Expansion.PREFIX))),
    '"who won?"': phrase("who won"),
    # signs
    "+a b": Boolean((A,), (B,)),
    "a -b": Boolean((), (A,), (B,)),
    "a !b": Boolean((), (A,), (B,)),
    "-a": without(A),
    "+Nagorno-Karabakh": must(NAGORNO, KARABAKH),
    "-Nagorno-Karabakh": without(phrase("Nagorno Karabakh")),
    "-e-m?il": without(must(Word("e"), Word("m?il", Expansion.PATTERN))),
    '-"a b"': without(phrase("a b")),
    "-(a b)": without(should(A, B)),
    "a (-b)": Boolean((), (A,), (B,)),
    # AND, OR, NOT and brackets
    "a AND b": must(A, B),
    "a && b": must(A, B),
    "a&&b": must(A, B),
    "a OR b": should(A, B),
    "a || b": should(A, B),
    "NOT a": without(A),
    "a AND b c": should(must(A, B), C),
    "a OR b AND c": should(A, must(B, C)),
    "a AND NOT b": Boolean((A,), (), (B,)),
    "a AND -b": Boolean((A,), (), (B,)),
    "a OR NOT b": should(A, without(B)),
    "NOT a AND b": Boolean((B,), (), (A,)),
    "(a OR b) AND c": must(should(A, B), C),
    "+(a b) c": Boolean((should(A, B),), (C,)),
    "((a))": A,
    "(a b)^2": Boolean(should=(A, B), boost=2.0),
    "((a b)^2)^3": Boolean(should=(Boolean(should=(A, B), boost=2.0),), boost=3.0),
    "a AND Nagorno-Karabakh": must(A, NAGORNO, KARABAKH),
    "a OR Nagorno-Karabakh": should(A, NAGORNO, KARABAKH),
    # fields
    "title:film": Word("film", field="title"),
    "Headline:film": Word("film", field="title"),
    'title:"a b"': Phrase((Word("a", field="title"), Word("b", field="title")), field="title"),
    "title:(a body:b)": should(Word("a", field="title"), Word("b", field="body")),
    "title:e-mail": should(Word("e", field="title"), Word("mail", field="title")),
    "-title:film": without(Word("film", field="title")),
    "title:=film": Word("film", Expansion.EXACT, "title"),
    "title:NOT": Word("NOT", field="title"),
    "=(a b)": should(Word("a", Expansion.EXACT), Word("b", Expansion.EXACT)),
    # filters
    "lang:az": AZ,
    "lang:az film": Boolean((AZ,), (Word("film"),)),
    "a -lang:ru": Boolean((), (A,), (RU,)),
    "lang:az OR lang:ru a": Boolean((should(AZ, RU),), (A,)),
    "lang:(az ru) a": Boolean((should(AZ, RU),), (A,)),
    "a OR lang:az": should(A, AZ),
    'source:"Report az"': Filter("source", "Report az"),
    "by:«Elçin»": Filter("author", "Elçin"),
    "tag:C++": Filter("tags", "C++"),
    "id:https://x.az/1?a=b": Filter("id", "https://x.az/1?a=b"),
    # dates
    "date:2021": DateRange(date(2021, 1, 1), date(2021, 12, 31)),
    "date:2024-02": DateRange(date(2024, 2, 1), date(2024, 2, 29)),
    "date:2021-05-16": DateRange(date(2021, 5, 16), date(2021, 5, 16)),
    "date:16.05.2021": DateRange(date(2021, 5, 16), date(2021, 5, 16)),
    "date:2021..2022": DateRange(date(2021, 1, 1), date(2022, 12, 31)),
    "date:..2021-03": DateRange(None, date(2021, 3, 31)),
    "date:2021-05..": DateRange(date(2021, 5, 1), None),
    "after:2021-05": DateRange(date(2021, 5, 1), None),
    "before:2021-05": DateRange(None, date(2021, 5, 31)),
    # nothing
    "": None,
    " \t\n\x00": None,
}

MENDED = {
    # as typed: (as if it had been typed, how a warning begins)
    "AND a": ("a", "'AND' stands where it joins nothing"),
    "a OR": ("a", "'OR' stands where it joins nothing"),
    "a AND OR b": ("a OR b", "'AND' stands where it joins nothing"),
    "a NOT": ("a", "nothing to search follows 'NOT'"),
    "+a OR b": ("a OR b", "a + on one side of OR contradicts it"),
    "a - b": ("a b", "there is no letter or digit in '-'"),
    "--a": ("-a", "there is more than one sign before a word"),
    "NOT -a": ("-a", "there is more than one sign before a word"),
    "title:-a": ("-title:a", "a sign belongs before 'title:'"),
    "title:body:a": ("body:a", "'title:' is followed by another field"),
    '"a b': ("a b", 'the quotation mark " has no partner'),
    "a b»": ("a b", "the quotation mark » has no partner"),
    "((a b)": ("(a b)", "the bracket ( has no partner"),
    "a b)": ("a b", "the bracket ) has no partner"),
    "a ()": ("a", "there is nothing to search in a pair of brackets"),
    'a ""': ("a", "there is no letter or digit in '\"\"'"),
    "a 😀": ("a", "there is no letter or digit in '😀'"),
    "a !!!": ("a", "there is no letter or digit in '!!!'"),
    "a *": ("a", "the wildcards in '*' stand beside no letter"),
    "a *?*": ("a", "the wildcards in '*?*' stand beside no letter"),
    '"p*ace treaty"': ('"p ace treaty"', "in a quotation only its last word may end in *"),
    '"pe?ce treaty"': ('"pe ce treaty"', "in a quotation only its last word may end in *"),
    "=fil*": ("fil*", "'fil*' cannot be exact and open at once"),
    "=flim~1": ("flim~1", "'flim~1' cannot be exact and open at once"),
    "fil*~1": ("fil*", "'~1' after a word with wildcards means nothing"),
    "~9": ("9", "~ in '~9' stands after no word"),
    "^x": ("x", "^ in '^x' stands after no word"),
    "baku^x": ("baku x", "^ in 'baku^x' stands before no number"),
    "flim~x": ("flim x", "~ in 'flim~x' stands before no number"),
    "flim~9": ("flim~2", "'~9' is not possible here"),
    "flim~0.8": ("flim", "'~0.8' is not possible here"),
    "flim~1~2": ("flim~1", "there is more than one ~ in '~1~2'"),
    '"a b"~': ('"a b"', "'~' is not possible here"),
    "(a b)~2": ("(a b)", "'~2' after a bracket means nothing"),
    "film^0": ("film", "'^0' is no boost"),
    "film^-1": ("film", "'^-1' is no boost"),
    "film^": ("film", "'^' is no boost"),
    "film^101": ("film^100", "'^101' is no boost"),
    "foo:bar": ("foo bar", "there is no field 'foo', only title, body, date"),
    "title: film": ("title film", "'title:' has nothing right after its colon"),
    'a lang:""': ("a", "language: has no value"),
    "a source:\udc00": ("a", "source: has half of a surrogate pair in its value, which no article has"),
    "lang:az^2": ("lang:az", "a boost after a filter means nothing"),
    "a date:soon": ("a", "'soon' is no day, month or year; write date:2021"),
    "a date:2021-02-30": ("a", "'2021-02-30' is not in the calendar"),
    "a date:0000": ("a", "'0000' is not in the calendar"),
    "a date:2022..2021": ("a", "'2022..2021' ends before it begins"),
    "a date:..": ("a", "a range needs a date on one side of its dots"),
    "a after:2021..2022": ("a", "'2021..2022' is a range; write after:"),
}


@pytest.mark.parametrize(("source", "root"), RIGHT.items())
def test_what_is_right_is_read_without_a_warning(source: str, root: Node | None) -> None:
    assert parse(source).root == root
    assert parse_strict(source).root == root


@pytest.mark.parametrize(("source", "meant", "warning"), [(key, *values) for key, values in MENDED.items()])
def test_what_is_wrong_is_mended_with_a_warning(source: str, meant: str, warning: str) -> None:
    query = parse(source)
    assert query.root == parse_strict(meant).root
    assert len(query.warnings) == 1
    assert query.warnings[0].startswith(warning)


@pytest.mark.parametrize(
    ("source", "picture"),
    [
        ("peace AND (treaty", "          ^"),
        ('say "peace', "    ^"),
        ("Баку foo:bar", "     ^^^"),
        ("film^200 lang:az", "    ^^^^"),
        ("a date:2021-13 b", "  ^^^^^^^^^^^^"),
        ("war AND", "    ^^^"),
        ("lang: az", "^^^^^"),
    ],
)
def test_strict_errors_point_at_the_place(source: str, picture: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_strict(source)
    reason, shown, carets = str(caught.value).split("\n")
    assert reason == caught.value.reason
    assert shown == "  " + source
    assert carets == "  " + picture


def test_a_strict_error_reads_as_a_whole() -> None:
    with pytest.raises(QueryError) as caught:
        parse_strict("film date:2022..2021")
    assert str(caught.value) == cleandoc(
        """
        '2022..2021' ends before it begins; write date:2021, date:2021-05, date:2021-05-16 or date:2021..2022
          film date:2022..2021
               ^^^^^^^^^^^^^^^
        """
    )


def test_warnings_come_in_the_order_of_the_source() -> None:
    first, second, third, fourth = parse("foo:a ) bar^0 😀").warnings
    assert first.startswith("there is no field 'foo'")
    assert second == "the bracket ) has no partner: it is ignored."
    assert third.startswith("'^0' is no boost")
    assert fourth == "there is no letter or digit in '😀': it is ignored."


class TestLimits:
    def test_brackets_nest_fifty_deep(self) -> None:
        source = "-(a " * 50 + "b" + ")" * 50
        assert parse(source).warnings == ()

    def test_deeper_brackets_are_ignored(self) -> None:
        query = parse("(" * 51 + "a b" + ")" * 51)
        assert query.root == should(A, B)
        assert query.warnings == ("brackets are nested more than 50 deep: the inner ones are ignored.",)

    def test_brackets_without_partner_do_not_count_as_depth(self) -> None:
        assert parse("(" * 300 + "(a b)").warnings == ("the bracket ( has no partner: it is ignored.",)

    def test_a_query_is_cut_at_a_blank(self) -> None:
        query = parse("a" * (MAX_LENGTH - 5) + " treaty treaty")
        assert query.root == Word("a" * (MAX_LENGTH - 5))
        assert query.warnings == ("the query is longer than 10,000 characters: the rest is ignored.",)

    def test_a_query_without_blanks_is_cut_at_the_limit(self) -> None:
        assert parse("a " + "b" * (2 * MAX_LENGTH)).root == should(A, Word("b" * (MAX_LENGTH - 2)))

    def test_the_longest_query_is_read_whole(self) -> None:
        assert parse("a" * MAX_LENGTH).warnings == ()

    def test_words_beyond_the_limit_are_ignored(self) -> None:
        query = parse("a " * (MAX_WORDS + 1))
        assert query.root == should(*[A] * MAX_WORDS)
        assert query.warnings == ("the query has more than 512 words: the rest is ignored.",)

    def test_a_phrase_beyond_the_limit_is_left_out_whole(self) -> None:
        assert parse("a " * (MAX_WORDS - 1) + '"b c" b').root == should(*[A] * (MAX_WORDS - 1))
