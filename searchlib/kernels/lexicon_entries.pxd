"""What a lexicon knows of its terms, for other kernels; docs/FORMAT.md describes the bytes."""
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.union_terms cimport UnionTerms

cdef enum:
    ENTRY_BLOCK = 16         # terms in a block of entries
    NO_SET = 0               # number of the empty set of tags
    SHORT_LIST = 3           # lists of more terms have a number of their own

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

cdef struct Place:               # of a text
    int64_t rank                 # of the term with its letters, or of the first one behind it
    bint is_term
    Entry entry                  # of that term, behind its head

cdef struct Filed:               # a term that keys lead to
    uint32_t term_ord
    uint32_t letters

cdef class LexiconEntries:
    cdef readonly UnionTerms terms
    cdef readonly dict tags
    cdef EntryTable table
    cdef object _columns         # hold what the table points into
    cdef list related_terms(self, Filed *filed, Py_ssize_t count)
    cdef int place(self, const uint8_t *text, size_t size, Place *place) except -2
    cdef int collect_at(
        self, const Place *place, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2
    cdef int collect(self, const uint8_t *text, size_t size, int tag, ByteBuffer *found) except -2
    cdef int collect_between(
        self, Entry *entry, uint32_t rank, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2
