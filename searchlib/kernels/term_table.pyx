# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""A hash table from the bytes of terms to their numbers, and the order of terms by their bytes."""
import os

from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.byte_order cimport Sortable, sort_by_bytes
from searchlib.kernels.packing cimport byte_buffer_free, byte_buffer_reserve, resize_lines

# Whoever writes texts cannot know which terms fall together.
cdef uint32_t SEED = <uint32_t> int.from_bytes(os.urandom(4), "little")

cdef enum:
    FIRST_ROOM = 1 << 10
    MOST_TERMS = 1 << 30


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
        free(self.block)
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
        free(self.block)
        free(self.slots)
        self.block, self.items, self.slots = NULL, NULL, NULL
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
        items = resize_lines(&self.block, self.items, self.count * sizeof(Term), room * sizeof(Term))
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
        cdef Sortable *items = <Sortable *> malloc(max(1, self.count) * sizeof(Sortable))
        cdef uint32_t i
        if items == NULL:
            raise MemoryError(f"no memory for sorting {self.count} terms of a batch")
        with nogil:
            for i in range(self.count):
                items[i].begin, items[i].size, items[i].number = self.items[i].begin, self.items[i].size, i
            sort_by_bytes(self.bytes.data, items, self.count)
            for i in range(self.count):
                order[i] = items[i].number
                self.items[items[i].number].rank = i
            free(items)
        return 0
