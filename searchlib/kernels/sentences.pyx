# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Places where a sentence may end, in one pass over the code points of a text.

A place is behind a closing mark (full stop, question mark, exclamation mark, ellipsis) with its closing quotation marks
and brackets, or at a line break that separates paragraphs. What needs a word to be looked up is left to the caller:
places behind a single full stop are told apart from those that are sure.

A single line break separates where it was meant: the first word of the next line would have fitted into the line, the
line is longer than anybody breaks lines at, or a list item begins.
"""
from array import array

from cpython cimport array as carray
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL,
    Py_UNICODE_ISLOWER,
    Py_UNICODE_ISSPACE,
    Py_UNICODE_ISUPPER,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t

# What a place is.
SURE = _SURE
STOP = _STOP

FIELDS = _FIELDS
"""Numbers to a place: what it is, where its mark begins, where the sentence ends, where the next one begins, where the
word before the mark begins."""

cdef enum:
    _SURE = 0
    _STOP = 1
    _NOTHING = 2
    _FIELDS = 5
    LONGEST_BROKEN_LINE = 120
    LONGEST_WORD = 24
    LONGEST_NOTE = 3


cdef struct Text:
    int kind
    const void *data
    Py_ssize_t length


cdef struct Paragraph:
    Py_ssize_t start
    Py_ssize_t widest        # code points of its widest line; -1 until it is needed


cdef inline Py_UCS4 _at(Text *text, Py_ssize_t i) noexcept:
    return PyUnicode_READ(text.kind, text.data, i) if 0 <= i < text.length else 0


cdef inline bint _is_line_end(Py_UCS4 ch) noexcept:
    return ch == 0x0A or ch == 0x0D or ch == 0x0B or ch == 0x0C or ch == 0x85 or ch == 0x2028 or ch == 0x2029


cdef inline bint _is_full_width(Py_UCS4 ch) noexcept:
    """Whether a closing mark needs no space behind it."""
    return ch == 0x3002 or ch == 0xFF01 or ch == 0xFF1F or ch == 0xFF0E or ch == 0xFF61


cdef inline bint _is_mark(Py_UCS4 ch) noexcept:
    if ch < 0x80:
        return ch == 0x2E or ch == 0x21 or ch == 0x3F
    return ch == 0x2026 or ch == 0x203C or 0x2047 <= ch <= 0x2049 or _is_full_width(ch) or ch == 0x061F \
        or ch == 0x06D4 or ch == 0x0964 or ch == 0x0965 or ch == 0x0589


cdef inline bint _is_closer(Py_UCS4 ch) noexcept:
    if ch < 0x80:
        return ch == 0x22 or ch == 0x27 or ch == 0x29 or ch == 0x5D or ch == 0x7D
    return ch == 0x201D or ch == 0x2019 or ch == 0xBB or ch == 0x203A or ch == 0x2033 or ch == 0x201C \
        or ch == 0x300D or ch == 0x300F or ch == 0xFF09 or ch == 0x3011


cdef inline bint _is_opener(Py_UCS4 ch) noexcept:
    if ch < 0x80:
        return ch == 0x22 or ch == 0x27 or ch == 0x28 or ch == 0x5B or ch == 0x2D
    return ch == 0x201C or ch == 0x201D or ch == 0x201E or ch == 0xAB or ch == 0x2018 or ch == 0x2039 or ch == 0x2013 \
        or ch == 0x2014 or ch == 0xBF or ch == 0xA1 or ch == 0x300C or ch == 0x300E


cdef inline bint _is_bullet(Py_UCS4 ch) noexcept:
    return ch == 0x2D or ch == 0x2A or ch == 0x2013 or ch == 0x2014 or ch == 0x2022 or ch == 0xB7 or ch == 0x25AA \
        or ch == 0x25CF or ch == 0x25A0 or ch == 0x2023 or ch == 0x25E6


cdef inline Py_ssize_t _past_space(Text *text, Py_ssize_t i) noexcept:
    while i < text.length and Py_UNICODE_ISSPACE(_at(text, i)):
        i += 1
    return i


cdef inline Py_ssize_t _past_line_end(Text *text, Py_ssize_t i) noexcept:
    """Skip one line end, of which CR and LF together are one."""
    return i + 2 if _at(text, i) == 0x0D and _at(text, i + 1) == 0x0A else i + 1


ctypedef fused CodePoint:
    uint8_t
    uint16_t
    uint32_t


cdef inline Py_ssize_t _past_letters(const CodePoint *text, Py_ssize_t i, Py_ssize_t stop) noexcept:
    """Skip letters of Latin and Cyrillic, and spaces between them: nothing ends there."""
    while i < stop and (0x40 <= text[i] < 0x85 or text[i] == 0x20 or 0x85 < text[i] < 0x0589):
        i += 1
    return i


cdef Py_ssize_t _first_that_may_end(Text *text, Py_ssize_t i) noexcept:
    if text.kind == 1:
        return _past_letters(<const uint8_t *> text.data, i, text.length)
    if text.kind == 2:
        return _past_letters(<const uint16_t *> text.data, i, text.length)
    return _past_letters(<const uint32_t *> text.data, i, text.length)


cdef Py_ssize_t _first_line_end(Text *text, Py_ssize_t i, Py_ssize_t stop) noexcept:
    while i < stop and not _is_line_end(_at(text, i)):
        i += 1
    return i


cdef bint _is_empty_line(Text *text, Py_ssize_t i) noexcept:
    """Whether nothing but space stands from here to the end of the line."""
    while i < text.length and not _is_line_end(_at(text, i)):
        if not Py_UNICODE_ISSPACE(_at(text, i)):
            return False
        i += 1
    return True


cdef bint _is_item(Text *text, Py_ssize_t i) noexcept:
    """Whether a list item begins: a bullet or a number, and a space behind it."""
    cdef Py_ssize_t start
    if _is_bullet(_at(text, i)):
        return Py_UNICODE_ISSPACE(_at(text, i + 1))
    start = i
    while i - start < LONGEST_NOTE and Py_UNICODE_ISDECIMAL(_at(text, i)):
        i += 1
    return i > start and (_at(text, i) == 0x2E or _at(text, i) == 0x29) and Py_UNICODE_ISSPACE(_at(text, i + 1))


cdef Py_ssize_t _widest_line(Text *text, Py_ssize_t i) noexcept:
    """Return the length of the longest line from here to the next empty one."""
    cdef Py_ssize_t widest = 0, start = i
    while i < text.length:
        if _is_line_end(_at(text, i)):
            if i - start > widest:
                widest = i - start
            i = _past_line_end(text, i)
            start = i
            if _is_empty_line(text, i):
                return widest
        else:
            i += 1
    return max(widest, i - start)


cdef bint _separates(Text *text, Py_ssize_t start, Py_ssize_t end, Paragraph *paragraph) noexcept:
    """Whether the line break behind the line text[start:end] was meant to separate."""
    cdef Py_ssize_t following = _past_line_end(text, end), word
    cdef Py_UCS4 ch = _at(text, end)
    if ch == 0x2029 or ch == 0x0C or _is_empty_line(text, following):
        return True
    following = _past_space(text, following)
    if _is_item(text, following):
        return True
    word = following
    while word < text.length and _is_opener(_at(text, word)):
        word += 1
    ch = _at(text, word)
    if Py_UNICODE_ISLOWER(ch) or ch == 0x2C or ch == 0x3B or ch == 0x3A:
        return False
    if end - start > LONGEST_BROKEN_LINE:
        return True
    while word < text.length and not Py_UNICODE_ISSPACE(_at(text, word)):
        word += 1
    if paragraph.widest < 0:
        paragraph.widest = _widest_line(text, paragraph.start)
    return end - start + 1 + word - following <= paragraph.widest


cdef Py_ssize_t _past_closers(Text *text, Py_ssize_t i) noexcept:
    """Skip closing quotation marks, brackets and the numbers of notes: [12]."""
    cdef Py_ssize_t note
    while i < text.length:
        if _is_closer(_at(text, i)):
            i += 1
            continue
        if _at(text, i) != 0x5B:
            return i
        note = i + 1
        while note - i <= LONGEST_NOTE and Py_UNICODE_ISDECIMAL(_at(text, note)):
            note += 1
        if note == i + 1 or _at(text, note) != 0x5D:
            return i
        i = note + 1
    return i


cdef bint _begins_without_space(Text *text, Py_ssize_t mark, Py_ssize_t end) noexcept:
    """Whether a sentence begins right behind a mark, where somebody forgot the space: opened.The road."""
    if not Py_UNICODE_ISUPPER(_at(text, end)) or not Py_UNICODE_ISLOWER(_at(text, end + 1)):
        return False
    return Py_UNICODE_ISLOWER(_at(text, mark - 1)) and Py_UNICODE_ISLOWER(_at(text, mark - 2)) \
        and Py_UNICODE_ISLOWER(_at(text, mark - 3))


cdef bint _goes_on(Text *text, Py_ssize_t following) noexcept:
    """Whether what follows goes on with the sentence: a small letter, a comma, a semicolon, a colon."""
    cdef Py_UCS4 ch = _at(text, following)
    if ch == 0x2C or ch == 0x3B or ch == 0x3A:
        return True
    while following < text.length and (_is_opener(_at(text, following)) or Py_UNICODE_ISSPACE(_at(text, following))):
        following += 1
    return Py_UNICODE_ISLOWER(_at(text, following))


cdef inline bint _is_word_part(Py_UCS4 ch) noexcept:
    return Py_UNICODE_ISALNUM(ch) or ch == 0x2E or 0x0300 <= ch <= 0x036F


cdef class Places:
    """A growing row of places."""

    cdef carray.array found
    cdef Py_ssize_t size

    def __cinit__(self):
        self.found = carray.clone(_EMPTY, 32 * _FIELDS, False)

    cdef int add(self, Text *text, int what, Py_ssize_t mark, Py_ssize_t end, Py_ssize_t following) except -1:
        cdef Py_ssize_t word = mark
        cdef int *at
        if self.size + _FIELDS > len(self.found):
            carray.resize(self.found, 2 * len(self.found))
        while what == _STOP and word > 0 and mark - word < LONGEST_WORD and _is_word_part(_at(text, word - 1)):
            word -= 1
        at = self.found.data.as_ints + self.size
        at[0], at[1], at[2], at[3], at[4] = what, <int> mark, <int> end, <int> following, <int> word
        self.size += _FIELDS
        return 0


def sentence_ends(str source not None):
    """Return an ``array("i")`` with ``FIELDS`` numbers for each place where a sentence may end, in text order.

    Raises ValueError if the text has more than 2,147,483,647 code points.
    """
    cdef Text text
    cdef Places places = Places()
    cdef Py_ssize_t i = 0, line = 0, mark, end, following, break_at
    cdef Paragraph paragraph = Paragraph(0, -1)
    cdef Py_UCS4 ch
    cdef int what
    text.kind, text.data, text.length = PyUnicode_KIND(source), PyUnicode_DATA(source), PyUnicode_GET_LENGTH(source)
    if text.length > 0x7FFFFFFF:
        raise ValueError("a text of more than 2,147,483,647 characters cannot be split into sentences; split it")
    while True:
        i = _first_that_may_end(&text, i)
        if i == text.length:
            break
        ch = PyUnicode_READ(text.kind, text.data, i)
        mark = i
        if _is_mark(ch):
            while i < text.length and _is_mark(_at(&text, i)):
                i += 1
            end = _past_closers(&text, i)
            following = _past_space(&text, end)
            if following == end < text.length and not _is_full_width(_at(&text, i - 1)):
                if _begins_without_space(&text, mark, i):
                    places.add(&text, _SURE, mark, i, i)
                continue
            what = _STOP if ch == 0x2E and i == mark + 1 else _SURE
        elif _is_line_end(ch):
            end = i
            while end > line and Py_UNICODE_ISSPACE(_at(&text, end - 1)):
                end -= 1
            mark = end
            following = _past_space(&text, i)
            what = _NOTHING
        else:
            i += 1
            continue
        break_at = _first_line_end(&text, end, following)
        if break_at < following:
            if following == text.length or _separates(&text, line, break_at, &paragraph):
                what = _SURE
                if _is_after_empty_line(&text, following):
                    paragraph = Paragraph(following, -1)
            elif what != _NOTHING and _goes_on(&text, following):
                what = _NOTHING
            line = following
        elif following < text.length and _goes_on(&text, following):
            what = _NOTHING
        elif following == text.length:
            what = _SURE
        if what != _NOTHING:
            places.add(&text, what, mark, end, following)
        i = following
    carray.resize(places.found, places.size)
    return places.found


cdef bint _is_after_empty_line(Text *text, Py_ssize_t i) noexcept:
    """Whether two line ends stand right before a place, with nothing but space between them."""
    cdef int ends = 0
    while i > 0 and ends < 2 and Py_UNICODE_ISSPACE(_at(text, i - 1)):
        i -= 1
        if _is_line_end(_at(text, i)):
            ends += 0 if _at(text, i) == 0x0D and _at(text, i + 1) == 0x0A else 1
    return ends == 2


cdef carray.array _EMPTY = array("i")
