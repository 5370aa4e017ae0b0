# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The character models of Latin and Cyrillic letters together, and numbers for languages.

What a model costs is counted in the units of its table. Languages are numbers here: first those that there are models
of, in the order of their codes, then "no language could be told", then others as they are met.
"""
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_READ
from libc.string cimport memset

from searchlib.kernels.ngrams cimport NgramTable, Reading


cdef class LanguageModels:
    """Character models, and what is known of languages.

    Args:
        latin, cyrillic: for each script its NgramTable and, for each model of it, the code of its language (None for
            a model of all others), what speaks against it, and whether it is the one that bears the language's name.
        unknown: code for "no language could be told".
        slacks: the most that a word, and one with a capital, may cost more under a model than under the best.
        turkic_casing: codes of the languages in which I is the capital of ı.
        cyrillic_languages: codes of the languages written in Cyrillic letters.
        units_per_bit: how many units of the tables make a bit.

    Raises:
        ValueError: more models or languages than there is room for.
    """

    def __dealloc__(self):
        PyMem_Free(self.traits)

    def __init__(
        self, latin not None, cyrillic not None, str unknown not None, tuple slacks not None, *,
        frozenset turkic_casing not None, frozenset cyrillic_languages not None, int units_per_bit
    ):
        self.latin, self.cyrillic = latin[0], cyrillic[0]
        self.slack, self.slack_of_names = slacks
        self.units_per_bit = units_per_bit
        self.turkic_casing, self.cyrillic_languages = turkic_casing, cyrillic_languages
        self.codes, self.numbers = [], {}
        known = sorted({model[0] for script in (latin, cyrillic) for model in script[1] if model[0] is not None})
        if len(known) > MAX_MODELLED:
            raise ValueError(f"there is room for {MAX_MODELLED} languages with models, not for {len(known)}")
        for code in known:
            self.number(code)
        self.modelled = len(known)
        self.unknown = self.number(unknown)
        self._take_roles(LATIN_SCRIPT, latin[1])
        self._take_roles(CYRILLIC_SCRIPT, cyrillic[1])

    cdef int _take_roles(self, int script, object models) except -1:
        cdef int language
        if len(models) > LANES or len(models) != self.table(script).models:
            raise ValueError(f"a script has 1 to {LANES} models, one for each of its table, not {len(models)}")
        self.model_count[script] = len(models)
        for language in range(MAX_MODELLED):
            self.plain_models[script][language] = -1
        for at, (code, against, is_plain) in enumerate(models):
            language = OTHERS if code is None else self.number(code)
            has_turkic_casing = bool(is_plain) and code in self.turkic_casing
            self.roles[script][at] = Role(language, against, has_turkic_casing)
            if is_plain and code is not None:
                self.plain_models[script][language] = at
        return 0

    cpdef int number(self, str code) except -1:
        """Return the number of a language."""
        found = self.numbers.get(code)
        if found is not None:
            return found
        self._add_traits(code)
        self.codes.append(code)
        self.numbers[code] = len(self.codes) - 1
        return len(self.codes) - 1

    cdef int _add_traits(self, str code) except -1:
        cdef Py_ssize_t count = len(self.codes)
        cdef void *moved
        if count == self.traits_room:
            moved = PyMem_Realloc(self.traits, (2 * count + 8) * sizeof(LanguageTraits))
            if moved == NULL:
                raise MemoryError
            self.traits = <LanguageTraits *> moved
            self.traits_room = 2 * count + 8
        self.traits[count] = LanguageTraits(code in self.turkic_casing, code in self.cyrillic_languages)
        return 0

    cdef NgramTable table(self, int script):
        return self.latin if script == LATIN_SCRIPT else self.cyrillic

    cdef void read(self, int script, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Reading *reading):
        cdef NgramTable table = self.table(script)
        cdef Reading turkic
        cdef Py_ssize_t i
        cdef int model
        memset(reading, 0, sizeof(Reading))
        table.read(kind, data, start, end, u"i", self.slack, self.slack_of_names, reading)
        if script != LATIN_SCRIPT:
            return
        for i in range(start, end):
            if PyUnicode_READ(kind, data, i) == u"I":
                break
        else:
            return
        memset(&turkic, 0, sizeof(Reading))
        table.read(kind, data, start, end, u"ı", self.slack, self.slack_of_names, &turkic)
        for model in range(self.model_count[script]):
            if self.roles[script][model].has_turkic_casing:
                reading.costs[model] = turkic.costs[model]
