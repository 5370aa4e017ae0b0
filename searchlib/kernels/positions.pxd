"""Positions of terms for other kernels. Damage comes back as -1; nothing is read outside the bytes that are given."""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.packing cimport ByteBuffer

# Sum of the frequencies of a block's postings, -1 if size bytes cannot hold so many positions: call it before making
# room for them, since frequencies come from a file that may be damaged.
cdef int positions_count(const uint32_t *frequencies, uint32_t count, size_t size) noexcept nogil

# Positions of one block's postings, one posting after the other, from byte begin of their record on; the buffer holds
# the sum of the frequencies. Returns their number, -1 if they are damaged.
cdef int decode_positions(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t *positions
) noexcept nogil

# Positions of one posting of a block, the index-th, without decoding the runs of 128 before it; the buffer holds its
# frequency. Returns their number, -1 if they are damaged.
cdef int decode_positions_of(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t index,
    uint32_t *positions
) noexcept nogil

cdef enum:
    NO_RUN = -1

cdef struct GapRun:                     # of a block, the one read last; begins with NO_RUN and room for 128 gaps
    int number
    int filled                          # gaps that are read
    const uint8_t *begin                # where the run begins, and where its next gap does
    const uint8_t *at
    uint32_t *gaps

# The same for a posting of which is known how many positions the block has (positions_count), how many of them are
# before it and how many are its own. The run is kept for the next postings of the block.
cdef int decode_positions_behind(
    const uint8_t *record, size_t size, size_t begin, int total, int first, int wanted, GapRun *run,
    uint32_t *positions
) noexcept nogil

# Append the positions of one term, those of all postings one after the other; fills position_ends for the full blocks.
# Raises ValueError for a frequency of 0 and for positions that do not ascend in a document, OverflowError for a record
# of 4 GB.
cdef int encode_positions(
    ByteBuffer *out, const uint32_t *frequencies, uint32_t count, const uint32_t *positions,
    uint32_t block_size, uint32_t *position_ends
) except -1 nogil
