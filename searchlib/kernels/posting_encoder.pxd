"""The writing of posting lists for other kernels, and the sizes of what is written."""
from libc.stdint cimport uint32_t

from searchlib.kernels.packing cimport ByteBuffer

cdef enum:
    MAX_BLOCK_SIZE = 128             # postings; buffers that a block is decoded into hold so many
    NO_DOCNUM = 0xFFFFFFFFU          # behind every docnum; docnums are below it
    SKIP_BYTES = 16
    MAXIMA_BYTES = 4
    UNBOUNDED = 255                  # in maxima, instead of a frequency that does not fit in a byte

# Append the record of one term with two postings or more. frequencies is NULL if has_frequencies is False.
# scored_lengths is indexed by docnum (NULL: bounds that hold for any length). position_ends[b] is the end of full
# block b's positions in their record (NULL: no positions).
# Raises ValueError for docnums that do not ascend or a frequency of 0, OverflowError for a record of 4 GB.
cdef int encode_postings(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count,
    const uint32_t *scored_lengths, const uint32_t *position_ends, uint32_t block_size, bint has_frequencies
) except -1 nogil
