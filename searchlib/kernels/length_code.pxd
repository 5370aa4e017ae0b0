"""Lengths of documents in a byte."""
from libc.stdint cimport uint8_t, uint32_t

cdef enum:
    NO_LENGTH = 255             # the code that no length has
    MAX_LENGTH_CODE = 254

# Smallest length that a code stands for, ascending; of NO_LENGTH the largest number.
cpdef uint32_t length_of_code(uint8_t code) noexcept nogil
# Largest code, MAX_LENGTH_CODE at most, that stands for no more than a length.
cpdef uint8_t floor_code(uint32_t length) noexcept nogil
