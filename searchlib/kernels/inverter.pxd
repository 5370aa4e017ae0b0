"""A batch of documents being inverted, for the kernel that writes it as a segment."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.surface_terms cimport SurfaceTerms
from searchlib.kernels.term_table cimport Stream, TermTable
from searchlib.kernels.texts cimport SurfaceText

cdef enum Field:
    TITLE = 0
    BODY = 1
    FIELDS = 2

cdef struct Pair:               # numbers of two terms that a hyphen joins
    uint32_t first, second

cdef class Inverter:
    cdef SurfaceTerms finder
    cdef TermTable terms
    cdef ByteBuffer arena                   # chunks of all streams
    cdef Stream *titles                     # streams of terms in titles
    cdef uint32_t title_count, title_room
    cdef uint32_t *lengths[FIELDS]          # tokens of each document
    cdef uint32_t documents, document_room
    cdef Pair *pairs
    cdef size_t pair_count, pair_room
    cdef uint32_t *run                      # terms of the tokens of a text
    cdef Py_ssize_t run_room
    cdef uint8_t *bits                      # bit of each language by its number in the models; NO_BIT: none yet
    cdef Py_ssize_t bit_room
    cdef readonly list codes                # of the languages met, by their bits
    cdef double headline_case

    cpdef Py_ssize_t memory_bytes(self) noexcept
    cdef int _add(self, SurfaceText text, Field field, bint is_telling, bint is_marked) except -1
    cdef Stream *_title(self, uint32_t term) except NULL
    cdef int _add_pair(self, uint32_t first, uint32_t second) except -1
    cdef uint64_t _bit(self, int language) except? 0
    cdef int _reserve(self, Py_ssize_t tokens) except -1
    cdef int _reserve_document(self) except -1
