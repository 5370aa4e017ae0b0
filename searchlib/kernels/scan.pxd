"""The token scanner for other kernels."""
from libc.stdint cimport int32_t, uint32_t

# What tokens are made of, a bit set.
cdef enum:
    _LATIN = 1
    _CYRILLIC = 2
    _OTHER_SCRIPT = 4
    _DIGIT = 8
    _APOSTROPHE = 16
    _DOT = 32
    _IGNORABLE = 64
    _UPPER_FIRST = 128
    _UPPER_ALL = 256
    _NON_ASCII = 512
    _OPENING = 1024

cdef struct Token:
    int32_t start, end      # in code points
    int32_t shape
    uint32_t hash           # of its code points

# Number that depends on all code points of a part of a text, however wide they are.
cdef uint32_t hash_letters(int kind, const void *data, Py_ssize_t start, Py_ssize_t end) noexcept nogil

cdef class TokenBuffer:
    cdef Token *tokens
    cdef Py_ssize_t count, room
    cdef int scan(self, str text) except -1     # replaces what is in it; raises ValueError, MemoryError
    cdef int _grow(self) except -1
