"""The LZ4 block format, read byte by byte as its description says.

Yann Collet, LZ4 Block Format Description, https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md.
"""

from __future__ import annotations

LONG = 15
MIN_MATCH = 4
LAST_LITERALS = 5
LAST_MATCH = 12


def decompress(block: bytes, dictionary: bytes = b"") -> bytes:
    """Return what a whole block stands for; the rules for its end hold, too."""
    text = bytearray(dictionary)
    at = begin = 0
    while True:
        token = block[at]
        size, at = length(block, at + 1, token >> 4)
        text += block[at : at + size]
        at += size
        if at == len(block):
            assert size >= LAST_LITERALS or not begin
            assert not begin or len(text) - begin >= LAST_MATCH
            return bytes(text[len(dictionary) :])
        distance = int.from_bytes(block[at : at + 2], "little")
        size, at = length(block, at + 2, token & 0xF)
        assert 0 < distance <= len(text)
        begin = len(text)
        for _ in range(size + MIN_MATCH):
            text.append(text[-distance])


def length(block: bytes, at: int, half: int) -> tuple[int, int]:
    """Return a length that begins in half a byte, and where it ends."""
    if half < LONG:
        return half, at
    while block[at] == 0xFF:
        half, at = half + 0xFF, at + 1
    return half + block[at], at + 1
