# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""A hash table from the bytes of terms to their numbers, and the order of terms by their bytes."""
import os

from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.packing cimport byte_buffer_free, byte_buffer_reserve

# Whoever writes texts cannot know which terms fall together.
cdef uint32_t SEED = <uint32_t> int.from_bytes(os.urandom(4), "little")

cdef enum:
    FIRST_ROOM = 1 << 10
    MOST_TERMS = 1 << 30
    FEW = 12                    # so many terms are sorted by insertion
    KEY_BYTES = 8               # of a term that are compared at once

cdef struct Item:               # a term that is being sorted
    uint64_t key                # of its bytes from some depth on, filled up with zeros
    uint32_t number


cdef inline uint32_t _hash(const uint8_t *term, size_t size) noexcept nogil:
    cdef uint32_t hash = SEED
    cdef size_t i
    for i in range(size):
        hash = (hash ^ term[i]) * 0x01000193U
    return hash ^ hash >> 15


cdef class TermTable:
    """The terms of a batch."""

    def __cinit__(self):
        self._grow()

    def __dealloc__(self):
        free(self.items)
        free(self.slots)
        byte_buffer_free(&self.bytes)

    def __len__(self):
        return self.count

    cdef uint32_t find(self, const uint8_t *term, size_t size) except? NO_TERM:
        cdef uint32_t hash = _hash(term, size), at = hash & self.slot_mask
        cdef Term *known
        while self.slots[at]:
            known = &self.items[self.slots[at] - 1]
            if known.hash == hash and known.size == size and memcmp(self.bytes.data + known.begin, term, size) == 0:
                return self.slots[at] - 1
            at = (at + 1) & self.slot_mask
        if self.count == self.room:
            self._grow()
            return self.find(term, size)
        if self.bytes.size + size > UINT32_MAX:
            raise OverflowError("the terms of a batch take more than 4 GB; commit more often")
        byte_buffer_reserve(&self.bytes, size)
        if size:
            memcpy(self.bytes.data + self.bytes.size, term, size)
        known = &self.items[self.count]
        memset(known, 0, sizeof(Term))
        known.hash, known.begin, known.size = hash, <uint32_t> self.bytes.size, <uint32_t> size
        self.bytes.size += size
        self.count += 1
        self.slots[at] = self.count
        return self.count - 1

    cdef int clear(self) except -1:
        """Forget all terms, and give their memory back."""
        free(self.items)
        free(self.slots)
        self.items, self.slots = NULL, NULL
        self.count = self.room = 0
        byte_buffer_free(&self.bytes)
        self._grow()
        return 0

    cdef Py_ssize_t memory_bytes(self) noexcept:
        return self.count * <Py_ssize_t> sizeof(Term) + 2 * self.room * <Py_ssize_t> sizeof(uint32_t) \
            + <Py_ssize_t> self.bytes.size

    cdef int _grow(self) except -1:
        cdef uint32_t room = 2 * self.room if self.room else FIRST_ROOM, number, at
        cdef void *items
        if room > MOST_TERMS:
            raise OverflowError(f"a batch has more than {self.room} terms; commit more often")
        items = realloc(self.items, room * sizeof(Term))
        if items == NULL:
            raise MemoryError(f"no memory for {room} terms of a batch")
        self.items = <Term *> items
        free(self.slots)
        self.slots = <uint32_t *> calloc(2 * <size_t> room, sizeof(uint32_t))
        if self.slots == NULL:
            raise MemoryError(f"no memory for {room} terms of a batch")
        self.room, self.slot_mask = room, 2 * room - 1
        for number in range(self.count):
            at = self.items[number].hash & self.slot_mask
            while self.slots[at]:
                at = (at + 1) & self.slot_mask
            self.slots[at] = number + 1
        return 0

    cdef int sort(self, uint32_t *order) except -1:
        cdef Item *items = <Item *> malloc(max(1, self.count) * sizeof(Item))
        cdef uint32_t i
        if items == NULL:
            raise MemoryError(f"no memory for sorting {self.count} terms of a batch")
        with nogil:
            for i in range(self.count):
                items[i].number = i
            _take_keys(self.items, self.bytes.data, items, self.count, 0)
            _sort(self.items, self.bytes.data, items, self.count, 0)
            for i in range(self.count):
                order[i] = items[i].number
                self.items[items[i].number].rank = i
            free(items)
        return 0


# ---------------------------------------------------------------- sorting

cdef void _take_keys(
    const Term *terms, const uint8_t *bytes, Item *items, uint32_t count, uint32_t depth
) noexcept nogil:
    cdef uint32_t i, j, size
    cdef const uint8_t *term
    cdef uint64_t key
    for i in range(count):
        term, size = bytes + terms[items[i].number].begin, terms[items[i].number].size
        key = 0
        for j in range(depth, depth + KEY_BYTES):
            key = key << 8 | (term[j] if j < size else 0)
        items[i].key = key


cdef inline bint _is_before(
    const Term *terms, const uint8_t *bytes, const Item *first, const Item *second, uint32_t depth
) noexcept nogil:
    cdef const Term *one
    cdef const Term *other
    cdef uint32_t size
    cdef int order
    if first.key != second.key:
        return first.key < second.key
    one, other = &terms[first.number], &terms[second.number]
    size = one.size if one.size < other.size else other.size
    order = memcmp(bytes + one.begin + depth, bytes + other.begin + depth, size - depth) if size > depth else 0
    return order < 0 or (order == 0 and one.size < other.size)


cdef void _sort(const Term *terms, const uint8_t *bytes, Item *items, uint32_t count, uint32_t depth) noexcept nogil:
    """Sort terms that share their first bytes, as many as depth, by the others.

    Multikey quicksort (Bentley and Sedgewick, "Fast algorithms for sorting and searching strings", 1997), by eight
    bytes at a time.
    """
    cdef uint32_t low, high, i, j
    cdef uint64_t pivot
    cdef Item item
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
        _sort(terms, bytes, items, low, depth)
        if high - low > 1:
            _sort_alike(terms, bytes, items + low, high - low, depth)
        items, count = items + high, count - high
    for i in range(1, count):
        item, j = items[i], i
        while j and _is_before(terms, bytes, &item, &items[j - 1], depth):
            items[j] = items[j - 1]
            j -= 1
        items[j] = item


cdef void _sort_alike(
    const Term *terms, const uint8_t *bytes, Item *items, uint32_t count, uint32_t depth
) noexcept nogil:
    """Sort terms whose next eight bytes are the same, too; those that end there, in zeros, come first by length."""
    cdef uint32_t ended = 0, i, j
    cdef Item item
    for i in range(count):
        if terms[items[i].number].size <= depth + KEY_BYTES:
            item, j = items[i], ended
            items[i] = items[ended]
            while j and terms[items[j - 1].number].size > terms[item.number].size:
                items[j] = items[j - 1]
                j -= 1
            items[j] = item
            ended += 1
    _take_keys(terms, bytes, items + ended, count - ended, depth + KEY_BYTES)
    _sort(terms, bytes, items + ended, count - ended, depth + KEY_BYTES)


cdef inline uint64_t _middle(uint64_t a, uint64_t b, uint64_t c) noexcept nogil:
    if a < b:
        return b if b < c else c if a < c else a
    return a if a < c else c if b < c else b
