# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a sentence looks like from outside, in one pass over its code points: how many words, how often one of them,
how many separators, what it begins with and ends with.

Words are runs of letters, digits and underscores, folded: small, and without the diacritics that the caller names. They
are compared by hashes of 64 bits; two words of one hash would be taken for one.
"""
from array import array

from cpython cimport array as carray
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_ISALNUM,
    Py_UNICODE_ISLOWER,
    Py_UNICODE_ISSPACE,
    Py_UNICODE_ISTITLE,
    Py_UNICODE_ISUPPER,
    Py_UNICODE_TOLOWER,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

LABELLED = _LABELLED
SUSPECT = _SUSPECT
ENDED = _ENDED
CAPITALS = _CAPITALS

cdef enum:
    # What a shape may be, as bits of its last number.
    _LABELLED = 1            # begins with a label
    _SUSPECT = 2             # holds a sign of markup or navigation
    _ENDED = 4               # ends with a mark that prose ends with
    _CAPITALS = 8            # has capital letters and no small ones
    # What a code point may be.
    WORD_PART = 1
    SPACE = 2
    UPPER = 4
    LOWER = 8
    SEPARATOR = 16
    SIGN = 32
    KNOWN = 0x600            # code points that the tables hold
    LABEL_SLOTS = 1 << 11
    LONGEST_LABEL = 6        # in words
    LEAST_LETTERS = 4        # of a word whose repetitions count

cdef uint64_t SEED = 14695981039346656037ULL
cdef uint64_t PRIME = 1099511628211ULL


cdef struct Counted:
    uint64_t word
    uint32_t times


cdef class _Counter:
    """How often each word stands in a sentence."""

    cdef Counted *slots
    cdef Py_ssize_t size, distinct
    cdef uint32_t most

    def __cinit__(self):
        self.size = 64
        self.slots = <Counted *> calloc(self.size, sizeof(Counted))
        if self.slots is NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.slots)

    cdef Counted *slot(self, uint64_t word) noexcept:
        cdef Py_ssize_t i = (word ^ (word >> 32)) & (self.size - 1)
        while self.slots[i].times and self.slots[i].word != word:
            i = (i + 1) & (self.size - 1)
        return &self.slots[i]

    cdef bint add(self, uint64_t word, Py_ssize_t letters) except -1:
        """Count a word; tell whether it is new."""
        cdef Counted *slot = self.slot(word)
        slot.word = word
        slot.times += 1
        if letters >= LEAST_LETTERS and slot.times > self.most:
            self.most = slot.times
        if slot.times > 1:
            return False
        self.distinct += 1
        if 2 * self.distinct > self.size:
            self.grow()
        return True

    cdef int grow(self) except -1:
        cdef Counted *old = self.slots
        cdef Py_ssize_t size = self.size, i
        cdef Counted *larger = <Counted *> calloc(2 * size, sizeof(Counted))
        if larger is NULL:
            raise MemoryError
        self.slots = larger
        self.size = 2 * size
        for i in range(size):
            if old[i].times:
                self.slot(old[i].word)[0] = old[i]
        free(old)
        return 0


cdef struct Text:
    int kind
    const void *data


cdef class ShapeReader:
    """Reads the shapes of sentences.

    Args:
        folds: what letters become, by their code points; all others become small.
        labels: folded words, with one space between two, that sentences begin with that are no prose, each with whether
            a colon has to follow. Those of more than six words are never found.
    """

    cdef uint16_t folded[KNOWN]
    cdef uint8_t kinds[KNOWN]
    cdef uint64_t labels[LABEL_SLOTS]
    cdef uint8_t with_colon[LABEL_SLOTS]

    def __init__(self, folds, labels):
        cdef Py_UCS4 ch
        cdef str label
        for ch in range(KNOWN):
            self.kinds[ch] = _kind_of(ch)
            self.folded[ch] = <uint16_t> <uint32_t> Py_UNICODE_TOLOWER(ch)
        self.folded[0x3C2] = 0x3C3                       # of sigma only the position in the word tells the form
        for code, letter in folds.items():
            self.folded[<Py_ssize_t> code] = ord(letter)
        for i in range(LABEL_SLOTS):
            self.labels[i] = 0
        if 2 * len(labels) > LABEL_SLOTS:
            raise ValueError(f"there is room for {LABEL_SLOTS // 2} labels, not for {len(labels)}")
        for label, with_colon in labels.items():
            i = self.label_slot(_hash_of(label))
            self.labels[i], self.with_colon[i] = _hash_of(label), with_colon

    def words(self, str text not None):
        """Return the distinct words of a text as an ``array("Q")`` of their hashes, in ascending order."""
        cdef Text source = Text(PyUnicode_KIND(text), PyUnicode_DATA(text))
        cdef Py_ssize_t i = 0, stop = PyUnicode_GET_LENGTH(text), begin
        found = set()
        while i < stop:
            if not self.kind(PyUnicode_READ(source.kind, source.data, i)) & WORD_PART:
                i += 1
                continue
            begin = i
            i = self.word_end(&source, i, stop)
            found.add(self.hash_of(&source, begin, i, SEED))
        return array("Q", sorted(found))

    def shape(self, str text not None, Py_ssize_t start, Py_ssize_t end, carray.array known not None):
        """Return the shape of a sentence of a text.

        Args:
            text: the text.
            start, end: where the sentence stands in it.
            known: words as :meth:`words` returns them.

        Returns:
            how many words it has, how many of them are distinct, how often its most frequent word of four letters or
            more stands in it, how many of the distinct ones are known, how many separators it has, and bits.
        """
        cdef Text source = Text(PyUnicode_KIND(text), PyUnicode_DATA(text))
        cdef _Counter counts = _Counter()
        cdef Py_ssize_t words = 0, among_known = 0, separators = 0, i = start, begin, letters
        cdef uint64_t opening = SEED, word
        cdef int bits = 0
        cdef uint8_t kind, seen = 0
        if not 0 <= start <= end <= PyUnicode_GET_LENGTH(text):
            raise ValueError(f"there is no sentence from {start} to {end} in {len(text)} code points")
        while i < end:
            kind = self.kind(PyUnicode_READ(source.kind, source.data, i))
            if kind & WORD_PART:
                begin = i
                i = self.word_end(&source, i, end)
                letters = i - begin
                seen |= self.cases(&source, begin, i)
                word = self.hash_of(&source, begin, i, SEED)
                words += 1
                if words <= LONGEST_LABEL:
                    opening = self.hash_of(&source, begin, i, _with(opening, 0x20) if words > 1 else opening)
                    if not bits & _LABELLED and self.is_label(&source, opening, i, end):
                        bits |= _LABELLED
                if counts.add(word, letters) and _is_among(word, known):
                    among_known += 1
                if bits & _SUSPECT == 0 and _is_address(&source, begin, i, end):
                    bits |= _SUSPECT
                continue
            seen |= kind & (UPPER | LOWER)
            if kind & SIGN:
                bits |= _SUSPECT
            if kind & SEPARATOR:
                separators += 1
            elif kind & SPACE and _is_dash_between_spaces(&source, i, end):
                separators += 1
                i += 2
            i += 1
        if seen & UPPER and not seen & LOWER:
            bits |= _CAPITALS
        if _is_ended(&source, start, end):
            bits |= _ENDED
        return words, counts.distinct, counts.most, among_known, separators, bits

    cdef inline uint8_t kind(self, Py_UCS4 ch) noexcept:
        return self.kinds[ch] if ch < KNOWN else _kind_of(ch)

    cdef inline Py_ssize_t word_end(self, Text *source, Py_ssize_t i, Py_ssize_t stop) noexcept:
        while i < stop and self.kind(PyUnicode_READ(source.kind, source.data, i)) & WORD_PART:
            i += 1
        return i

    cdef inline uint8_t cases(self, Text *source, Py_ssize_t i, Py_ssize_t stop) noexcept:
        cdef uint8_t seen = 0
        while i < stop:
            seen |= self.kind(PyUnicode_READ(source.kind, source.data, i))
            i += 1
        return seen & (UPPER | LOWER)

    cdef inline uint64_t hash_of(self, Text *source, Py_ssize_t i, Py_ssize_t stop, uint64_t key) noexcept:
        cdef Py_UCS4 ch
        while i < stop:
            ch = PyUnicode_READ(source.kind, source.data, i)
            key = _with(key, <uint32_t> self.folded[ch] if ch < KNOWN else <uint32_t> Py_UNICODE_TOLOWER(ch))
            i += 1
        return key

    cdef inline Py_ssize_t label_slot(self, uint64_t label) noexcept:
        cdef Py_ssize_t i = (label ^ (label >> 32)) & (LABEL_SLOTS - 1)
        while self.labels[i] and self.labels[i] != label:
            i = (i + 1) & (LABEL_SLOTS - 1)
        return i

    cdef bint is_label(self, Text *source, uint64_t opening, Py_ssize_t i, Py_ssize_t stop) noexcept:
        """Whether what stands before a place is a label, with the colon behind it that it needs."""
        cdef Py_ssize_t slot = self.label_slot(opening)
        if self.labels[slot] == 0 or not self.with_colon[slot]:
            return self.labels[slot] != 0
        while i < stop and self.kind(PyUnicode_READ(source.kind, source.data, i)) & SPACE:
            i += 1
        return i < stop and PyUnicode_READ(source.kind, source.data, i) == 0x3A


cdef inline uint64_t _with(uint64_t key, uint32_t ch) noexcept:
    return (key ^ ch) * PRIME


cdef uint64_t _hash_of(str label):
    cdef uint64_t key = SEED
    cdef Py_UCS4 ch
    for ch in label:
        key = _with(key, ch)
    return key


cdef bint _is_among(uint64_t word, carray.array known) noexcept:
    cdef Py_ssize_t low = 0, high = len(known), middle
    cdef const uint64_t *words = <const uint64_t *> known.data.as_ulonglongs
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low < len(known) and words[low] == word


cdef uint8_t _kind_of(Py_UCS4 ch) noexcept:
    cdef uint8_t kind = 0
    if Py_UNICODE_ISALNUM(ch) or ch == 0x5F:
        kind |= WORD_PART
    if Py_UNICODE_ISSPACE(ch):
        kind |= SPACE
    if Py_UNICODE_ISUPPER(ch):
        kind |= UPPER
    if Py_UNICODE_ISLOWER(ch) or Py_UNICODE_ISTITLE(ch):
        kind |= LOWER
    if _is_separator(ch):
        kind |= SEPARATOR
    if _is_sign(ch):
        kind |= SIGN
    return kind


cdef bint _is_separator(Py_UCS4 ch) noexcept:
    """Whether it is one of , ; | / • · › >"""
    return ch == 0x2C or ch == 0x3B or ch == 0x7C or ch == 0x2F or ch == 0x2022 or ch == 0xB7 or ch == 0x203A \
        or ch == 0x3E


cdef bint _is_sign(Py_UCS4 ch) noexcept:
    """Whether it is one of # @ | › » • · → / < > { } [ © ® &"""
    if ch < 0x80:
        return ch == 0x23 or ch == 0x40 or ch == 0x7C or ch == 0x2F or ch == 0x3C or ch == 0x3E or ch == 0x7B \
            or ch == 0x7D or ch == 0x5B or ch == 0x26
    return ch == 0xA9 or ch == 0xAE or ch == 0xB7 or ch == 0xBB or ch == 0x203A or ch == 0x2022 or ch == 0x2192


cdef bint _is_address(Text *source, Py_ssize_t begin, Py_ssize_t stop, Py_ssize_t end) noexcept:
    """Whether a word ends with what begins an address: www. or http:"""
    if stop == end:
        return False
    cdef Py_UCS4 behind = PyUnicode_READ(source.kind, source.data, stop)
    if behind == 0x2E:
        return _ends_with(source, begin, stop, "www")
    return behind == 0x3A and (_ends_with(source, begin, stop, "http") or _ends_with(source, begin, stop, "https"))


cdef bint _ends_with(Text *source, Py_ssize_t begin, Py_ssize_t stop, str ending) noexcept:
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(ending), i
    if stop - begin < length:
        return False
    for i in range(length):
        if PyUnicode_READ(source.kind, source.data, stop - length + i) != ending[i]:
            return False
    return True


cdef bint _is_dash_between_spaces(Text *source, Py_ssize_t i, Py_ssize_t end) noexcept:
    if i + 2 >= end:
        return False
    cdef Py_UCS4 ch = PyUnicode_READ(source.kind, source.data, i + 1)
    if ch != 0x2D and ch != 0x2013 and ch != 0x2014:
        return False
    return Py_UNICODE_ISSPACE(PyUnicode_READ(source.kind, source.data, i + 2))


cdef bint _is_ended(Text *source, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Whether a closing mark stands at the end, with nothing behind it but closing quotation marks, brackets, space."""
    cdef Py_UCS4 ch
    while end > start and Py_UNICODE_ISSPACE(PyUnicode_READ(source.kind, source.data, end - 1)):
        end -= 1
    while end > start:
        ch = PyUnicode_READ(source.kind, source.data, end - 1)
        if not (ch == 0x22 or ch == 0x27 or ch == 0x201D or ch == 0x2019 or ch == 0xBB or ch == 0x29 or ch == 0x5D):
            break
        end -= 1
    if end == start:
        return False
    return ch == 0x2E or ch == 0x21 or ch == 0x3F or ch == 0x2026 or ch == 0x3002 or ch == 0xFF01 or ch == 0xFF1F \
        or ch == 0x3A or ch == 0x3B
