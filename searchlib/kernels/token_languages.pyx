# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The language of each token of a text.

Sentences, quoted and bracketed spans and words in another script are judged each by themselves, by the surfaces in
them; the language around a token is that of the innermost of them that is in another language than what it stands in.
"""
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_ISSPACE,
)
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

from searchlib.kernels.code_point_classes cimport (
    BETWEEN_WORDS,
    CYRILLIC_LETTER,
    LATIN_LETTER,
    MARK,
    NEWLINE,
    SCHWA,
    SPACE,
    STOP,
    classify,
)
from searchlib.kernels.evidence cimport Evidence, Judge
from searchlib.kernels.language_models cimport LanguageTraits
from searchlib.kernels.scan cimport _CYRILLIC, _LATIN
from searchlib.kernels.surfaces cimport (
    T_AZERBAIJANI_CYRILLIC,
    T_RUSSIAN,
    T_SCHWA,
    T_TURKIC,
    Surface,
    SurfaceTable,
)
from searchlib.kernels.texts cimport Candidates, Region, RegionBuffer, SurfaceText

cdef enum:
    MIN_SENTENCE = 14           # code points behind the first one

cdef inline Py_ssize_t _next_stop(const uint8_t *classes, Py_ssize_t i, Py_ssize_t length) noexcept nogil:
    while i < length and not classes[i] & (STOP | NEWLINE):
        i += 1
    return i


cdef inline Py_UCS4 _closing(Py_UCS4 mark) noexcept nogil:
    """The mark that closes what another opens; 0 if that opens nothing."""
    if mark == u'"':
        return mark
    if mark == u"(" or mark == u"«":
        return u")" if mark == u"(" else u"»"
    if mark == u"[":
        return u"]"
    return u"”" if mark == u"“" or mark == u"„" else 0


cdef Py_ssize_t _closing_mark(
    int kind, const void *data, const uint8_t *classes, Py_ssize_t opening, Py_ssize_t length
) noexcept:
    """Where what is opened by a mark is closed; ~end if nothing closes it, as far as was looked."""
    cdef Py_UCS4 mark = PyUnicode_READ(kind, data, opening), other
    cdef Py_UCS4 closing = _closing(mark)
    cdef Py_ssize_t i = opening + 1
    while closing and i < length and not classes[i] & NEWLINE:
        if classes[i] & MARK:
            other = PyUnicode_READ(kind, data, i)
            if other == closing or (mark == u"„" and other == u"“"):
                return i if i > opening + 1 else ~i
            if other == mark and (mark == u"(" or mark == u"["):
                break
        i += 1
    return ~i


cdef bint _has_words(str text, Py_ssize_t start, Py_ssize_t end):
    """Whether there is a space inside a part of a text."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    while start < end and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, start)):
        start += 1
    while start < end and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, end - 1)):
        end -= 1
    for start in range(start, end):
        if PyUnicode_READ(kind, data, start) == u" ":
            return True
    return False


cdef void _paint(SurfaceText text, Py_ssize_t start, Py_ssize_t end, int language) noexcept:
    """Let the tokens of a part of a text stand in a language."""
    cdef Py_ssize_t token = text.first_token(start)
    while token < text.tokens.count and text.tokens.tokens[token].start < end:
        text.languages[token] = language
        token += 1


cdef class LanguageFinder:
    """Finds the language of each token of a text whose own language is known.

    Args:
        judge: says which language a run of surfaces is in.
        identify: called with a text and the codes of the languages it may be in, none of them with a model; returns a
            code.
        max_span: longest quoted or bracketed span that is judged by itself, in code points.
        span_odds, sentence_odds: by how many units a span and a sentence has to be likelier in another language.
    """

    def __dealloc__(self):
        PyMem_Free(self.classes)
        PyMem_Free(self.passed_over)
        PyMem_Free(self.run)

    def __init__(self, Judge judge not None, identify not None, *, int max_span, int span_odds, int sentence_odds):
        self.judge = judge
        self.identify = identify
        self.max_span, self.span_odds, self.sentence_odds = max_span, span_odds, sentence_odds
        self.quotations, self.runs, self.sentences = RegionBuffer(), RegionBuffer(), RegionBuffer()
        self.azerbaijani = judge.surfaces.models.number("az")
        self.english = judge.surfaces.models.number("en")
        self.russian = judge.surfaces.models.number("ru")
        self.turkish = judge.surfaces.models.number("tr")

    cpdef int find(self, SurfaceText text, int around, Candidates candidates) except -1:
        """Fill in the language of each token: that around it, unless its own letters say otherwise.

        Args are those of find_around.
        """
        self.find_around(text, around, candidates)
        return self._settle(text)

    # ---------------------------------------------------------------- the language around each token

    cpdef int find_around(self, SurfaceText text, int around, Candidates candidates) except -1:
        """Fill in the language around each token.

        Args:
            text: the text.
            around: number of the language of the text as a whole.
            candidates: the languages that a part of it may be in.
        """
        cdef Py_ssize_t i, length = PyUnicode_GET_LENGTH(text.text)
        cdef int kind = PyUnicode_KIND(text.text)
        cdef const void *data = PyUnicode_DATA(text.text)
        cdef uint8_t all_classes, letters
        for i in range(text.tokens.count):
            text.languages[i] = around
        if around == self.judge.surfaces.models.unknown:
            return 0
        self._reserve(text)
        all_classes = classify(kind, data, length, self.classes)
        memset(self.passed_over, 0, text.tokens.count)
        self.quotations.count = self.runs.count = self.sentences.count = 0
        if all_classes & MARK:
            self._find_quotations(text)
        letters = CYRILLIC_LETTER | SCHWA
        if self.judge.surfaces.models.traits[around].is_cyrillic:
            letters = LATIN_LETTER | SCHWA
        if all_classes & letters and not text.text.isascii():
            self._find_runs(text, letters, around, candidates)
        self._find_sentences(text, around, candidates)
        for i in range(self.sentences.count):
            _paint(text, self.sentences.items[i].start, self.sentences.items[i].end, self.sentences.items[i].language)
        for i in range(self.runs.count):
            _paint(text, self.runs.items[i].start, self.runs.items[i].end, self.runs.items[i].language)
        self._judge_quotations(text, around, candidates)
        return 0

    cdef int _reserve(self, SurfaceText text) except -1:
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text.text), count = text.tokens.count
        cdef void *moved
        if length > self.class_room:
            moved = PyMem_Realloc(self.classes, length)
            if moved == NULL:
                raise MemoryError
            self.classes, self.class_room = <uint8_t *> moved, length
        if count > self.token_room:
            moved = PyMem_Realloc(self.passed_over, count)
            if moved == NULL:
                raise MemoryError
            self.passed_over = <uint8_t *> moved
            moved = PyMem_Realloc(self.run, count * sizeof(uint32_t))
            if moved == NULL:
                raise MemoryError
            self.run, self.token_room = <uint32_t *> moved, count
        return 0

    cdef int _find_quotations(self, SurfaceText text) except -1:
        """Find what stands between quotation marks or brackets, and let nothing else be judged by it."""
        cdef Py_ssize_t i = 0, end, length = PyUnicode_GET_LENGTH(text.text)
        cdef int kind = PyUnicode_KIND(text.text)
        cdef const void *data = PyUnicode_DATA(text.text)
        cdef Py_ssize_t hopeless[128]       # before there, nothing closes what this mark opens
        cdef Py_UCS4 mark
        memset(hopeless, 0, sizeof(hopeless))
        while i < length:
            if not self.classes[i] & MARK:
                i += 1
                continue
            mark = PyUnicode_READ(kind, data, i)
            if i < hopeless[<uint32_t> mark & 127]:
                i += 1
                continue
            end = _closing_mark(kind, data, self.classes, i, length)
            if end < 0:
                hopeless[<uint32_t> mark & 127] = ~end
                i += 1
                continue
            self.quotations.add(i, end + 1, -1)
            if end + 1 - i <= self.max_span:
                self._pass_over(text, i, end + 1)
            i = end + 1
        return 0

    cdef void _pass_over(self, SurfaceText text, Py_ssize_t start, Py_ssize_t end) noexcept:
        """Let a part of the text be as blank."""
        cdef Py_ssize_t token = text.first_token(start)
        while token < text.tokens.count and text.tokens.tokens[token].start < end:
            self.passed_over[token] = 1
            token += 1
        memset(self.classes + start, SPACE | BETWEEN_WORDS, end - start)

    cdef int _find_runs(self, SurfaceText text, uint8_t letters, int around, Candidates candidates) except -1:
        """Find two and more words in a row in letters of another script."""
        cdef Py_ssize_t i = 0, start, end, ahead, length = PyUnicode_GET_LENGTH(text.text)
        cdef int words, language
        cdef uint8_t *classes = self.classes
        while i < length:
            if not classes[i] & letters:
                i += 1
                continue
            start, words, ahead = i, 0, i
            while ahead < length and classes[ahead] & letters:
                while ahead < length and classes[ahead] & letters:
                    ahead += 1
                words, end = words + 1, ahead
                while ahead < length and classes[ahead] & BETWEEN_WORDS:
                    ahead += 1
            i = end
            if words < 2:
                continue
            if end - start < length:    # the text as a whole has a language already
                language = self._likelier(text, start, end, around, candidates, self.span_odds)
                if language != around:
                    self.runs.add(start, end, language)
            if end - start <= self.max_span:
                self._pass_over(text, start, end)
        return 0

    cdef int _find_sentences(self, SurfaceText text, int around, Candidates candidates) except -1:
        cdef Py_ssize_t i = 0, end, length = PyUnicode_GET_LENGTH(text.text)
        cdef int language
        cdef uint8_t *classes = self.classes
        while i < length:
            if classes[i] & SPACE:
                i += 1
                continue
            end = _next_stop(classes, i + 1, length)
            if end - (i + 1) < MIN_SENTENCE:
                i = end
                continue
            while end < length and classes[end] & STOP and not (end + 1 < length and classes[end + 1] & SPACE):
                end = _next_stop(classes, end + 1, length)
            while end < length and classes[end] & STOP:
                end += 1
            if end - i < length:
                language = self._likelier(text, i, end, around, candidates, self.sentence_odds)
                if language != around:
                    self.sentences.add(i, end, language)
            i = end
        return 0

    cdef int _judge_quotations(self, SurfaceText text, int around, Candidates candidates) except -1:
        cdef Region *quotation
        cdef Py_ssize_t i, start, end, token
        cdef int outside, language
        for i in range(self.quotations.count):
            quotation = &self.quotations.items[i]
            start, end = quotation.start + 1, quotation.end - 1
            if end - start > self.max_span or not _has_words(text.text, start, end):
                continue
            outside = self.runs.language_at(quotation.start)
            if outside < 0:
                outside = self.sentences.language_at(quotation.start)
            if outside < 0:
                outside = around
            token = text.first_token(start)
            while token < text.tokens.count and text.tokens.tokens[token].start < end:
                self.passed_over[token] = 0
                token += 1
            language = self._likelier(text, start, end, outside, candidates, self.span_odds)
            if language != outside:
                _paint(text, start, end, language)
        return 0

    cdef int _likelier(
        self, SurfaceText text, Py_ssize_t start, Py_ssize_t end, int around, Candidates candidates, int odds
    ) except -1:
        """Return the language that a part of the text is in rather than in that around it, else that around it."""
        cdef Evidence evidence
        cdef Py_ssize_t token = text.first_token(start), count = 0
        cdef int best
        while token < text.tokens.count and text.tokens.tokens[token].start < end:
            if not self.passed_over[token]:
                self.run[count] = text.surfaces[token]
                count += 1
            token += 1
        self.judge.weigh(self.run, count, &evidence)
        best = self.judge.best(&evidence, candidates.modelled)
        if best >= 0 and best != around and self.judge.ahead(&evidence, best, around) >= odds:
            return best
        if candidates.unmodelled and evidence.margin <= -odds:
            code = self.identify(text.text[start:end], candidates.unmodelled)
            best = self.judge.surfaces.models.number(code)
            return around if best == self.judge.surfaces.models.unknown else best
        return around

    # ---------------------------------------------------------------- the language of each token

    cdef int _settle(self, SurfaceText text) except -1:
        """Turn the language around each token into that of the token, by its own letters."""
        cdef Py_ssize_t i
        for i in range(text.tokens.count):
            text.languages[i] = self._token_language(
                &self.judge.surfaces.items[text.surfaces[i]], text.tokens.tokens[i].shape, text.languages[i]
            )
        return 0

    cpdef str of_token(self, str token, int shape, str around):
        """Return the language of one token in a text of the language ``around``, by its letters."""
        cdef SurfaceTable table = self.judge.surfaces
        cdef uint32_t surface
        table.make_room()
        surface = table.find(PyUnicode_KIND(token), PyUnicode_DATA(token), 0, PyUnicode_GET_LENGTH(token))
        return table.models.codes[
            self._token_language(&table.items[surface], shape, table.models.number(around))
        ]

    cdef inline int _token_language(self, const Surface *surface, int shape, int around) noexcept:
        cdef LanguageTraits *traits = &self.judge.surfaces.models.traits[around]
        if shape & _CYRILLIC:
            if surface.traits & T_AZERBAIJANI_CYRILLIC and (not traits.is_cyrillic or around == self.russian):
                return self.azerbaijani
            if around == self.azerbaijani:
                return self.russian if surface.traits & T_RUSSIAN else around
            return around if traits.is_cyrillic else self.russian
        if not shape & _LATIN:
            return around
        if traits.has_turkic_casing:
            if around < self.judge.surfaces.models.modelled and surface.foreign >> around & 1:
                return self.english
            return around
        if surface.traits & T_SCHWA:
            return self.azerbaijani
        if surface.traits & T_TURKIC:
            return self.turkish
        return self.english if traits.is_cyrillic else around
