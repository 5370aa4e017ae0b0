"""Texts as rows of surfaces, for other kernels."""
from libc.stdint cimport int32_t, uint32_t

from searchlib.kernels.scan cimport TokenBuffer
from searchlib.kernels.surfaces cimport SurfaceTable

cdef class Candidates:
    cdef readonly tuple codes
    cdef unsigned modelled              # bit n: the language with number n
    cdef readonly frozenset unmodelled

cdef class SurfaceText:
    cdef SurfaceTable table
    cdef readonly str text
    cdef TokenBuffer tokens
    cdef uint32_t *surfaces             # of each token; valid until the table makes room
    cdef int32_t *languages             # of each token, once they are found
    cdef Py_ssize_t room

    cpdef int read(self, str text) except -1
    cdef Py_ssize_t first_token(self, Py_ssize_t offset) noexcept nogil     # that begins there or behind
    cdef int _grow(self, Py_ssize_t count) except -1

cdef struct Region:
    int32_t start, end                  # in code points
    int language

cdef class RegionBuffer:
    cdef Region *items
    cdef Py_ssize_t count, room
    cdef int add(self, Py_ssize_t start, Py_ssize_t end, int language) except -1
    cdef int language_at(self, Py_ssize_t offset) noexcept nogil    # -1 if it is in no region
