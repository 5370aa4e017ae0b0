# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Which tokens of a text may be one of some terms, told from their first letters without making a string of any.

Letters that normalising may exchange for one another (capitals, accents, look-alikes) are of one class. A token whose
first letters are of other classes than those of every term is none of the terms; the others have to be looked at.
"""
from array import array

from cpython cimport array as carray
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, uint8_t, uint32_t
from libc.string cimport memcpy, memset

from searchlib.kernels.scan cimport Token, TokenBuffer

LETTERS = _LETTERS
KNOWN = _KNOWN
SKIPPED = _SKIPPED
WILD = _WILD

cdef enum:
    _LETTERS = 4             # of a token that count
    _KNOWN = 0x2000          # code points from here on are of no known class
    _SKIPPED = 0             # class of what does not count: accents, apostrophes, full stops
    _WILD = 255              # class of what may become anything
    KEY_BITS = 16
    KEYS = 1 << KEY_BITS


cdef inline uint8_t _class_of(const uint8_t *classes, Py_UCS4 ch) noexcept:
    if ch < _KNOWN:
        return classes[ch]
    # Invisible joiners, hyphens and quotation marks that stand inside words.
    if 0x200B <= ch <= 0x200D or ch == 0x2010 or ch == 0x2011 or ch == 0x2018 or ch == 0x2019 or ch == 0x2060 \
            or ch == 0xFEFF or ch == 0xFF07:
        return _SKIPPED
    return _WILD


cdef inline uint32_t _with(uint32_t key, uint8_t of_class) noexcept:
    return key * 251 + of_class


cdef int32_t _key(const uint8_t *classes, int kind, const void *data, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Return the key of a token, or -1 if one of its first letters may become anything."""
    cdef uint32_t key = 0
    cdef int letters = 0
    cdef uint8_t found
    while start < end and letters < _LETTERS:
        found = _class_of(classes, PyUnicode_READ(kind, data, start))
        if found == _WILD:
            return -1
        if found != _SKIPPED:
            key = _with(key, found)
            letters += 1
        start += 1
    return (key * 2654435761U) >> (32 - KEY_BITS)


cdef class TermFilter:
    """Finds the tokens that may be one of some terms.

    Args:
        classes: the class of each code point below ``KNOWN``: ``SKIPPED``, ``WILD`` or a number between them.
        terms: the terms.
    """

    cdef uint8_t classes[_KNOWN]
    cdef uint8_t keys[KEYS >> 3]

    def __init__(self, bytes classes not None, terms):
        cdef str term
        cdef int32_t key
        if len(classes) != _KNOWN:
            raise ValueError(f"there are classes of {len(classes)} code points, not of {_KNOWN}")
        memcpy(self.classes, <const uint8_t *> classes, _KNOWN)
        memset(self.keys, 0, KEYS >> 3)
        for term in terms:
            key = _key(self.classes, PyUnicode_KIND(term), PyUnicode_DATA(term), 0, len(term))
            if key >= 0:
                self.keys[key >> 3] |= 1 << (key & 7)

    def tokens(self, str text not None):
        """Return the numbers, the starts and the ends of the tokens of a text that may be one of the terms."""
        cdef TokenBuffer found = TokenBuffer()
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef Py_ssize_t i, kept = 0
        cdef int32_t key
        cdef Token *token
        found.scan(text)
        cdef carray.array numbers = carray.clone(_EMPTY, found.count, False)
        cdef carray.array starts = carray.clone(_EMPTY, found.count, False)
        cdef carray.array ends = carray.clone(_EMPTY, found.count, False)
        for i in range(found.count):
            token = &found.tokens[i]
            key = _key(self.classes, kind, data, token.start, token.end)
            if key < 0 or self.keys[key >> 3] >> (key & 7) & 1:
                numbers.data.as_ints[kept] = <int> i
                starts.data.as_ints[kept] = token.start
                ends.data.as_ints[kept] = token.end
                kept += 1
        carray.resize(numbers, kept)
        carray.resize(starts, kept)
        carray.resize(ends, kept)
        return numbers, starts, ends


cdef carray.array _EMPTY = array("i")
