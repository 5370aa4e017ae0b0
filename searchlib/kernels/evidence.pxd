"""What the character models say of a run of surfaces, for other kernels."""
from libc.stdint cimport int64_t, uint32_t

from searchlib.kernels.language_models cimport MAX_MODELLED, SCRIPTS, Reading
from searchlib.kernels.surfaces cimport SurfaceTable

cdef enum:
    NO_LANGUAGE = -1

cdef struct Evidence:
    int64_t costs[MAX_MODELLED]     # of the run in each language, in units; -1 if the script is not written in it
    int64_t margin                  # by how much the cheapest is cheaper than all languages without a model
    int64_t letters, words
    int script
    bint has_costs
    bint is_marked
    bint is_sure

cdef struct Rules:                  # costs and margins in units
    int min_letters
    int min_margin[SCRIPTS]
    int min_marked_margin
    double max_bits_per_symbol[MAX_MODELLED]
    double min_share_of_marks

cdef class Judge:
    cdef readonly SurfaceTable surfaces
    cdef Rules rules
    cdef int marked_language

    # Weigh a run of surfaces.
    cdef int weigh(self, const uint32_t *run, Py_ssize_t count, Evidence *evidence) except -1
    # The cheapest of some languages, NO_LANGUAGE if none has costs; bit n stands for the language with number n.
    cdef int best(self, const Evidence *evidence, unsigned languages) noexcept nogil
    # By how many units a language is ahead of that around, or of all others if there is no model of that.
    cdef int64_t ahead(self, const Evidence *evidence, int language, int around) noexcept nogil
    cdef bint _is_sure(self, const Evidence *evidence) noexcept nogil
    cdef int _sum(self, const uint32_t *run, Py_ssize_t count, int script, int letters, Reading *sum) except -1
    cdef void _judge(self, Reading *sum, int64_t marks, Evidence *evidence) noexcept nogil
