"""Different strings, each with a number in the order in which they came, for other kernels."""
from libc.stdint cimport int64_t, uint8_t, uint32_t

from searchlib.kernels.packing cimport ByteBuffer

cdef struct Strings:         # begins as zeros; give it back with strings_free
    ByteBuffer bytes         # one after another
    ByteBuffer ends          # u32: where each ends
    uint32_t *slots          # number of a string plus 1; 0 is free
    uint32_t *hashes         # of each string
    uint32_t mask, count

# Number of a string, which is added if it is new. Raises MemoryError, OverflowError.
cdef int64_t strings_number(Strings *strings, const uint8_t *data, size_t size) except -1 nogil

# The numbers of all strings in the order of their bytes.
cdef int strings_sort(const Strings *strings, uint32_t *order) except -1 nogil

# How many bytes they take.
cdef size_t strings_memory(const Strings *strings) noexcept nogil

cdef void strings_free(Strings *strings) noexcept nogil

cdef inline const uint8_t *string_at(const Strings *strings, uint32_t number, size_t *size) noexcept nogil:
    """The bytes of a string by its number."""
    cdef const uint32_t *ends = <const uint32_t *> strings.ends.data
    cdef uint32_t begin = ends[number - 1] if number else 0
    size[0] = ends[number] - begin
    return strings.bytes.data + begin
