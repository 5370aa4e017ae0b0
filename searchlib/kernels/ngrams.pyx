# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Scores of a text under several character models at once.

The models share one table of n-grams. A letter is looked up together with up to four letters before it in its word;
the longest n-gram in the table gives what that letter costs under each model. Words are scored apart from each
other, each with a boundary before and after it.
"""
from array import array

from cpython cimport array as carray
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
)
from libc.stdint cimport int32_t, uint8_t, uint64_t
from libc.string cimport memcpy, memset

cdef extern from "Python.h" nogil:      # Cython's own declarations ask for the GIL
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t index)
    bint Py_UNICODE_ISALPHA(Py_UCS4 letter)
    bint Py_UNICODE_ISUPPER(Py_UCS4 letter)

BOUNDARY = "_"
"""What stands in n-grams for the beginning or the end of a word."""

UNKNOWN_LETTER = "*"
"""What stands in n-grams for every letter that the table does not tell apart."""

LONGEST = _LONGEST
"""Length of the longest n-gram, boundaries counted."""

cdef enum:
    SYMBOL_BITS = 8
    ROW_BITS = 24               # of a slot; the symbols of the n-gram have the rest
    MAX_WORD_COST = 1 << 24     # of a run of letters that is no word
    CLAMPED_EVERY = 1 << 12     # letters

cdef uint64_t MASKS[_LONGEST + 1]
for _length in range(_LONGEST + 1):
    MASKS[_length] = (1ULL << (SYMBOL_BITS * _length)) - 1


cdef inline uint64_t _first_slot(uint64_t key, int shift) noexcept nogil:
    return (key * 0x9E3779B97F4A7C15ULL) >> shift


cdef class NgramTable:
    """N-grams, and what the last letter of each costs under each model.

    Args:
        ngrams: the n-grams, each of 1 to 5 characters.
        costs: one byte for each n-gram and model, row by row: minus the logarithm of the probability of the last
            letter after those before it, in any unit.
        models: how many models there are, 1 to 16.
        letters: more letters, which are looked up as ``UNKNOWN_LETTER``.

    Raises:
        ValueError: lengths do not fit together, or a letter of a text could not be looked up.
    """

    def __dealloc__(self):
        PyMem_Free(self.slots)
        PyMem_Free(self.costs)

    def __init__(self, list ngrams not None, bytes costs not None, int models, str letters not None):
        cdef Py_ssize_t row
        cdef const uint8_t *given = costs
        if not 1 <= models <= MAX_MODELS or len(costs) != len(ngrams) * models or len(ngrams) >= 1 << ROW_BITS:
            raise ValueError(f"{len(ngrams)} n-grams under {models} models do not have {len(costs)} costs")
        self.models = models
        self.lanes = 8 if models <= 8 else 16
        PyMem_Free(self.costs)
        self.costs = <uint8_t *> PyMem_Calloc(max(1, len(ngrams)), self.lanes)
        if self.costs == NULL:
            raise MemoryError
        # Lanes without a model cost the most, so that they never are the cheapest.
        memset(self.costs, 0xFF, <size_t> len(ngrams) * self.lanes)
        for row in range(len(ngrams)):
            memcpy(self.costs + row * self.lanes, given + row * models, models)
        self._map_symbols(ngrams, letters)
        self._fill_slots(ngrams)

    cdef _map_symbols(self, list ngrams, str letters):
        alphabet = sorted(set("".join(ngrams)))
        if BOUNDARY not in alphabet or UNKNOWN_LETTER not in alphabet or len(alphabet) > 255:
            raise ValueError("an n-gram table has at most 255 characters, a boundary and an unknown letter among them")
        if not set(alphabet) <= set(filter(None, ngrams)) or ord(max(alphabet)) >= MAPPED:
            raise ValueError("each character of a table, below U+2000, is an n-gram by itself too")
        for letter in letters:
            if ord(letter) < MAPPED:
                self.symbols[ord(letter)] = alphabet.index(UNKNOWN_LETTER) + 1
        for number, letter in enumerate(alphabet, start=1):
            self.symbols[ord(letter)] = number
            # I and İ are capitals of other letters in other languages: score() is told which.
            if len(letter.upper()) == 1 and letter.upper() not in "Iİ" and ord(letter.upper()) < MAPPED:
                self.symbols[ord(letter.upper())] = number
        self.boundary = self.symbols[ord(BOUNDARY)]
        # These two stand for others and are no letters themselves.
        self.symbols[ord(BOUNDARY)] = self.symbols[ord(UNKNOWN_LETTER)] = 0
        self.unknown = alphabet.index(UNKNOWN_LETTER) + 1

    cdef _fill_slots(self, list ngrams):
        cdef uint64_t key, at, mask
        cdef Py_ssize_t row
        cdef str ngram
        cdef Py_UCS4 letter
        cdef int bits = 4
        while (1 << bits) < 2 * len(ngrams):
            bits += 1
        PyMem_Free(self.slots)
        self.slots = <uint64_t *> PyMem_Calloc(1 << bits, sizeof(uint64_t))
        if self.slots == NULL:
            raise MemoryError
        self.slot_shift = 64 - bits
        mask = (1ULL << bits) - 1
        for row, ngram in enumerate(ngrams):
            if not 1 <= len(ngram) <= _LONGEST:
                raise ValueError(f"n-gram {ngram!r} is not 1 to {_LONGEST} characters long")
            key = 0
            for letter in ngram:
                key = key << SYMBOL_BITS | self._symbol_of(letter)
            at = _first_slot(key, self.slot_shift)
            while self.slots[at]:
                at = (at + 1) & mask
            self.slots[at] = key << ROW_BITS | <uint64_t> (row + 1)

    cdef uint8_t _symbol_of(self, Py_UCS4 letter):
        if letter == u"_":
            return self.boundary
        return self.unknown if letter == u"*" else self.symbols[letter]

    cdef inline const uint8_t *_row(self, uint64_t history, int known) noexcept nogil:
        """Costs of the longest n-gram that ends ``history``, of which ``known`` symbols belong to this word."""
        cdef uint64_t mask = (1ULL << (64 - self.slot_shift)) - 1
        cdef uint64_t key, at, slot
        while True:
            key = history & MASKS[known]
            at = _first_slot(key, self.slot_shift)
            slot = self.slots[at]
            while slot:
                if slot >> ROW_BITS == key:
                    return self.costs + ((slot & ((1 << ROW_BITS) - 1)) - 1) * self.lanes
                at = (at + 1) & mask
                slot = self.slots[at]
            known -= 1

    cdef void read(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Py_UCS4 small_i, int slack,
        int slack_of_names, Reading *reading
    ) noexcept nogil:
        cdef uint64_t history = self.boundary
        cdef int32_t word[MAX_MODELS]
        cdef int32_t ceiling
        cdef bint is_name = False
        cdef Py_UCS4 letter
        cdef uint8_t symbol
        cdef const uint8_t *row
        cdef int known = 1, model
        cdef Py_ssize_t i, in_word = 0
        memset(word, 0, sizeof(word))
        for i in range(start, end + 1):
            letter = PyUnicode_READ(kind, data, i) if i < end else 0
            if 0x300 <= letter < 0x370 or letter == 0xAD:
                continue        # a stress mark or a soft hyphen
            if known == 1:
                is_name = Py_UNICODE_ISUPPER(letter)
            if letter == u"I":
                letter = small_i
            elif letter == u"İ":
                letter = u"i"
            symbol = self.symbols[letter] if letter < MAPPED else 0
            if symbol == 0:
                reading.others += Py_UNICODE_ISALPHA(letter)
                if known == 1 and history == self.boundary:
                    continue
                symbol = self.boundary
            else:
                reading.letters += 1
            history = history << SYMBOL_BITS | symbol
            known = known + 1 if known < _LONGEST else _LONGEST
            row = self._row(history, known)
            for model in range(8):
                word[model] += row[model]
            if self.lanes == MAX_MODELS:
                for model in range(8, MAX_MODELS):
                    word[model] += row[model]
            if symbol == self.boundary:
                ceiling = word[0]
                for model in range(1, self.models):
                    ceiling = min(ceiling, word[model])
                ceiling += slack_of_names if is_name else slack
                for model in range(self.models):
                    reading.costs[model] += min(word[model], ceiling)
                memset(word, 0, sizeof(word))
                reading.words += 1
                history = self.boundary
                known = 1
                in_word = 0
            else:
                in_word += 1
                if in_word % CLAMPED_EVERY == 0:
                    for model in range(MAX_MODELS):
                        word[model] = min(word[model], MAX_WORD_COST)

    def score(self, str text not None, Py_UCS4 small_i, int slack, int slack_of_names):
        """Return what a text costs under each model, ``array("q")``; letters and words looked up; letters passed over.

        Args:
            text: the text, in Normalization Form C.
            small_i: the small letter of I.
            slack: the most that one word may cost more under a model than under the best for that word.
            slack_of_names: the same for a word that begins with a capital.
        """
        cdef Reading reading
        cdef int model
        memset(&reading, 0, sizeof(reading))
        self.read(
            PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text), small_i, slack, slack_of_names,
            &reading
        )
        cdef carray.array found = carray.clone(_EMPTY, self.models, False)
        for model in range(self.models):
            found.data.as_longlongs[model] = reading.costs[model]
        return found, reading.letters, reading.words, reading.others


cdef carray.array _EMPTY = array("q")
