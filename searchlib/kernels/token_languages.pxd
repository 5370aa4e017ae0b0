"""The language of each token of a text, for other kernels."""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.evidence cimport Judge
from searchlib.kernels.surfaces cimport Surface
from searchlib.kernels.texts cimport Candidates, RegionBuffer, SurfaceText

cdef class LanguageFinder:
    cdef Judge judge
    cdef object identify
    cdef int max_span, span_odds, sentence_odds
    cdef int azerbaijani, english, russian, turkish
    cdef uint8_t *classes               # of the code points of the text
    cdef uint8_t *passed_over           # tokens that are judged by themselves
    cdef uint32_t *run                  # surfaces that are judged together
    cdef Py_ssize_t class_room, token_room
    cdef RegionBuffer quotations, runs, sentences

    # Fill in the language around each token of a text, then the language of each token.
    cpdef int find(self, SurfaceText text, int around, Candidates candidates) except -1
    cpdef int find_around(self, SurfaceText text, int around, Candidates candidates) except -1
    cpdef str of_token(self, str token, int shape, str around)
    cdef int _settle(self, SurfaceText text) except -1
    cdef int _reserve(self, SurfaceText text) except -1
    cdef int _find_quotations(self, SurfaceText text) except -1
    cdef int _find_runs(self, SurfaceText text, uint8_t letters, int around, Candidates candidates) except -1
    cdef int _find_sentences(self, SurfaceText text, int around, Candidates candidates) except -1
    cdef int _judge_quotations(self, SurfaceText text, int around, Candidates candidates) except -1
    cdef int _likelier(
        self, SurfaceText text, Py_ssize_t start, Py_ssize_t end, int around, Candidates candidates, int odds
    ) except -1
    cdef void _pass_over(self, SurfaceText text, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef inline int _token_language(self, const Surface *surface, int shape, int around) noexcept
