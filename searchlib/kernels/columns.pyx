# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Columns of numbers, one for each document: in as few bytes as they need, counted, selected and renumbered.

A single column has for each document the rank of its value plus 1, or 0. A list column has the ranks of all values,
and offsets: those of document ``d`` are ``ranks[offsets[d]:offsets[d + 1]]``.

Columns may come from a damaged file: a number that cannot be is a ValueError, and nothing outside of them is read.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

cdef struct Numbers:               # unsigned numbers of 1, 2 or 4 bytes; owns nothing
    const uint8_t *data
    Py_ssize_t size
    Py_ssize_t width

cdef carray.array _U8 = array("B")
cdef carray.array _U16 = array("H")
cdef carray.array _U32 = array("I")


cdef Numbers _numbers(column):
    """Look into an array or a view of type B, H or I, which must outlive what comes back."""
    cdef Numbers numbers
    cdef const uint8_t[::1] data
    view = memoryview(column)
    if view.format not in ("B", "H", "I"):
        raise ValueError(f"a column of type {view.format}, and not B, H or I")
    data = view.cast("B")
    numbers.width = view.itemsize
    numbers.size = data.shape[0] // numbers.width
    numbers.data = &data[0] if numbers.size else NULL
    return numbers


cdef inline uint32_t _number(Numbers numbers, Py_ssize_t i) noexcept nogil:
    # The compiler takes the choice out of a loop.
    if numbers.width == 1:
        return numbers.data[i]
    if numbers.width == 2:
        return (<const uint16_t *> numbers.data)[i]
    return (<const uint32_t *> numbers.data)[i]


def narrow(const uint32_t[::1] numbers):
    """Return numbers in the narrowest of the types B, H and I, and their sum, least and greatest (0 of none)."""
    cdef Py_ssize_t size = numbers.shape[0], i
    cdef uint64_t total = 0
    cdef uint32_t least = numbers[0] if size else 0, greatest = 0
    cdef carray.array found
    for i in range(size):
        total += numbers[i]
        least = min(least, numbers[i])
        greatest = max(greatest, numbers[i])
    found = carray.clone(_U8 if greatest <= 0xFF else _U16 if greatest <= 0xFFFF else _U32, size, zero=False)
    if greatest <= 0xFF:
        for i in range(size):
            found.data.as_uchars[i] = <uint8_t> numbers[i]
    elif greatest <= 0xFFFF:
        for i in range(size):
            found.data.as_ushorts[i] = <uint16_t> numbers[i]
    else:
        for i in range(size):
            found.data.as_uints[i] = numbers[i]
    return found, total, least, greatest


def widen(column):
    """Return the numbers of a column as an array of type I."""
    cdef Numbers numbers = _numbers(column)
    cdef carray.array found = carray.clone(_U32, numbers.size, zero=False)
    cdef Py_ssize_t i
    for i in range(numbers.size):
        found.data.as_uints[i] = _number(numbers, i)
    return found


cdef uint32_t _greatest(Numbers numbers) noexcept nogil:
    cdef uint8_t greatest_u8 = 0
    cdef uint16_t greatest_u16 = 0
    cdef uint32_t greatest = 0
    cdef Py_ssize_t i
    if numbers.width == 1:
        for i in range(numbers.size):
            greatest_u8 = max(greatest_u8, numbers.data[i])
        return greatest_u8
    if numbers.width == 2:
        for i in range(numbers.size):
            greatest_u16 = max(greatest_u16, (<const uint16_t *> numbers.data)[i])
        return greatest_u16
    for i in range(numbers.size):
        greatest = max(greatest, (<const uint32_t *> numbers.data)[i])
    return greatest


cdef int _check_ranks(Numbers ranks, Py_ssize_t limit) except -1:
    """Raise ValueError unless all numbers are below a limit; then loops need not look."""
    if ranks.size and _greatest(ranks) >= limit:
        raise ValueError(f"a column holds {_greatest(ranks)}, and must stay below {limit}")
    return 0


cdef int _check_mask(const uint8_t[::1] mask, Py_ssize_t documents) except -1:
    if mask.shape[0] != documents:
        raise ValueError(f"a mask of {mask.shape[0]} documents for a column of {documents}")
    return 0


cdef int _check_offsets(Numbers offsets, Py_ssize_t size) except -1:
    """Raise ValueError unless the offsets of lists ascend from 0 to the number of ranks."""
    cdef Py_ssize_t i
    if offsets.size == 0 or _number(offsets, 0) != 0 or _number(offsets, offsets.size - 1) != size:
        raise ValueError(f"the offsets of a column do not go from 0 to {size}")
    for i in range(offsets.size - 1):
        if _number(offsets, i) > _number(offsets, i + 1):
            raise ValueError(f"the offsets of a column descend behind document {i}")
    return 0


# ---------------------------------------------------------------- single columns

def select(column, const uint8_t[::1] wanted):
    """Return for each document what stands at its number in wanted, as bytes."""
    cdef Numbers ranks = _numbers(column)
    cdef bytearray mask = bytearray(ranks.size)
    cdef uint8_t[::1] out = mask
    cdef Py_ssize_t i
    _check_ranks(ranks, wanted.shape[0])
    with nogil:
        for i in range(ranks.size):
            out[i] = wanted[_number(ranks, i)]
    return mask


def count(column, Py_ssize_t limit, const uint8_t[::1] mask):
    """Return how many documents have each number below limit, of those that the mask keeps."""
    cdef Numbers ranks = _numbers(column)
    cdef carray.array found = carray.clone(_U32, limit, zero=True)
    cdef Py_ssize_t i
    _check_mask(mask, ranks.size)
    _check_ranks(ranks, limit)
    with nogil:
        for i in range(ranks.size):
            found.data.as_uints[_number(ranks, i)] += mask[i] != 0
    return found


def renumber(column, const uint32_t[::1] numbers, const uint8_t[::1] mask):
    """Return what stands at the number of each document in numbers, for the documents that the mask keeps."""
    cdef Numbers ranks = _numbers(column)
    cdef carray.array found = carray.clone(_U32, ranks.size, zero=False)
    cdef Py_ssize_t i, kept = 0
    _check_mask(mask, ranks.size)
    _check_ranks(ranks, numbers.shape[0])
    with nogil:
        for i in range(ranks.size):
            found.data.as_uints[kept] = numbers[_number(ranks, i)]
            kept += mask[i] != 0
    carray.resize(found, kept)
    return found


# ---------------------------------------------------------------- list columns

def select_lists(offset_column, column, const uint8_t[::1] wanted):
    """Return for each document 1 if any of its values is wanted, else 0, as bytes."""
    cdef Numbers offsets = _numbers(offset_column), ranks = _numbers(column)
    cdef bytearray mask
    cdef uint8_t[::1] out
    cdef Py_ssize_t i, j
    _check_offsets(offsets, ranks.size)
    _check_ranks(ranks, wanted.shape[0])
    mask = bytearray(offsets.size - 1)
    out = mask
    with nogil:
        for i in range(offsets.size - 1):
            for j in range(_number(offsets, i), _number(offsets, i + 1)):
                out[i] |= wanted[_number(ranks, j)] != 0
    return mask


def count_lists(offset_column, column, Py_ssize_t limit, const uint8_t[::1] mask):
    """Return how many documents have each value, of those that the mask keeps."""
    cdef Numbers offsets = _numbers(offset_column), ranks = _numbers(column)
    cdef carray.array found = carray.clone(_U32, limit, zero=True)
    cdef Py_ssize_t i, j
    _check_offsets(offsets, ranks.size)
    _check_mask(mask, offsets.size - 1)
    _check_ranks(ranks, limit)
    with nogil:
        for i in range(offsets.size - 1):
            for j in range(_number(offsets, i), _number(offsets, i + 1)):
                found.data.as_uints[_number(ranks, j)] += mask[i] != 0
    return found


def renumber_lists(offset_column, column, const uint32_t[::1] numbers, const uint8_t[::1] mask):
    """Return numbers[rank] for the lists of the documents that the mask keeps, and the length of each list."""
    cdef Numbers offsets = _numbers(offset_column), ranks = _numbers(column)
    cdef carray.array found = carray.clone(_U32, ranks.size, zero=False)
    cdef carray.array lengths
    cdef Py_ssize_t i, j, kept = 0, documents = 0
    _check_offsets(offsets, ranks.size)
    _check_mask(mask, offsets.size - 1)
    _check_ranks(ranks, numbers.shape[0])
    lengths = carray.clone(_U32, mask.shape[0], zero=False)
    with nogil:
        for i in range(mask.shape[0]):
            if mask[i]:
                lengths.data.as_uints[documents] = _number(offsets, i + 1) - _number(offsets, i)
                documents += 1
                for j in range(_number(offsets, i), _number(offsets, i + 1)):
                    found.data.as_uints[kept] = numbers[_number(ranks, j)]
                    kept += 1
    carray.resize(found, kept)
    carray.resize(lengths, documents)
    return found, lengths
