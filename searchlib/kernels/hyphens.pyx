# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Tokens that are joined to the one behind them: by a hyphen, or as the parts of an abbreviation by a full stop.

A joint is a hyphen between two characters of words, or a full stop between two runs of one to three letters. It belongs
to the token that it stands in or behind; that token is joined if one character, a hyphen or a full stop, separates it
from the next. tests/reference/hyphenation.py finds the same with a regular expression.
"""
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL,
)
from libc.stdint cimport int32_t

from searchlib.kernels.scan cimport Token

cdef enum:
    LONGEST_PART = 3            # letters of a part of an abbreviation


cdef inline bint _is_hyphen(Py_UCS4 letter) noexcept:
    return letter == u"-" or letter == u"\u2010" or letter == u"\u2011"


cdef inline bint _is_word(int kind, const void *data, Py_ssize_t i, Py_ssize_t length) noexcept:
    """Whether a character of words stands at a place, which may lie outside the text."""
    if i < 0 or i >= length:
        return False
    return PyUnicode_READ(kind, data, i) == u"_" or Py_UNICODE_ISALNUM(PyUnicode_READ(kind, data, i))


cdef inline bint _is_letter(int kind, const void *data, Py_ssize_t i, Py_ssize_t length) noexcept:
    return i >= 0 and i < length and Py_UNICODE_ISALNUM(PyUnicode_READ(kind, data, i)) \
        and not Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, i))


cdef bint _is_short_part(int kind, const void *data, Py_ssize_t i, Py_ssize_t length, int step) noexcept:
    """Whether a word that begins at a place, read forwards or backwards, is a part of an abbreviation."""
    cdef int letters = 0
    while letters <= LONGEST_PART and _is_letter(kind, data, i, length):
        letters += 1
        i += step
    return 0 < letters <= LONGEST_PART and not _is_word(kind, data, i, length)


cdef bint _is_joint(int kind, const void *data, Py_ssize_t i, Py_ssize_t length) noexcept:
    cdef Py_UCS4 letter = PyUnicode_READ(kind, data, i)
    if _is_hyphen(letter):
        return _is_word(kind, data, i - 1, length) and _is_word(kind, data, i + 1, length)
    return letter == u"." and _is_short_part(kind, data, i - 1, length, -1) \
        and _is_short_part(kind, data, i + 1, length, 1)


cdef bint is_joined_to_next(
    int kind, const void *data, Py_ssize_t length, const Token *tokens, Py_ssize_t count, Py_ssize_t number
) noexcept:
    cdef Py_ssize_t end = tokens[number].end, i
    cdef Py_UCS4 between
    if number + 1 >= count or tokens[number + 1].start != end + 1:
        return False
    between = PyUnicode_READ(kind, data, end)
    if between != u"." and not _is_hyphen(between):
        return False
    if Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, end - 1)) \
            and Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, end + 1)):
        return False
    for i in range(tokens[number - 1].end + 1 if number else 0, end + 1):
        if _is_joint(kind, data, i, length):
            return True
    return False


def joined(str text not None, const int32_t[::1] starts not None, const int32_t[::1] ends not None):
    """Return the numbers of the tokens that are joined to the one behind them, unless both are numbers.

    Raises ValueError for tokens that do not follow each other in the text.
    """
    cdef Py_ssize_t count = starts.shape[0], length = PyUnicode_GET_LENGTH(text), i, before = 0
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    cdef Token *tokens
    cdef list found = []
    if ends.shape[0] != count:
        raise ValueError(f"{count} tokens begin and {ends.shape[0]} end")
    tokens = <Token *> PyMem_Malloc(max(1, count) * sizeof(Token))
    if tokens == NULL:
        raise MemoryError
    try:
        for i in range(count):
            if starts[i] < before or ends[i] <= starts[i] or ends[i] > length:
                raise ValueError(f"token {i} is not behind the one before it, or not in the text")
            before = ends[i]
            tokens[i] = Token(starts[i], ends[i], 0, 0)
        for i in range(count):
            if is_joined_to_next(kind, data, length, tokens, count, i):
                found.append(i)
        return found
    finally:
        PyMem_Free(tokens)
