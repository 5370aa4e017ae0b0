"""Posting lists for other kernels: opened records, their blocks, and the writing of records.

No function reads outside the bytes it is given, whatever they hold: damage comes back as -1, 0 or NULL as said at each
function, and the caller turns it into an error that names the file. docs/FORMAT.md describes the bytes.
"""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

cdef enum:
    MAX_BLOCK_SIZE = 128             # postings; buffers that a block is decoded into hold so many
    NO_DOCNUM = 0xFFFFFFFFU          # behind every docnum; docnums are below it

cdef extern from "packing.h" nogil:
    uint32_t packing_load(const uint8_t *data)

# ---------------------------------------------------------------- reading

cdef struct PostingList:                     # an opened record; owns nothing
    const uint8_t *skips                     # an entry of 16 bytes for each full block
    const uint8_t *rest_maxima               # 4 bytes; NULL without a rest
    const uint8_t *data                      # behind the skip entries
    const uint8_t *end                       # behind the record
    uint32_t doc_freq, full_blocks, rest     # postings, full blocks, postings behind them
    uint32_t block_size
    bint has_frequencies
    uint32_t single_docnum, single_frequency     # of a list with doc_freq 1, which has no record

# Open the record of a term with doc_freq 2 or more; False if it is damaged.
cdef bint posting_list_open(
    PostingList *list, const uint8_t *record, size_t size, uint32_t doc_freq, uint32_t block_size, bint has_frequencies
) noexcept nogil

# Make the list of a term with doc_freq 1; its one posting counts as a rest.
cdef void posting_list_single(PostingList *list, uint32_t docnum, uint32_t frequency) noexcept nogil

cdef inline uint32_t posting_list_blocks(const PostingList *list) noexcept nogil:
    """Number of blocks, the rest counted as one."""
    return list.full_blocks + (list.rest != 0)

cdef inline uint32_t posting_list_last(const PostingList *list, uint32_t block) noexcept nogil:
    """Last docnum of a block; of the rest NO_DOCNUM, for it is not written down."""
    return packing_load(list.skips + 16 * <size_t> block) if block < list.full_blocks else NO_DOCNUM

cdef inline const uint8_t *posting_list_maxima(const PostingList *list, uint32_t block) noexcept nogil:
    """The four bytes that bound the scores of a block; NULL for a list with doc_freq 1."""
    return list.skips + 16 * <size_t> block + 12 if block < list.full_blocks else list.rest_maxima

cdef inline uint32_t posting_list_position_begin(const PostingList *list, uint32_t block) noexcept nogil:
    """Where the positions of a block begin in the record of positions."""
    return packing_load(list.skips + 16 * <size_t> (block - 1) + 8) if block else 0

# First block from from_block on whose last docnum is not before docnum, by galloping; the number of blocks if none is.
cdef uint32_t posting_list_find(const PostingList *list, uint32_t from_block, uint32_t docnum) noexcept nogil

# Decode a block into buffers that hold MAX_BLOCK_SIZE; either may be NULL if it is not wanted. Returns the number of
# postings, -1 if they are damaged. Docnums come out ascending and below NO_DOCNUM: who uses them as indexes has only
# the last one to compare with the number of documents. Frequencies are 1 or more; 1 where the field has none.
cdef int posting_list_decode(
    const PostingList *list, uint32_t block, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil

# Positions of one block's postings, one posting after the other, from byte begin of their record on; the buffer holds
# the sum of the frequencies. Returns their number, -1 if they are damaged.
cdef int decode_positions(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t *positions
) noexcept nogil

# Sum of the frequencies of a block, -1 if size bytes cannot hold so many positions: call it before making room for
# them, since frequencies come from a file that may be damaged.
cdef int positions_count(const uint32_t *frequencies, uint32_t count, size_t size) noexcept nogil

# ---------------------------------------------------------------- lengths in a byte

# Smallest length that a code stands for; of 255, "none", the largest number. Ascending.
cpdef uint32_t length_of_code(uint8_t code) noexcept nogil
# Largest code, 254 at most, that stands for no more than a length.
cpdef uint8_t floor_code(uint32_t length) noexcept nogil

# ---------------------------------------------------------------- writing

cdef struct ByteBuffer:      # begins as {NULL, 0, 0}; grows; give it back with byte_buffer_free
    uint8_t *data
    size_t size, room

cdef int byte_buffer_reserve(ByteBuffer *buffer, size_t more) except -1 nogil    # room for so many bytes more
cdef void byte_buffer_free(ByteBuffer *buffer) noexcept nogil

# Append the record of one term with two postings or more. frequencies is NULL if has_frequencies is False.
# scored_lengths is indexed by docnum (NULL: bounds that hold for any length). position_ends[b] is the end of full
# block b's positions in their record (NULL: no positions).
# Raises ValueError for docnums that do not ascend or a frequency of 0, OverflowError for a record of 4 GB.
cdef int encode_postings(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count,
    const uint32_t *scored_lengths, const uint32_t *position_ends, uint32_t block_size, bint has_frequencies
) except -1 nogil

# Append the positions of one term, those of all postings one after the other; fills position_ends for the full blocks.
# Raises ValueError for positions that do not ascend in a document, OverflowError for a record of 4 GB.
cdef int encode_positions(
    ByteBuffer *out, const uint32_t *frequencies, uint32_t count, const uint32_t *positions,
    uint32_t block_size, uint32_t *position_ends
) except -1 nogil

# ---------------------------------------------------------------- for Python

cdef class Postings:
    cdef PostingList list
    cdef const uint8_t[::1] record      # keeps the bytes alive
    cdef int check_block(self, uint32_t block) except -1
