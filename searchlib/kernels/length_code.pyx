# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Lengths of documents in a byte: exact up to 63, then eight steps to a doubling, always rounded down.

Bounds of scores are computed from such codes. A document that is taken for shorter than it is scores higher, so the
code of the shortest document of a block bounds them all.
"""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.packing cimport bit_width


cpdef uint32_t length_of_code(uint8_t code) noexcept nogil:
    """Return the smallest length that a code stands for; of 255, which no length has, the largest number."""
    if code < 64:
        return code
    if code == NO_LENGTH:
        return 0xFFFFFFFFU
    return <uint32_t> (8 + (code - 64) % 8) << ((code - 64) // 8 + 3)


cpdef uint8_t floor_code(uint32_t length) noexcept nogil:
    """Return the largest code, 254 at most, that stands for no more than a length."""
    cdef uint32_t doublings, code
    if length < 64:
        return <uint8_t> length
    doublings = bit_width(length) - 4
    code = 64 + 8 * (doublings - 3) + (length >> doublings) - 8
    return <uint8_t> (code if code < MAX_LENGTH_CODE else MAX_LENGTH_CODE)
