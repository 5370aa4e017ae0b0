# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Different strings, each with a number: a hash table with open addressing over bytes in one block."""
import os

from libc.stdint cimport UINT32_MAX, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy

from searchlib.kernels.byte_order cimport Sortable, sort_by_bytes
from searchlib.kernels.packing cimport byte_buffer_free, byte_buffer_reserve

# Whoever writes strings cannot know which of them fall together.
cdef uint64_t SEED = int.from_bytes(os.urandom(8), "little")

cdef enum:
    FIRST_SLOTS = 1024


cdef inline uint32_t _hash(const uint8_t *data, size_t size) noexcept nogil:
    """FNV-1a (Fowler, Noll and Vo) from a seed, its upper bits mixed into the lower ones."""
    cdef uint64_t value = <uint64_t> 0xCBF29CE484222325 ^ SEED
    cdef size_t i
    for i in range(size):
        value = (value ^ data[i]) * <uint64_t> 0x100000001B3
    return <uint32_t> (value ^ value >> 32)


cdef int _grow(Strings *strings) except -1 nogil:
    """Make room for more strings; the slots are at most half full."""
    cdef uint32_t slots = 2 * (strings.mask + 1) if strings.mask else FIRST_SLOTS, number, place
    cdef uint32_t *hashes = <uint32_t *> realloc(strings.hashes, slots // 2 * sizeof(uint32_t))
    if hashes != NULL:
        strings.hashes = hashes
    free(strings.slots)
    strings.slots = <uint32_t *> calloc(slots, sizeof(uint32_t))
    if hashes == NULL or strings.slots == NULL:
        with gil:
            raise MemoryError(f"no memory for {slots} strings")
    strings.mask = slots - 1
    for number in range(strings.count):
        place = strings.hashes[number] & strings.mask
        while strings.slots[place]:
            place = (place + 1) & strings.mask
        strings.slots[place] = number + 1
    return 0


cdef int64_t strings_number(Strings *strings, const uint8_t *data, size_t size) except -1 nogil:
    cdef uint32_t hash = _hash(data, size), place, number
    cdef const uint8_t *found
    cdef size_t found_size
    if 2 * (strings.count + 1) > strings.mask:
        _grow(strings)
    place = hash & strings.mask
    while strings.slots[place]:
        number = strings.slots[place] - 1
        if strings.hashes[number] == hash:
            found = string_at(strings, number, &found_size)
            if found_size == size and (size == 0 or memcmp(found, data, size) == 0):
                return number
        place = (place + 1) & strings.mask
    if strings.bytes.size + size > UINT32_MAX:
        with gil:
            raise OverflowError("the strings of a batch take more than 4 GB; commit more often")
    byte_buffer_reserve(&strings.bytes, size)
    byte_buffer_reserve(&strings.ends, sizeof(uint32_t))
    if size:
        memcpy(strings.bytes.data + strings.bytes.size, data, size)
    strings.bytes.size += size
    (<uint32_t *> (strings.ends.data + strings.ends.size))[0] = <uint32_t> strings.bytes.size
    strings.ends.size += sizeof(uint32_t)
    strings.hashes[strings.count] = hash
    strings.slots[place] = strings.count + 1
    strings.count += 1
    return strings.count - 1


cdef int strings_sort(const Strings *strings, uint32_t *order) except -1 nogil:
    cdef Sortable *items = <Sortable *> malloc((strings.count + 1) * sizeof(Sortable))
    cdef const uint32_t *ends = <const uint32_t *> strings.ends.data
    cdef uint32_t number
    if items == NULL:
        with gil:
            raise MemoryError(f"no memory to sort {strings.count} strings")
    for number in range(strings.count):
        items[number].begin = ends[number - 1] if number else 0
        items[number].size = ends[number] - items[number].begin
        items[number].number = number
    sort_by_bytes(strings.bytes.data, items, strings.count)
    for number in range(strings.count):
        order[number] = items[number].number
    free(items)
    return 0


cdef size_t strings_memory(const Strings *strings) noexcept nogil:
    cdef size_t slots = strings.mask + 1 if strings.mask else 0
    return strings.bytes.size + strings.ends.size + (slots + slots // 2) * sizeof(uint32_t)


cdef void strings_free(Strings *strings) noexcept nogil:
    byte_buffer_free(&strings.bytes)
    byte_buffer_free(&strings.ends)
    free(strings.slots)
    free(strings.hashes)
    strings.slots = strings.hashes = NULL
    strings.mask = strings.count = 0
