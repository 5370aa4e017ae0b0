"""Writing the term dictionary of a field, for kernels that have the terms in arrays; docs/FORMAT.md has the bytes."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.term_entries cimport TermKind

cdef struct TermColumns:             # terms in ascending order and what is to be written of each; owns nothing
    uint32_t count
    const uint8_t *terms             # one after another
    const uint32_t *offsets          # count + 1 of them: term i is terms[offsets[i]:offsets[i + 1]]
    const uint32_t *doc_freqs
    const uint64_t *total_freqs
    const uint32_t *docnums          # used where doc_freq is 1
    const uint32_t *posting_sizes    # bytes of the record in .pst; 0 where doc_freq is 1
    const uint32_t *position_sizes   # bytes of the record in .pos; used with positions

cdef struct TermPlace:               # how far a dictionary is written; begins as zeros
    uint64_t blob_size
    uint64_t posting_offset          # where the next record in .pst begins
    uint64_t position_offset
    uint64_t tokens                  # sum of the total frequencies

# Append terms to a dictionary and move its place on. A call behind another one goes on with the same field: all but
# the last bring whole blocks. blocks and heads take the beginning of each block in the blob and its
# head.
# Raises ValueError for terms that do not ascend or numbers that cannot be, OverflowError for a blob of 4 GB.
cdef int encode_term_columns(
    ByteBuffer *blob, uint32_t *blocks, uint64_t *heads, const TermColumns *columns, TermKind kind,
    uint32_t per_block, TermPlace *place
) except -1 nogil
