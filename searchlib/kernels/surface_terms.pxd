"""From the tokens of a text to the numbers of their terms, for other kernels."""
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from searchlib.kernels.surfaces cimport SurfaceTable
from searchlib.kernels.term_table cimport TermTable
from searchlib.kernels.texts cimport SurfaceText

cdef enum:
    MAPPED_LETTERS = 0x2020     # code points from here on are no plain letters
    NUMERAL_LETTER = 0x8000     # added to letters of which a word cannot consist alone

cdef class SurfaceTerms:
    cdef SurfaceTable surfaces
    cdef TermTable terms
    cdef object normalize
    cdef uint16_t plain[2][MAPPED_LETTERS]

    # Put the number of the term of each token of a text, whose languages are found, into out.
    cdef int find(self, SurfaceText text, uint32_t *out) except -1
    cdef uint32_t _add(self, SurfaceText text, Py_ssize_t token, bint is_turkic) except? 0xFFFFFFFFU
    cdef Py_ssize_t _spell(self, SurfaceText text, Py_ssize_t token, bint is_turkic, uint8_t *out) noexcept
