# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Sorting strings by their bytes.

Multikey quicksort (Bentley and Sedgewick, "Fast algorithms for sorting and searching strings", 1997), by eight bytes
at a time.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcmp

cdef enum:
    FEW = 12                    # so many strings are sorted by insertion
    KEY_BYTES = 8               # of a string that are compared at once


cdef carray.array _U32 = array("I")


def order_of(list strings not None):
    """Return the numbers of different byte strings in the order of their bytes, an array of u32."""
    cdef bytes blob = b"".join(strings), string
    cdef uint32_t count = <uint32_t> len(strings), i, begin = 0
    cdef Sortable *items = <Sortable *> malloc(max(1, count) * sizeof(Sortable))
    cdef carray.array order = carray.clone(_U32, count, False)
    if items == NULL:
        raise MemoryError
    for i in range(count):
        string = strings[i]
        items[i].begin, items[i].size, items[i].number = begin, <uint32_t> len(string), i
        begin += items[i].size
    sort_by_bytes(<const uint8_t *> <const char *> blob, items, count)
    for i in range(count):
        order.data.as_uints[i] = items[i].number
    free(items)
    return order


cdef void sort_by_bytes(const uint8_t *bytes, Sortable *items, uint32_t count) noexcept nogil:
    _take_keys(bytes, items, count, 0)
    _sort(bytes, items, count, 0)


cdef void _take_keys(const uint8_t *bytes, Sortable *items, uint32_t count, uint32_t depth) noexcept nogil:
    cdef uint32_t i, j, size
    cdef const uint8_t *string
    cdef uint64_t key
    for i in range(count):
        string, size = bytes + items[i].begin, items[i].size
        key = 0
        for j in range(depth, depth + KEY_BYTES):
            key = key << 8 | (string[j] if j < size else 0)
        items[i].key = key


cdef inline bint _is_before(
    const uint8_t *bytes, const Sortable *first, const Sortable *second, uint32_t depth
) noexcept nogil:
    cdef uint32_t size
    cdef int order
    if first.key != second.key:
        return first.key < second.key
    size = first.size if first.size < second.size else second.size
    order = memcmp(bytes + first.begin + depth, bytes + second.begin + depth, size - depth) if size > depth else 0
    return order < 0 or (order == 0 and first.size < second.size)


cdef void _sort(const uint8_t *bytes, Sortable *items, uint32_t count, uint32_t depth) noexcept nogil:
    """Sort strings that share their first bytes, as many as depth, by the others.

    The largest of the three parts is what the loop goes on with, so that calls are never deeper than the logarithm of
    the number of strings, however much they share.
    """
    cdef uint32_t low, high, behind, begin, alike, i, j
    cdef uint64_t pivot
    cdef Sortable item
    while count > FEW:
        pivot = _middle(items[0].key, items[count // 2].key, items[count - 1].key)
        low, i, high = 0, 0, count
        while i < high:
            item = items[i]
            if item.key < pivot:
                items[i], items[low] = items[low], item
                low, i = low + 1, i + 1
            elif item.key > pivot:
                high -= 1
                items[i], items[high] = items[high], item
            else:
                i += 1
        behind = count - high
        begin = low + _ended_first(items + low, high - low, depth + KEY_BYTES)
        alike = high - begin
        _take_keys(bytes, items + begin, alike, depth + KEY_BYTES)
        if low > alike or behind > alike:
            _sort(bytes, items + begin, alike, depth + KEY_BYTES)
            if low > behind:
                _sort(bytes, items + high, behind, depth)
                count = low
            else:
                _sort(bytes, items, low, depth)
                items, count = items + high, behind
        else:
            _sort(bytes, items, low, depth)
            _sort(bytes, items + high, behind, depth)
            items, count, depth = items + begin, alike, depth + KEY_BYTES
    for i in range(1, count):
        item, j = items[i], i
        while j and _is_before(bytes, &item, &items[j - 1], depth):
            items[j] = items[j - 1]
            j -= 1
        items[j] = item


cdef uint32_t _ended_first(Sortable *items, uint32_t count, uint32_t depth) noexcept nogil:
    """Bring strings of equal keys that have no bytes from a depth on to the beginning, by length; return how many."""
    cdef uint32_t ended = 0, i, j
    cdef Sortable item
    for i in range(count):
        if items[i].size <= depth:
            item, j = items[i], ended
            items[i] = items[ended]
            while j and items[j - 1].size > item.size:
                items[j] = items[j - 1]
                j -= 1
            items[j] = item
            ended += 1
    return ended


cdef inline uint64_t _middle(uint64_t a, uint64_t b, uint64_t c) noexcept nogil:
    if a < b:
        return b if b < c else c if a < c else a
    return a if a < c else c if b < c else b
