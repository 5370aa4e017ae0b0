# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The values of a field by document, collected as documents come: each different value once, and numbers of them."""
import os
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.byte_order cimport Sortable, sort_by_bytes
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve

# Whoever writes values cannot know which of them fall together.
cdef uint32_t SEED = <uint32_t> int.from_bytes(os.urandom(4), "little")

cdef enum:
    FIRST_ROOM = 1 << 6
    MOST_VALUES = 1 << 30
    NO_VALUE = 0xFFFFFFFFU

cdef struct Value:
    uint32_t hash
    uint32_t begin              # of its bytes; they end where those of the next one begin

cdef carray.array _U32 = array("I")


cdef inline uint32_t _hash(const uint8_t *value, size_t size) noexcept nogil:
    cdef uint32_t hash = SEED
    cdef size_t i
    for i in range(size):
        hash = (hash ^ value[i]) * 0x01000193U
    return hash ^ hash >> 15


cdef inline int _push(ByteBuffer *numbers, uint32_t number) except -1:
    byte_buffer_reserve(numbers, sizeof(uint32_t))
    (<uint32_t *> (numbers.data + numbers.size))[0] = number
    numbers.size += sizeof(uint32_t)
    return 0


cdef class ColumnCollector:
    """The values of a field by document.

    Args:
        is_list: whether a document may have several values.
    """
    cdef bint is_list
    cdef ByteBuffer bytes               # of all values, one after another
    cdef Value *items                   # the values, and where the last one ends
    cdef uint32_t *slots                # number of a value plus 1; 0 is free
    cdef uint32_t count, room, slot_mask
    cdef ByteBuffer ranks               # u32; of a single column the number of the value of each document plus 1, or 0
    cdef ByteBuffer lengths             # u32; of a list column how many ranks each document has

    def __cinit__(self, bint is_list):
        self.is_list = is_list
        self._grow()

    def __dealloc__(self):
        free(self.items)
        free(self.slots)
        byte_buffer_free(&self.bytes)
        byte_buffer_free(&self.ranks)
        byte_buffer_free(&self.lengths)

    def __len__(self):
        return (self.lengths.size if self.is_list else self.ranks.size) // sizeof(uint32_t)

    def memory_bytes(self):
        """Return how much memory the column takes."""
        return self.bytes.size + self.ranks.size + self.lengths.size \
            + self.count * sizeof(Value) + 2 * self.room * sizeof(uint32_t)

    cpdef int add(self, str value) except -1:
        """Add the value of the next document to a single column; None for none."""
        if self.is_list:
            raise ValueError("one value for a column of lists")
        return _push(&self.ranks, 0 if value is None else self._number_of(value) + 1)

    def add_list(self, values not None):
        """Add the values of the next document to a list column; one that comes twice counts once."""
        cdef size_t before = self.ranks.size
        if not self.is_list:
            raise ValueError("a list of values for a column of single ones")
        for value in dict.fromkeys(values):
            _push(&self.ranks, self._number_of(value))
        _push(&self.lengths, <uint32_t> ((self.ranks.size - before) // sizeof(uint32_t)))

    def numbers_of(self, const uint8_t[::1] blob not None, const uint32_t[::1] offsets not None):
        """Return the numbers here of values that stand one after another in a block, an array of u32.

        Raises ValueError if an offset points outside the block.
        """
        cdef Py_ssize_t count = max(0, offsets.shape[0] - 1), i
        cdef carray.array found = carray.clone(_U32, count, False)
        for i in range(count):
            if offsets[i] > offsets[i + 1] or offsets[i + 1] > blob.shape[0]:
                raise ValueError(f"the offsets of value {i} point outside the values")
            found.data.as_uints[i] = self._find(
                &blob[offsets[i]] if offsets[i] < blob.shape[0] else NULL, offsets[i + 1] - offsets[i]
            )
        return found

    def extend(self, const uint32_t[::1] ranks not None, const uint32_t[::1] lengths not None):
        """Add documents by the numbers of their values, those of a single column plus 1; lengths are those of lists."""
        cdef Py_ssize_t i
        for i in range(ranks.shape[0]):
            _push(&self.ranks, ranks[i])
        for i in range(lengths.shape[0]):
            _push(&self.lengths, lengths[i])

    def encoded(self):
        """Return the column as it is written, without values that no document has.

        Returns:
            The bytes of the different values, in their order; u32, where each begins and the last one ends; u32, of a
            single column the rank of the value of each document plus 1, or 0, of a list column the ranks of all
            values; u32, where the ranks of each document begin and the last ones end, empty for a single column.
        """
        cdef size_t count = self.ranks.size // sizeof(uint32_t), documents = self.lengths.size // sizeof(uint32_t), i
        cdef uint32_t first = 0 if self.is_list else 1, used, end = 0, number
        cdef const uint32_t *numbers = <const uint32_t *> self.ranks.data
        cdef carray.array places = carray.clone(_U32, self.count + 1, True)
        cdef carray.array ordinals = carray.clone(_U32, count, False), offsets, lists
        cdef Sortable *items = <Sortable *> malloc((self.count + 1) * sizeof(Sortable))
        cdef uint8_t *out
        if items == NULL:
            raise MemoryError(f"no memory for sorting {self.count} values")
        try:
            for i in range(count):
                places.data.as_uints[numbers[i]] = 1
            used = self._sorted(items, places.data.as_uints + first)
            offsets = carray.clone(_U32, used + 1, False)
            for number in range(used):
                offsets.data.as_uints[number] = end
                end += items[number].size
                places.data.as_uints[items[number].number + first] = number + first
            offsets.data.as_uints[used] = end
            if not self.is_list:
                places.data.as_uints[0] = 0
            blob = PyBytes_FromStringAndSize(NULL, end)
            out = <uint8_t *> <char *> blob
            for number in range(used):
                memcpy(out + offsets.data.as_uints[number], self.bytes.data + items[number].begin, items[number].size)
        finally:
            free(items)
        for i in range(count):
            ordinals.data.as_uints[i] = places.data.as_uints[numbers[i]]
        lists = carray.clone(_U32, documents + 1 if self.is_list else 0, True)
        for i in range(documents):
            lists.data.as_uints[i + 1] = lists.data.as_uints[i] + (<const uint32_t *> self.lengths.data)[i]
        return blob, offsets, ordinals, lists

    cdef uint32_t _sorted(self, Sortable *items, const uint32_t *is_used) noexcept:
        """Put the values that are used into the order of their bytes; return how many they are."""
        cdef uint32_t number, used = 0
        for number in range(self.count):
            if is_used[number]:
                items[used].begin = self.items[number].begin
                items[used].size = self.items[number + 1].begin - self.items[number].begin
                items[used].number = number
                used += 1
        with nogil:
            sort_by_bytes(self.bytes.data, items, used)
        return used

    cdef uint32_t _number_of(self, str value) except? NO_VALUE:
        cdef Py_ssize_t size = 0
        cdef const char *utf8 = PyUnicode_AsUTF8AndSize(value, &size)
        return self._find(<const uint8_t *> utf8, size)

    cdef uint32_t _find(self, const uint8_t *value, size_t size) except? NO_VALUE:
        """Return the number of a value, a new one if it is met for the first time."""
        cdef uint32_t hash = _hash(value, size), at = hash & self.slot_mask, number
        cdef Value *known
        while self.slots[at]:
            known = &self.items[self.slots[at] - 1]
            if known.hash == hash and known[1].begin - known.begin == size \
                    and memcmp(self.bytes.data + known.begin, value, size) == 0:
                return self.slots[at] - 1
            at = (at + 1) & self.slot_mask
        if self.bytes.size + size > UINT32_MAX:
            raise OverflowError("the values of a field take more than 4 GB; commit more often")
        if self.count + 1 == self.room:
            self._grow()
            at = hash & self.slot_mask
            while self.slots[at]:
                at = (at + 1) & self.slot_mask
        byte_buffer_reserve(&self.bytes, size)
        if size:
            memcpy(self.bytes.data + self.bytes.size, value, size)
        self.bytes.size += size
        number = self.count
        self.items[number].hash = hash
        self.count += 1
        self.items[self.count].begin = <uint32_t> self.bytes.size
        self.slots[at] = self.count
        return number

    cdef int _grow(self) except -1:
        cdef uint32_t room = 2 * self.room if self.room else FIRST_ROOM, number, at
        cdef void *moved
        if room > MOST_VALUES:
            raise OverflowError(f"a field has more than {self.room} values; commit more often")
        moved = realloc(self.items, room * sizeof(Value))
        if moved == NULL:
            raise MemoryError(f"no memory for {room} values of a field")
        if self.items == NULL:
            memset(moved, 0, sizeof(Value))
        self.items = <Value *> moved
        free(self.slots)
        self.slots = <uint32_t *> calloc(2 * <size_t> room, sizeof(uint32_t))
        if self.slots == NULL:
            raise MemoryError(f"no memory for {room} values of a field")
        self.room, self.slot_mask = room, 2 * room - 1
        for number in range(self.count):
            at = self.items[number].hash & self.slot_mask
            while self.slots[at]:
                at = (at + 1) & self.slot_mask
            self.slots[at] = number + 1
        return 0


def add_values(tuple columns not None, tuple values not None):
    """Add the values of the next document to single columns, one to each; None for none."""
    cdef ColumnCollector column
    if len(columns) != len(values):
        raise ValueError(f"{len(values)} values for {len(columns)} columns")
    for i in range(len(columns)):
        column = columns[i]
        column.add(values[i])
