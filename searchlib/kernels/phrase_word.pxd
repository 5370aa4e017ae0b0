"""Where the terms of one word of a phrase stand in a document."""
from libc.stdint cimport uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.positions cimport GapRun
from searchlib.kernels.posting_cursor cimport PostingCursor
from searchlib.kernels.searched_segment cimport SegmentFacts

cdef struct OpenPositions:              # of one list
    uint32_t block                      # of postings, the one that was asked last
    int total                           # positions of the block; -1 if they are damaged
    uint32_t index, first               # a posting of the block, and how many positions are before its own
    GapRun run

cdef struct PhraseWord:                 # the terms that may stand for one word of the phrase, in one field
    PostingCursor *cursors
    OpenPositions *open                 # by cursor
    uint32_t cursor_count
    uint64_t cost                       # postings
    ByteBuffer positions                # where the terms stand in the document at hand, ascending; owned
    ByteBuffer weights                  # and how much the term that stands there weighs; owned
    uint32_t count                      # positions
    uint32_t next                       # the one that phrase_weight looks at

# Find where the terms of a word stand in a document of the window that its cursors entered, none before the one read
# last; False if that is damaged.
cdef bint read_word(PhraseWord *word, SegmentFacts *facts, uint32_t docnum) noexcept nogil

# The places in a document where words that have one term each stand side by side, the words read rarest first and no
# more of them than needed; `places` is room for them. 0 if something is damaged.
cdef uint32_t count_places(
    PhraseWord *words, const uint32_t *order, uint32_t count, SegmentFacts *facts, uint32_t docnum, ByteBuffer *places
) noexcept nogil

# Add up the places where words that were read stand together, each as heavy as its weakest term.
cdef double phrase_weight(PhraseWord *words, uint32_t count, uint32_t slop) noexcept nogil

cdef void close_word(PhraseWord *word) noexcept nogil
