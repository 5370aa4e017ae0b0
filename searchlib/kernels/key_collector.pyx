# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Collects the keys that terms are filed under, and writes them as the entries of a lexicon.

Most keys of a term have its own letters: they cost nothing but the number of a profile that many terms share. Other
terms are listed behind the letters of a key, which are those of a term or stand beside the term that follows them; as
inflected forms stand near their stem, a list is a byte or two. docs/FORMAT.md describes the bytes.
"""
from array import array
from itertools import accumulate
from typing import NamedTuple

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport UINT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.lexicon_entries cimport (
    ENTRY_BLOCK,
    HAS_ROWS,
    HAS_TEXTS,
    NO_SET,
    SHORT_LIST,
    VOTE_MASK,
    VOTE_NAME,
    VOTE_NO_NAME,
    VOTE_NONE,
    VOTE_OTHER,
    Profile,
    tag_size,
)
from searchlib.kernels.packing cimport VARINT_ROOM, ByteBuffer, byte_buffer_free, byte_buffer_reserve, write_varint
from searchlib.kernels.strings cimport Strings, string_at, strings_free, strings_number, strings_sort
from searchlib.kernels.terms cimport common_prefix

cdef enum:
    OWN_LETTERS = 0xFFFFFFFFU    # the text of a key that has the letters of the term itself
    NO_TERM = 0xFFFFFFFFU

cdef struct Filing:              # of a term under a text, for the reasons of a set of tags
    uint32_t text
    uint32_t tag_set
    uint32_t term_ord

cdef struct Place:               # of a text
    uint32_t term_ord            # of the term with its letters, or of the first one behind it
    bint is_term

cdef struct Ranked:              # a number and how often it came
    uint64_t times
    uint32_t number

_U32 = array("I")
_U64 = array("Q")


class EntryColumns(NamedTuple):
    """The sections of a file that a collector fills, and the tags they speak of."""

    tags: list
    entries: bytes
    entry_blocks: array
    profile_languages: array
    profile_keys: array
    set_tags: array
    set_ends: array


cdef int _by_text(const void *a, const void *b) noexcept nogil:
    cdef const Filing *one = <const Filing *> a
    cdef const Filing *other = <const Filing *> b
    if one.text != other.text:
        return 1 if one.text > other.text else -1
    if one.tag_set != other.tag_set:
        return 1 if one.tag_set > other.tag_set else -1
    return (one.term_ord > other.term_ord) - (one.term_ord < other.term_ord)


cdef int _by_times(const void *a, const void *b) noexcept nogil:
    cdef const Ranked *one = <const Ranked *> a
    cdef const Ranked *other = <const Ranked *> b
    if one.times != other.times:
        return 1 if one.times < other.times else -1
    return (one.number > other.number) - (one.number < other.number)


cdef uint32_t *_ranks(uint64_t *times, uint32_t count, uint32_t first) except NULL nogil:
    """By its number the rank of each, those that came most often first; the numbers below first keep theirs."""
    cdef Ranked *ranked = <Ranked *> malloc((count + 1) * sizeof(Ranked))
    cdef uint32_t *ranks = <uint32_t *> malloc((count + 1) * sizeof(uint32_t))
    cdef uint32_t i
    if ranked == NULL or ranks == NULL:
        free(ranked)
        free(ranks)
        with gil:
            raise MemoryError(f"no memory for {count} numbers")
    for i in range(count):
        ranked[i].number, ranked[i].times = i, times[i] if i >= first else UINT32_MAX
    qsort(ranked + first, count - first, sizeof(Ranked), _by_times)
    for i in range(count):
        ranks[ranked[i].number] = i
    free(ranked)
    return ranks


cdef class KeyCollector:
    """Keys of the terms of a vocabulary; keys of one term are best added one after another."""

    cdef Strings texts, tags, sets, profiles
    cdef ByteBuffer filings          # Filing
    cdef ByteBuffer open_keys        # Filing, with tags instead of sets: of the term whose keys are coming
    cdef uint32_t open_term
    cdef uint32_t *own_sets          # of each term
    cdef const uint8_t[::1] _blob
    cdef const uint32_t[::1] _offsets
    cdef const int32_t[::1] _votes
    cdef const uint64_t[::1] _languages
    cdef uint32_t count

    def __cinit__(
        self, const uint8_t[::1] blob, const uint32_t[::1] offsets, const int32_t[::1] name_votes,
        const uint64_t[::1] language_masks,
    ):
        cdef Py_ssize_t i
        if offsets.shape[0] != name_votes.shape[0] + 1 or language_masks.shape[0] != name_votes.shape[0]:
            raise ValueError(f"{offsets.shape[0]} offsets and {language_masks.shape[0]} masks do not fit "
                             f"{name_votes.shape[0]} terms")
        for i in range(offsets.shape[0] - 1):
            if offsets[i] > offsets[i + 1] or offsets[i + 1] > blob.shape[0]:
                raise ValueError(f"the offsets of term {i} point outside the terms")
        self._blob, self._offsets, self._votes, self._languages = blob, offsets, name_votes, language_masks
        self.count = <uint32_t> name_votes.shape[0]
        self.open_term = NO_TERM
        self.own_sets = <uint32_t *> calloc(self.count + 1, sizeof(uint32_t))
        if self.own_sets == NULL:
            raise MemoryError(f"no memory for {self.count} terms")
        strings_number(&self.sets, NULL, 0)      # NO_SET

    def __dealloc__(self):
        strings_free(&self.texts)
        strings_free(&self.tags)
        strings_free(&self.sets)
        strings_free(&self.profiles)
        byte_buffer_free(&self.filings)
        byte_buffer_free(&self.open_keys)
        free(self.own_sets)

    # ------------------------------------------------------------ collecting

    cdef inline const uint8_t *term(self, uint32_t term_ord, size_t *size) noexcept nogil:
        cdef uint32_t begin = self._offsets[term_ord]
        size[0] = self._offsets[term_ord + 1] - begin
        return &self._blob[begin] if size[0] else NULL

    def add(self, str key not None, uint32_t term_ord):
        """Let a key lead to a term.

        Raises ValueError for a key without a tag, and IndexError for a term that the vocabulary does not have.
        """
        cdef Py_ssize_t size
        cdef const uint8_t *data = <const uint8_t *> PyUnicode_AsUTF8AndSize(key, &size)
        cdef size_t tag = tag_size(data, size), term_size
        cdef const uint8_t *term
        cdef Filing filing
        if not tag:
            raise ValueError(f"the key {key!r} has no tag")
        if term_ord >= self.count:
            raise IndexError(f"there are {self.count} terms, none has number {term_ord}")
        if term_ord != self.open_term:
            self.close_term()
            self.open_term = term_ord
        filing.tag_set = <uint32_t> strings_number(&self.tags, data, tag)
        if filing.tag_set > 0xFFFF:
            raise OverflowError("there are too many languages")
        term = self.term(term_ord, &term_size)
        size -= tag + 1
        if <size_t> size == term_size and (size == 0 or memcmp(term, data + tag + 1, size) == 0):
            filing.text = OWN_LETTERS
        else:
            filing.text = <uint32_t> strings_number(&self.texts, data + tag + 1, size)
        filing.term_ord = term_ord
        _append(&self.open_keys, &filing)

    cdef int close_term(self) except -1 nogil:
        """File the term whose keys have come: once under each text, with all its tags there."""
        cdef Filing *keys = <Filing *> self.open_keys.data
        cdef Py_ssize_t count = self.open_keys.size // sizeof(Filing), begin = 0, end
        cdef uint16_t tags[256]
        cdef uint32_t size
        cdef Filing filing
        qsort(keys, count, sizeof(Filing), _by_text)
        while begin < count:
            size = 0
            end = begin
            while end < count and keys[end].text == keys[begin].text and size < 256:
                if size == 0 or tags[size - 1] != keys[end].tag_set:
                    tags[size] = <uint16_t> keys[end].tag_set
                    size += 1
                end += 1
            filing.text, filing.term_ord = keys[begin].text, keys[begin].term_ord
            filing.tag_set = <uint32_t> strings_number(&self.sets, <const uint8_t *> tags, size * sizeof(uint16_t))
            self.file(&filing)
            begin = end
        self.open_keys.size = 0
        return 0

    cdef int file(self, Filing *filing) except -1 nogil:
        cdef size_t size
        cdef const uint8_t *term
        if filing.text == OWN_LETTERS:
            if self.own_sets[filing.term_ord] == NO_SET:
                self.own_sets[filing.term_ord] = filing.tag_set
                return 0
            term = self.term(filing.term_ord, &size)
            filing.text = <uint32_t> strings_number(&self.texts, term, size)
        _append(&self.filings, filing)
        return 0

    # ------------------------------------------------------------ writing

    def finish(self):
        """Return the columns of all entries; the collector is used up.

        Raises ValueError if the terms do not ascend.
        """
        cdef carray.array blocks = carray.clone(_U32, self.count // ENTRY_BLOCK + 2, zero=True)
        cdef uint32_t[::1] block_view = blocks
        cdef uint32_t *set_ranks = NULL
        cdef uint32_t *profile_ranks = NULL
        cdef uint32_t *profile_numbers = <uint32_t *> malloc((self.count + 1) * sizeof(uint32_t))
        cdef uint32_t *order = NULL
        cdef Place *places = NULL
        cdef ByteBuffer blob
        memset(&blob, 0, sizeof(blob))
        try:
            self.close_term()
            order = <uint32_t *> malloc((self.texts.count + 1) * sizeof(uint32_t))
            places = <Place *> malloc((self.texts.count + 1) * sizeof(Place))
            if profile_numbers == NULL or order == NULL or places == NULL:
                raise MemoryError(f"no memory for {self.texts.count} texts")
            with nogil:
                strings_sort(&self.texts, order)
                self.find_places(order, places)
                set_ranks = self.rank_sets()
                self.sort_filings(order, set_ranks)
                self.make_profiles(places, set_ranks, profile_numbers)
                profile_ranks = self.rank_profiles(profile_numbers)
                self.encode(order, places, profile_numbers, profile_ranks, &blob, &block_view[0])
            return self.columns(
                PyBytes_FromStringAndSize(<char *> blob.data, blob.size), blocks, set_ranks, profile_ranks
            )
        finally:
            byte_buffer_free(&blob)
            free(order)
            free(places)
            free(set_ranks)
            free(profile_ranks)
            free(profile_numbers)

    cdef int find_places(self, const uint32_t *order, Place *places) except -1 nogil:
        """Find where each text, in order, is among the terms."""
        cdef uint32_t i, term_ord = 0
        cdef size_t size, term_size, common
        cdef const uint8_t *text
        cdef const uint8_t *term
        for i in range(self.texts.count):
            text = string_at(&self.texts, order[i], &size)
            places[i].is_term = False
            while term_ord < self.count:
                term = self.term(term_ord, &term_size)
                common = common_prefix(text, size, term, term_size)
                if common == size or (common < term_size and text[common] < term[common]):
                    places[i].is_term = common == size == term_size
                    break
                term_ord += 1
                if term_ord < self.count and not self.ascends(term_ord):
                    with gil:
                        raise ValueError(f"term {term_ord} is not behind the one before it")
            places[i].term_ord = term_ord
        return 0

    cdef bint ascends(self, uint32_t term_ord) noexcept nogil:
        cdef size_t size, before_size, common
        cdef const uint8_t *before = self.term(term_ord - 1, &before_size)
        cdef const uint8_t *term = self.term(term_ord, &size)
        common = common_prefix(before, before_size, term, size)
        return common < size and (common == before_size or before[common] < term[common])

    cdef uint32_t *rank_sets(self) except NULL nogil:
        """The new numbers of the sets: small ones for those of many filings."""
        cdef uint64_t *times = <uint64_t *> calloc(self.sets.count, sizeof(uint64_t))
        cdef const Filing *filings = <const Filing *> self.filings.data
        cdef uint32_t *ranks = NULL
        cdef size_t i
        if times == NULL:
            with gil:
                raise MemoryError(f"no memory for {self.sets.count} sets")
        for i in range(self.filings.size // sizeof(Filing)):
            times[filings[i].tag_set] += 1
        try:
            ranks = _ranks(times, self.sets.count, NO_SET + 1)
        finally:
            free(times)
        return ranks

    cdef int sort_filings(self, const uint32_t *order, const uint32_t *set_ranks) except -1 nogil:
        """Bring the filings into the order of their texts, sets and terms, all by their new numbers."""
        cdef Filing *filings = <Filing *> self.filings.data
        cdef size_t i, count = self.filings.size // sizeof(Filing)
        cdef uint32_t *ranks = <uint32_t *> malloc((self.texts.count + 1) * sizeof(uint32_t))
        if ranks == NULL:
            with gil:
                raise MemoryError(f"no memory for {self.texts.count} texts")
        for i in range(self.texts.count):
            ranks[order[i]] = <uint32_t> i
        for i in range(count):
            filings[i].text = ranks[filings[i].text]
            filings[i].tag_set = set_ranks[filings[i].tag_set]
        free(ranks)
        qsort(filings, count, sizeof(Filing), _by_text)
        return 0

    cdef int make_profiles(
        self, const Place *places, const uint32_t *set_ranks, uint32_t *profile_numbers
    ) except -1 nogil:
        """Number the profiles of the terms, and at last that of the place behind them."""
        cdef uint32_t term_ord, text = 0
        cdef int32_t vote
        cdef Profile profile
        for term_ord in range(self.count + 1):
            memset(&profile, 0, sizeof(profile))
            if term_ord < self.count:
                vote = self._votes[term_ord]
                profile.languages = self._languages[term_ord]
                profile.own_set = set_ranks[self.own_sets[term_ord]]
                profile.flags = VOTE_OTHER if vote > 1 or vote < -1 else VOTE_NONE if vote == 0 else \
                    VOTE_NAME if vote == 1 else VOTE_NO_NAME
            while text < self.texts.count and places[text].term_ord == term_ord:
                profile.flags |= HAS_ROWS if places[text].is_term else HAS_TEXTS
                text += 1
            profile_numbers[term_ord] = <uint32_t> strings_number(
                &self.profiles, <const uint8_t *> &profile, sizeof(profile)
            )
        return 0

    cdef uint32_t *rank_profiles(self, const uint32_t *profile_numbers) except NULL nogil:
        cdef uint64_t *times = <uint64_t *> calloc(self.profiles.count, sizeof(uint64_t))
        cdef uint32_t *ranks = NULL
        cdef uint32_t i
        if times == NULL:
            with gil:
                raise MemoryError(f"no memory for {self.profiles.count} profiles")
        for i in range(self.count + 1):
            times[profile_numbers[i]] += 1
        try:
            ranks = _ranks(times, self.profiles.count, 0)
        finally:
            free(times)
        return ranks

    cdef int encode(
        self, const uint32_t *order, const Place *places, const uint32_t *profile_numbers,
        const uint32_t *profile_ranks, ByteBuffer *blob, uint32_t *blocks,
    ) except -1 nogil:
        cdef const Filing *filing = <const Filing *> self.filings.data
        cdef const Filing *last = filing + self.filings.size // sizeof(Filing)
        cdef const Profile *profile
        cdef uint32_t term_ord, text = 0, first_text
        cdef size_t size
        cdef const Filing *own
        for term_ord in range(self.count + 1):
            if term_ord % ENTRY_BLOCK == 0:
                blocks[term_ord // ENTRY_BLOCK] = <uint32_t> blob.size
            _put(blob, profile_ranks[profile_numbers[term_ord]])
            profile = <const Profile *> string_at(&self.profiles, profile_numbers[term_ord], &size)
            if profile.flags & VOTE_MASK == VOTE_OTHER:
                _put(blob, _zigzag(self._votes[term_ord]))
            first_text = text
            own = filing
            while text < self.texts.count and places[text].term_ord == term_ord and not places[text].is_term:
                text += 1
                while own < last and own.text < text:
                    own += 1
            if profile.flags & HAS_ROWS:
                text += 1
                own = _put_rows(blob, own, last, term_ord)
            if profile.flags & HAS_TEXTS:
                filing = self.put_texts(blob, order + first_text, text - first_text - (profile.flags & HAS_ROWS != 0),
                                        filing, last, term_ord)
            filing = own
            if blob.size > UINT32_MAX:
                with gil:
                    raise OverflowError("the entries of a lexicon take more than 4 GB")
        blocks[self.count // ENTRY_BLOCK + 1] = <uint32_t> blob.size
        return 0

    cdef const Filing *put_texts(
        self, ByteBuffer *blob, const uint32_t *texts, uint32_t count, const Filing *filing, const Filing *last,
        uint32_t term_ord,
    ) except NULL nogil:
        """Write the texts before a term: what they share with the term, the rest, and the terms filed there."""
        cdef uint32_t i
        cdef size_t size, term_size = 0, shared
        cdef const uint8_t *term = self.term(term_ord, &term_size) if term_ord < self.count else NULL
        cdef const uint8_t *text
        _put(blob, count - 1)
        for i in range(count):
            text = string_at(&self.texts, texts[i], &size)
            shared = common_prefix(text, size, term, term_size)
            _put(blob, shared << 1 | (shared < size))
            if shared < size:
                _put(blob, size - shared - 1)
                _put_bytes(blob, text + shared, size - shared)
            filing = _put_rows(blob, filing, last, term_ord)
        return filing

    cdef object columns(self, bytes entries, carray.array blocks, uint32_t *set_ranks, uint32_t *profile_ranks):
        """Return the sections, sets and profiles in the order of their new numbers."""
        cdef carray.array languages = carray.clone(_U64, self.profiles.count, zero=True)
        cdef carray.array keys = carray.clone(_U32, self.profiles.count, zero=True)
        cdef uint64_t[::1] language_view = languages
        cdef uint32_t[::1] key_view = keys
        cdef const Profile *profile
        cdef uint32_t i
        cdef size_t size
        cdef const uint8_t *data
        for i in range(self.profiles.count):
            profile = <const Profile *> string_at(&self.profiles, i, &size)
            language_view[profile_ranks[i]] = profile.languages
            key_view[profile_ranks[i]] = profile.own_set << 4 | profile.flags
        sets = [b""] * self.sets.count
        for i in range(self.sets.count):
            data = string_at(&self.sets, i, &size)
            sets[set_ranks[i]] = PyBytes_FromStringAndSize(<const char *> data, size)
        ends = array("I", accumulate(len(one) // sizeof(uint16_t) for one in sets))
        tags = []
        for i in range(self.tags.count):
            data = string_at(&self.tags, i, &size)
            tags.append(PyBytes_FromStringAndSize(<const char *> data, size).decode())
        return EntryColumns(tags, entries, blocks, languages, keys, array("H", b"".join(sets)), ends)


cdef inline int _append(ByteBuffer *buffer, const Filing *filing) except -1 nogil:
    byte_buffer_reserve(buffer, sizeof(Filing))
    (<Filing *> (buffer.data + buffer.size))[0] = filing[0]
    buffer.size += sizeof(Filing)
    return 0


cdef inline uint64_t _zigzag(int64_t number) noexcept nogil:
    """0, -1, 1, -2 ... as 0, 1, 2, 3 ..."""
    return <uint64_t> number << 1 ^ <uint64_t> (number >> 63)


cdef inline int _put(ByteBuffer *buffer, uint64_t value) except -1 nogil:
    byte_buffer_reserve(buffer, VARINT_ROOM)
    buffer.size = write_varint(buffer.data + buffer.size, value) - buffer.data
    return 0


cdef inline int _put_bytes(ByteBuffer *buffer, const uint8_t *data, size_t size) except -1 nogil:
    byte_buffer_reserve(buffer, size)
    if size:
        memcpy(buffer.data + buffer.size, data, size)
    buffer.size += size
    return 0


cdef const Filing *_put_rows(
    ByteBuffer *blob, const Filing *filing, const Filing *last, uint32_t term_ord
) except NULL nogil:
    """Write the rows of one text, a row for each set of tags; return the first filing of the next text."""
    cdef const Filing *behind
    cdef const Filing *one
    cdef uint32_t count, before, text = filing.text
    while filing < last and filing.text == text:
        behind, count = filing, 0
        while behind < last and behind.text == text and behind.tag_set == filing.tag_set:
            count += behind == filing or behind.term_ord != (behind - 1).term_ord
            behind += 1
        _put(blob, <uint64_t> filing.tag_set << 3 | (count - 1 if count <= SHORT_LIST else SHORT_LIST) << 1
             | (behind < last and behind.text == text))
        if count > SHORT_LIST:
            _put(blob, count - SHORT_LIST - 1)
        _put(blob, _zigzag(<int64_t> filing.term_ord - term_ord))
        before = filing.term_ord
        one = filing + 1
        while one < behind:
            if one.term_ord != before:
                _put(blob, one.term_ord - before - 1)
                before = one.term_ord
            one += 1
        filing = behind
    return filing
