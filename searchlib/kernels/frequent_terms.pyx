# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Of the terms that begin with a prefix, or that a pattern describes, those that occur most often in some segments.

The segments are gone through side by side, in the order of their terms, and only as many terms are kept as are wanted,
in a heap whose first is the one that has to go next.
"""
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp

from searchlib.kernels.terms cimport common_prefix
from searchlib.kernels.union_terms cimport (
    UnionCursor,
    UnionTerms,
    union_count,
    union_cursor_free,
    union_cursor_next,
    union_cursor_seek,
    union_seek,
)
from searchlib.kernels.utf8 cimport utf8_decode

cdef enum:
    MAX_LETTERS = 256        # of a pattern, and of a term that it describes

cdef struct Frequent:        # a term
    uint64_t count
    uint64_t order           # of its coming: terms come in ascending order
    uint32_t segment         # one that has it, and its rank there
    uint32_t term_ord

cdef struct Segment:
    UnionCursor cursor
    int state                # 1: the cursor is on a term; 0: there are no more; -1: the bytes are damaged
    bint has_term            # whether that is the one that is looked at

cdef struct Wanted:
    const uint8_t *prefix
    size_t prefix_size
    Py_UCS4 pattern[MAX_LETTERS]
    Py_ssize_t pattern_size  # -1: there is none
    Py_ssize_t most


cdef inline int _compare(const UnionCursor *one, const UnionCursor *other) noexcept nogil:
    cdef size_t common = common_prefix(one.term, one.size, other.term, other.size)
    if common < one.size and common < other.size:
        return 1 if one.term[common] > other.term[common] else -1
    return (one.size > other.size) - (one.size < other.size)


cdef bint _describes(const Wanted *wanted, const UnionCursor *cursor) noexcept nogil:
    """Whether the pattern describes a term: * stands for any letters, ? for one."""
    cdef Py_UCS4 term[MAX_LETTERS + 1]
    cdef Py_ssize_t size, i = 0, j = 0, star = -1, after_star = 0, pattern_size = wanted.pattern_size
    cdef const Py_UCS4 *pattern = wanted.pattern
    if pattern_size < 0:
        return True
    size = utf8_decode(cursor.term, cursor.size, MAX_LETTERS, term)
    if not 0 <= size <= MAX_LETTERS:
        return False
    while i < size:
        if j < pattern_size and pattern[j] == c"*":
            star, after_star = j, i
            j += 1
        elif j < pattern_size and (pattern[j] == c"?" or pattern[j] == term[i]):
            i += 1
            j += 1
        elif star >= 0:
            after_star += 1
            i, j = after_star, star + 1
        else:
            return False
    while j < pattern_size and pattern[j] == c"*":
        j += 1
    return j == pattern_size


cdef inline bint _goes_before(const Frequent *a, const Frequent *b) noexcept nogil:
    """Whether one is less wanted than another: it occurs less often, or as often and comes later."""
    return a.count < b.count or (a.count == b.count and a.order > b.order)


cdef void _sink(Frequent *heap, Py_ssize_t size) noexcept nogil:
    """Bring the first of a heap to its place."""
    cdef Py_ssize_t place = 0, child
    while True:
        child = 2 * place + 1
        if child + 1 < size and _goes_before(&heap[child + 1], &heap[child]):
            child += 1
        if child >= size or not _goes_before(&heap[child], &heap[place]):
            return
        heap[place], heap[child] = heap[child], heap[place]
        place = child


cdef void _rise(Frequent *heap, Py_ssize_t place) noexcept nogil:
    """Bring the last of a heap to its place."""
    cdef Py_ssize_t parent = (place - 1) // 2
    while place and _goes_before(&heap[place], &heap[parent]):
        heap[place], heap[parent] = heap[parent], heap[place]
        place = parent
        parent = (place - 1) // 2


cdef Py_ssize_t _next_term(Segment *segments, Py_ssize_t count, const Wanted *wanted) noexcept nogil:
    """Mark the segments that have the next term; return the first of them, -1 if there is none, -2 for damage."""
    cdef Py_ssize_t i, first = -1
    for i in range(count):
        segments[i].has_term = False
        if segments[i].state < 0:
            return -2
        if segments[i].state == 1 and (
            segments[i].cursor.size < wanted.prefix_size
            or (wanted.prefix_size and memcmp(segments[i].cursor.term, wanted.prefix, wanted.prefix_size))
        ):
            segments[i].state = 0
        if segments[i].state == 1 and (first < 0 or _compare(&segments[i].cursor, &segments[first].cursor) < 0):
            first = i
    for i in range(count):
        segments[i].has_term = segments[i].state == 1 and _compare(&segments[i].cursor, &segments[first].cursor) == 0
    return first


cdef Py_ssize_t _collect(Segment *segments, Py_ssize_t count, const Wanted *wanted, Frequent *heap) except -2 nogil:
    """Fill the heap with the terms that are wanted; return how many there are, -1 if the bytes are damaged."""
    cdef Py_ssize_t size = 0, first = _next_term(segments, count, wanted), i
    cdef Frequent one
    one.order = 0
    while first >= 0:
        if _describes(wanted, &segments[first].cursor):
            one.order += 1
            one.count, one.segment, one.term_ord = 0, <uint32_t> first, segments[first].cursor.term_ord
            for i in range(count):
                if segments[i].has_term:
                    one.count += union_count(&segments[i].cursor)
            if size < wanted.most:
                heap[size] = one
                _rise(heap, size)
                size += 1
            elif _goes_before(&heap[0], &one):
                heap[0] = one
                _sink(heap, size)
        for i in range(count):
            if segments[i].has_term:
                segments[i].state = union_cursor_next(&segments[i].cursor)
        first = _next_term(segments, count, wanted)
    return size if first == -1 else -1


def most_frequent(list unions not None, bytes prefix not None, str pattern, Py_ssize_t most):
    """Return the terms that begin with a prefix and are described by a pattern, if there is one, in ascending order.

    Of more than are wanted those are returned that occur most often in all segments together; of several that occur
    as often the first. A pattern of more than 256 letters describes nothing, nor do longer terms fit one.

    Raises ValueError if the bytes of a segment are damaged.
    """
    cdef Py_ssize_t count = len(unions), i, size = 0
    cdef Wanted wanted
    cdef UnionTerms union
    cdef int64_t rank
    cdef bint is_it
    cdef Segment *segments
    cdef Frequent *heap
    if most <= 0 or count == 0 or (pattern is not None and len(pattern) > MAX_LETTERS):
        return []
    wanted.prefix, wanted.prefix_size = <const uint8_t *> PyBytes_AS_STRING(prefix), PyBytes_GET_SIZE(prefix)
    wanted.pattern_size, wanted.most = -1 if pattern is None else len(pattern), most
    for i in range(wanted.pattern_size):
        wanted.pattern[i] = pattern[i]
    segments = <Segment *> calloc(count, sizeof(Segment))
    heap = <Frequent *> calloc(most, sizeof(Frequent))
    try:
        if segments == NULL or heap == NULL:
            raise MemoryError(f"no memory for {most} terms")
        for i in range(count):
            union = unions[i]
            rank = union_seek(&union.terms, wanted.prefix, wanted.prefix_size, &is_it)
            segments[i].state = -1
            if rank >= 0:
                segments[i].state = union_cursor_seek(&segments[i].cursor, &union.terms, <uint32_t> rank)
        with nogil:
            size = _collect(segments, count, &wanted, heap)
        if size < 0:
            raise ValueError(f"the terms are damaged near those that begin with {prefix!r}")
        return sorted([unions[heap[i].segment].term(heap[i].term_ord) for i in range(size)])
    finally:
        for i in range(count if segments != NULL else 0):
            union_cursor_free(&segments[i].cursor)
        free(segments)
        free(heap)
