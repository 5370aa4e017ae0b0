# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""From documents to terms: where each term stands, and what its tokens tell of it; no object for a token or a posting.

Occurrences are appended to the stream of their term as they come (see streams.pxd), so that memory grows with what a
segment will take on the disk and nothing has to be sorted but the terms.
"""
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
)
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc
from libc.string cimport memset

from searchlib.kernels.hyphens cimport is_joined_to_next
from searchlib.kernels.packing cimport byte_buffer_free
from searchlib.kernels.scan cimport _OPENING, _UPPER_ALL, _UPPER_FIRST, Token
from searchlib.kernels.streams cimport stream_append
from searchlib.kernels.surface_terms cimport SurfaceTerms
from searchlib.kernels.surfaces cimport PREFETCH
from searchlib.kernels.term_table cimport Stream, Term
from searchlib.kernels.texts cimport SurfaceText

cdef enum:
    AT_ONCE = 64                # tokens whose terms are fetched before the first of them is needed
    NO_BIT = 255
    LAST_BIT = 61
    MARKED_BIT = 62             # of a term's mask: seen in Azerbaijani or Turkish that is typed with diacritics
    UNMARKED_BIT = 63           # seen in any other text
    MARKED_ONE_IN = 50          # letters of such a text, of which one at least has a mark; running text has one in ten
    MOST_DOCUMENTS = 0xFFFFFFF0U
    WRITING_BYTES = 96          # what sorting a term and the columns of a segment take of memory


cpdef int name_vote(int shape, bint is_telling) noexcept nogil:
    """Return what one token tells of its term: 1 for a name, -1 for none, 0 for nothing.

    A capital votes for a name, a small letter against it. The capital that begins a sentence tells nothing, nor do
    those of a text in which nearly every word has one, a headline mostly.
    """
    if not shape & _UPPER_FIRST:
        return -1
    return 1 if is_telling and (not shape & _OPENING or shape & _UPPER_ALL) else 0


cdef Py_ssize_t _marks(str text) except -1:
    """Return how many letters of a text Azerbaijani and Turkish have and English has not."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), found = 0, i
    cdef Py_UCS4 letter
    if text.isascii():
        return 0
    for i in range(length):
        letter = PyUnicode_READ(kind, data, i)
        if letter >= 0xC7:
            found += letter in (
                u"ç", u"Ç", u"ğ", u"Ğ", u"ı", u"İ", u"ö", u"Ö", u"ş", u"Ş", u"ü", u"Ü", u"ə", u"Ə",
                0x306, 0x307, 0x308, 0x327,
            )
    return found


cdef class Inverter:
    """Inverts documents of a title and a body.

    Args:
        finder: finds the terms of tokens. It is emptied with the inverter.
        headline_case: capitals of a title in which a larger share of words than this has one tell of no names.

    Attributes:
        codes: ISO 639 codes of the languages of tokens; of more than 62 the last stands for all others.
    """

    def __dealloc__(self):
        byte_buffer_free(&self.arena)
        free(self.titles)
        free(self.lengths[0])
        free(self.lengths[1])
        free(self.pairs)
        free(self.run)
        free(self.bits)

    def __init__(self, SurfaceTerms finder not None, double headline_case):
        self.finder, self.terms = finder, finder.terms
        self.headline_case = headline_case
        self.codes = []

    def __len__(self):
        return self.documents

    def add(self, SurfaceText title not None, SurfaceText body not None):
        """Add a document, the languages of whose tokens are found; return how much memory the batch takes.

        Raises OverflowError where a batch is full.
        """
        cdef Py_ssize_t capitals = 0, length, i
        cdef bint is_marked
        self._reserve_document()
        for i in range(title.tokens.count):
            capitals += (title.tokens.tokens[i].shape & _UPPER_FIRST) != 0
        length = PyUnicode_GET_LENGTH(title.text) + PyUnicode_GET_LENGTH(body.text)
        is_marked = MARKED_ONE_IN * (_marks(title.text) + _marks(body.text)) >= max(1, length)
        self._add(title, TITLE, not body.text or capitals <= title.tokens.count * self.headline_case, is_marked)
        self._add(body, BODY, True, is_marked)
        self.documents += 1
        return self.memory_bytes()

    cdef int _add(self, SurfaceText text, Field field, bint is_telling, bint is_marked) except -1:
        cdef Py_ssize_t count = text.tokens.count, length = PyUnicode_GET_LENGTH(text.text)
        cdef Py_ssize_t begin, end, i
        cdef int kind = PyUnicode_KIND(text.text), language = -1
        cdef const void *data = PyUnicode_DATA(text.text)
        cdef Token *tokens = text.tokens.tokens
        cdef uint64_t bit = 0
        cdef bint is_marked_here
        cdef Term *term
        self._reserve(count)
        self.finder.find(text, self.run)
        self.lengths[<int> field][self.documents] = <uint32_t> count
        for begin in range(0, count, AT_ONCE):
            end = min(count, begin + AT_ONCE)
            # Terms and their last chunks lie far apart: most of the time would pass in waiting for one after another.
            for i in range(begin, end):
                PREFETCH(&self.terms.items[self.run[i]])
            for i in range(begin, end):
                PREFETCH(self.arena.data + self.terms.items[self.run[i]].body.tail)
            for i in range(begin, end):
                if text.languages[i] != language:
                    language = text.languages[i]
                    bit = self._bit(language)
                    is_marked_here = is_marked and self.finder.surfaces.models.traits[language].has_turkic_casing
                    bit |= <uint64_t> 1 << (MARKED_BIT if is_marked_here else UNMARKED_BIT)
                term = &self.terms.items[self.run[i]]
                term.count += 1
                term.languages |= bit
                term.name_votes += name_vote(tokens[i].shape, is_telling)
                stream_append(
                    &term.body if field == BODY else self._title(self.run[i]), &self.arena, self.documents,
                    <uint32_t> i
                )
        for i in range(count - 1):
            if tokens[i + 1].start == tokens[i].end + 1 and is_joined_to_next(kind, data, length, tokens, count, i):
                self._add_pair(self.run[i], self.run[i + 1])
        return 0

    cdef Stream *_title(self, uint32_t term) except NULL:
        """Return the stream of a term in titles."""
        cdef void *moved
        cdef uint32_t room
        if self.terms.items[term].title == 0:
            if self.title_count == self.title_room:
                room = 2 * self.title_room + 1024
                moved = realloc(self.titles, room * sizeof(Stream))
                if moved == NULL:
                    raise MemoryError
                self.titles, self.title_room = <Stream *> moved, room
            memset(&self.titles[self.title_count], 0, sizeof(Stream))
            self.title_count += 1
            self.terms.items[term].title = self.title_count
        return &self.titles[self.terms.items[term].title - 1]

    cdef int _add_pair(self, uint32_t first, uint32_t second) except -1:
        cdef void *moved
        cdef size_t room
        if self.pair_count == self.pair_room:
            room = 2 * self.pair_room + 1024
            moved = realloc(self.pairs, room * sizeof(Pair))
            if moved == NULL:
                raise MemoryError
            self.pairs, self.pair_room = <Pair *> moved, room
        self.pairs[self.pair_count] = Pair(first, second)
        self.pair_count += 1
        return 0

    cdef uint64_t _bit(self, int language) except? 0:
        """Return the bit of a language, a new one if it is met for the first time."""
        cdef Py_ssize_t room = len(self.finder.surfaces.models.codes)
        cdef void *moved
        if room > self.bit_room:
            moved = realloc(self.bits, room)
            if moved == NULL:
                raise MemoryError
            self.bits = <uint8_t *> moved
            memset(self.bits + self.bit_room, NO_BIT, room - self.bit_room)
            self.bit_room = room
        if self.bits[language] == NO_BIT:
            if len(self.codes) < LAST_BIT:
                self.codes.append(self.finder.surfaces.models.codes[language])
            elif len(self.codes) == LAST_BIT:
                self.codes.append(self.finder.surfaces.models.codes[self.finder.surfaces.models.unknown])
            self.bits[language] = <uint8_t> (len(self.codes) - 1)
        return <uint64_t> 1 << self.bits[language]

    def forget_occurrences(self):
        """Forget where terms stand, once that is encoded; nothing can be added before the rest is forgotten too."""
        byte_buffer_free(&self.arena)
        free(self.titles)
        self.titles = NULL
        self.title_count = self.title_room = 0

    def clear(self):
        """Forget all documents, their terms and the surfaces of these, and give their memory back."""
        self.forget_occurrences()
        self.terms.clear()
        self.finder.surfaces.clear()
        free(self.pairs)
        self.pairs = NULL
        self.documents = 0
        self.pair_count = self.pair_room = 0
        memset(self.bits, NO_BIT, self.bit_room)
        self.codes = []

    cpdef Py_ssize_t memory_bytes(self) noexcept:
        """Return how much memory the batch takes, with what it will take while it is written."""
        return self.terms.memory_bytes() + <Py_ssize_t> self.terms.bytes.size \
            + self.terms.count * <Py_ssize_t> WRITING_BYTES + <Py_ssize_t> self.arena.size \
            + self.title_count * <Py_ssize_t> sizeof(Stream) + <Py_ssize_t> (self.pair_count * sizeof(Pair)) \
            + self.documents * <Py_ssize_t> (FIELDS + 1) * <Py_ssize_t> sizeof(uint32_t)

    # ---------------------------------------------------------------- room

    cdef int _reserve(self, Py_ssize_t tokens) except -1:
        cdef void *moved
        if tokens > self.run_room:
            moved = realloc(self.run, tokens * sizeof(uint32_t))
            if moved == NULL:
                raise MemoryError
            self.run, self.run_room = <uint32_t *> moved, tokens
        return 0

    cdef int _reserve_document(self) except -1:
        cdef uint32_t room = 2 * self.document_room + 1024
        cdef void *moved
        cdef int field
        if self.documents < self.document_room:
            return 0
        if self.documents >= MOST_DOCUMENTS // 2:
            raise OverflowError(f"a batch has more than {self.documents} documents; commit more often")
        for field in range(FIELDS):
            moved = realloc(self.lengths[field], room * sizeof(uint32_t))
            if moved == NULL:
                raise MemoryError
            self.lengths[field] = <uint32_t *> moved
        self.document_room = room
        return 0
