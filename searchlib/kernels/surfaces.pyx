# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Each distinct surface is looked into once: its letters counted, its costs under the character models summed.

A text is read as a row of such surfaces, so that neither its language nor that of a sentence in it needs another look
at letters. The table is a cache: when there are too many surfaces, those that were met once only are dropped.
"""
import unicodedata

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_FromKindAndData,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memcpy, memset

from searchlib.kernels.language_models cimport (
    CYRILLIC_SCRIPT,
    LANES,
    LATIN_SCRIPT,
    OTHERS,
    LanguageModels,
    Reading,
)
from searchlib.kernels.packing cimport resize_lines
from searchlib.kernels.scan cimport Token, hash_letters
from searchlib.kernels.spellings cimport may_be_decomposed, spell

cdef enum:
    AT_ONCE = 64                # tokens that are looked up together
    FIRST_ROOM = 1 << 10
    MAPPED_TRAITS = 0x530       # code points from here on have no traits of their own
    MAX_COST = 0xFFFF

# Traits of single letters.
cdef uint16_t TRAITS[MAPPED_TRAITS]
for _letters, _trait in (
    ("əƏ", T_SCHWA),
    ("əƏğĞşŞıİ", T_TURKIC),
    ("ҹҸҝҜғҒәӘһҺөӨүҮјЈ", T_AZERBAIJANI_CYRILLIC),
    ("йцщъьэюяёЙЦЩЪЬЭЮЯЁ", T_RUSSIAN),
    ("әӘ", T_CYRILLIC_SCHWA),
    ("ýþðÝÞÐ", T_LATIN_1),
):
    for _letter in _letters:
        TRAITS[ord(_letter)] |= <uint16_t> _trait

# Letters that only Azerbaijani has, by script: 1 and 2.
cdef uint8_t MARKS[MAPPED_TRAITS]
for _letter in "əƏ":
    MARKS[ord(_letter)] = 1 + LATIN_SCRIPT
for _letter in "ҹҸҝҜјЈ":
    MARKS[ord(_letter)] = 1 + CYRILLIC_SCRIPT

# Letters of a Turkish text in Windows-1254 that was read as Latin-1.
cdef uint8_t OF_LATIN_1[256]
for _letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZýþðÝÞÐçöüÇÖÜâîûÂÎÛ":
    OF_LATIN_1[ord(_letter)] = 1


cdef inline bint _equal(const uint8_t *one, const uint8_t *other, Py_ssize_t size) noexcept nogil:
    """Whether some bytes, few as a rule, are the same: sooner known than called for."""
    cdef uint64_t one_word, other_word
    cdef Py_ssize_t i
    if size < 8:
        for i in range(size):
            if one[i] != other[i]:
                return False
        return True
    for i in range(0, size - 8, 8):
        memcpy(&one_word, one + i, 8)
        memcpy(&other_word, other + i, 8)
        if one_word != other_word:
            return False
    memcpy(&one_word, one + size - 8, 8)
    memcpy(&other_word, other + size - 8, 8)
    return one_word == other_word


cdef inline bint _is_same(const Surface *surface, int kind, const void *data, Py_ssize_t start, Py_ssize_t length):
    cdef const uint8_t *text = <const uint8_t *> surface.text
    cdef Py_ssize_t i
    if surface.length != length:
        return False
    if surface.traits & T_ELSEWHERE:
        memcpy(&text, surface.text, sizeof(text))
        text += sizeof(LongText)
    if surface.width == kind:
        return _equal(text, <const uint8_t *> data + start * kind, length * kind)
    if surface.width == 1:
        for i in range(length):
            if text[i] != <uint32_t> PyUnicode_READ(kind, data, start + i):
                return False
    else:
        for i in range(length):
            if PyUnicode_READ(surface.width, text, i) != PyUnicode_READ(kind, data, start + i):
                return False
    return True


cdef class SurfaceTable:
    """What is known of the surfaces of texts.

    Args:
        models: the character models.
        foreign_odds: by how many units a word with a capital I has to be likelier in another language to be foreign.
        limit: surfaces to keep, as far as those of one text are not more.
    """

    def __dealloc__(self):
        self._free()

    def __init__(self, LanguageModels models not None, int foreign_odds, uint32_t limit):
        self.models = models
        self.foreign_odds = foreign_odds
        self.limit = limit
        if self.slots == NULL:
            self._grow()

    def __len__(self):
        return self.count

    cpdef Py_ssize_t memory_bytes(self):
        """Return how many bytes the table takes."""
        return self.room * sizeof(Surface) + (<Py_ssize_t> self.slot_mask + 1) * sizeof(uint32_t) + self.long_bytes

    cdef uint32_t find(self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end) except? NO_SURFACE:
        return self._find(kind, data, start, end, hash_letters(kind, data, start, end))

    cdef int find_all(
        self, int kind, const void *data, const Token *tokens, Py_ssize_t count, uint32_t *surfaces
    ) except -1:
        cdef Py_ssize_t begin, end, i
        cdef uint32_t slot
        for begin in range(0, count, AT_ONCE):
            # The memory of a surface is asked for while others are looked at: most of the time would pass in waiting.
            end = min(count, begin + AT_ONCE)
            for i in range(begin, end):
                PREFETCH(&self.slots[tokens[i].hash & self.slot_mask])
            for i in range(begin, end):
                slot = self.slots[tokens[i].hash & self.slot_mask]
                if slot:
                    PREFETCH(&self.items[slot - 1])
            for i in range(begin, end):
                surfaces[i] = self._find(kind, data, tokens[i].start, tokens[i].end, tokens[i].hash)
        return 0

    cdef uint32_t _find(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, uint32_t hash
    ) except? NO_SURFACE:
        cdef uint32_t at = hash & self.slot_mask, number
        cdef Surface *surface
        if end - start > LONGEST_SURFACE:
            return self._add(kind, data, start, end, 0)
        while self.slots[at]:
            number = self.slots[at] - 1
            surface = &self.items[number]
            if surface.hash == hash and _is_same(surface, kind, data, start, end - start):
                surface.traits |= T_MET_AGAIN
                return number
            at = (at + 1) & self.slot_mask
        return self._add(kind, data, start, end, hash)

    cdef uint32_t _add(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, uint32_t hash
    ) except? NO_SURFACE:
        cdef uint32_t number = self.count, at
        cdef Surface *surface
        if number == self.room:
            self._grow()
        surface = &self.items[number]
        memset(surface, 0, sizeof(Surface))
        surface.hash = hash
        self._keep_text(surface, kind, data, start, end)
        self.count += 1
        try:
            self._describe(number)
        except BaseException:
            self.count -= 1
            self._drop(surface)
            raise
        if surface.traits & T_TOO_LONG:
            return number
        at = hash & self.slot_mask
        while self.slots[at]:
            at = (at + 1) & self.slot_mask
        self.slots[at] = number + 1
        return number

    cdef int _keep_text(
        self, Surface *surface, int kind, const void *data, Py_ssize_t start, Py_ssize_t end
    ) except -1:
        cdef Py_ssize_t length = end - start, size = 0, i
        cdef Py_UCS4 letter
        cdef uint32_t widest = 0
        cdef uint8_t *text = <uint8_t *> surface.text
        cdef LongText *long_text
        for i in range(start, end):
            widest |= <uint32_t> PyUnicode_READ(kind, data, i)
        surface.width = 1 if widest < 0x100 else 2 if widest < 0x10000 else 4
        surface.length = <uint8_t> min(length, LONGEST_SURFACE)
        if length * surface.width > INLINE_BYTES:
            size = sizeof(LongText) + length * surface.width
            long_text = <LongText *> PyMem_Malloc(size)
            if long_text == NULL:
                raise MemoryError
            long_text.length, long_text.size = length, size
            memcpy(surface.text, &long_text, sizeof(long_text))
            surface.traits |= T_ELSEWHERE
            self.long_bytes += size
            text = <uint8_t *> (long_text + 1)
        for i in range(length):
            letter = PyUnicode_READ(kind, data, start + i)
            if surface.width == 1:
                text[i] = <uint8_t> letter
            elif surface.width == 2:
                (<uint16_t *> text)[i] = <uint16_t> letter
            else:
                (<Py_UCS4 *> text)[i] = letter
        return 0

    cdef str text(self, uint32_t number):
        cdef Surface *surface = &self.items[number]
        cdef LongText *long_text
        if not surface.traits & T_ELSEWHERE:
            return PyUnicode_FromKindAndData(surface.width, surface.text, surface.length)
        memcpy(&long_text, surface.text, sizeof(long_text))
        return PyUnicode_FromKindAndData(surface.width, long_text + 1, long_text.length)

    # ---------------------------------------------------------------- what is known of a surface

    cdef int _describe(self, uint32_t number) except -1:
        cdef Surface *surface = &self.items[number]
        cdef str text = self.text(number)
        cdef Py_UCS4 letter
        cdef Reading latin, cyrillic
        for letter in text:
            if letter < MAPPED_TRAITS:
                surface.traits |= TRAITS[letter]
                if MARKS[letter]:
                    surface.marks[MARKS[letter] - 1] += 1
            if not (letter < 256 and OF_LATIN_1[letter]) and Py_UNICODE_ISALNUM(letter) \
                    and not Py_UNICODE_ISDECIMAL(letter):
                surface.traits |= T_NOT_LATIN_1
            if may_be_decomposed(letter):
                surface.traits |= T_DECOMPOSED
        if len(text) > LONGEST_SURFACE:
            surface.letters = 255
            surface.marks[LATIN_SCRIPT] = surface.marks[CYRILLIC_SCRIPT] = 0
            surface.traits |= T_TOO_LONG
            return 0
        if surface.traits & T_DECOMPOSED:
            text = unicodedata.normalize("NFC", text)
        self._read(text, LATIN_SCRIPT, &latin)
        surface.letters = <uint8_t> min(latin.letters + latin.others, 255)
        surface.in_script[LATIN_SCRIPT] = <uint8_t> min(latin.letters, 255)
        if not latin.others:
            self._take_costs(surface, &latin)
        else:
            self._read(text, CYRILLIC_SCRIPT, &cyrillic)
            surface.in_script[CYRILLIC_SCRIPT] = <uint8_t> min(cyrillic.letters, 255)
            if not latin.letters:
                surface.traits |= T_CYRILLIC_COSTS
            self._take_costs(surface, &latin if latin.letters else &cyrillic)
        if u"I" in text and text.isascii():
            self._find_foreign(surface, text)
        return 0

    cdef void _read(self, str text, int script, Reading *reading):
        self.models.read(
            script, PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text), reading
        )

    cdef void _take_costs(self, Surface *surface, Reading *reading) noexcept:
        cdef int model
        surface.words = <uint8_t> reading.words
        for model in range(LANES):
            surface.costs[model] = <uint16_t> min(reading.costs[model], MAX_COST)

    cdef int _find_foreign(self, Surface *surface, str text) except -1:
        """Find the languages with Turkic casing that the word before an apostrophe or a hyphen is no word of."""
        cdef LanguageModels models = self.models
        cdef Reading reading
        cdef int model, own, language
        cdef long long least = -1
        self._read(text.replace("-", "'").partition("'")[0], LATIN_SCRIPT, &reading)
        for model in range(models.model_count[LATIN_SCRIPT]):
            language = models.roles[LATIN_SCRIPT][model].language
            if (language == OTHERS or not models.traits[language].has_turkic_casing) \
                    and (least < 0 or reading.costs[model] < least):
                least = reading.costs[model]
        for language in range(models.modelled):
            own = models.plain_models[LATIN_SCRIPT][language]
            if own >= 0 and models.traits[language].has_turkic_casing \
                    and reading.costs[own] - least >= self.foreign_odds:
                surface.foreign |= <uint8_t> (1 << language)
        return 0

    cdef int read(self, uint32_t number, int script, int letters, Reading *reading) except -1:
        cdef str text = self.text(number)
        cdef Py_UCS4 spelt[LONGEST_SURFACE]
        cdef Py_ssize_t length
        if self.items[number].traits & T_DECOMPOSED:
            text = unicodedata.normalize("NFC", text)
        # Composing makes a text longer only in scripts that there are no models for.
        length = min(PyUnicode_GET_LENGTH(text), LONGEST_SURFACE)
        spell(text, length, letters, spelt)
        self.models.read(script, 4, spelt, 0, length, reading)
        return 0

    # ---------------------------------------------------------------- room

    cdef int _grow(self) except -1:
        cdef uint32_t room = max(2 * self.room, <uint32_t> FIRST_ROOM)
        cdef void *items = resize_lines(
            &self.block, self.items, self.count * sizeof(Surface), room * sizeof(Surface)
        )
        if items == NULL:
            raise MemoryError
        self.items = <Surface *> items
        cdef uint32_t *slots = <uint32_t *> PyMem_Calloc(2 * <size_t> room, sizeof(uint32_t))
        if slots == NULL:
            raise MemoryError
        PyMem_Free(self.slots)
        self.slots = slots
        self.room, self.slot_mask = room, 2 * room - 1
        self._fill_slots()
        return 0

    cdef void _fill_slots(self) noexcept:
        cdef uint32_t number, at
        for number in range(self.count):
            if not self.items[number].traits & T_TOO_LONG:
                at = self.items[number].hash & self.slot_mask
                while self.slots[at]:
                    at = (at + 1) & self.slot_mask
                self.slots[at] = number + 1

    cpdef int make_room(self) except -1:
        """Drop the surfaces that were met once only, if there are more than enough; texts are read anew then."""
        cdef uint32_t number, kept = 0
        cdef Surface *surface
        if self.count < self.limit:
            return 0
        for number in range(self.count):
            surface = &self.items[number]
            if surface.traits & T_MET_AGAIN and kept < self.limit // 2:
                surface.traits &= <uint16_t> ~T_MET_AGAIN
                self.items[kept] = surface[0]
                kept += 1
            else:
                self._drop(surface)
        self.count = kept
        memset(self.slots, 0, (<size_t> self.slot_mask + 1) * sizeof(uint32_t))
        self._fill_slots()
        return 0

    cdef void _free(self) noexcept:
        cdef uint32_t number
        for number in range(self.count):
            self._drop(&self.items[number])
        free(self.block)
        PyMem_Free(self.slots)
        self.block, self.items, self.slots = NULL, NULL, NULL
        self.count = self.room = 0

    cdef void _drop(self, Surface *surface) noexcept:
        cdef LongText *long_text
        if surface.traits & T_ELSEWHERE:
            memcpy(&long_text, surface.text, sizeof(long_text))
            self.long_bytes -= long_text.size
            PyMem_Free(long_text)

    cpdef int clear(self) except -1:
        """Forget all surfaces, and give their memory back; texts are read anew then."""
        self._free()
        return self._grow()
