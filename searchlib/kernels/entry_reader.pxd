"""The entries of a lexicon as they lie in the file, for other kernels; docs/FORMAT.md describes the bytes.

No function reads outside the bytes it is given: a damaged entry is marked as such.
"""
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer

cdef enum:
    ENTRY_BLOCK = 16         # terms in a block of entries
    NO_SET = 0               # number of the empty set of tags
    SHORT_LIST = 3           # lists of more terms have a number of their own

cdef enum:
    NO_TAG = -2              # rows of no set are wanted

cdef enum VoteCode:          # how a vote on whether a term is a name is kept
    VOTE_NONE                # 0
    VOTE_NAME                # 1
    VOTE_NO_NAME             # -1
    VOTE_OTHER               # any other, which stands in the entry

cdef struct Profile:         # what entries have in common; stored once
    uint64_t languages       # a bit for each language of the term
    uint32_t own_set         # number of the set of tags under which the term is filed under its own letters
    uint32_t flags           # VoteCode, and the two below

cdef enum ProfileFlag:
    VOTE_MASK = 3
    HAS_ROWS = 4             # other terms are filed under the letters of the term
    HAS_TEXTS = 8            # there are texts between the term before and this one under which terms are filed

cdef inline size_t tag_size(const uint8_t *key, size_t size) noexcept nogil:
    """How many bytes of a key are its tag: the letter, and the language in keys of stems, roots and folds.

    0 if there is no colon where one should be.
    """
    cdef size_t i = 1
    if size < 2 or key[1] != c":":
        return 0
    if key[0] != c"s" and key[0] != c"r" and key[0] != c"f":
        return 1
    for i in range(2, size):
        if key[i] == c":":
            return i
    return 0

cdef struct EntryTable:          # the entries as they lie in the file; owns nothing
    const uint8_t *blob
    const uint32_t *blocks       # where each block begins in the blob, and where the last one ends
    const uint64_t *profile_languages
    const uint32_t *profile_keys     # own set and flags of each profile
    const uint16_t *set_tags
    const uint32_t *set_ends     # where the tags of each set end
    uint64_t blob_size
    uint32_t block_count, profile_count, set_count, tag_count
    uint32_t term_count

cdef struct Entry:               # a place among the entries; every read checks that it stays among them
    const uint8_t *at
    const uint8_t *end
    bint damaged
    Profile profile
    int64_t name_votes

# Go to an entry and read its head.
cdef int entry_open(const EntryTable *table, uint32_t term_ord, Entry *entry) except -1 nogil

# Read the head of the next entry.
cdef void entry_head(const EntryTable *table, Entry *entry) noexcept nogil

# Go behind an entry whose head was read.
cdef int entry_skip(const EntryTable *table, Entry *entry, uint32_t term_ord) except -1 nogil

# Read the rows of a text, and note the terms of those that have a tag as u32; NO_TAG notes none.
cdef int entry_rows(
    const EntryTable *table, Entry *entry, uint32_t term_ord, int tag, ByteBuffer *found
) except -1 nogil

# Read the next row of a text: its set, and its terms into found; whether another follows.
cdef bint entry_row(
    const EntryTable *table, Entry *entry, uint32_t term_ord, uint32_t *tag_set, ByteBuffer *found
) except -1 nogil

# The number of texts before a term, and the next of them: what it shares with the term, and its rest.
cdef uint64_t entry_text_count(Entry *entry) noexcept nogil
cdef const uint8_t *entry_text(Entry *entry, uint64_t *shared, uint64_t *rest) noexcept nogil

# Whether a set has a tag.
cdef bint set_has(const EntryTable *table, uint64_t number, int tag) noexcept nogil

cdef int note_term(ByteBuffer *found, uint32_t term_ord) except -1 nogil
