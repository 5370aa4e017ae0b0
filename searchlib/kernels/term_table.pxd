"""The terms of a batch of documents, for other kernels: each has a number, in the order in which they were met."""
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer

cdef enum:
    NO_TERM = 0xFFFFFFFFU

cdef struct Stream:             # occurrences of a term in a field, as streams.pxd writes them; begins as zeros
    uint32_t head               # where its first chunk begins, plus 1; 0 while there is one occurrence at most
    uint32_t tail               # where its next byte goes
    uint32_t docnum             # of its last occurrence
    uint32_t position
    uint32_t doc_freq
    uint16_t left               # bytes before its last chunk ends
    uint16_t level              # of its last chunk

cdef struct Term:               # 64 bytes: a cache line
    uint32_t hash
    uint32_t begin              # of its bytes
    uint32_t size
    uint32_t count              # of its occurrences
    int32_t name_votes          # those that tell a name less those that tell none
    uint64_t languages          # that it was seen in, a bit set
    uint32_t title              # number of its stream in titles, plus 1
    uint32_t rank               # among all in order of bytes, once they are sorted
    Stream body

cdef class TermTable:
    cdef void *block            # that the items stand in
    cdef Term *items
    cdef uint32_t *slots        # number of a term plus 1; 0 is free
    cdef uint32_t count, room, slot_mask
    cdef ByteBuffer bytes       # of all terms, one after another

    cdef uint32_t find(self, const uint8_t *term, size_t size) except? NO_TERM      # or add it
    cdef int clear(self) except -1
    cdef Py_ssize_t memory_bytes(self) noexcept
    cdef int sort(self, uint32_t *order) except -1     # the numbers of all terms in the order of their bytes
    cdef int _grow(self) except -1
