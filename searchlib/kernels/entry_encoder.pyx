# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Writes the keys that were collected as the entries of a lexicon.

Most keys of a term have its own letters: they cost nothing but the number of a profile that many terms share. Other
terms are listed behind the letters of a key, which are those of a term or stand beside the term that follows them; as
inflected forms stand near their stem, a list is a byte or two. docs/FORMAT.md describes the bytes.
"""
from array import array
from itertools import accumulate
from typing import NamedTuple

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport UINT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort
from libc.string cimport memcpy, memset

from searchlib.kernels.entry_reader cimport (
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
)
from searchlib.kernels.packing cimport VARINT_ROOM, ByteBuffer, byte_buffer_free, byte_buffer_reserve, write_varint
from searchlib.kernels.strings cimport Strings, string_at, strings_free, strings_number, strings_sort
from searchlib.kernels.terms cimport common_prefix

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


cdef int by_text(const void *a, const void *b) noexcept nogil:
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


cdef object encode_entries(CollectedKeys *keys):
    """Return the columns of all entries; the keys are used up.

    Raises ValueError if the terms do not ascend.
    """
    cdef Strings profiles
    cdef carray.array blocks = carray.clone(_U32, keys.count // ENTRY_BLOCK + 2, zero=True)
    cdef uint32_t[::1] block_view = blocks
    cdef uint32_t *set_ranks = NULL
    cdef uint32_t *profile_ranks = NULL
    cdef uint32_t *profile_numbers = <uint32_t *> malloc((keys.count + 1) * sizeof(uint32_t))
    cdef uint32_t *order = NULL
    cdef Place *places = NULL
    cdef ByteBuffer blob
    memset(&blob, 0, sizeof(blob))
    memset(&profiles, 0, sizeof(profiles))
    try:
        order = <uint32_t *> malloc((keys.texts.count + 1) * sizeof(uint32_t))
        places = <Place *> malloc((keys.texts.count + 1) * sizeof(Place))
        if profile_numbers == NULL or order == NULL or places == NULL:
            raise MemoryError(f"no memory for {keys.texts.count} texts")
        with nogil:
            strings_sort(&keys.texts, order)
            _find_places(keys, order, places)
            set_ranks = _rank_sets(keys)
            _sort_filings(keys, order, set_ranks)
            _make_profiles(keys, places, set_ranks, &profiles, profile_numbers)
            profile_ranks = _rank_profiles(keys, &profiles, profile_numbers)
            _encode(keys, order, places, &profiles, profile_numbers, profile_ranks, &blob, &block_view[0])
        return _columns(
            keys, &profiles, PyBytes_FromStringAndSize(<char *> blob.data, blob.size), blocks, set_ranks, profile_ranks
        )
    finally:
        byte_buffer_free(&blob)
        strings_free(&profiles)
        free(order)
        free(places)
        free(set_ranks)
        free(profile_ranks)
        free(profile_numbers)


cdef int _find_places(const CollectedKeys *keys, const uint32_t *order, Place *places) except -1 nogil:
    """Find where each text, in order, is among the terms."""
    cdef uint32_t i, term_ord = 0
    cdef size_t size, term_size, common
    cdef const uint8_t *text
    cdef const uint8_t *term
    for i in range(keys.texts.count):
        text = string_at(&keys.texts, order[i], &size)
        places[i].is_term = False
        while term_ord < keys.count:
            term = term_at(keys, term_ord, &term_size)
            common = common_prefix(text, size, term, term_size)
            if common == size or (common < term_size and text[common] < term[common]):
                places[i].is_term = common == size == term_size
                break
            term_ord += 1
            if term_ord < keys.count and not _ascends(keys, term_ord):
                with gil:
                    raise ValueError(f"term {term_ord} is not behind the one before it")
        places[i].term_ord = term_ord
    return 0


cdef bint _ascends(const CollectedKeys *keys, uint32_t term_ord) noexcept nogil:
    cdef size_t size, before_size, common
    cdef const uint8_t *before = term_at(keys, term_ord - 1, &before_size)
    cdef const uint8_t *term = term_at(keys, term_ord, &size)
    common = common_prefix(before, before_size, term, size)
    return common < size and (common == before_size or before[common] < term[common])


cdef uint32_t *_rank_sets(const CollectedKeys *keys) except NULL nogil:
    """The new numbers of the sets: small ones for those of many filings."""
    cdef uint64_t *times = <uint64_t *> calloc(keys.sets.count, sizeof(uint64_t))
    cdef const Filing *filings = <const Filing *> keys.filings.data
    cdef uint32_t *ranks = NULL
    cdef size_t i
    if times == NULL:
        with gil:
            raise MemoryError(f"no memory for {keys.sets.count} sets")
    for i in range(keys.filings.size // sizeof(Filing)):
        times[filings[i].tag_set] += 1
    try:
        ranks = _ranks(times, keys.sets.count, NO_SET + 1)
    finally:
        free(times)
    return ranks


cdef int _sort_filings(CollectedKeys *keys, const uint32_t *order, const uint32_t *set_ranks) except -1 nogil:
    """Bring the filings into the order of their texts, sets and terms, all by their new numbers."""
    cdef Filing *filings = <Filing *> keys.filings.data
    cdef size_t i, count = keys.filings.size // sizeof(Filing)
    cdef uint32_t *ranks = <uint32_t *> malloc((keys.texts.count + 1) * sizeof(uint32_t))
    if ranks == NULL:
        with gil:
            raise MemoryError(f"no memory for {keys.texts.count} texts")
    for i in range(keys.texts.count):
        ranks[order[i]] = <uint32_t> i
    for i in range(count):
        filings[i].text = ranks[filings[i].text]
        filings[i].tag_set = set_ranks[filings[i].tag_set]
    free(ranks)
    qsort(filings, count, sizeof(Filing), by_text)
    return 0


cdef int _make_profiles(
    const CollectedKeys *keys, const Place *places, const uint32_t *set_ranks, Strings *profiles,
    uint32_t *profile_numbers,
) except -1 nogil:
    """Number the profiles of the terms, and at last that of the place behind them."""
    cdef uint32_t term_ord, text = 0
    cdef int32_t vote
    cdef Profile profile
    for term_ord in range(keys.count + 1):
        memset(&profile, 0, sizeof(profile))
        if term_ord < keys.count:
            vote = keys.name_votes[term_ord]
            profile.languages = keys.languages[term_ord]
            profile.own_set = set_ranks[keys.own_sets[term_ord]]
            profile.flags = VOTE_OTHER if vote > 1 or vote < -1 else VOTE_NONE if vote == 0 else \
                VOTE_NAME if vote == 1 else VOTE_NO_NAME
        while text < keys.texts.count and places[text].term_ord == term_ord:
            profile.flags |= HAS_ROWS if places[text].is_term else HAS_TEXTS
            text += 1
        profile_numbers[term_ord] = <uint32_t> strings_number(
            profiles, <const uint8_t *> &profile, sizeof(profile)
        )
    return 0


cdef uint32_t *_rank_profiles(
    const CollectedKeys *keys, const Strings *profiles, const uint32_t *profile_numbers
) except NULL nogil:
    cdef uint64_t *times = <uint64_t *> calloc(profiles.count, sizeof(uint64_t))
    cdef uint32_t *ranks = NULL
    cdef uint32_t i
    if times == NULL:
        with gil:
            raise MemoryError(f"no memory for {profiles.count} profiles")
    for i in range(keys.count + 1):
        times[profile_numbers[i]] += 1
    try:
        ranks = _ranks(times, profiles.count, 0)
    finally:
        free(times)
    return ranks


cdef int _encode(
    const CollectedKeys *keys, const uint32_t *order, const Place *places, const Strings *profiles,
    const uint32_t *profile_numbers, const uint32_t *profile_ranks, ByteBuffer *blob, uint32_t *blocks,
) except -1 nogil:
    cdef const Filing *filing = <const Filing *> keys.filings.data
    cdef const Filing *last = filing + keys.filings.size // sizeof(Filing)
    cdef const Profile *profile
    cdef uint32_t term_ord, text = 0, first_text
    cdef size_t size
    cdef const Filing *own
    for term_ord in range(keys.count + 1):
        if term_ord % ENTRY_BLOCK == 0:
            blocks[term_ord // ENTRY_BLOCK] = <uint32_t> blob.size
        _put(blob, profile_ranks[profile_numbers[term_ord]])
        profile = <const Profile *> string_at(profiles, profile_numbers[term_ord], &size)
        if profile.flags & VOTE_MASK == VOTE_OTHER:
            _put(blob, _zigzag(keys.name_votes[term_ord]))
        first_text = text
        own = filing
        while text < keys.texts.count and places[text].term_ord == term_ord and not places[text].is_term:
            text += 1
            while own < last and own.text < text:
                own += 1
        if profile.flags & HAS_ROWS:
            text += 1
            own = _put_rows(blob, own, last, term_ord)
        if profile.flags & HAS_TEXTS:
            filing = _put_texts(
                keys, blob, order + first_text, text - first_text - (profile.flags & HAS_ROWS != 0), filing, last,
                term_ord,
            )
        filing = own
        if blob.size > UINT32_MAX:
            with gil:
                raise OverflowError("the entries of a lexicon take more than 4 GB")
    blocks[keys.count // ENTRY_BLOCK + 1] = <uint32_t> blob.size
    return 0


cdef const Filing *_put_texts(
    const CollectedKeys *keys, ByteBuffer *blob, const uint32_t *texts, uint32_t count, const Filing *filing,
    const Filing *last, uint32_t term_ord,
) except NULL nogil:
    """Write the texts before a term: what they share with the term, the rest, and the terms filed there."""
    cdef uint32_t i
    cdef size_t size, term_size = 0, shared
    cdef const uint8_t *term = term_at(keys, term_ord, &term_size) if term_ord < keys.count else NULL
    cdef const uint8_t *text
    _put(blob, count - 1)
    for i in range(count):
        text = string_at(&keys.texts, texts[i], &size)
        shared = common_prefix(text, size, term, term_size)
        _put(blob, shared << 1 | (shared < size))
        if shared < size:
            _put(blob, size - shared - 1)
            _put_bytes(blob, text + shared, size - shared)
        filing = _put_rows(blob, filing, last, term_ord)
    return filing


cdef object _columns(
    const CollectedKeys *keys, const Strings *profiles, bytes entries, carray.array blocks, uint32_t *set_ranks,
    uint32_t *profile_ranks,
):
    """Return the sections, sets and profiles in the order of their new numbers."""
    cdef carray.array languages = carray.clone(_U64, profiles.count, zero=True)
    cdef carray.array numbers = carray.clone(_U32, profiles.count, zero=True)
    cdef uint64_t[::1] language_view = languages
    cdef uint32_t[::1] number_view = numbers
    cdef const Profile *profile
    cdef uint32_t i
    cdef size_t size
    cdef const uint8_t *data
    for i in range(profiles.count):
        profile = <const Profile *> string_at(profiles, i, &size)
        language_view[profile_ranks[i]] = profile.languages
        number_view[profile_ranks[i]] = profile.own_set << 4 | profile.flags
    sets = [b""] * keys.sets.count
    for i in range(keys.sets.count):
        data = string_at(&keys.sets, i, &size)
        sets[set_ranks[i]] = PyBytes_FromStringAndSize(<const char *> data, size)
    ends = array("I", accumulate(len(one) // sizeof(uint16_t) for one in sets))
    tags = []
    for i in range(keys.tags.count):
        data = string_at(&keys.tags, i, &size)
        tags.append(PyBytes_FromStringAndSize(<const char *> data, size).decode())
    return EntryColumns(tags, entries, blocks, languages, numbers, array("H", b"".join(sets)), ends)


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
