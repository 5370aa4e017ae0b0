"""The term dictionary of a field as docs/FORMAT.md describes it, term by term: slow and obvious."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import commonprefix
from typing import NamedTuple

from searchlib.kernels.terms import TermInfo

EXISTENCE, FREQUENCIES, POSITIONS = range(3)
SHORT = 15
HEAD_BYTES = 8


class Term(NamedTuple):
    """A term and what is written of it."""

    term: bytes
    doc_freq: int
    total_freq: int
    docnum: int
    posting_size: int
    position_size: int


class Encoded(NamedTuple):
    """The three sections of a field."""

    blob: bytes
    blocks: list[int]
    heads: list[int]


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def encode(terms: list[Term], kind: int, per_block: int, posting_offset: int = 0, position_offset: int = 0) -> Encoded:
    blob, blocks, heads = b"", [0], []
    for number, term in enumerate(terms):
        if number % per_block == 0:
            heads.append(int.from_bytes(term.term[:HEAD_BYTES].ljust(HEAD_BYTES, b"\0"), "big"))
            blob += varint(len(term.term)) + term.term[HEAD_BYTES:] + varint(posting_offset)
            blob += varint(position_offset) if kind == POSITIONS else b""
        else:
            blob += front_coded(terms[number - 1].term, term.term)
        blob += numbers(term, kind)
        posting_offset += term.posting_size
        position_offset += term.position_size
        if number % per_block == per_block - 1 or number == len(terms) - 1:
            blocks.append(len(blob))
    return Encoded(blob, blocks, heads)


def front_coded(before: bytes, term: bytes) -> bytes:
    shared = len(commonprefix([before, term]))
    rest = term[shared:]
    head = min(shared, SHORT) | min(len(rest) - 1, SHORT) << 4
    long_shared = varint(shared - SHORT) if shared >= SHORT else b""
    long_rest = varint(len(rest) - 1 - SHORT) if len(rest) - 1 >= SHORT else b""
    return bytes([head]) + long_shared + long_rest + rest


def numbers(term: Term, kind: int) -> bytes:
    code = term.doc_freq - 1
    repeats = kind != EXISTENCE and term.total_freq > term.doc_freq
    is_wide = kind == POSITIONS and term.position_size != term.total_freq
    code = code << 1 | repeats if kind != EXISTENCE else code
    code = code << 1 | is_wide if kind == POSITIONS else code
    found = varint(code) + varint(term.docnum if term.doc_freq == 1 else term.posting_size)
    found += varint(term.total_freq - term.doc_freq - 1) if repeats else b""
    return found + (varint(term.position_size) if is_wide else b"")


def infos(terms: list[Term], kind: int, posting_offset: int = 0, position_offset: int = 0) -> Iterator[TermInfo]:
    """What a dictionary of these terms must tell of each."""
    for term_ord, term in enumerate(terms):
        yield TermInfo(
            term_ord,
            term.doc_freq,
            term.doc_freq if kind == EXISTENCE else term.total_freq,
            term.docnum if term.doc_freq == 1 else -1,
            posting_offset,
            term.posting_size,
            position_offset,
            term.position_size,
        )
        posting_offset += term.posting_size
        position_offset += term.position_size
