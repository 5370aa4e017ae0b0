# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""A text as a row of surfaces, and what the character models say of it as a whole."""
from array import array

from cpython cimport array as carray
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport int32_t, uint32_t
from libc.string cimport memcpy

from searchlib.kernels.evidence cimport NO_LANGUAGE, Evidence, Judge
from searchlib.kernels.scan cimport TokenBuffer
from searchlib.kernels.surfaces cimport SurfaceTable


cdef class Candidates:
    """The only languages that come into question.

    Args:
        judge: whose models tell them.
        codes: ISO 639 codes.
    """

    def __init__(self, Judge judge not None, tuple codes not None):
        modelled = set(judge.surfaces.models.codes[:judge.surfaces.models.modelled])
        self.codes = codes
        self.unmodelled = frozenset(codes) - modelled
        self.modelled = 0
        for code in modelled.intersection(codes):
            self.modelled |= 1U << judge.surfaces.models.number(code)


cdef class SurfaceText:
    """A text, its tokens and what is known of their surfaces.

    Args:
        table: where surfaces are described. It serves one thread at a time.
    """

    def __dealloc__(self):
        PyMem_Free(self.surfaces)
        PyMem_Free(self.languages)

    def __init__(self, SurfaceTable table not None):
        self.table = table
        self.tokens = TokenBuffer()
        self.text = ""

    def __len__(self):
        return self.tokens.count

    cpdef int read(self, str text) except -1:
        """Find the tokens of a text in place of the last one."""
        self.text = text
        self.tokens.scan(text)
        if self.tokens.count > self.room:
            self._grow(self.tokens.count)
        self.table.find_all(
            PyUnicode_KIND(text), PyUnicode_DATA(text), self.tokens.tokens, self.tokens.count, self.surfaces
        )
        return 0

    cdef int _grow(self, Py_ssize_t count) except -1:
        cdef void *moved = PyMem_Realloc(self.surfaces, count * sizeof(uint32_t))
        if moved == NULL:
            raise MemoryError
        self.surfaces = <uint32_t *> moved
        moved = PyMem_Realloc(self.languages, count * sizeof(int32_t))
        if moved == NULL:
            raise MemoryError
        self.languages = <int32_t *> moved
        self.room = count
        return 0

    cdef Py_ssize_t first_token(self, Py_ssize_t offset) noexcept nogil:
        cdef Py_ssize_t low = 0, high = self.tokens.count, middle
        while low < high:
            middle = (low + high) // 2
            if self.tokens.tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def columns(self):
        """Return the starts, ends and shapes of the tokens, three ``array("i")``."""
        cdef carray.array starts = carray.clone(_EMPTY, self.tokens.count, False)
        cdef carray.array ends = carray.clone(_EMPTY, self.tokens.count, False)
        cdef carray.array shapes = carray.clone(_EMPTY, self.tokens.count, False)
        cdef Py_ssize_t i
        for i in range(self.tokens.count):
            starts.data.as_ints[i] = self.tokens.tokens[i].start
            ends.data.as_ints[i] = self.tokens.tokens[i].end
            shapes.data.as_ints[i] = self.tokens.tokens[i].shape
        return starts, ends, shapes

    def codes(self):
        """Return the ISO 639 code of the language of each token, once they were found."""
        cdef list codes = self.table.models.codes
        cdef Py_ssize_t i
        return [codes[self.languages[i]] for i in range(self.tokens.count)]


def weigh(Judge judge not None, tuple texts not None, Py_ssize_t limit):
    """Return what the character models say of texts, taken as one, as far as they stand in its first code points.

    Returns:
        The cost in each language with a model, in units, -1 where it is not written so; by how much the cheapest is
        ahead of all others; letters; whether it is in the cheapest for sure.
    """
    cdef Evidence evidence
    cdef int language
    _weigh(judge, texts, limit, &evidence)
    costs = [evidence.costs[language] for language in range(judge.surfaces.models.modelled)]
    return costs, evidence.margin, evidence.letters, bool(evidence.is_sure)


def likeliest(Judge judge not None, tuple texts not None, Py_ssize_t limit, Candidates candidates):
    """Return the number of the language that texts, taken as one, are in, or -1 if the models do not settle it.

    Args:
        judge: says so.
        texts: the texts.
        limit: tokens that begin behind so many code points are not looked at.
        candidates: the only languages that come into question; None for all.
    """
    cdef Evidence evidence
    cdef int best
    _weigh(judge, texts, limit, &evidence)
    if candidates is None:
        return judge.best(&evidence, ~0U) if evidence.is_sure else NO_LANGUAGE
    best = judge.best(&evidence, candidates.modelled)
    if not candidates.unmodelled:
        return judge.surfaces.models.unknown if best == NO_LANGUAGE else best
    return best if evidence.is_sure and best == judge.best(&evidence, ~0U) else NO_LANGUAGE


cdef int _weigh(Judge judge, tuple texts, Py_ssize_t limit, Evidence *evidence) except -1:
    cdef SurfaceText text
    cdef Py_ssize_t count = 0, more
    cdef uint32_t *run
    if len(texts) == 1:
        text = texts[0]
        return judge.weigh(text.surfaces, text.first_token(limit), evidence)
    run = <uint32_t *> PyMem_Malloc(max(1, limit) * sizeof(uint32_t))     # a token has a code point at least
    if run == NULL:
        raise MemoryError
    try:
        for text in texts:
            more = text.first_token(limit)
            memcpy(run + count, text.surfaces, more * sizeof(uint32_t))
            count += more
            limit -= PyUnicode_GET_LENGTH(text.text) + 1        # of a line break
        return judge.weigh(run, count, evidence)
    finally:
        PyMem_Free(run)


cdef class RegionBuffer:
    """Regions of a text in ascending order, none inside another."""

    def __dealloc__(self):
        PyMem_Free(self.items)

    cdef int add(self, Py_ssize_t start, Py_ssize_t end, int language) except -1:
        cdef void *moved
        if self.count == self.room:
            moved = PyMem_Realloc(self.items, (2 * self.room + 16) * sizeof(Region))
            if moved == NULL:
                raise MemoryError
            self.items = <Region *> moved
            self.room = 2 * self.room + 16
        self.items[self.count] = Region(<int32_t> start, <int32_t> end, language)
        self.count += 1
        return 0

    cdef int language_at(self, Py_ssize_t offset) noexcept nogil:
        cdef Py_ssize_t low = 0, high = self.count, middle
        while low < high:
            middle = (low + high) // 2
            if self.items[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.items[low - 1].language if low and offset < self.items[low - 1].end else -1


cdef carray.array _EMPTY = array("i")
