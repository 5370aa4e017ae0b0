"""Tables of items that take a cache line each."""

cdef extern from "cache_lines.h" nogil:
    # Memory for so many bytes, of which the first are kept, or NULL; it is the block that is freed.
    void *resize_lines(void **block, void *lines, size_t kept, size_t size)
