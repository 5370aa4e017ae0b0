# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The token scanner: one pass over the code points of a text, no Python object per token.

Word boundaries follow Unicode Standard Annex #29 where news text agrees with it, and differ in five places:
an apostrophe joins a letter to the letter or digit before it (``Bakı'da`` is one token, ``'word'`` is not), a full
stop joins single letters only (``U.S.`` is one token, ``Report.az`` two), full stops and commas join the digits of a
number (``3,5``, ``1.000.000``) and not of a date or a version (``30.01.2021`` is three tokens), an underscore and
a hyphen separate, but for a hyphen between capitals or digits and the ending that they are inflected by (``BMT-nin``,
``2021-ci``, ``5-го``; the endings stand in ``inflections.txt``), and each Han or Hiragana character is a token of its
own.
"""
import os
import unicodedata
from array import array
from pathlib import Path

from cpython cimport array as carray
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    Py_UNICODE_ISALPHA,
    Py_UNICODE_ISDECIMAL,
    Py_UNICODE_ISNUMERIC,
    Py_UNICODE_ISUPPER,
)
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t

# Shapes of tokens.
LATIN = _LATIN
CYRILLIC = _CYRILLIC
OTHER_SCRIPT = _OTHER_SCRIPT
DIGIT = _DIGIT
APOSTROPHE = _APOSTROPHE
DOT = _DOT
IGNORABLE = _IGNORABLE
UPPER_FIRST = _UPPER_FIRST
UPPER_ALL = _UPPER_ALL
NON_ASCII = _NON_ASCII
OPENING = _OPENING      # the first token of a text, or of what stands behind a mark of _opens

# Classes of code points; 0 is "not looked up yet".
cdef enum:
    C_OTHER = 1
    C_LETTER = 2
    C_IDEOGRAPH = 5
    C_DIGIT = 6
    C_MARK = 7
    C_APOSTROPHE = 8
    C_STOP = 9
    C_COMMA = 10
    C_IGNORABLE = 11
    C_HYPHEN = 12
    C_MASK = 15
    C_UPPER = 16
    C_SCRIPT_SHIFT = 5          # of a letter, the shape of its script stands here: _LATIN, _CYRILLIC or _OTHER_SCRIPT
    C_SCRIPTS = 7 << 5

INFLECTIONS = frozenset(Path(__file__).with_name("inflections.txt").read_text("utf-8").split())
"""What abbreviations and numbers are inflected by behind a hyphen, in Azerbaijani and Russian."""

# Whoever writes texts cannot know which words have the same hash.
cdef uint32_t SEED = <uint32_t> int.from_bytes(os.urandom(4), "little")

# Code points as a text has them, all in as few bytes as the widest of them needs.
ctypedef fused Letter:
    uint8_t
    uint16_t
    uint32_t

cdef frozenset _INFLECTIONS = INFLECTIONS
cdef Py_ssize_t _LONGEST_INFLECTION = max(map(len, INFLECTIONS))

# Filled as characters are met, from the Unicode database of the running Python. Pages that no text
# touches are never allocated. Two threads that fill one entry write the same value.
cdef unsigned char CLASSES[0x110000]


cdef unsigned char _classify(Py_UCS4 ch):
    """Look a code point up in the Unicode database."""
    cdef unsigned char upper = C_UPPER if Py_UNICODE_ISUPPER(ch) else 0
    if ch in (0x27, 0x2019, 0x2018, 0x02BC, 0x0060, 0x00B4, 0xFF07):
        return C_APOSTROPHE
    if ch == 0x2E:
        return C_STOP
    if ch == 0x2C:
        return C_COMMA
    if ch in (0x2D, 0x2010, 0x2011):
        return C_HYPHEN
    if ch in (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF):
        return C_IGNORABLE
    if Py_UNICODE_ISALPHA(ch):
        name = unicodedata.name(chr(ch), "")
        if name.startswith(("LATIN", "FULLWIDTH LATIN")):
            return C_LETTER | _LATIN << C_SCRIPT_SHIFT | upper
        if name.startswith("CYRILLIC"):
            return C_LETTER | _CYRILLIC << C_SCRIPT_SHIFT | upper
        if name.startswith(("CJK", "HIRAGANA", "KATAKANA-HIRAGANA")):
            return C_IDEOGRAPH
        return C_LETTER | _OTHER_SCRIPT << C_SCRIPT_SHIFT | upper
    if Py_UNICODE_ISDECIMAL(ch) or Py_UNICODE_ISNUMERIC(ch):
        return C_DIGIT
    if unicodedata.category(chr(ch)).startswith("M") and not 0xFE00 <= ch <= 0xFE0F and not 0xE0100 <= ch <= 0xE01EF:
        return C_MARK
    return C_OTHER


cdef inline unsigned char _class_of(Py_UCS4 letter):
    cdef unsigned char found = CLASSES[letter]
    if found == 0:
        found = CLASSES[letter] = _classify(letter)
    return found


cdef inline bint _is_letter(unsigned char cls):
    return cls & C_SCRIPTS


cdef inline bint _opens(Py_UCS4 ch):
    """Whether what follows a character is often written with a capital for standing there: the first of a sentence."""
    return ch in (0x2E, 0x21, 0x3F, 0x2026, 0x3A, 0x0A)


cdef struct Run:
    Py_ssize_t end
    int shape
    uint32_t hash


cdef uint32_t _hash(const Letter *data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    cdef uint32_t hash = SEED
    cdef Py_ssize_t i
    for i in range(start, end):
        hash = (hash ^ data[i]) * 0x01000193U
    return hash ^ hash >> 15


cdef uint32_t hash_letters(int kind, const void *data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    if kind == 1:
        return _hash(<const uint8_t *> data, start, end)
    if kind == 2:
        return _hash(<const uint16_t *> data, start, end)
    return _hash(<const uint32_t *> data, start, end)


cdef bint _is_inflection_at(str text, const Letter *data, Py_ssize_t start, Py_ssize_t length):
    """Whether the letters from ``start`` to the next character that is no part of a word are an ending."""
    cdef Py_ssize_t i = start
    cdef unsigned char cls
    while i < length and i - start <= _LONGEST_INFLECTION:
        cls = _class_of(data[i])
        if not _is_letter(cls) or cls & C_UPPER:
            break
        i += 1
    if i == start or i - start > _LONGEST_INFLECTION:
        return False
    if i < length:
        cls = _class_of(data[i])
        if _is_letter(cls) or (cls & C_MASK) in (C_DIGIT, C_MARK, C_IGNORABLE, C_APOSTROPHE, C_HYPHEN):
            return False
    return text[start:i] in _INFLECTIONS


cdef int _word_from(str text, const Letter *data, Py_ssize_t start, Py_ssize_t length, Run *run) except -1:
    """Find where the word that begins at ``start`` ends, and its shape."""
    cdef Py_ssize_t i = start
    cdef unsigned char cls = _class_of(data[i])
    cdef uint32_t hash = SEED, scripts = 0, widest = 0
    cdef unsigned char capitals = C_UPPER
    run.shape = _UPPER_FIRST if cls & C_UPPER else 0
    # Most words are letters and nothing else.
    while i < length:
        cls = _class_of(data[i])
        if not _is_letter(cls):
            break
        scripts |= cls
        capitals &= cls
        widest |= data[i]
        hash = (hash ^ data[i]) * 0x01000193U
        i += 1
    run.end = i
    run.shape |= <int> (scripts >> C_SCRIPT_SHIFT) | (_NON_ASCII if widest > 127 else 0)
    if i < length and not (cls & C_MASK == C_OTHER or cls & C_MASK == C_IDEOGRAPH):
        _go_on(text, data, start, length, capitals != 0, run)
    elif i - start > 1 and capitals:
        run.shape |= _UPPER_ALL
    run.hash = hash ^ hash >> 15 if run.end == i else _hash(data, start, run.end)
    return 0


cdef int _go_on(
    str text, const Letter *data, Py_ssize_t start, Py_ssize_t length, bint all_upper, Run *run
) except -1:
    """Go on with a run that ends behind the letters that a word begins with, which may be none or all capitals."""
    cdef Py_ssize_t i = run.end, ahead, number_end = 0
    cdef unsigned char cls, base
    cdef int shape = run.shape
    cdef int cased = <int> (i - start)
    cdef int letters = cased    # since the word began or the last full stop in it
    cdef bint after_letter = cased > 0, after_digit = False
    while i < length:
        cls = _class_of(data[i])
        base = cls & C_MASK
        if _is_letter(cls):
            shape |= cls >> C_SCRIPT_SHIFT
            letters += 1
            cased += 1
            if not cls & C_UPPER:
                all_upper = False
            after_letter, after_digit = True, False
        elif base == C_DIGIT:
            shape |= _DIGIT
            if i >= number_end:
                number_end = _number_end(data, i, length)
            letters += 1
            after_letter, after_digit = False, True
        elif base == C_MARK:
            pass
        elif base == C_IGNORABLE or base == C_APOSTROPHE or base == C_STOP or base == C_COMMA:
            ahead = i + 1
            while ahead < length and base == C_IGNORABLE and (_class_of(data[ahead]) & C_MASK) == C_IGNORABLE:
                ahead += 1
            if ahead >= length:
                break
            cls = _class_of(data[ahead])
            if base == C_IGNORABLE:
                if not (_is_letter(cls) or (cls & C_MASK) == C_DIGIT):
                    break
                shape |= _IGNORABLE | _NON_ASCII
            elif base == C_APOSTROPHE:
                if not ((after_letter or after_digit) and _is_letter(cls)):
                    break
                shape |= _APOSTROPHE
            elif i < number_end:
                shape |= _DOT
            elif base == C_STOP and after_letter and letters == 1 and _is_letter(cls) \
                    and _single_letter_at(data, ahead, length):
                shape |= _DOT
                letters = 0
            else:
                break
            if data[i] > 127:
                shape |= _NON_ASCII
            i = ahead
            continue
        elif base == C_HYPHEN and i == run.end and not shape & (_APOSTROPHE | _IGNORABLE) \
                and ((cased > 1 and all_upper) or (cased == 0 and after_digit)) \
                and _is_inflection_at(text, data, i + 1, length):
            shape |= _APOSTROPHE
        else:
            break
        if data[i] > 127:
            shape |= _NON_ASCII
        i += 1
        run.end = i
    if cased > 1 and all_upper:
        shape |= _UPPER_ALL
    run.shape = shape
    return 0


cdef inline bint _is_separator_at(const Letter *data, Py_ssize_t i):
    """Whether a full stop or a comma stands at ``i``."""
    cdef unsigned char base = _class_of(data[i]) & C_MASK
    return base == C_STOP or base == C_COMMA


cdef Py_ssize_t _number_end(const Letter *data, Py_ssize_t start, Py_ssize_t length):
    """Find where the number that begins with the digit at ``start`` ends, its full stops and commas included.

    Two groups of digits are a decimal; of more, all but the first and the last must have three digits.
    """
    cdef Py_ssize_t i = start, first_end = start
    cdef int groups = 0, digits = 0, first_digits = 0
    cdef bint thousands = True
    cdef unsigned char base
    while True:
        if groups >= 2 and digits != 3:
            thousands = False
        digits = 0
        while i < length:
            base = _class_of(data[i]) & C_MASK
            if base == C_DIGIT:
                digits += 1
            elif base != C_MARK:
                break
            i += 1
        groups += 1
        if groups == 1:
            first_end, first_digits = i, digits
        if i + 1 >= length or not _is_separator_at(data, i) \
                or (_class_of(data[i + 1]) & C_MASK) != C_DIGIT:
            break
        i += 1
    if start >= 2 and _is_separator_at(data, start - 1) \
            and (_class_of(data[start - 2]) & C_MASK) == C_DIGIT:
        return first_end    # the rest of a date or a version
    if groups == 2 or (groups > 2 and thousands and first_digits <= 3):
        return i
    return first_end


cdef bint _single_letter_at(const Letter *data, Py_ssize_t i, Py_ssize_t length):
    """Whether the letter at ``i`` stands alone, as in an abbreviation such as U.S. or т.е."""
    cdef unsigned char cls
    cdef Py_ssize_t ahead = i + 1
    while ahead < length and (_class_of(data[ahead]) & C_MASK) == C_MARK:
        ahead += 1
    if ahead >= length:
        return True
    cls = _class_of(data[ahead])
    return not (_is_letter(cls) or (cls & C_MASK) == C_DIGIT)


cdef class TokenBuffer:
    """The tokens of one text at a time."""

    def __dealloc__(self):
        PyMem_Free(self.tokens)

    cdef int _grow(self) except -1:
        cdef void *moved = PyMem_Realloc(self.tokens, (2 * self.room + 64) * sizeof(Token))
        if moved == NULL:
            raise MemoryError
        self.tokens = <Token *> moved
        self.room = 2 * self.room + 64
        return 0

    cdef int scan(self, str text) except -1:
        cdef const void *data = PyUnicode_DATA(text)
        if PyUnicode_GET_LENGTH(text) > 0x7FFFFFFF:
            raise ValueError("a text of more than 2,147,483,647 characters cannot be scanned; split it")
        self.count = 0
        if PyUnicode_KIND(text) == 1:
            return _scan(self, text, <const uint8_t *> data)
        if PyUnicode_KIND(text) == 2:
            return _scan(self, text, <const uint16_t *> data)
        return _scan(self, text, <const uint32_t *> data)


cdef int _scan(TokenBuffer found, str text, const Letter *data) except -1:
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), i = 0, count = 0
    cdef unsigned char base
    cdef bint is_opening = True
    cdef Run run
    cdef Token *token
    while i < length:
        base = _class_of(data[i]) & C_MASK
        if base == C_IDEOGRAPH:
            run.end = i + 1
            while run.end < length and (_class_of(data[run.end]) & C_MASK) == C_MARK:
                run.end += 1
            run.shape = _OTHER_SCRIPT | _NON_ASCII
            run.hash = _hash(data, i, run.end)
        elif base == C_LETTER or base == C_DIGIT:
            _word_from(text, data, i, length, &run)
        else:
            is_opening = is_opening or _opens(data[i])
            i += 1
            continue
        if is_opening:
            run.shape |= _OPENING
            is_opening = False
        if count == found.room:
            found._grow()
        token = &found.tokens[count]
        token.start, token.end, token.shape, token.hash = <int32_t> i, <int32_t> run.end, run.shape, run.hash
        count += 1
        i = run.end
    found.count = count
    return 0


def scan(str text not None):
    """Find the tokens of a text.

    Returns three ``array("i")`` of one length: start offsets and end offsets in code points, and shapes, a
    bit set of the constants of this module.
    """
    cdef TokenBuffer found = TokenBuffer()
    cdef Py_ssize_t i
    found.scan(text)
    cdef carray.array starts = carray.clone(_EMPTY, found.count, False)
    cdef carray.array ends = carray.clone(_EMPTY, found.count, False)
    cdef carray.array shapes = carray.clone(_EMPTY, found.count, False)
    for i in range(found.count):
        starts.data.as_ints[i] = found.tokens[i].start
        ends.data.as_ints[i] = found.tokens[i].end
        shapes.data.as_ints[i] = found.tokens[i].shape
    return starts, ends, shapes


cdef carray.array _EMPTY = array("i")
