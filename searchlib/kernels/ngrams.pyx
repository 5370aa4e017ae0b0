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
    PyUnicode_READ,
    Py_UNICODE_ISALPHA,
    Py_UNICODE_ISUPPER,
)

BOUNDARY = "_"
"""What stands in n-grams for the beginning or the end of a word."""

UNKNOWN_LETTER = "*"
"""What stands in n-grams for every letter that the table does not tell apart."""

LONGEST = _LONGEST
"""Length of the longest n-gram, boundaries counted."""

cdef enum:
    _LONGEST = 5
    _MAX_MODELS = 16
    _MAPPED = 0x2000            # code points from here on are no letters to a model
    _SYMBOL_BITS = 8
    _MAX_WORD_COST = 1 << 24    # of a run of letters that is no word

cdef unsigned long long MASKS[_LONGEST + 1]
for _length in range(_LONGEST + 1):
    MASKS[_length] = (1ULL << (_SYMBOL_BITS * _length)) - 1

cdef struct Slot:
    unsigned long long key      # symbols of the n-gram, 8 bits each; 0 for a free slot
    Py_ssize_t row


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
    cdef unsigned char symbols[_MAPPED]     # 0 for what is no letter; capitals have the symbols of small letters
    cdef unsigned char boundary
    cdef Slot* slots
    cdef unsigned long long slot_mask
    cdef bytes costs
    cdef int models
    cdef unsigned char unknown

    def __cinit__(self):
        self.slots = NULL

    def __dealloc__(self):
        PyMem_Free(self.slots)

    def __init__(self, list ngrams not None, bytes costs not None, int models, str letters not None):
        if not 1 <= models <= _MAX_MODELS or len(costs) != len(ngrams) * models:
            raise ValueError(f"{len(ngrams)} n-grams under {models} models do not have {len(costs)} costs")
        self.costs = costs
        self.models = models
        self._map_symbols(ngrams, letters)
        self._fill_slots(ngrams)

    cdef _map_symbols(self, list ngrams, str letters):
        alphabet = sorted(set("".join(ngrams)))
        if BOUNDARY not in alphabet or UNKNOWN_LETTER not in alphabet or len(alphabet) > 255:
            raise ValueError("an n-gram table has at most 255 characters, a boundary and an unknown letter among them")
        if not set(alphabet) <= set(filter(None, ngrams)) or ord(max(alphabet)) >= _MAPPED:
            raise ValueError("each character of a table, below U+2000, is an n-gram by itself too")
        for letter in letters:
            if ord(letter) < _MAPPED:
                self.symbols[ord(letter)] = alphabet.index(UNKNOWN_LETTER) + 1
        for number, letter in enumerate(alphabet, start=1):
            self.symbols[ord(letter)] = number
            # I and İ are capitals of other letters in other languages: score() is told which.
            if len(letter.upper()) == 1 and letter.upper() not in "Iİ" and ord(letter.upper()) < _MAPPED:
                self.symbols[ord(letter.upper())] = number
        self.boundary = self.symbols[ord(BOUNDARY)]
        # These two stand for others and are no letters themselves.
        self.symbols[ord(BOUNDARY)] = self.symbols[ord(UNKNOWN_LETTER)] = 0
        self.unknown = alphabet.index(UNKNOWN_LETTER) + 1

    cdef _fill_slots(self, list ngrams):
        cdef unsigned long long key, at
        cdef Py_ssize_t row
        cdef str ngram
        cdef Py_UCS4 letter
        cdef Py_ssize_t size = 16
        while size < 3 * len(ngrams):
            size *= 2
        PyMem_Free(self.slots)
        self.slots = <Slot*> PyMem_Calloc(size, sizeof(Slot))
        if self.slots == NULL:
            raise MemoryError
        self.slot_mask = size - 1
        for row, ngram in enumerate(ngrams):
            if not 1 <= len(ngram) <= _LONGEST:
                raise ValueError(f"n-gram {ngram!r} is not 1 to {_LONGEST} characters long")
            key = 0
            for letter in ngram:
                key = key << _SYMBOL_BITS | self._symbol_of(letter)
            at = self._first_slot(key)
            while self.slots[at].key:
                at = (at + 1) & self.slot_mask
            self.slots[at].key = key
            self.slots[at].row = row

    cdef unsigned char _symbol_of(self, Py_UCS4 letter):
        if letter == u"_":
            return self.boundary
        return self.unknown if letter == u"*" else self.symbols[letter]

    cdef inline unsigned long long _first_slot(self, unsigned long long key) noexcept nogil:
        return (key * 0x9E3779B97F4A7C15ULL) >> 40 & self.slot_mask

    cdef inline Py_ssize_t _row(self, unsigned long long history, int known) noexcept nogil:
        """Find the longest n-gram that ends ``history``, of which ``known`` symbols belong to this word."""
        cdef unsigned long long key, at
        while True:
            key = history & MASKS[known]
            at = self._first_slot(key)
            while self.slots[at].key:
                if self.slots[at].key == key:
                    return self.slots[at].row
                at = (at + 1) & self.slot_mask
            known -= 1

    def score(self, str text not None, Py_UCS4 small_i, int slack, int slack_of_names):
        """Return what a text costs under each model, ``array("q")``; letters and words looked up; letters passed over.

        Args:
            text: the text, in Normalization Form C.
            small_i: the small letter of I.
            slack: the most that one word may cost more under a model than under the best for that word.
            slack_of_names: the same for a word that begins with a capital.
        """
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), i, row
        cdef int kind = PyUnicode_KIND(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef const unsigned char* costs = self.costs
        cdef unsigned long long history = self.boundary
        cdef long long totals[_MAX_MODELS]
        cdef int word[_MAX_MODELS]
        cdef int ceiling
        cdef bint is_name = False
        cdef Py_UCS4 letter
        cdef unsigned char symbol
        cdef int known = 1, model, models = self.models
        cdef Py_ssize_t letters = 0, words = 0, others = 0
        for model in range(models):
            totals[model] = word[model] = 0
        for i in range(length + 1):
            letter = PyUnicode_READ(kind, data, i) if i < length else 0
            if 0x300 <= letter < 0x370 or letter == 0xAD:
                continue        # a stress mark or a soft hyphen
            if known == 1:
                is_name = Py_UNICODE_ISUPPER(letter)
            if letter == u"I":
                letter = small_i
            elif letter == u"İ":
                letter = u"i"
            symbol = self.symbols[letter] if letter < _MAPPED else 0
            if symbol == 0:
                others += Py_UNICODE_ISALPHA(letter)
                if known == 1 and history == self.boundary:
                    continue
                symbol = self.boundary
            else:
                letters += 1
            history = history << _SYMBOL_BITS | symbol
            known = known + 1 if known < _LONGEST else _LONGEST
            row = self._row(history, known) * models
            for model in range(models):
                if word[model] < _MAX_WORD_COST:
                    word[model] += costs[row + model]
            if symbol == self.boundary:
                ceiling = word[0]
                for model in range(1, models):
                    ceiling = min(ceiling, word[model])
                ceiling += slack_of_names if is_name else slack
                for model in range(models):
                    totals[model] += min(word[model], ceiling)
                    word[model] = 0
                words += 1
                history = self.boundary
                known = 1
        cdef carray.array found = carray.clone(_EMPTY, models, False)
        for model in range(models):
            found.data.as_longlongs[model] = totals[model]
        return found, letters, words, others


cdef carray.array _EMPTY = array("q")
