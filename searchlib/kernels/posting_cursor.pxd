"""A posting list of a query, read window by window: windows in any order, documents of a window ascending.

Damage sets facts.failure, and reading then finds nothing more.
"""
from libc.stdint cimport uint32_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.packing cimport PACKED
from searchlib.kernels.searched_segment cimport BoundList, SegmentFacts

cdef enum:
    NO_BLOCK = 0xFFFFFFFFU

cdef struct PostingCursor:
    const BoundList *bound
    uint32_t *docnums               # of the open block, or of the whole list
    uint32_t *frequencies
    uint32_t count                  # postings there
    bint is_whole
    uint32_t block                  # the open one; NO_BLOCK before the first; 0 of a whole list
    bint has_frequencies            # whether those of the open block are decoded
    uint32_t *first                 # by window: the first block (whole: posting) that does not end before it
    uint32_t at                     # of seeking: the block
    uint32_t index                  # the posting in docnums that seeking came to

cdef struct PostingRun:             # postings of a window: docnums[begin:end] of the cursor
    uint32_t block                  # where to go on
    uint32_t begin, end

# Prepare a cursor; `most` becomes, by window, the greatest frequency / norm of its postings, 0 where there is none; of
# a wide window a number that none is above.
cdef void cursor_open(
    PostingCursor *cursor, const BoundList *bound, SegmentFacts *facts, Arena *arena, float *most
) noexcept nogil

# Go through the postings of a window: begin with a run of block = cursor_begin, until False. Blocks without a
# frequency / norm of least_ratio are left out.
cdef uint32_t cursor_begin(const PostingCursor *cursor, uint32_t window) noexcept nogil
cdef bint cursor_run(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t window, float least_ratio, PostingRun *run
) noexcept nogil

# Open the block where a docnum is, from cursor.at on; False if there is none.
cdef bint cursor_open_at(PostingCursor *cursor, SegmentFacts *facts, uint32_t docnum) noexcept nogil

# Decode the frequencies of the open block; False if they are damaged.
cdef bint cursor_decode_frequencies(PostingCursor *cursor, SegmentFacts *facts) noexcept nogil

# Find documents of a window, which ascend: frequencies[i] becomes that of docnums[i], 0 if it has no posting.
# `places` holds a number for each place of a window, all 0, and is given back so.
cdef void cursor_probe(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t window, const uint32_t *docnums, uint32_t count,
    uint32_t *frequencies, uint32_t *places
) noexcept nogil

# Decode all blocks of a list into arrays that hold its postings; False if it is damaged.
cdef bint decode_whole(
    const BoundList *bound, SegmentFacts *facts, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil


cdef inline uint32_t lower_bound(const uint32_t *docnums, uint32_t count, uint32_t docnum) noexcept nogil:
    """How many docnums are before one; whether half of them are is as good as random, so no branch depends on it."""
    cdef const uint32_t *at = docnums
    cdef uint32_t half
    while count:
        half = (count + 1) // 2
        at += half & (0 - <uint32_t> (at[half - 1] < docnum))
        count -= half
    return <uint32_t> (at - docnums)


cdef inline uint32_t lower_bound_128(const uint32_t *docnums, uint32_t docnum) noexcept nogil:
    """How many of 128 docnums are before one: compilers compare several at once."""
    cdef uint32_t i, count = 0
    for i in range(PACKED):
        count += docnums[i] < docnum
    return count


cdef inline uint32_t gallop(const uint32_t *docnums, uint32_t at, uint32_t count, uint32_t docnum) noexcept nogil:
    """The first place from one on whose docnum is not before another, which is likely to be near."""
    cdef uint32_t step = 1
    while step <= count - at and docnums[at + step - 1] < docnum:
        at += step
        step *= 2
    if step == 1:
        return at
    return at + lower_bound(docnums + at, step - 1 if step - 1 < count - at else count - at, docnum)


cdef inline void cursor_enter(PostingCursor *cursor, uint32_t window) noexcept nogil:
    """Start seeking in a window."""
    if cursor.is_whole:
        cursor.index = cursor.first[window]
    else:
        cursor.at = cursor.first[window]
        cursor.index = 0


cdef inline bint cursor_seek(PostingCursor *cursor, SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """Find a document of the window, none before the one sought last; cursor.index is its posting."""
    cdef uint32_t index
    if cursor.is_whole:
        index = gallop(cursor.docnums, cursor.index, cursor.count, docnum)
        cursor.index = index
        return index < cursor.count and cursor.docnums[index] == docnum
    if cursor.block != cursor.at or cursor.docnums[cursor.count - 1] < docnum:
        if not cursor_open_at(cursor, facts, docnum):
            return False
    if cursor.count == PACKED:
        cursor.index = lower_bound_128(cursor.docnums, docnum)
    else:
        cursor.index += lower_bound(cursor.docnums + cursor.index, cursor.count - cursor.index, docnum)
    return cursor.index < cursor.count and cursor.docnums[cursor.index] == docnum


cdef inline uint32_t cursor_frequency(PostingCursor *cursor, SegmentFacts *facts) noexcept nogil:
    """Frequency of the posting that was found."""
    if cursor.has_frequencies or cursor_decode_frequencies(cursor, facts):
        return cursor.frequencies[cursor.index]
    return 1
