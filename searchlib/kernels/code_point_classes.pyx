# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The class of each code point of a text, a bit set."""
from cpython.unicode cimport Py_UNICODE_ISSPACE
from libc.stdint cimport uint8_t, uint16_t, uint32_t

cdef enum:
    MAPPED_CLASSES = 0x300

cdef uint8_t CLASSES[MAPPED_CLASSES]
for _class, _members in (
    (SPACE, "".join(filter(str.isspace, map(chr, range(MAPPED_CLASSES))))),
    (NEWLINE, "\n"),
    (STOP, ".!?"),
    (MARK, '"«»()[]'),
    (SCHWA, "əƏ"),
    (LATIN_LETTER, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + "".join(map(chr, range(0xC0, 0x250)))),
    (BETWEEN_WORDS, " ,:;'-"),
):
    for _member in _members:
        CLASSES[ord(_member)] |= <uint8_t> _class


cdef inline uint8_t _class_of(Py_UCS4 letter) noexcept:
    if letter < MAPPED_CLASSES:
        return CLASSES[letter]
    if letter < 0x2000:
        return CYRILLIC_LETTER if 0x400 <= letter < 0x500 else SPACE if letter == 0x1680 else 0
    if letter == u"–" or letter == u"—" or letter == u"’":
        return BETWEEN_WORDS
    if letter == u"…":
        return STOP
    if letter == u"“" or letter == u"”" or letter == u"„":
        return MARK
    return SPACE if Py_UNICODE_ISSPACE(letter) else 0


# Code points as a text has them.
ctypedef fused Letter:
    uint8_t
    uint16_t
    uint32_t


cdef uint8_t _classify(const Letter *letters, Py_ssize_t length, uint8_t *classes) noexcept:
    cdef uint8_t every = 0, found
    cdef Py_ssize_t i
    for i in range(length):
        found = _class_of(letters[i])
        classes[i] = found
        every |= found
    return every


cdef uint8_t classify(int kind, const void *data, Py_ssize_t length, uint8_t *classes) noexcept:
    if kind == 1:
        return _classify(<const uint8_t *> data, length, classes)
    if kind == 2:
        return _classify(<const uint16_t *> data, length, classes)
    return _classify(<const uint32_t *> data, length, classes)
