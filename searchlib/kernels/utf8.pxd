"""Letters of UTF-8 for other kernels; all of it is inline."""
from libc.stdint cimport uint8_t

cdef inline Py_ssize_t utf8_decode(
    const uint8_t *text, size_t size, Py_ssize_t most, Py_UCS4 *letters
) noexcept nogil:
    """Decode text into letters; return how many, most + 1 if there are more, -1 if the last one is cut off."""
    cdef size_t i = 0, left
    cdef Py_ssize_t count = 0
    cdef uint8_t lead
    while i < size:
        if count == most:
            return most + 1
        lead = text[i]
        left = size - i
        if left < 4 and lead >= 0xC0 and (left < 2 or (lead >= 0xE0 and (left < 3 or lead >= 0xF0))):
            return -1
        if lead < 0x80:
            letters[count] = lead
            i += 1
        elif lead < 0xE0:
            letters[count] = ((lead & 0x1F) << 6) | (text[i + 1] & 0x3F)
            i += 2
        elif lead < 0xF0:
            letters[count] = ((lead & 0x0F) << 12) | ((text[i + 1] & 0x3F) << 6) | (text[i + 2] & 0x3F)
            i += 3
        else:
            letters[count] = ((lead & 0x07) << 18) | ((text[i + 1] & 0x3F) << 12) \
                | ((text[i + 2] & 0x3F) << 6) | (text[i + 3] & 0x3F)
            i += 4
        count += 1
    return count


cdef inline size_t utf8_size(Py_UCS4 letter) noexcept nogil:
    """How many bytes a letter takes."""
    return 1 if letter < 0x80 else 2 if letter < 0x800 else 3 if letter < 0x10000 else 4
