# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The term dictionary of a field: sorted terms, front-coded in blocks, with the place of what belongs to each.

A block holds the bytes of its first term whole and of each further one what differs from the term before (front
coding, Witten, Moffat and Bell, Managing Gigabytes, 1999, section 4.1). Bisection over the first terms finds the
block, a walk through it the term. docs/FORMAT.md describes the bytes.

The bytes may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from typing import NamedTuple

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.stdint cimport UINT32_MAX, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from searchlib.kernels.packing cimport byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.posting_encoder cimport NO_DOCNUM
from searchlib.kernels.term_entries cimport (
    EXISTENCE, HEAD_BYTES, POSITIONS, TermEntries, TermKind, TermRecord, TermTable, next_bases, next_bytes, next_number,
    next_record, next_shared_size,
)

_new_tuple = tuple.__new__


class TermInfo(NamedTuple):
    """What a dictionary knows of a term; see the codec for its meaning."""

    term_ord: int
    doc_freq: int
    total_freq: int
    docnum: int
    posting_offset: int
    posting_size: int
    position_offset: int
    position_size: int


# ---------------------------------------------------------------- reading: blocks

cdef bint _open_block(const TermTable *table, uint32_t block, TermEntries *entries) noexcept nogil:
    """Go to the beginning of a block; False if its place is outside the blob."""
    cdef uint32_t begin = table.blocks[block], end = table.blocks[block + 1]
    if begin > end or end > table.blob_size:
        return False
    entries.at = table.blob + begin
    entries.end = table.blob + end
    entries.damaged = False
    return True


cdef inline uint32_t _terms_in_block(const TermTable *table, uint32_t block) noexcept nogil:
    cdef uint32_t left = table.term_count - block * table.per_block
    return left if left < table.per_block else table.per_block


cdef inline size_t _first_head(const TermTable *table, uint32_t block, uint64_t size, uint8_t *bytes) noexcept nogil:
    """Write the beginning of the first term of a block, which stands in its head; return how many bytes those are."""
    cdef uint64_t head = table.heads[block]
    cdef int i
    for i in range(HEAD_BYTES):
        bytes[i] = <uint8_t> (head >> (8 * (HEAD_BYTES - 1 - i)))
    return size if size < HEAD_BYTES else HEAD_BYTES


cdef int _compare_tail(const TermTable *table, uint32_t block, const uint8_t *term, size_t size) noexcept nogil:
    """Compare the first term of a block with one of the same head: -1, 0 or 1, or 2 if the bytes are damaged."""
    cdef TermEntries entries
    cdef const uint8_t *tail
    cdef uint64_t first_size, tail_size
    cdef size_t common
    if not _open_block(table, block, &entries):
        return 2
    first_size = next_number(&entries)
    if entries.damaged:
        return 2
    if first_size > HEAD_BYTES and size > HEAD_BYTES:
        tail_size = first_size - HEAD_BYTES
        tail = next_bytes(&entries, &tail_size)
        if entries.damaged:
            return 2
        common = common_prefix(tail, tail_size, term + HEAD_BYTES, size - HEAD_BYTES)
        if common < tail_size and common < size - HEAD_BYTES:
            return 1 if tail[common] > term[HEAD_BYTES + common] else -1
    return (first_size > size) - (first_size < size)


cdef inline uint32_t _heads_below(const TermTable *table, uint64_t head) noexcept nogil:
    """How many blocks have a head below this one."""
    cdef const uint64_t *heads = table.heads
    cdef uint32_t left = table.block_count, half
    # How many steps this takes depends on the number of blocks alone, and a step needs no jump.
    while left:
        half = (left + 1) // 2
        heads += half if heads[half - 1] < head else 0
        left -= half
    return <uint32_t> (heads - table.heads)


cdef int64_t _block_of(const TermTable *table, const uint8_t *term, size_t size) noexcept nogil:
    """The last block whose first term is not behind a term: -1 if all are, -2 if the bytes are damaged."""
    cdef uint64_t head = term_head(term, size)
    cdef int64_t low = _heads_below(table, head), high = low, middle
    cdef int order
    if low < table.block_count and table.heads[low] == head:
        high = _heads_below(table, head + 1) if head + 1 else table.block_count
    while low < high:
        middle = (low + high) // 2
        order = _compare_tail(table, <uint32_t> middle, term, size)
        if order == 2:
            return -2
        if order <= 0:
            low = middle + 1
        else:
            high = middle
    return low - 1


cdef inline size_t _match_first(
    const TermTable *table, uint32_t block, TermEntries *entries, const uint8_t *term, size_t size, bint *is_it
) noexcept nogil:
    """Read the first term of a block; return how many bytes it shares with a term."""
    cdef uint8_t head[HEAD_BYTES]
    cdef uint64_t first_size = next_number(entries), tail_size
    cdef size_t head_size = _first_head(table, block, first_size, head)
    cdef size_t matched = common_prefix(head, head_size, term, size)
    cdef const uint8_t *tail
    tail_size = first_size - head_size
    tail = next_bytes(entries, &tail_size)
    if matched == head_size:
        matched += common_prefix(tail, tail_size, term + matched, size - matched)
    is_it[0] = matched == first_size and matched == size
    return matched


cdef int64_t _walk(
    const TermTable *table, uint32_t block, const uint8_t *term, size_t size, TermRecord *record
) noexcept nogil:
    """Rank of the first term in a block, or behind it, that is not before a term; -1 if the bytes are damaged.

    record.doc_freq is 0 unless it is that very term. The first term of the block must not be behind it.
    """
    cdef uint32_t term_ord = block * table.per_block, behind = term_ord + _terms_in_block(table, block)
    cdef TermEntries entries
    cdef const uint8_t *own
    cdef uint64_t shared, rest = 0
    cdef size_t matched, more
    cdef bint is_it = False
    if not _open_block(table, block, &entries):
        return -1
    matched = _match_first(table, block, &entries, term, size, &is_it)
    next_bases(&entries, table.kind)
    next_record(&entries, table.kind, record)
    # A term is before the wanted one and shares its first `matched` bytes: the next one, too, is before it if they
    # share more than that, and behind it if they share less.
    while not is_it and not entries.damaged:
        term_ord += 1
        if term_ord == behind:
            break
        shared = next_shared_size(&entries, &rest)
        own = next_bytes(&entries, &rest)
        if shared < matched:
            break
        if shared == matched:
            more = common_prefix(own, rest, term + matched, size - matched)
            matched += more
            is_it = more == rest and matched == size
            if more < rest and (matched == size or own[more] > term[matched]):
                break
        next_record(&entries, table.kind, record)
    record.term_ord = term_ord
    if not is_it:
        record.doc_freq = 0
    return -1 if entries.damaged else <int64_t> term_ord


cdef int64_t term_table_seek(
    const TermTable *table, const uint8_t *term, size_t size, TermRecord *record
) noexcept nogil:
    cdef int64_t block = _block_of(table, term, size)
    record.doc_freq = 0
    return _walk(table, <uint32_t> block, term, size, record) if block >= 0 else block + 1


cdef int term_table_find(const TermTable *table, const uint8_t *term, size_t size, TermRecord *record) noexcept nogil:
    return -1 if term_table_seek(table, term, size, record) < 0 else record.doc_freq != 0


cdef int64_t term_table_lower_bound(const TermTable *table, const uint8_t *term, size_t size) noexcept nogil:
    cdef TermRecord record
    return term_table_seek(table, term, size, &record)


# ---------------------------------------------------------------- reading: in order

cdef int _read_term(TermCursor *cursor, uint64_t shared, uint64_t rest) except -2 nogil:
    """Read the bytes of the term that the cursor comes to."""
    cdef const uint8_t *own = next_bytes(&cursor.entries, &rest)
    if cursor.entries.damaged or shared > cursor.term.size:
        return -1
    cursor.term.size = shared
    byte_buffer_reserve(&cursor.term, rest)
    if rest:
        memcpy(cursor.term.data + shared, own, rest)
    cursor.term.size += rest
    return 1


cdef int _enter_block(TermCursor *cursor, uint32_t block) except -2 nogil:
    """Go to the first term of a block."""
    cdef uint64_t size
    if not _open_block(cursor.table, block, &cursor.entries):
        return -1
    size = next_number(&cursor.entries)
    cursor.term.size = 0
    byte_buffer_reserve(&cursor.term, HEAD_BYTES)
    cursor.term.size = _first_head(cursor.table, block, size, cursor.term.data)
    cursor.record.term_ord = block * cursor.table.per_block
    if _read_term(cursor, cursor.term.size, size - cursor.term.size) < 0:
        return -1
    next_bases(&cursor.entries, cursor.table.kind)
    next_record(&cursor.entries, cursor.table.kind, &cursor.record)
    return -1 if cursor.entries.damaged else 1


cdef int term_cursor_next(TermCursor *cursor) except -2 nogil:
    cdef uint64_t shared, rest = 0
    cdef uint32_t term_ord = cursor.record.term_ord + 1
    if term_ord >= cursor.table.term_count:
        return 0
    if term_ord % cursor.table.per_block == 0:
        return _enter_block(cursor, term_ord // cursor.table.per_block)
    cursor.record.term_ord = term_ord
    shared = next_shared_size(&cursor.entries, &rest)
    if _read_term(cursor, shared, rest) < 0:
        return -1
    next_record(&cursor.entries, cursor.table.kind, &cursor.record)
    return -1 if cursor.entries.damaged else 1


cdef int term_cursor_seek(TermCursor *cursor, const TermTable *table, uint32_t term_ord) except -2 nogil:
    cdef int state
    cursor.table = table
    if term_ord >= table.term_count:
        return 0
    state = _enter_block(cursor, term_ord // table.per_block)
    while state == 1 and cursor.record.term_ord < term_ord:
        state = term_cursor_next(cursor)
    return state


# ---------------------------------------------------------------- reading: for Python

cdef object _info(const TermRecord *record):
    cdef object docnum = -1 if record.docnum == NO_DOCNUM else record.docnum
    return _new_tuple(TermInfo, (
        record.term_ord, record.doc_freq, record.total_freq, docnum,
        record.posting_offset, record.posting_size, record.position_offset, record.position_size,
    ))


cdef class TermRecords:
    """What find_many found: a TermInfo, or None, for each term; other kernels read the records."""

    def __dealloc__(self):
        PyMem_Free(self.items)

    def __len__(self):
        return self.count

    def __iter__(self):
        return iter([self[index] for index in range(self.count)])

    def __getitem__(self, Py_ssize_t index):
        if not 0 <= index < self.count:
            raise IndexError(f"there are {self.count} terms, none has number {index}")
        return _info(&self.items[index]) if self.items[index].doc_freq else None


cdef class Dictionary:
    """The dictionary of one field, from the sections of a file.

    Raises ValueError, as do its methods, if the bytes are damaged. Nothing in it changes: threads may share it.
    """

    def __cinit__(self, const uint8_t[::1] blob, const uint32_t[::1] blocks, const uint64_t[::1] heads, shape):
        term_count, per_block, kind = shape
        if not 0 <= term_count <= min(blob.shape[0], UINT32_MAX - 1) or not 0 < per_block <= UINT32_MAX \
                or not EXISTENCE <= kind <= POSITIONS:
            raise ValueError(f"{term_count} terms of kind {kind} in blocks of {per_block} make no sense")
        if blocks.shape[0] != -(-term_count // per_block) + 1 or heads.shape[0] != blocks.shape[0] - 1:
            raise ValueError(f"{term_count} terms do not fill {heads.shape[0]} blocks of {per_block}")
        self._blob, self._blocks, self._heads = blob, blocks, heads
        self.table.blob = &blob[0] if blob.shape[0] else NULL
        self.table.blob_size = blob.shape[0]
        self.table.blocks = &blocks[0]
        self.table.heads = &heads[0] if heads.shape[0] else NULL
        self.table.block_count = <uint32_t> (blocks.shape[0] - 1)
        self.table.term_count = term_count
        self.table.per_block = per_block
        self.table.kind = <TermKind> kind

    def __len__(self):
        return self.table.term_count

    def find(self, bytes term not None):
        """Return the TermInfo of a term, None if there is no such term."""
        cdef TermRecord record
        cdef int found = term_table_find(
            &self.table, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term), &record
        )
        if found < 0:
            raise ValueError(f"the dictionary is damaged near the term {term!r}")
        return _info(&record) if found else None

    def find_many(self, list terms not None):
        """Return the TermRecords of many terms."""
        cdef TermRecords found = TermRecords.__new__(TermRecords)
        cdef bytes term
        found.items = <TermRecord *> PyMem_Calloc(len(terms) or 1, sizeof(TermRecord))
        if found.items == NULL:
            raise MemoryError
        for term in terms:
            if term is None:
                raise TypeError("a term is bytes, not None")
            if term_table_find(
                &self.table, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term),
                &found.items[found.count]
            ) < 0:
                raise ValueError(f"the dictionary is damaged near the term {term!r}")
            found.count += 1
        return found

    def lower_bound(self, bytes term not None):
        """Return how many terms are before a term."""
        cdef int64_t rank = term_table_lower_bound(
            &self.table, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term)
        )
        if rank < 0:
            raise ValueError(f"the dictionary is damaged near the term {term!r}")
        return rank

    def items(self, uint32_t start_ord, uint32_t stop_ord):
        """Return (term, TermInfo) of the terms of a range of term_ords, in order."""
        cdef TermCursor cursor
        cdef list found = []
        cdef int state
        cursor.term.data, cursor.term.size, cursor.term.room = NULL, 0, 0
        try:
            state = term_cursor_seek(&cursor, &self.table, start_ord)
            while state == 1 and cursor.record.term_ord < stop_ord:
                term = PyBytes_FromStringAndSize(<char *> cursor.term.data, cursor.term.size)
                found.append((term, _info(&cursor.record)))
                state = term_cursor_next(&cursor)
        finally:
            byte_buffer_free(&cursor.term)
        if state < 0:
            raise ValueError(f"the dictionary is damaged behind its term {start_ord + len(found)}")
        return found
