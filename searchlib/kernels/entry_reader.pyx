# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Reading the entries of a lexicon; docs/FORMAT.md describes the bytes.

The bytes may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memset

from searchlib.kernels.packing cimport byte_buffer_reserve, read_varint


cdef inline uint64_t _varint(Entry *entry) noexcept nogil:
    cdef uint64_t value = 0
    cdef const uint8_t *behind = read_varint(entry.at, entry.end, &value)
    if behind == NULL:
        entry.damaged = True
        return 0
    entry.at = behind
    return value


cdef inline int64_t _signed(Entry *entry) noexcept nogil:
    cdef uint64_t value = _varint(entry)
    return <int64_t> (value >> 1) ^ -<int64_t> (value & 1)


cdef inline const uint8_t *_bytes(Entry *entry, uint64_t *size) noexcept nogil:
    cdef const uint8_t *found = entry.at
    if size[0] > <uint64_t> (entry.end - entry.at):
        entry.damaged = True
        size[0] = 0
    entry.at += size[0]
    return found


cdef void entry_head(const EntryTable *table, Entry *entry) noexcept nogil:
    """Read the head of an entry."""
    cdef uint64_t number = _varint(entry)
    cdef uint32_t keys
    if number >= table.profile_count:
        entry.damaged = True
        memset(&entry.profile, 0, sizeof(entry.profile))
        return
    keys = table.profile_keys[number]
    entry.profile.languages = table.profile_languages[number]
    entry.profile.own_set = keys >> 4
    entry.profile.flags = keys & 15
    keys &= VOTE_MASK
    entry.name_votes = _signed(entry) if keys == VOTE_OTHER else 1 if keys == VOTE_NAME else -(keys == VOTE_NO_NAME)


cdef bint set_has(const EntryTable *table, uint64_t number, int tag) noexcept nogil:
    """Whether a set has a tag; there is no such set in a damaged file only."""
    cdef uint32_t place, end
    if number >= table.set_count:
        return False
    end = table.set_ends[number]
    for place in range(table.set_ends[number - 1] if number else 0, end):
        if table.set_tags[place] == tag:
            return True
    return False


cdef int note_term(ByteBuffer *found, uint32_t term_ord) except -1 nogil:
    byte_buffer_reserve(found, sizeof(uint32_t))
    (<uint32_t *> (found.data + found.size))[0] = term_ord
    found.size += sizeof(uint32_t)
    return 0


cdef bint entry_row(
    const EntryTable *table, Entry *entry, uint32_t term_ord, uint32_t *tag_set, ByteBuffer *found
) except -1 nogil:
    cdef uint64_t head = _varint(entry), left = (head >> 1 & 3) + 1
    tag_set[0] = <uint32_t> (head >> 3)
    if left > SHORT_LIST:
        left += _varint(entry)
    if head >> 3 >= table.set_count:
        entry.damaged = True
    _terms(table, entry, term_ord + _signed(entry), left, found)
    return head & 1 and not entry.damaged


cdef int _terms(
    const EntryTable *table, Entry *entry, int64_t one, uint64_t left, ByteBuffer *found
) except -1 nogil:
    """Read the terms of a row behind the first, and note them all if they are wanted."""
    while not entry.damaged:
        if not 0 <= one < table.term_count:
            entry.damaged = True
        elif found != NULL:
            note_term(found, <uint32_t> one)
        left -= 1
        if left == 0:
            break
        one += <int64_t> _varint(entry) + 1
    return 0


cdef int entry_rows(
    const EntryTable *table, Entry *entry, uint32_t term_ord, int tag, ByteBuffer *found
) except -1 nogil:
    cdef size_t before
    cdef uint32_t tag_set = 0
    cdef bint more = True
    while more:
        before = found.size if found != NULL else 0
        more = entry_row(table, entry, term_ord, &tag_set, found)
        if found != NULL and (tag == NO_TAG or not set_has(table, tag_set, tag)):
            found.size = before
    return 0


cdef uint64_t entry_text_count(Entry *entry) noexcept nogil:
    return _varint(entry) + 1


cdef const uint8_t *entry_text(Entry *entry, uint64_t *shared, uint64_t *rest) noexcept nogil:
    """Read the head of a text that is no term: how much it shares with the term behind it, and the rest."""
    cdef uint64_t head = _varint(entry)
    shared[0] = head >> 1
    rest[0] = _varint(entry) + 1 if head & 1 else 0
    return _bytes(entry, rest)


cdef int entry_skip(const EntryTable *table, Entry *entry, uint32_t term_ord) except -1 nogil:
    """Go behind an entry whose head was read."""
    cdef uint64_t texts, shared, rest
    if entry.profile.flags & HAS_ROWS:
        entry_rows(table, entry, term_ord, NO_TAG, NULL)
    if entry.profile.flags & HAS_TEXTS:
        texts = entry_text_count(entry)
        while texts and not entry.damaged:
            entry_text(entry, &shared, &rest)
            entry_rows(table, entry, term_ord, NO_TAG, NULL)
            texts -= 1
    return 0


cdef int entry_open(const EntryTable *table, uint32_t term_ord, Entry *entry) except -1 nogil:
    """Go to an entry and read its head."""
    cdef uint32_t block = term_ord // ENTRY_BLOCK, one
    cdef uint32_t begin = table.blocks[block], end = table.blocks[block + 1]
    memset(entry, 0, sizeof(entry[0]))
    if begin > end or end > table.blob_size:
        entry.damaged = True
        return 0
    entry.at, entry.end = table.blob + begin, table.blob + end
    for one in range(block * ENTRY_BLOCK, term_ord):
        entry_head(table, entry)
        entry_skip(table, entry, one)
    entry_head(table, entry)
    return 0
