# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The term of each token: worked out once for each distinct surface and casing, then remembered with the surface.

A word of plain letters of one script becomes its term letter by letter; what these letters are, and every other word,
is asked of Python.
"""
from cpython.unicode cimport (
    PyUnicode_AsUTF8AndSize,
    PyUnicode_DATA,
    PyUnicode_KIND,
    PyUnicode_READ,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from searchlib.kernels.scan cimport _CYRILLIC, _IGNORABLE, _LATIN, _OTHER_SCRIPT, Token
from searchlib.kernels.surfaces cimport LONGEST_SURFACE, Surface, SurfaceTable
from searchlib.kernels.term_table cimport TermTable
from searchlib.kernels.texts cimport SurfaceText


cdef class SurfaceTerms:
    """Finds the terms of tokens.

    Args:
        surfaces: the table that texts are read into.
        normalize: called with a surface and whether it is in a language in which I is the capital of ı; returns a term.
        plain_letters: without and with that casing, for each code point below 0x2020 what it becomes in a word that has
            only such, its letters all of one script; 0 for others. A word is looked at more closely if 0x8000 is added
            to what each of its letters becomes. Full stops stay before a digit and are left out elsewhere.
    """

    def __init__(self, SurfaceTable surfaces not None, normalize not None, tuple plain_letters not None):
        cdef const uint16_t[::1] letters
        cdef int casing, i
        self.surfaces, self.normalize = surfaces, normalize
        self.terms = TermTable()
        for casing in range(2):
            letters = plain_letters[casing]
            if letters.shape[0] != MAPPED_LETTERS:
                raise ValueError(f"a table of {letters.shape[0]} letters, not of {MAPPED_LETTERS}")
            for i in range(MAPPED_LETTERS):
                if letters[i] & ~NUMERAL_LETTER >= 0x800:
                    raise ValueError(f"letter {i} becomes {letters[i]}, which has more than two bytes")
                self.plain[casing][i] = letters[i]

    cdef int find(self, SurfaceText text, uint32_t *out) except -1:
        cdef Surface *surface
        cdef Py_ssize_t i
        cdef bint is_turkic
        for i in range(text.tokens.count):
            surface = &self.surfaces.items[text.surfaces[i]]
            is_turkic = self.surfaces.models.traits[text.languages[i]].has_turkic_casing
            if surface.terms[is_turkic] == 0:
                out[i] = self._add(text, i, is_turkic)
                # Normalising may have led to a text being read, which moves the table.
                self.surfaces.items[text.surfaces[i]].terms[is_turkic] = out[i] + 1
            else:
                out[i] = surface.terms[is_turkic] - 1
        return 0

    cdef uint32_t _add(self, SurfaceText text, Py_ssize_t token, bint is_turkic) except? 0xFFFFFFFFU:
        cdef uint8_t spelt[2 * LONGEST_SURFACE]
        cdef Py_ssize_t size = self._spell(text, token, is_turkic, spelt)
        cdef const char *term
        if size:
            return self.terms.find(spelt, size)
        normalized = self.normalize(text.text[text.tokens.tokens[token].start:text.tokens.tokens[token].end], is_turkic)
        term = PyUnicode_AsUTF8AndSize(normalized, &size)
        return self.terms.find(<const uint8_t *> term, size)

    cdef Py_ssize_t _spell(self, SurfaceText text, Py_ssize_t token, bint is_turkic, uint8_t *out) noexcept:
        """Write the term of a word of plain letters and return its size; 0 for any other word."""
        cdef Token *word = &text.tokens.tokens[token]
        cdef int kind = PyUnicode_KIND(text.text), script = word.shape & (_LATIN | _CYRILLIC)
        cdef const void *data = PyUnicode_DATA(text.text)
        cdef const uint16_t *plain = self.plain[is_turkic]
        cdef uint8_t *at = out
        cdef Py_ssize_t i
        cdef Py_UCS4 letter
        cdef uint16_t small
        cdef bint is_numeral = True
        if word.shape & (_OTHER_SCRIPT | _IGNORABLE) or script == (_LATIN | _CYRILLIC) \
                or word.end - word.start > LONGEST_SURFACE:
            return 0
        for i in range(word.start, word.end):
            letter = PyUnicode_READ(kind, data, i)
            if letter == u".":
                if i + 1 == word.end or not u"0" <= PyUnicode_READ(kind, data, i + 1) <= u"9":
                    continue
                small = <uint16_t> letter
            else:
                small = plain[letter] if letter < MAPPED_LETTERS else 0
            if small == 0:
                return 0
            is_numeral = is_numeral and small & NUMERAL_LETTER
            small &= <uint16_t> ~NUMERAL_LETTER
            if small < 0x80:
                at[0] = <uint8_t> small
                at += 1
            else:
                at[0], at[1] = <uint8_t> (0xC0 | small >> 6), <uint8_t> (0x80 | small & 0x3F)
                at += 2
        return 0 if is_numeral else at - out
