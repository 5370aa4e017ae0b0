"""What holds for every query that anybody can type."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.errors import QueryError
from searchlib.kernels.scan import scan
from searchlib.query.nodes import Boolean, DateRange, Expansion, Filter, Node, Phrase, Word, iter_words, replace_words
from searchlib.query.parser import MAX_LENGTH, MAX_WORDS, parse, parse_strict
from tests.strategies import news_text, query_text

PLAIN_WORDS = ("Bakı'da", "İstanbul", "Карабах", "ещё", "U.S.", "3,5", "e-mail", "Report.az", "中国")
REPLACED = {Expansion.FULL, Expansion.EXACT, Expansion.FUZZY}
FLOODS = (
    '"',
    "(",
    ")",
    "()",
    "((a",
    "a)",
    "«",
    "title:",
    "lang:(",
    "a^",
    "~",
    "*",
    "?",
    "- ",
    "!",
    "NOT ",
    "AND ",
    "😀",
)


def below(node: Node) -> tuple[Node, ...]:
    match node:
        case Boolean(nodes=nodes):
            return nodes
        case Phrase(words=words):
            return words
        case _:
            return ()


def walk(root: Node | None) -> list[Node]:
    found: list[Node] = [] if root is None else [root]
    for node in found:
        found.extend(below(node))
    return found


class TestAnyText:
    """Any text parses, and what comes out keeps what nodes.py promises."""

    @given(st.text() | query_text())
    @example("((((((((((")
    @example("\ud800")
    def test_parses(self, source: str) -> None:
        query = parse(source)
        assert query.source == source
        assert parse(source) == query

    @given(query_text())
    def test_every_span_is_inside_its_parent(self, source: str) -> None:
        root = parse(source).root
        for node in walk(root):
            assert 0 <= node.start < node.end <= len(source)
            for child in below(node):
                assert node.start <= child.start
                assert child.end <= node.end

    @given(query_text())
    def test_every_word_is_the_source_at_its_span(self, source: str) -> None:
        words = list(iter_words(parse(source).root))
        for word in words:
            assert source[word.start : word.end] == word.text
        for word, following in pairwise(words):
            assert word.end <= following.start

    @given(query_text())
    def test_every_word_is_one_token_of_the_scanner(self, source: str) -> None:
        for word in iter_words(parse(source).root):
            if word.expansion is not Expansion.PATTERN:
                starts, ends, _ = scan(word.text)
                assert (list(starts), len(ends)) == ([0], 1)

    @given(query_text())
    def test_every_number_is_in_its_range(self, source: str) -> None:
        for node in walk(parse(source).root):
            if not isinstance(node, Filter | DateRange):
                assert 0 < node.boost <= 100
                assert isfinite(node.boost)
            if isinstance(node, Phrase):
                assert 0 <= node.slop <= 100
                assert len(node.words) >= 2
                assert all(word.field == node.field and word.boost == 1 for word in node.words)
        for word in iter_words(parse(source).root):
            assert (word.edits in {1, 2}) == (word.expansion is Expansion.FUZZY)
            assert word.field in {None, "title", "body"}

    @given(query_text())
    def test_no_group_is_empty_and_no_range_open_on_both_sides(self, source: str) -> None:
        for node in walk(parse(source).root):
            if isinstance(node, Boolean):
                assert node.nodes
            if isinstance(node, DateRange):
                assert (node.low or node.high) is not None
                assert node.low is None or node.high is None or node.low <= node.high
            if isinstance(node, Filter):
                assert node.value

    @given(query_text())
    def test_every_warning_is_one_sentence_on_one_line(self, source: str) -> None:
        for warning in parse(source).warnings:
            assert warning.endswith(".")
            assert len(warning.splitlines()) == 1
            assert len(warning) < 300


class TestPlainText:
    """Text without operators: its words are the tokens of the scanner, all of them wanted, none required."""

    @given(st.lists(st.sampled_from(PLAIN_WORDS), min_size=2))
    def test_words_are_tokens(self, pieces: list[str]) -> None:
        source = " ".join(pieces)
        query = parse(source)
        starts, ends, _ = scan(source)
        assert [(word.start, word.end) for word in iter_words(query.root)] == list(zip(starts, ends, strict=True))
        assert query.warnings == ()
        assert isinstance(query.root, Boolean)
        assert not query.root.must
        assert not query.root.must_not

    @given(news_text())
    def test_a_quotation_finds_every_token_of_its_content(self, text: str) -> None:
        content = "".join(character for character in text if character not in '"“”„‟«»″＂*')
        starts, _, _ = scan(content)
        assert len(list(iter_words(parse(f'"{content}"').root))) == len(starts)


class TestStrictMode:
    """Strict parsing raises if and only if lenient parsing warns, and agrees with it otherwise."""

    @given(st.text() | query_text())
    def test_raises_iff_lenient_warns(self, source: str) -> None:
        query = parse(source)
        if query.warnings:
            with pytest.raises(QueryError) as caught:
                parse_strict(source)
            error = caught.value
            assert 0 <= error.start < error.end <= len(source)
            assert any(warning.startswith(error.reason) for warning in query.warnings)
        else:
            assert parse_strict(source) == query


class TestOperators:
    """Operators narrow or widen as they say, whatever stands beside them."""

    @given(st.lists(st.sampled_from(PLAIN_WORDS), min_size=1), st.sampled_from(PLAIN_WORDS))
    def test_a_filter_is_the_only_must_among_plain_words(self, words: list[str], last: str) -> None:
        root = parse(" ".join(["lang:az", *words, last])).root
        assert isinstance(root, Boolean)
        assert root.must == (Filter("language", "az"),)
        assert root.needs_should

    @given(query_text())
    def test_brackets_around_the_whole_change_nothing(self, source: str) -> None:
        query = parse(source)
        if not query.warnings and query.root:
            assert parse(f"({source})").root == query.root

    @given(query_text())
    def test_a_required_word_is_required_beside_anything(self, source: str) -> None:
        if not parse(source).warnings:
            root = parse(f"+film {source}").root
            assert Word("film") in (root.must if isinstance(root, Boolean) else (root,))


class TestReplaceWords:
    """Replacing words changes their text and nothing else."""

    @given(query_text())
    def test_by_themselves_gives_the_source(self, source: str) -> None:
        root = parse(source).root
        assert replace_words(source, root, {word.text: word.text for word in iter_words(root)}) == source

    @given(query_text())
    def test_keeps_every_other_word_and_operator(self, source: str) -> None:
        query = parse(source)
        words = list(iter_words(query.root))
        touching = any(word.end == following.start for word, following in pairwise(words))  # as in 中国
        if not query.warnings and not touching:
            spelled = dict.fromkeys((word.text for word in words), "film")
            mended = iter_words(parse(replace_words(source, query.root, spelled)).root)
            expected = [("film" if word.expansion in REPLACED else word.text, word.expansion) for word in words]
            assert [(word.text, word.expansion) for word in mended] == expected


@pytest.mark.parametrize("piece", FLOODS)
def test_floods_of_one_operator_are_mended_in_a_few_sentences(piece: str) -> None:
    source = piece * (2 * MAX_LENGTH // len(piece))
    query = parse(source)
    assert 1 <= len(query.warnings) <= 6
    assert len(list(iter_words(query.root))) <= MAX_WORDS
