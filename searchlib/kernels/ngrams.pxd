"""Tables of n-grams for other kernels."""
from libc.stdint cimport int64_t, uint8_t, uint64_t

cdef enum:
    _LONGEST = 5
    MAX_MODELS = 16
    MAPPED = 0x2000             # code points from here on are no letters to a model

cdef struct Reading:            # what letters cost; begins as zeros
    int64_t costs[MAX_MODELS]
    Py_ssize_t letters, words, others

cdef class NgramTable:
    cdef uint8_t symbols[MAPPED]        # 0 for what is no letter; capitals have the symbols of small letters
    cdef uint8_t boundary, unknown
    cdef uint64_t *slots                # symbols of an n-gram, 8 bits each, then its row plus 1; 0 is free
    cdef int slot_shift
    cdef uint8_t *costs                 # rows of `lanes` bytes
    cdef readonly int models
    cdef int lanes                      # 8 or 16

    # Add the letters of data[start:end] and what they cost to a reading; arguments as those of score().
    cdef void read(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Py_UCS4 small_i, int slack,
        int slack_of_names, Reading *reading
    ) noexcept nogil
    cdef _map_symbols(self, list ngrams, str letters)
    cdef _fill_slots(self, list ngrams)
    cdef const uint8_t *_row(self, uint64_t history, int known) noexcept nogil
    cdef uint8_t _symbol_of(self, Py_UCS4 letter)
