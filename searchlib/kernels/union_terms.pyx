# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The terms of two fields as one sorted list without duplicates, which is not stored a second time.

The rank of a term in the union is its rank in the first field and the number of added terms before it, those that only
the second field has. Both lists of ranks ascend, so bisection turns one rank into the other.

The bytes may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.stdint cimport UINT32_MAX, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.term_entries cimport TermRecord
from searchlib.kernels.terms cimport Dictionary, TermCursor, term_cursor_next, term_cursor_seek, term_table_seek

_U32 = array("I")


# ---------------------------------------------------------------- ranks

cdef inline uint32_t _added_before_first(const TermUnion *terms, uint32_t first_ord) noexcept nogil:
    """How many added terms stand before a term of the first field."""
    cdef uint32_t low = 0, high = terms.added_count, middle
    while low < high:
        middle = (low + high) // 2
        if <int64_t> terms.added[middle] - middle <= first_ord:
            low = middle + 1
        else:
            high = middle
    return low


cdef inline uint32_t _rank_among(const uint32_t *numbers, uint32_t count, uint64_t wanted) noexcept nogil:
    """How many of ascending numbers are below one."""
    cdef uint32_t low = 0, high = count, middle
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


cdef int64_t union_seek(const TermUnion *terms, const uint8_t *term, size_t size, bint *is_it) noexcept nogil:
    cdef TermRecord record
    cdef int64_t first = term_table_seek(terms.first, term, size, &record), second
    cdef uint32_t added
    is_it[0] = False
    if first < 0:
        return -1
    if record.doc_freq:
        is_it[0] = True
        return first + _added_before_first(terms, <uint32_t> first)
    second = term_table_seek(terms.second, term, size, &record)
    if second < 0:
        return -1
    added = _rank_among(terms.added_ords, terms.added_count, second)
    is_it[0] = record.doc_freq and added < terms.added_count and terms.added_ords[added] == second
    return first + added


cdef int _show(UnionCursor *cursor, int state, bint is_added) except -2 nogil:
    """Point to the bytes of the term that one of the fields has come to."""
    cdef ByteBuffer *found = &cursor.second.term if is_added else &cursor.first.term
    cursor.term, cursor.size = found.data, found.size
    return state if state else -1


cdef int union_cursor_seek(UnionCursor *cursor, const TermUnion *terms, uint32_t term_ord) except -2 nogil:
    cdef uint32_t added
    cursor.terms = terms
    cursor.term_ord = term_ord
    if term_ord >= terms.count:
        return 0
    added = _rank_among(terms.added, terms.added_count, term_ord)
    cursor.passed = added
    if added < terms.added_count and terms.added[added] == term_ord:
        cursor.passed += 1
        # The next one of the first field is reached by seeking: it may have none before.
        cursor.first.table = NULL
        return _show(cursor, term_cursor_seek(&cursor.second, terms.second, terms.added_ords[added]), True)
    if added > term_ord:
        return -1
    return _show(cursor, term_cursor_seek(&cursor.first, terms.first, term_ord - added), False)


cdef int union_cursor_next(UnionCursor *cursor) except -2 nogil:
    cdef const TermUnion *terms = cursor.terms
    cdef uint32_t term_ord = cursor.term_ord + 1
    if term_ord >= terms.count:
        return 0
    cursor.term_ord = term_ord
    if cursor.passed < terms.added_count and terms.added[cursor.passed] == term_ord:
        cursor.passed += 1
        return _show(
            cursor, term_cursor_seek(&cursor.second, terms.second, terms.added_ords[cursor.passed - 1]), True
        )
    if cursor.passed > term_ord:
        return -1
    if cursor.first.table == NULL:
        return _show(cursor, term_cursor_seek(&cursor.first, terms.first, term_ord - cursor.passed), False)
    return _show(cursor, term_cursor_next(&cursor.first), False)


cdef void union_cursor_free(UnionCursor *cursor) noexcept nogil:
    byte_buffer_free(&cursor.first.term)
    byte_buffer_free(&cursor.second.term)


cdef uint64_t union_count(const UnionCursor *cursor) noexcept nogil:
    cdef TermRecord record
    if cursor.term == cursor.second.term.data:
        return cursor.second.record.total_freq
    if term_table_seek(cursor.terms.second, cursor.term, cursor.size, &record) < 0 or not record.doc_freq:
        return cursor.first.record.total_freq
    return cursor.first.record.total_freq + record.total_freq


# ---------------------------------------------------------------- for Python

def added_terms(Dictionary first not None, Dictionary second not None):
    """Return the ranks in the union of the terms that the first field lacks, and their ranks in the second.

    Raises ValueError if the bytes are damaged.
    """
    cdef TermCursor cursor
    cdef TermRecord record
    cdef carray.array added = array("I"), added_ords = array("I")
    cdef int state
    cdef int64_t rank
    memset(&cursor, 0, sizeof(cursor))
    try:
        state = term_cursor_seek(&cursor, &second.table, 0)
        while state == 1:
            rank = term_table_seek(&first.table, cursor.term.data, cursor.term.size, &record)
            if rank < 0:
                raise ValueError("the terms of the first field are damaged")
            if not record.doc_freq:
                added.append(rank + len(added))
                added_ords.append(cursor.record.term_ord)
            state = term_cursor_next(&cursor)
    finally:
        byte_buffer_free(&cursor.term)
    if state < 0:
        raise ValueError("the terms of the second field are damaged")
    return added, added_ords


cdef class UnionTerms:
    """The terms of two fields as one list. Nothing in it changes: threads may share it.

    added and added_ords are what added_terms returned, perhaps from a file. Raises ValueError, as do its methods, if
    they cannot be, or the bytes are damaged.
    """

    def __cinit__(
        self, Dictionary first not None, Dictionary second not None, const uint32_t[::1] added,
        const uint32_t[::1] added_ords,
    ):
        cdef Py_ssize_t count = len(first) + added.shape[0]
        if added.shape[0] != added_ords.shape[0] or count >= UINT32_MAX:
            raise ValueError(f"{added.shape[0]} terms are added with {added_ords.shape[0]} ranks")
        self.first, self.second, self._added, self._added_ords = first, second, added, added_ords
        self.added, self.added_ords = added, added_ords
        self.terms.first, self.terms.second = &first.table, &second.table
        self.terms.added = &added[0] if added.shape[0] else NULL
        self.terms.added_ords = &added_ords[0] if added.shape[0] else NULL
        self.terms.added_count = <uint32_t> added.shape[0]
        self.terms.count = <uint32_t> count

    def __len__(self):
        return self.terms.count

    def find(self, bytes term not None):
        """Return the rank of a term, -1 if there is no such term."""
        cdef bint is_it
        cdef int64_t rank = union_seek(
            &self.terms, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term), &is_it
        )
        if rank < 0:
            raise ValueError(f"the terms are damaged near {term!r}")
        return rank if is_it else -1

    def lower_bound(self, bytes term not None):
        """Return how many terms are before a term."""
        cdef bint is_it
        cdef int64_t rank = union_seek(
            &self.terms, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term), &is_it
        )
        if rank < 0:
            raise ValueError(f"the terms are damaged near {term!r}")
        return rank

    def term(self, uint32_t term_ord):
        """Return the term of a rank."""
        cdef UnionCursor cursor
        cdef int state
        memset(&cursor, 0, sizeof(cursor))
        try:
            state = union_cursor_seek(&cursor, &self.terms, term_ord)
            if state == 1:
                return PyBytes_FromStringAndSize(<char *> cursor.term, cursor.size)
        finally:
            union_cursor_free(&cursor)
        if state:
            raise ValueError(f"the terms are damaged near number {term_ord}")
        raise IndexError(f"there are {self.terms.count} terms, none has number {term_ord}")

    def count(self, uint32_t term_ord):
        """Return how often the term of a rank occurs in both fields."""
        cdef UnionCursor cursor
        cdef int state
        memset(&cursor, 0, sizeof(cursor))
        try:
            state = union_cursor_seek(&cursor, &self.terms, term_ord)
            if state == 1:
                return union_count(&cursor)
        finally:
            union_cursor_free(&cursor)
        if state:
            raise ValueError(f"the terms are damaged near number {term_ord}")
        raise IndexError(f"there are {self.terms.count} terms, none has number {term_ord}")

    def columns(self):
        """Return the bytes of all terms, where each begins and the last ends, and how often each occurs."""
        cdef carray.array offsets = carray.clone(_U32, self.terms.count + 1, zero=True)
        cdef carray.array counts = carray.clone(_U32, self.terms.count, zero=True)
        cdef uint32_t[::1] view = offsets, count_view = counts
        cdef UnionCursor cursor
        cdef ByteBuffer blob
        cdef int state
        memset(&cursor, 0, sizeof(cursor))
        memset(&blob, 0, sizeof(blob))
        try:
            with nogil:
                state = union_cursor_seek(&cursor, &self.terms, 0)
                while state == 1 and blob.size + cursor.size < UINT32_MAX:
                    byte_buffer_reserve(&blob, cursor.size)
                    _copy(&blob, cursor.term, cursor.size)
                    view[cursor.term_ord + 1] = <uint32_t> blob.size
                    count_view[cursor.term_ord] = <uint32_t> min(union_count(&cursor), <uint64_t> UINT32_MAX)
                    state = union_cursor_next(&cursor)
            if state:
                raise ValueError(f"the terms are damaged behind number {cursor.term_ord}")
            return PyBytes_FromStringAndSize(<char *> blob.data, blob.size), offsets, counts
        finally:
            union_cursor_free(&cursor)
            byte_buffer_free(&blob)


cdef inline void _copy(ByteBuffer *buffer, const uint8_t *data, size_t size) noexcept nogil:
    if size:
        memcpy(buffer.data + buffer.size, data, size)
        buffer.size += size
