# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The values of a field by document, collected as documents come: each different value once, and numbers of them."""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport int64_t, uint8_t, uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

from searchlib.kernels.byte_order cimport Sortable, sort_by_bytes
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.strings cimport Strings, strings_free, strings_memory, strings_number

cdef carray.array _U32 = array("I")


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
    cdef Strings values                 # the different ones
    cdef ByteBuffer ranks               # u32; of a single column the number of the value of each document plus 1, or 0
    cdef ByteBuffer lengths             # u32; of a list column how many ranks each document has

    def __cinit__(self, bint is_list):
        self.is_list = is_list

    def __dealloc__(self):
        strings_free(&self.values)
        byte_buffer_free(&self.ranks)
        byte_buffer_free(&self.lengths)

    def __len__(self):
        return (self.lengths.size if self.is_list else self.ranks.size) // sizeof(uint32_t)

    def memory_bytes(self):
        """Return how much memory the column takes."""
        return strings_memory(&self.values) + self.ranks.size + self.lengths.size

    cpdef int add(self, str value) except -1:
        """Add the value of the next document to a single column; None for none."""
        if self.is_list:
            raise ValueError("one value for a column of lists")
        return _push(&self.ranks, 0 if value is None else <uint32_t> self._number_of(value) + 1)

    def add_list(self, values not None):
        """Add the values of the next document to a list column; one that comes twice counts once."""
        cdef size_t before = self.ranks.size
        if not self.is_list:
            raise ValueError("a list of values for a column of single ones")
        for value in dict.fromkeys(values):
            _push(&self.ranks, <uint32_t> self._number_of(value))
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
            found.data.as_uints[i] = <uint32_t> strings_number(
                &self.values, &blob[offsets[i]] if offsets[i] < blob.shape[0] else NULL, offsets[i + 1] - offsets[i]
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
        cdef carray.array places = carray.clone(_U32, self.values.count + 1, True)
        cdef carray.array ordinals = carray.clone(_U32, count, False), offsets, lists
        cdef Sortable *items = <Sortable *> malloc((self.values.count + 1) * sizeof(Sortable))
        cdef uint8_t *out
        if items == NULL:
            raise MemoryError(f"no memory for sorting {self.values.count} values")
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
                memcpy(out, self.values.bytes.data + items[number].begin, items[number].size)
                out += items[number].size
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
        cdef const uint32_t *ends = <const uint32_t *> self.values.ends.data
        cdef uint32_t number, used = 0
        for number in range(self.values.count):
            if is_used[number]:
                items[used].begin = ends[number - 1] if number else 0
                items[used].size = ends[number] - items[used].begin
                items[used].number = number
                used += 1
        with nogil:
            sort_by_bytes(self.values.bytes.data, items, used)
        return used

    cdef int64_t _number_of(self, str value) except -1:
        cdef Py_ssize_t size = 0
        cdef const char *utf8 = PyUnicode_AsUTF8AndSize(value, &size)
        return strings_number(&self.values, <const uint8_t *> utf8, size)


def add_values(tuple columns not None, tuple values not None):
    """Add the values of the next document to single columns, one to each; None for none."""
    cdef ColumnCollector column
    if len(columns) != len(values):
        raise ValueError(f"{len(values)} values for {len(columns)} columns")
    for i in range(len(columns)):
        column = columns[i]
        column.add(values[i])
