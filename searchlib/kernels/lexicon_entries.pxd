"""What a lexicon knows of its terms, for other kernels."""
from libc.stdint cimport int64_t, uint8_t, uint32_t

from searchlib.kernels.entry_reader cimport Entry, EntryTable
from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.union_terms cimport UnionTerms

cdef struct Place:               # of a text
    int64_t rank                 # of the term with its letters, or of the first one behind it
    bint is_term
    Entry entry                  # of that term, behind its head

cdef struct Filed:               # a term that keys lead to
    uint32_t term_ord
    uint32_t letters

cdef class LexiconEntries:
    cdef readonly UnionTerms terms
    cdef readonly dict tags
    cdef EntryTable table
    cdef object _columns         # hold what the table points into
    cdef list related_terms(self, Filed *filed, Py_ssize_t count)
    cdef int place(self, const uint8_t *text, size_t size, Place *place) except -2
    cdef int collect_at(
        self, const Place *place, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2
    cdef int collect(self, const uint8_t *text, size_t size, int tag, ByteBuffer *found) except -2
    cdef int collect_between(
        self, Entry *entry, uint32_t rank, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2
