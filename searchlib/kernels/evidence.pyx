# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The evidence for each language in a run of surfaces: sums of what character models say of each surface.

A text in Cyrillic letters is read by the models of those, any other by those of Latin letters. Three habits of typists
are made up for: ə of the other alphabet, which has a key of its own, and Turkish text in Windows-1254 that was read as
Latin-1 (yalnýz for yalnız).
"""
from libc.stdint cimport INT64_MIN, int64_t, uint32_t
from libc.string cimport memset

from searchlib.kernels.language_models cimport CYRILLIC_SCRIPT, LANES, LATIN_SCRIPT, OTHERS, SCRIPTS, Reading
from searchlib.kernels.spellings cimport AS_WRITTEN, CYRILLIC_SCHWA, LATIN_SCHWA, TURKISH_OF_LATIN_1
from searchlib.kernels.surfaces cimport (
    T_CYRILLIC_COSTS,
    T_CYRILLIC_SCHWA,
    T_LATIN_1,
    T_NOT_LATIN_1,
    T_SCHWA,
    T_TOO_LONG,
    Surface,
    SurfaceTable,
)

cdef enum:
    SUMMED_AT_ONCE = 1 << 14    # surfaces whose costs cannot overflow 32 bits


cdef inline bint _needs_reading(const Surface *surface, int script, int letters) noexcept nogil:
    """Whether what is known of a surface is not what it costs, read so."""
    if surface.traits & T_TOO_LONG:
        return False
    if letters == TURKISH_OF_LATIN_1:
        return surface.traits & T_LATIN_1
    if letters == LATIN_SCHWA:
        return surface.traits & T_CYRILLIC_SCHWA
    return letters == CYRILLIC_SCHWA and (
        surface.traits & T_SCHWA or (surface.in_script[LATIN_SCRIPT] and surface.in_script[CYRILLIC_SCRIPT])
    )


cdef class Judge:
    """Says which language a run of surfaces is in.

    Args:
        surfaces: where the surfaces are described.
        min_letters: shorter runs are in no language for sure.
        min_margins: by how many units a language has to be cheaper than the models of all others, in Latin and in
            Cyrillic letters.
        max_bits_per_symbol: the most that a text in each modelled language costs a letter or word end, by its number.
        marked_language, min_marked_margin, min_share_of_marks: code of a language with letters of its own, the margin
            for a text with them, and how large a share of its letters they have to be.
    """

    def __init__(
        self, SurfaceTable surfaces not None, *, int min_letters, tuple min_margins not None,
        list max_bits_per_symbol not None, str marked_language not None, int min_marked_margin,
        double min_share_of_marks
    ):
        self.surfaces = surfaces
        self.rules.min_letters = min_letters
        self.rules.min_margin[LATIN_SCRIPT], self.rules.min_margin[CYRILLIC_SCRIPT] = min_margins
        for language in range(surfaces.models.modelled):
            self.rules.max_bits_per_symbol[language] = max_bits_per_symbol[language]
        self.marked_language = surfaces.models.number(marked_language)
        self.rules.min_marked_margin = min_marked_margin
        self.rules.min_share_of_marks = min_share_of_marks

    cdef int weigh(self, const uint32_t *run, Py_ssize_t count, Evidence *evidence) except -1:
        cdef Surface *items = self.surfaces.items
        cdef Surface *surface
        cdef Reading sum
        cdef int64_t letters = 0, latin = 0
        cdef int64_t marks[SCRIPTS]
        cdef unsigned traits = 0, script = LATIN_SCRIPT, spelling = AS_WRITTEN
        cdef Py_ssize_t i
        marks[LATIN_SCRIPT] = marks[CYRILLIC_SCRIPT] = 0
        for i in range(count):
            surface = &items[run[i]]
            letters += surface.letters
            latin += surface.in_script[LATIN_SCRIPT]
            marks[LATIN_SCRIPT] += surface.marks[LATIN_SCRIPT]
            marks[CYRILLIC_SCRIPT] += surface.marks[CYRILLIC_SCRIPT]
            traits |= surface.traits
        if traits & T_LATIN_1 and not traits & T_NOT_LATIN_1:
            spelling = TURKISH_OF_LATIN_1
        elif letters - latin > latin:
            script, spelling = CYRILLIC_SCRIPT, CYRILLIC_SCHWA
        elif traits & T_CYRILLIC_SCHWA:
            spelling = LATIN_SCHWA
        self._sum(run, count, script, spelling, &sum)
        evidence.script = script
        self._judge(&sum, marks[script], evidence)
        return 0

    cdef int _sum(self, const uint32_t *run, Py_ssize_t count, int script, int letters, Reading *sum) except -1:
        cdef const Surface *surface
        cdef Reading read
        cdef uint32_t costs[LANES]
        cdef Py_ssize_t i, all_letters = 0
        cdef int model
        cdef bint is_cyrillic = script == CYRILLIC_SCRIPT
        memset(sum, 0, sizeof(Reading))
        memset(costs, 0, sizeof(costs))
        for i in range(count):
            surface = &self.surfaces.items[run[i]]
            if letters != AS_WRITTEN and _needs_reading(surface, script, letters):
                self.surfaces.read(run[i], script, letters, &read)
                for model in range(LANES):
                    sum.costs[model] += read.costs[model]
                sum.words += read.words
                sum.letters += read.letters
                all_letters += read.letters + read.others
                continue
            all_letters += surface.letters
            if ((surface.traits & T_CYRILLIC_COSTS) != 0) == is_cyrillic:
                for model in range(LANES):
                    costs[model] += surface.costs[model]
                sum.words += surface.words
                sum.letters += surface.in_script[script]
            if i % SUMMED_AT_ONCE == SUMMED_AT_ONCE - 1:
                for model in range(LANES):
                    sum.costs[model] += costs[model]
                    costs[model] = 0
        for model in range(LANES):
            sum.costs[model] += costs[model]
        sum.others = all_letters - sum.letters
        return 0

    cdef void _judge(self, Reading *sum, int64_t marks, Evidence *evidence) noexcept nogil:
        cdef int script = evidence.script, model, language
        cdef int64_t cost, rest = -1, least = -1
        for language in range(MAX_MODELLED):
            evidence.costs[language] = -1
        evidence.has_costs = sum.letters and sum.others <= sum.letters
        evidence.is_sure = evidence.is_marked = False
        if not evidence.has_costs:
            evidence.script = LATIN_SCRIPT
            evidence.margin = INT64_MIN
            evidence.letters, evidence.words = sum.letters + sum.others, 0
            return
        evidence.letters, evidence.words = sum.letters, sum.words
        for model in range(self.surfaces.models.model_count[script]):
            language = self.surfaces.models.roles[script][model].language
            cost = sum.costs[model] + self.surfaces.models.roles[script][model].against
            if language == OTHERS:
                rest = cost if rest < 0 else min(rest, cost)
            elif evidence.costs[language] < 0 or cost < evidence.costs[language]:
                evidence.costs[language] = cost
                least = cost if least < 0 else min(least, cost)
        evidence.margin = rest - least
        evidence.is_marked = marks >= sum.letters * self.rules.min_share_of_marks
        evidence.is_sure = self._is_sure(evidence)

    cdef bint _is_sure(self, const Evidence *evidence) noexcept nogil:
        cdef int best = self.best(evidence, ~0U)
        cdef double bits
        if evidence.is_marked and best == self.marked_language and evidence.margin >= self.rules.min_marked_margin:
            return True
        if evidence.letters < self.rules.min_letters or evidence.margin < self.rules.min_margin[evidence.script]:
            return False
        bits = <double> evidence.costs[best] / self.surfaces.models.units_per_bit
        return bits <= self.rules.max_bits_per_symbol[best] * (evidence.letters + evidence.words)

    cdef int best(self, const Evidence *evidence, unsigned languages) noexcept nogil:
        cdef int language, found = NO_LANGUAGE
        if not evidence.has_costs:
            return found
        for language in range(MAX_MODELLED):
            if languages >> language & 1 and evidence.costs[language] >= 0 \
                    and (found < 0 or evidence.costs[language] < evidence.costs[found]):
                found = language
        return found

    cdef int64_t ahead(self, const Evidence *evidence, int language, int around) noexcept nogil:
        if around < self.surfaces.models.modelled and evidence.costs[around] >= 0:
            return evidence.costs[around] - evidence.costs[language]
        if self.surfaces.models.traits[around].is_cyrillic == (evidence.script == CYRILLIC_SCRIPT):
            return evidence.margin
        return evidence.letters * self.surfaces.models.units_per_bit
