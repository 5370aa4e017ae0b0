# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Search in a sorted list of UTF-8 strings that stand one after another in one block of bytes.

String ``i`` is ``blob[offsets[i]:offsets[i + 1]]``. UTF-8 keeps the order of code points, so the order of bytes is
the order of Python strings.

The bytes and offsets may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from libc.stdint cimport uint32_t
from libc.string cimport memcmp


def lower_bound(const unsigned char[::1] blob, const uint32_t[::1] offsets, bytes key not None):
    """Return the rank of the first string that is not before the key, by bisection.

    Raises ValueError if an offset on the way points outside the strings.
    """
    cdef Py_ssize_t low = 0, high = offsets.shape[0] - 1, middle, size, shared
    cdef Py_ssize_t key_size = len(key)
    cdef const unsigned char* wanted = key
    cdef int order
    while low < high:
        middle = (low + high) // 2
        _check_place(blob, offsets, middle)
        size = offsets[middle + 1] - offsets[middle]
        shared = size if size < key_size else key_size
        order = memcmp(&blob[offsets[middle]], wanted, shared) if shared else 0
        if order < 0 or (order == 0 and size < key_size):
            low = middle + 1
        else:
            high = middle
    return low


cdef int _check_place(const unsigned char[::1] blob, const uint32_t[::1] offsets, Py_ssize_t rank) except -1:
    if offsets[rank] > offsets[rank + 1] or offsets[rank + 1] > blob.shape[0]:
        raise ValueError(f"the offsets of string {rank} point outside the strings")
    return 0
