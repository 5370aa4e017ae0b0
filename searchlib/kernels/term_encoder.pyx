# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Writing the term dictionary of a field: many terms at once, from arrays.

The reverse of the reading in ``terms``; docs/FORMAT.md describes the bytes.
"""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve, write_varint
from searchlib.kernels.posting_encoder cimport NO_DOCNUM
from searchlib.kernels.term_entries cimport EXISTENCE, HEAD_BYTES, POSITIONS, SHORT, TermKind
from searchlib.kernels.terms cimport common_prefix, term_head

cdef enum:
    MAX_ENTRY_BYTES = 64      # of a term without its own bytes: a byte and 7 numbers at most, each written in 8

cdef carray.array _U32 = array("I")
cdef carray.array _U64 = array("Q")


cdef inline uint8_t *_put_bytes(uint8_t *at, const uint8_t *data, size_t size) noexcept nogil:
    if size:
        memcpy(at, data, size)
    return at + size


cdef inline uint8_t *_put_numbers(
    uint8_t *at, const TermColumns *columns, uint32_t i, TermKind kind, TermPlace *place
) noexcept nogil:
    cdef uint64_t doc_freq = columns.doc_freqs[i], total_freq = doc_freq, code = doc_freq - 1
    if kind != EXISTENCE:
        total_freq = columns.total_freqs[i]
        code = code << 1 | (total_freq != doc_freq)
    if kind == POSITIONS:
        code = code << 1 | (columns.position_sizes[i] != total_freq)
    at = write_varint(at, code)
    at = write_varint(at, columns.docnums[i] if doc_freq == 1 else columns.posting_sizes[i])
    place.posting_offset += columns.posting_sizes[i]
    place.tokens += total_freq
    if total_freq != doc_freq:
        at = write_varint(at, total_freq - doc_freq - 1)
    if kind == POSITIONS:
        place.position_offset += columns.position_sizes[i]
        if columns.position_sizes[i] != total_freq:
            at = write_varint(at, columns.position_sizes[i])
    return at


cdef const char *_impossible(const TermColumns *columns, uint32_t i, TermKind kind) noexcept nogil:
    """What is wrong with the numbers of a term; NULL if nothing is."""
    cdef uint32_t doc_freq = columns.doc_freqs[i]
    if doc_freq == 0:
        return b"it stands in no document"
    if doc_freq == 1 and columns.docnums[i] == NO_DOCNUM:
        return b"its document has a number that no document has"
    if doc_freq == 1 and columns.posting_sizes[i]:
        return b"it stands in one document and has a record of postings"
    if kind != EXISTENCE and (columns.total_freqs[i] < doc_freq or columns.total_freqs[i] >> 48):
        return b"it occurs less often than it has documents, or more often than can be"
    return NULL


cdef inline uint8_t *_put_term(
    uint8_t *at, const TermColumns *columns, uint32_t i, uint32_t per_block, TermKind kind, const TermPlace *place
) noexcept nogil:
    """Write the bytes of a term, those of the first of a block whole; NULL if it is not behind the one before."""
    cdef const uint8_t *term = columns.terms + columns.offsets[i]
    cdef const uint8_t *before
    cdef size_t size = columns.offsets[i + 1] - columns.offsets[i], before_size, shared = 0, rest
    if i:
        before = columns.terms + columns.offsets[i - 1]
        before_size = columns.offsets[i] - columns.offsets[i - 1]
        shared = common_prefix(before, before_size, term, size)
        if shared == size or (shared < before_size and before[shared] > term[shared]):
            return NULL
    if i % per_block == 0:
        at = write_varint(at, size)
        if size > HEAD_BYTES:
            at = _put_bytes(at, term + HEAD_BYTES, size - HEAD_BYTES)
        at = write_varint(at, place.posting_offset)
        return write_varint(at, place.position_offset) if kind == POSITIONS else at
    rest = size - shared
    at[0] = <uint8_t> ((shared if shared < SHORT else SHORT) | ((rest - 1 if rest <= SHORT else SHORT) << 4))
    at += 1
    if shared >= SHORT:
        at = write_varint(at, shared - SHORT)
    if rest > SHORT:
        at = write_varint(at, rest - SHORT - 1)
    return _put_bytes(at, term + shared, rest)


cdef int encode_term_columns(
    ByteBuffer *blob, uint32_t *blocks, uint64_t *heads, const TermColumns *columns, TermKind kind,
    uint32_t per_block, TermPlace *place
) except -1 nogil:
    cdef uint32_t i
    cdef size_t size
    cdef uint8_t *begin
    cdef uint8_t *at
    cdef const char *problem
    for i in range(columns.count):
        size = columns.offsets[i + 1] - columns.offsets[i]
        if i % per_block == 0:
            blocks[i // per_block] = <uint32_t> place.blob_size
            heads[i // per_block] = term_head(columns.terms + columns.offsets[i], size)
        byte_buffer_reserve(blob, size + MAX_ENTRY_BYTES)
        begin = blob.data + blob.size
        problem = _impossible(columns, i, kind)
        at = _put_term(begin, columns, i, per_block, kind, place)
        if at == NULL:
            problem = b"it is not behind the term before it"
        if problem != NULL:
            with gil:
                raise ValueError(f"term {i} ({columns.terms[columns.offsets[i]:columns.offsets[i + 1]]!r}) cannot be "
                                 f"written: {problem.decode()}")
        at = _put_numbers(at, columns, i, kind, place)
        blob.size += at - begin
        place.blob_size += at - begin
        if place.blob_size > UINT32_MAX:
            with gil:
                raise OverflowError("the terms of a field take more than 4 GB")
    return 0


def encode_terms(columns, int kind, uint32_t per_block, place=(0, 0, 0, 0)):
    """Return a piece of a dictionary, where in the whole its blocks begin, their heads, and the place behind it.

    columns are those of TermColumns but the count, place is TermPlace. Raises ValueError for columns that do not fit
    together, terms that do not ascend and numbers that cannot be; OverflowError for a dictionary of 4 GB.
    """
    cdef const uint8_t[::1] terms = columns[0]
    cdef const uint32_t[::1] offsets = columns[1], doc_freqs = columns[2], docnums = columns[4]
    cdef const uint64_t[::1] total_freqs = columns[3]
    cdef const uint32_t[::1] posting_sizes = columns[5], position_sizes = columns[6]
    cdef Py_ssize_t count = doc_freqs.shape[0], i
    cdef TermPlace here
    cdef TermColumns pointers
    cdef ByteBuffer blob
    cdef carray.array blocks, heads
    cdef uint32_t[::1] block_view
    cdef uint64_t[::1] head_view
    here.blob_size, here.posting_offset, here.position_offset, here.tokens = place
    if offsets.shape[0] != count + 1 or per_block == 0 or kind < 0 or kind > <int> POSITIONS:
        raise ValueError(f"{offsets.shape[0]} offsets of {count} terms of kind {kind} in blocks of {per_block}")
    for column in columns[3:]:
        if len(column) != count:
            raise ValueError(f"a column has {len(column)} numbers for {count} terms")
    for i in range(count):
        if offsets[i] > offsets[i + 1] or offsets[i + 1] > terms.shape[0]:
            raise ValueError(f"the offsets of term {i} point outside the terms")
    blocks = carray.clone(_U32, (count + per_block - 1) // per_block, zero=False)
    heads = carray.clone(_U64, len(blocks), zero=False)
    if not count:
        return b"", blocks, heads, place
    block_view, head_view = blocks, heads
    pointers.count = count
    pointers.terms = &terms[0] if terms.shape[0] else NULL
    pointers.offsets, pointers.doc_freqs, pointers.docnums = &offsets[0], &doc_freqs[0], &docnums[0]
    pointers.total_freqs = &total_freqs[0]
    pointers.posting_sizes, pointers.position_sizes = &posting_sizes[0], &position_sizes[0]
    blob.data, blob.size, blob.room = NULL, 0, 0
    try:
        with nogil:
            encode_term_columns(
                &blob, &block_view[0], &head_view[0], &pointers, <TermKind> kind, per_block, &here
            )
        piece = PyBytes_FromStringAndSize(<char *> blob.data, blob.size)
    finally:
        byte_buffer_free(&blob)
    return piece, blocks, heads, (here.blob_size, here.posting_offset, here.position_offset, here.tokens)
