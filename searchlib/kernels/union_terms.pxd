"""The terms of two fields as one list without duplicates, for other kernels.

Most terms stand in the first field; the few that it lacks are listed by their ranks. No function reads outside the
bytes it is given: damage comes back as -1.
"""
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from searchlib.kernels.term_entries cimport TermTable
from searchlib.kernels.terms cimport Dictionary, TermCursor

cdef struct TermUnion:
    const TermTable *first
    const TermTable *second
    const uint32_t *added            # ranks, in the union, of the terms that the first field lacks
    const uint32_t *added_ords       # their ranks in the second field
    uint32_t added_count
    uint32_t count                   # of all terms

cdef struct UnionCursor:             # goes through the terms in order; begins as zeros
    const TermUnion *terms
    TermCursor first, second
    uint32_t term_ord
    uint32_t passed                  # added terms up to here, this one included if it is one
    const uint8_t *term              # its bytes, until the next step
    size_t size

# Rank of the first term that is not before one; is_it tells whether it is that very term. -1: damaged.
cdef int64_t union_seek(const TermUnion *terms, const uint8_t *term, size_t size, bint *is_it) noexcept nogil

# Put a cursor on a term by its rank: 1, 0 if there are no so many terms, -1 if the bytes are damaged.
cdef int union_cursor_seek(UnionCursor *cursor, const TermUnion *terms, uint32_t term_ord) except -2 nogil

# Go to the next term: 1, 0 if that was the last one, -1 if the bytes are damaged.
cdef int union_cursor_next(UnionCursor *cursor) except -2 nogil

# How often the term of a cursor occurs in both fields.
cdef uint64_t union_count(const UnionCursor *cursor) noexcept nogil

cdef void union_cursor_free(UnionCursor *cursor) noexcept nogil

cdef class UnionTerms:
    cdef TermUnion terms
    cdef readonly Dictionary first, second
    cdef readonly object added, added_ords
    cdef const uint32_t[::1] _added
    cdef const uint32_t[::1] _added_ords
