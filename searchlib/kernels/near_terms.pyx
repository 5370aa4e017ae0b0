# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The terms within a few edits of a word.

Terms are sorted, so the rows of the distance table that belong to letters shared with the term before are kept, and
terms that begin with letters which are too far from the word already are passed over, all together.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport int64_t, uint8_t, uint32_t
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.union_terms cimport (
    UnionCursor,
    UnionTerms,
    union_cursor_free,
    union_cursor_next,
    union_cursor_seek,
    union_seek,
)
from searchlib.kernels.utf8 cimport utf8_decode, utf8_size

cdef enum:
    MAX_LETTERS = 64
    MAX_BYTES = 4 * MAX_LETTERS
    PATIENCE = 12            # terms that are passed over one by one before a seek: it costs about as much

cdef struct Search:
    Py_UCS4 word[MAX_LETTERS]
    Py_UCS4 before[MAX_LETTERS]                  # letters of the rows
    int rows[MAX_LETTERS + 2][MAX_LETTERS + 1]   # row i: distances of the first i letters of a term
    int best[MAX_LETTERS + 2]                    # the smallest in each row
    Py_ssize_t width, valid                      # letters of the word; rows that hold, but the first
    int edits
    uint8_t dead[MAX_BYTES + 1]                  # the beginning of terms that are all too far
    size_t dead_size


cdef int _distance(Search *search, const Py_UCS4 *letters, Py_ssize_t count) noexcept nogil:
    """Distance of a term, or more than the edits; notes the beginning that makes it too far."""
    cdef Py_ssize_t i, j, shared = 0
    cdef int value
    while shared < count and shared < search.valid and letters[shared] == search.before[shared]:
        shared += 1
    i = shared
    # Row i + 1 belongs to the first i + 1 letters; a row all above the limit cuts the term off.
    while i < count and search.best[i] <= search.edits:
        search.before[i] = letters[i]
        search.rows[i + 1][0] = <int> (i + 1)
        search.best[i + 1] = search.rows[i + 1][0]
        for j in range(search.width):
            value = search.rows[i][j] + (letters[i] != search.word[j])
            if search.rows[i][j + 1] + 1 < value:
                value = search.rows[i][j + 1] + 1
            if search.rows[i + 1][j] + 1 < value:
                value = search.rows[i + 1][j] + 1
            if i > 0 and j > 0 and letters[i] == search.word[j - 1] and letters[i - 1] == search.word[j] \
                    and search.rows[i - 1][j - 1] + 1 < value:
                value = search.rows[i - 1][j - 1] + 1
            search.rows[i + 1][j + 1] = value
            if value < search.best[i + 1]:
                search.best[i + 1] = value
        i += 1
    search.valid = i
    search.dead_size = 0
    if search.best[i] > search.edits:
        for j in range(i):
            search.dead_size += utf8_size(letters[j])
    return search.rows[i][search.width] if i == count else search.edits + 1


cdef int _pass_over(UnionCursor *cursor, Search *search) except -2 nogil:
    """Go to the first term that does not begin with letters that are too far; state as of union_cursor_next."""
    cdef int state = 1, passed = 0
    cdef int64_t rank
    cdef bint is_it
    while state == 1 and cursor.size >= search.dead_size \
            and memcmp(cursor.term, search.dead, search.dead_size) == 0:
        passed += 1
        if passed < PATIENCE:
            state = union_cursor_next(cursor)
            continue
        search.dead[search.dead_size] = 0xFF     # no byte of UTF-8: sorts behind all of them
        rank = union_seek(cursor.terms, search.dead, search.dead_size + 1, &is_it)
        if rank <= cursor.term_ord:
            return -1
        return union_cursor_seek(cursor, cursor.terms, <uint32_t> rank)
    return state


cdef int _next_near(UnionCursor *cursor, Search *search, uint32_t stop, int *distance) except -2 nogil:
    """Go to the first term before a rank that is near, from that of the cursor on, and give its distance.

    State as of union_cursor_next; -3 if a term is no UTF-8.
    """
    cdef Py_UCS4 letters[MAX_LETTERS + 1]
    cdef Py_ssize_t count
    cdef int state = 1
    while state == 1 and cursor.term_ord < stop:
        count = utf8_decode(cursor.term, cursor.size, MAX_LETTERS, letters)
        if count < 0:
            return -3
        search.dead_size = 0
        if 0 < count <= MAX_LETTERS:
            distance[0] = _distance(search, letters, count)
            if distance[0] <= search.edits:
                return 1
        if 0 < search.dead_size <= cursor.size:
            memcpy(search.dead, cursor.term, search.dead_size)
            state = _pass_over(cursor, search)
        else:
            state = union_cursor_next(cursor)
    return 0 if state == 1 else state


def within_edits(UnionTerms terms not None, str word not None, int edits, uint32_t start, uint32_t stop):
    """Return the ranks of the terms within so many edits of a word, ascending, and the distance of each.

    An edit inserts, deletes or changes a letter or swaps two neighbours (the optimal string alignment distance,
    Damerau 1964). Empty terms, terms of more than 64 letters and such words have no neighbours. Only the terms from
    rank start up to the one before stop are looked at.

    Raises ValueError if the bytes are damaged or a term is no UTF-8.
    """
    cdef carray.array ranks = array("i")
    cdef carray.array distances = array("i")
    cdef Search search
    cdef UnionCursor cursor
    cdef Py_ssize_t j
    cdef int state, distance = 0
    if len(word) > MAX_LETTERS or len(word) == 0 or edits < 0:
        return ranks, distances
    search.width, search.valid, search.edits, search.dead_size, search.best[0] = len(word), 0, edits, 0, 0
    for j in range(search.width):
        search.word[j] = word[j]
    for j in range(search.width + 1):
        search.rows[0][j] = <int> j
    memset(&cursor, 0, sizeof(cursor))
    try:
        state = union_cursor_seek(&cursor, &terms.terms, start)
        while state == 1:
            with nogil:
                state = _next_near(&cursor, &search, stop, &distance)
            if state == 1:
                ranks.append(cursor.term_ord)
                distances.append(distance)
                state = union_cursor_next(&cursor)
    finally:
        union_cursor_free(&cursor)
    if state == -3:
        raise ValueError(f"term {cursor.term_ord} is no UTF-8")
    if state < 0:
        raise ValueError(f"the terms are damaged behind number {cursor.term_ord}")
    return ranks, distances
