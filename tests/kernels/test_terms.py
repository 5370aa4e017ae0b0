"""Finding terms in a dictionary equals finding them in a list; damaged bytes are told, never read past their end."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.terms import Dictionary, TermInfo
from tests import strategies
from tests.reference import term_dictionary
from tests.reference.term_dictionary import EXISTENCE, FREQUENCIES, POSITIONS, Term

KINDS = st.sampled_from([EXISTENCE, FREQUENCIES, POSITIONS])
PER_BLOCK = st.sampled_from([1, 2, 16])
LETTERS = st.characters(exclude_categories=["Cs"])
STEMS = st.sampled_from(["", "a", "ə", "Qarabağ", "i\u0307", "\0", "карабах" * 2, "x" * 14, "x" * 15, "ж" * 70])
WORDS = st.one_of(
    st.builds(str.__add__, STEMS, st.text(st.sampled_from("\0aəиİı\u0307😀"), max_size=3)),
    st.builds(str.__mul__, st.text(LETTERS, max_size=3), st.sampled_from([1, 1, 6, 90])),
    strategies.news_word().filter(lambda word: "\ud800" not in word),
).map(str.encode)


@st.composite
def vocabularies(draw: st.DrawFn, kind: int) -> list[Term]:
    """Terms in order, with numbers such as a segment has, and such as it hardly ever has."""
    big = st.integers(0, 1 << 30)
    small = st.integers(0, 300)
    terms = []
    for word in sorted(draw(st.sets(WORDS, max_size=40))):
        doc_freq = draw(st.one_of(st.just(1), small, big)) or 1
        total_freq = doc_freq + draw(st.one_of(st.just(0), small, big))
        posting_size = draw(st.one_of(small, big)) if doc_freq > 1 else 0
        position_size = draw(st.one_of(st.just(total_freq), small, big)) if kind == POSITIONS else 0
        terms.append(Term(word, doc_freq, total_freq, draw(small | big), posting_size, position_size))
    return terms


KINDS_AND_TERMS = KINDS.flatmap(lambda kind: st.tuples(st.just(kind), vocabularies(kind)))


def dictionary(terms: list[Term], kind: int, per_block: int, bases: tuple[int, int] = (0, 0)) -> Dictionary:
    blob, blocks, heads = term_dictionary.encode(terms, kind, per_block, *bases)
    return Dictionary(blob, array("I", blocks), array("Q", heads), (len(terms), per_block, kind))


def neighbours(words: list[bytes]) -> list[bytes]:
    """Words, and what comes just before and just behind them."""
    return [near for word in words for near in (word, word[:-1], word + b"\0", word + b"a", word[:9], word[:8])]


class TestFinding:
    """What a list of terms answers, the dictionary answers."""

    @given(KINDS_AND_TERMS, PER_BLOCK, st.tuples(st.integers(0, 1 << 40), st.integers(0, 1 << 40)), st.lists(WORDS))
    def test_equals_a_list(
        self, kind_and_terms: tuple[int, list[Term]], per_block: int, bases: tuple[int, int], others: list[bytes]
    ) -> None:
        kind, terms = kind_and_terms
        bases = bases if kind == POSITIONS else (bases[0], 0)
        words = [term.term for term in terms]
        known = dict(zip(words, term_dictionary.infos(terms, kind, *bases), strict=True))
        found = dictionary(terms, kind, per_block, bases)
        asked = neighbours(words) + others
        assert len(found) == len(words)
        assert {word: found.find(word) for word in asked} == {word: known.get(word) for word in asked}
        assert list(found.find_many(asked)) == [known.get(word) for word in asked]
        assert [found.lower_bound(word) for word in asked] == [bisect_left(words, word) for word in asked]

    @given(KINDS_AND_TERMS, PER_BLOCK, st.integers(0, 50), st.integers(0, 50))
    def test_items_are_the_terms_in_order(
        self, kind_and_terms: tuple[int, list[Term]], per_block: int, start: int, stop: int
    ) -> None:
        kind, terms = kind_and_terms
        pairs = list(zip([term.term for term in terms], term_dictionary.infos(terms, kind), strict=True))
        found = dictionary(terms, kind, per_block)
        assert found.items(start, stop) == pairs[start:stop]
        assert found.items(0, 0xFFFFFFFF) == pairs

    def test_many_terms_that_share_their_first_bytes(self) -> None:
        words = [f"article-{number:06}".encode() for number in range(0, 4000, 2)]
        found = dictionary([Term(word, 1, 1, 7, 0, 1) for word in words], POSITIONS, 16)
        for number in range(-1, 4001):
            word = f"article-{number:06}".encode()
            assert found.lower_bound(word) == bisect_left(words, word)
            assert (found.find(word) is None) == (word not in words)

    def test_bytes_that_are_no_utf_8(self) -> None:
        words = sorted([b"\xff" * 8, b"\xff" * 9, b"\xff" * 20, b"\xfe" * 8, b"\0" * 8, b"\0" * 9, b""])
        found = dictionary([Term(word, 1, 1, 7, 0, 1) for word in words], POSITIONS, 1)
        for word in neighbours(words):
            assert found.lower_bound(word) == bisect_left(words, word)

    def test_an_empty_dictionary_has_nothing(self) -> None:
        found = Dictionary(b"", array("I", [0]), array("Q"), (0, 16, POSITIONS))
        assert found.find(b"") is None
        assert found.lower_bound(b"\xff") == 0
        assert found.items(0, 1) == []
        assert list(found.find_many([b"a", b""])) == [None, None]
        assert len(found.find_many([])) == 0

    @pytest.mark.parametrize("index", [-1, 2])
    def test_a_place_behind_the_asked_terms_is_an_index_error(self, index: int) -> None:
        with pytest.raises(IndexError, match="there are 2 terms"):
            dictionary([], POSITIONS, 2).find_many([b"a", b"b"])[index]

    @pytest.mark.parametrize("terms", [[None], ["a"], [b"a", 1]])
    def test_only_bytes_are_terms(self, terms: list[bytes]) -> None:
        with pytest.raises(TypeError):
            dictionary([], POSITIONS, 2).find_many(terms)


def ask_everything(found: Dictionary, words: list[bytes]) -> None:
    """Call every method; each gives an answer that can be, or a ValueError."""
    for word in words:
        for ask in (found.find, found.lower_bound, lambda word: found.find_many([word])[0]):
            with suppress(ValueError):
                answer = ask(word)
                rank = answer.term_ord + 1 if isinstance(answer, TermInfo) else answer
                assert rank is None or rank <= len(found)
    for start in range(len(found)):
        with suppress(ValueError):
            assert len(found.items(start, start + 3)) == min(3, len(found) - start)


class TestDamage:
    """Whatever the bytes hold, the answer is a term or a ValueError, and nothing outside them is read."""

    @given(KINDS_AND_TERMS, st.sampled_from([2, 16]), st.data())
    def test_changed_bytes(self, kind_and_terms: tuple[int, list[Term]], per_block: int, data: st.DataObject) -> None:
        kind, terms = kind_and_terms
        encoded = term_dictionary.encode(terms, kind, per_block)
        blob = bytearray(encoded.blob)
        changes = st.tuples(st.integers(0, max(0, len(blob) - 1)), st.sampled_from([0, 0x7F, 0x80, 0xFF]))
        for place, byte in data.draw(st.lists(changes, min_size=1, max_size=5)) if blob else ():
            blob[place] = byte
        found = Dictionary(
            bytes(blob), array("I", encoded.blocks), array("Q", encoded.heads), (len(terms), per_block, kind)
        )
        ask_everything(found, neighbours([term.term for term in terms]))

    @given(
        st.binary(max_size=60),
        st.lists(st.integers(0, 0xFFFFFFFF) | st.integers(0, 60), min_size=1, max_size=5),
        st.lists(st.integers(0, (1 << 64) - 1) | st.just(0), min_size=5, max_size=5),
        KINDS,
    )
    def test_random_bytes(self, blob: bytes, blocks: list[int], heads: list[int], kind: int) -> None:
        count = 2 * (len(blocks) - 1)
        if count > len(blob):
            return
        found = Dictionary(blob, array("I", blocks), array("Q", heads[: len(blocks) - 1]), (count, 2, kind))
        ask_everything(found, [b"", b"a", *(head.to_bytes(8, "big") + tail for head in heads for tail in (b"", b"a"))])

    @pytest.mark.parametrize(
        ("shape", "blocks", "heads"),
        [
            ((-1, 16, 2), 1, 0),
            ((101, 16, 2), 8, 7),  # more terms than bytes
            ((1 << 32, 16, 2), 2, 1),
            ((20, 0, 2), 3, 2),
            ((20, -16, 2), 3, 2),
            ((20, 1 << 32, 2), 2, 1),
            ((20, 16, 3), 3, 2),
            ((20, 16, -1), 3, 2),
            ((20, 16, 2), 2, 2),
            ((20, 16, 2), 4, 2),
            ((20, 16, 2), 3, 1),
            ((0, 16, 2), 0, 0),
        ],
    )
    def test_a_shape_that_cannot_be(self, shape: tuple[int, int, int], blocks: int, heads: int) -> None:
        with pytest.raises(ValueError, match=r"make no sense|do not fill"):
            Dictionary(bytes(100), array("I", bytes(4 * blocks)), array("Q", bytes(8 * heads)), shape)
