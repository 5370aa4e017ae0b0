"""Classes of code points that tell where parts of a text may be in another language, for other kernels."""
from libc.stdint cimport uint8_t

# Classes of code points, a bit set.
cdef enum:
    SPACE = 1
    NEWLINE = 2
    STOP = 4
    MARK = 8                    # a quotation mark or a bracket
    CYRILLIC_LETTER = 16
    SCHWA = 32
    LATIN_LETTER = 64
    BETWEEN_WORDS = 128

# Find the class of each code point of a text; return what they have together.
cdef uint8_t classify(int kind, const void *data, Py_ssize_t length, uint8_t *classes) noexcept
