"""The character models of all scripts, and the languages they stand for, for other kernels."""
from searchlib.kernels.ngrams cimport NgramTable, Reading

cdef enum:
    LATIN_SCRIPT = 0
    CYRILLIC_SCRIPT = 1
    SCRIPTS = 2
    LANES = 8               # models of a script
    MAX_MODELLED = 8        # languages with models; their numbers come first
    OTHERS = -1             # what a model of all other languages stands for

cdef struct Role:           # of one model
    int language            # number of the language it stands for, or OTHERS
    int against             # what speaks against it from the outset
    bint has_turkic_casing  # reads I as the capital of ı

cdef struct LanguageTraits:
    bint has_turkic_casing
    bint is_cyrillic

cdef class LanguageModels:
    cdef NgramTable latin, cyrillic
    cdef Role roles[SCRIPTS][LANES]
    cdef int model_count[SCRIPTS]
    cdef int plain_models[SCRIPTS][MAX_MODELLED]    # the model that bears the name of a language; -1 if none does
    cdef int slack, slack_of_names, units_per_bit
    cdef readonly int modelled                      # number of languages with models
    cdef readonly int unknown                       # number of "no language could be told"
    cdef readonly list codes                        # ISO 639 code of each language by its number
    cdef dict numbers
    cdef LanguageTraits *traits
    cdef Py_ssize_t traits_room
    cdef frozenset turkic_casing, cyrillic_languages

    cpdef int number(self, str code) except -1      # of a language, a new one if need be
    # What data[start:end] costs under the models of a script; it is in Normalization Form C.
    cdef void read(self, int script, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Reading *reading)
    cdef NgramTable table(self, int script)
    cdef int _take_roles(self, int script, object models) except -1
    cdef int _add_traits(self, str code) except -1
