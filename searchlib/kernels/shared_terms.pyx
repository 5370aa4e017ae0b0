# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The terms that two dictionaries share: of two segments, the ids of articles that are in both."""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint32_t
from libc.string cimport memcpy, memset

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.term_entries cimport TermRecord, TermTable
from searchlib.kernels.terms cimport Dictionary, TermCursor, term_cursor_next, term_cursor_seek, term_table_find

cdef carray.array _U32 = array("I")

cdef struct Match:               # of one shared term: its rank and docnum in both, the smaller dictionary's first
    uint32_t term_ords[2]
    uint32_t docnums[2]


def shared_terms(Dictionary first not None, Dictionary second not None):
    """Return the ranks of the shared terms in the first and in the second, then their docnums in each.

    The docnum of a term with several documents is 0xFFFFFFFF. Raises ValueError for a damaged dictionary.
    """
    cdef bint is_swapped = len(first) > len(second)
    cdef const TermTable *small = &second.table if is_swapped else &first.table
    cdef const TermTable *large = &first.table if is_swapped else &second.table
    cdef ByteBuffer found = ByteBuffer(NULL, 0, 0)
    cdef int state
    try:
        with nogil:
            state = _find_all(small, large, &found)
        if state < 0:
            raise ValueError("the terms of one of two segments are damaged")
        return (
            _column(&found, is_swapped), _column(&found, not is_swapped),
            _column(&found, 2 + is_swapped), _column(&found, 2 + (not is_swapped)),
        )
    finally:
        byte_buffer_free(&found)


cdef int _find_all(const TermTable *small, const TermTable *large, ByteBuffer *found) except -2 nogil:
    """Look each term of the smaller dictionary up in the larger; -1 if one of them is damaged."""
    cdef TermCursor cursor
    cdef TermRecord record
    cdef int state, is_there
    cdef Match match
    memset(&cursor, 0, sizeof(cursor))
    try:
        state = term_cursor_seek(&cursor, small, 0)
        while state == 1:
            is_there = term_table_find(large, cursor.term.data, cursor.term.size, &record)
            if is_there < 0:
                return -1
            if is_there:
                match.term_ords[0], match.term_ords[1] = cursor.record.term_ord, record.term_ord
                match.docnums[0], match.docnums[1] = cursor.record.docnum, record.docnum
                byte_buffer_reserve(found, sizeof(Match))
                memcpy(found.data + found.size, &match, sizeof(Match))
                found.size += sizeof(Match)
            state = term_cursor_next(&cursor)
        return state
    finally:
        byte_buffer_free(&cursor.term)


cdef carray.array _column(const ByteBuffer *found, int number):
    cdef Py_ssize_t count = found.size // sizeof(Match), i
    cdef carray.array column = carray.clone(_U32, count, False)
    for i in range(count):
        column.data.as_uints[i] = (<const uint32_t *> found.data)[4 * i + number]
    return column
