"""Posting lists for other kernels: opened records and their blocks.

No function reads outside the bytes it is given, whatever they hold: damage comes back as -1, 0 or NULL as said at each
function, and the caller turns it into an error that names the file. docs/FORMAT.md describes the bytes.
"""
from libc.stdint cimport uint8_t, uint32_t

# What belongs to posting lists can all be imported from here.
from searchlib.kernels.length_code cimport floor_code, length_of_code
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve, packing_load
from searchlib.kernels.positions cimport (
    decode_positions, decode_positions_of, encode_positions, positions_count,
)
from searchlib.kernels.posting_encoder cimport MAX_BLOCK_SIZE, MAXIMA_BYTES, NO_DOCNUM, SKIP_BYTES, encode_postings

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
    return packing_load(list.skips + SKIP_BYTES * <size_t> block) if block < list.full_blocks else NO_DOCNUM

cdef inline const uint8_t *posting_list_maxima(const PostingList *list, uint32_t block) noexcept nogil:
    """The four bytes that bound the scores of a block; NULL for a list with doc_freq 1."""
    return list.skips + SKIP_BYTES * <size_t> block + 12 if block < list.full_blocks else list.rest_maxima

cdef inline uint32_t posting_list_position_begin(const PostingList *list, uint32_t block) noexcept nogil:
    """Where the positions of a block begin in the record of positions."""
    return packing_load(list.skips + SKIP_BYTES * <size_t> (block - 1) + 8) if block else 0

# First block from from_block on whose last docnum is not before docnum, by galloping; the number of blocks if none is.
cdef uint32_t posting_list_find(const PostingList *list, uint32_t from_block, uint32_t docnum) noexcept nogil

# Decode a block into buffers that hold MAX_BLOCK_SIZE; either may be NULL if it is not wanted. Returns the number of
# postings, -1 if they are damaged. Docnums come out ascending and below NO_DOCNUM: who uses them as indexes has only
# the last one to compare with the number of documents. Frequencies are 1 or more; 1 where the field has none.
cdef int posting_list_decode(
    const PostingList *list, uint32_t block, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil

# ---------------------------------------------------------------- for Python

cdef class Postings:
    cdef PostingList list
    cdef const uint8_t[::1] record      # keeps the bytes alive
    cdef int check_block(self, uint32_t block) except -1
