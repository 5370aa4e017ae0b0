"""Tries of affixes for other kernels."""
from libc.stdint cimport int32_t, uint32_t, uint64_t

cdef struct Branch:
    uint64_t key             # node << LETTER_BITS | letter, plus 1; 0 where there is none
    uint32_t node

cdef class Trie:
    cdef Branch *branches
    cdef int32_t *values     # by node: place of the value plus 1, 0 if no affix ends there
    cdef uint64_t mask
    cdef list found
    cdef Branch *branch(self, uint32_t node, Py_UCS4 letter) noexcept nogil
    cdef int grow(self, table, bint is_reversed) except -1
    cdef object listed(self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most)
    cdef tuple longest(self, str word, Py_ssize_t begin)
