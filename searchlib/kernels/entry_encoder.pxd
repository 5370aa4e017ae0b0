"""Keys that were collected, and how they are written, for other kernels."""
from libc.stdint cimport int32_t, uint8_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.strings cimport Strings

cdef struct Filing:              # of a term under a text, for the reasons of a set of tags
    uint32_t text
    uint32_t tag_set
    uint32_t term_ord

cdef struct CollectedKeys:       # begins as zeros
    const uint8_t *blob          # the terms one after another
    const uint32_t *offsets      # where each begins, and the last one ends
    const int32_t *name_votes
    const uint64_t *languages
    uint32_t count               # of terms
    Strings texts                # the letters of keys
    Strings tags
    Strings sets                 # of tags: their numbers as u16, ascending
    ByteBuffer filings           # Filing
    uint32_t *own_sets           # of each term: the set under which it is filed under its own letters

# Orders Filings by text, set and term, for qsort.
cdef int by_text(const void *a, const void *b) noexcept nogil

cdef object encode_entries(CollectedKeys *keys)

cdef inline const uint8_t *term_at(const CollectedKeys *keys, uint32_t term_ord, size_t *size) noexcept nogil:
    """The bytes of a term by its rank."""
    cdef uint32_t begin = keys.offsets[term_ord]
    size[0] = keys.offsets[term_ord + 1] - begin
    return keys.blob + begin if size[0] else NULL
