"""Strings of bytes in order, for other kernels."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

cdef struct Sortable:           # one of the strings that are sorted
    uint64_t key                # of its bytes from some depth on, filled up with zeros; for the sorting alone
    uint32_t begin              # of its bytes
    uint32_t size
    uint32_t number             # whatever it is known by

# Bring strings, which stand in one block of bytes, into the order of their bytes.
cdef void sort_by_bytes(const uint8_t *bytes, Sortable *items, uint32_t count) noexcept nogil
