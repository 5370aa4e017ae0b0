from __future__ import annotations

from array import array

from searchlib.codec.vocabulary import Vocabulary


def made() -> Vocabulary:
    blob = "bağəl".encode()
    return Vocabulary(
        blob, array("I", [0, 4, 7]), array("I", [5, 1]), array("i", [-4, 1]), array("Q", [1 << 63, 3]), ["az"] * 64
    )


def test_a_term_is_found_by_its_rank() -> None:
    assert [made().term(term_ord) for term_ord in range(len(made()))] == ["bağ", "əl"]


def test_every_bit_of_a_mask_is_a_language() -> None:
    assert made().languages(0) == ["az"]
    assert len(made().languages(1)) == 2


def test_without_hyphens_there_are_no_followers() -> None:
    assert list(map(len, made().followers)) == [0, 0]
