"""What letters stand for where they were typed for others; all of it is inline."""
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

# What letters are taken for.
cdef enum:
    AS_WRITTEN = 0
    LATIN_SCHWA = 1             # ә for ə
    CYRILLIC_SCHWA = 2          # ə for ә
    TURKISH_OF_LATIN_1 = 3      # ý þ ð for ı ş ğ


cdef inline Py_UCS4 taken_for(Py_UCS4 letter, int letters) noexcept nogil:
    """What a letter is read as."""
    if letters == LATIN_SCHWA:
        return u"ə" if letter == u"ә" else u"Ə" if letter == u"Ә" else letter
    if letters == CYRILLIC_SCHWA:
        return u"ә" if letter == u"ə" else u"Ә" if letter == u"Ə" else letter
    if letter == u"ý":
        return u"ı"
    if letter == u"þ":
        return u"ş"
    if letter == u"ð":
        return u"ğ"
    if letter == u"Ý":
        return u"İ"
    if letter == u"Þ":
        return u"Ş"
    return u"Ğ" if letter == u"Ð" else letter


cdef inline bint may_be_decomposed(Py_UCS4 letter) noexcept nogil:
    """Whether a letter may be changed by Normalization Form C, or change others."""
    return letter >= 0x300 and not 0x400 <= letter < 0x530 and not 0x2018 <= letter <= 0x2019


cdef inline void spell(str text, Py_ssize_t length, int letters, Py_UCS4 *out) noexcept:
    """Write the first code points of a text, each as what it is taken for."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t i
    for i in range(length):
        out[i] = PyUnicode_READ(kind, data, i)
        if letters != AS_WRITTEN:
            out[i] = taken_for(out[i], letters)
