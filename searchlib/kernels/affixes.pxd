"""Tries of affixes for other kernels."""
cimport cython
from libc.stdint cimport int32_t, uint64_t

cdef class Trie:
    cdef uint64_t *branches  # node << LETTER_BITS | letter, then the node behind it in NODE_BITS; 0 where there is none
    cdef int32_t *values     # by node: place of the value plus 1, 0 if no affix ends there
    cdef uint64_t mask, nodes
    cdef list found

    @cython.final
    cdef uint64_t place(self, uint64_t key) noexcept nogil

    @cython.final
    cdef uint64_t behind_letter(self, uint64_t node, Py_UCS4 letter) noexcept nogil
    cdef int grow(self, table, bint is_reversed) except -1
    cdef uint64_t node_of(self, str text, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t letters) except 0
    cdef int widen(self) except -1

    @cython.final
    cdef Py_ssize_t walk(
        self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most,
        int32_t *sizes, int32_t *places,
    ) noexcept
    cdef object listed(self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most)
    cdef tuple longest(self, str word, Py_ssize_t begin)
