# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Posting lists read window by window, with the most that a posting of each window can count.

Windows are runs of docnums of one size, the same for all lists of a query, so that the bounds of lists add up window
by window; Dimopoulos, Nepomnyachiy and Suel, "Optimizing top-k document retrieval strategies for block-max indexes"
(2013), found that to be the fastest way. The bounds come from the maxima of blocks, which stand before the blocks:
no block is decoded for them. Short lists are decoded as a whole, and their bounds are exact.
"""
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memset

from searchlib.kernels.arena cimport Arena, arena_take
from searchlib.kernels.postings cimport (
    MAX_BLOCK_SIZE, PostingList, posting_list_blocks, posting_list_decode, posting_list_find, posting_list_last,
    posting_list_maxima,
)
from searchlib.kernels.searched_segment cimport (
    NO_MEMORY, POSTINGS_DAMAGED, BoundList, SegmentFacts, inverse_norm_of, window_end,
)

cdef enum:
    SEEKING_COST = 6                # of seeking one document beside laying out one posting

cdef float NO_BOUND = 1e30
cdef float FREQUENCIES[256]         # of a byte of maxima
for _code in range(255):
    FREQUENCIES[_code] = _code
FREQUENCIES[255] = NO_BOUND         # one that did not fit


cdef void cursor_open(
    PostingCursor *cursor, const BoundList *bound, SegmentFacts *facts, Arena *arena, float *most
) noexcept nogil:
    cdef uint32_t doc_freq = bound.list.doc_freq
    cdef size_t room
    memset(cursor, 0, sizeof(PostingCursor))
    cursor.bound = bound
    cursor.is_whole = doc_freq <= facts.whole_postings
    cursor.block = NO_BLOCK
    room = doc_freq if cursor.is_whole else MAX_BLOCK_SIZE
    cursor.docnums = <uint32_t *> arena_take(arena, room * sizeof(uint32_t))
    cursor.frequencies = <uint32_t *> arena_take(arena, room * sizeof(uint32_t))
    cursor.first = <uint32_t *> arena_take(arena, (facts.windows + 1) * sizeof(uint32_t))
    if cursor.docnums == NULL or cursor.frequencies == NULL or cursor.first == NULL:
        facts.failure = NO_MEMORY
        return
    memset(most, 0, facts.windows * sizeof(float))
    if cursor.is_whole:
        open_whole(cursor, facts, most)
    elif facts.is_wide:
        open_unbounded(cursor, facts, most)
    else:
        open_packed(cursor, facts, most)


cdef void open_whole(PostingCursor *cursor, SegmentFacts *facts, float *most) noexcept nogil:
    cdef uint32_t i, window, filled = 0
    cdef float ratio
    cursor.count = cursor.bound.list.doc_freq
    cursor.block = 0
    cursor.has_frequencies = True
    if not decode_whole(cursor.bound, facts, cursor.docnums, cursor.frequencies):
        cursor.count = 0
    for i in range(cursor.count):
        window = cursor.docnums[i] >> facts.window_bits
        ratio = NO_BOUND if facts.is_wide else cursor.frequencies[i] * inverse_norm_of(facts, cursor.docnums[i])
        most[window] = ratio if ratio > most[window] else most[window]
        while filled <= window:
            cursor.first[filled] = i
            filled += 1
    while filled <= facts.windows:
        cursor.first[filled] = cursor.count
        filled += 1


cdef bint decode_whole(
    const BoundList *bound, SegmentFacts *facts, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    cdef uint32_t block, done = 0
    cdef int count
    for block in range(posting_list_blocks(&bound.list)):
        count = posting_list_decode(&bound.list, block, docnums + done, frequencies + done)
        if count <= 0 or docnums[done + count - 1] >= facts.doc_count:
            facts.failure = POSTINGS_DAMAGED
            return False
        done += count
    return done == bound.list.doc_freq


cdef inline float maxima_ratio(const uint8_t *maxima, const float *inverse_norms) noexcept nogil:
    """The most that a frequency of a block can be, in norms: of frequency 1, 2, and 3 and more."""
    cdef float once = inverse_norms[maxima[0]], twice = 2 * inverse_norms[maxima[1]]
    cdef float more = FREQUENCIES[maxima[2]] * inverse_norms[maxima[3]]
    once = twice if twice > once else once
    return more if more > once else once


cdef void open_packed(PostingCursor *cursor, SegmentFacts *facts, float *most) noexcept nogil:
    cdef const PostingList *list = &cursor.bound.list
    cdef uint32_t blocks = posting_list_blocks(list), block, bits = facts.window_bits
    cdef uint32_t begin = 0, last, window, final, filled = 0
    cdef float ratio
    for block in range(blocks):
        last = posting_list_last(list, block)
        if block == list.full_blocks:
            last = facts.doc_count - 1
        if last < begin or last >= facts.doc_count:
            facts.failure = POSTINGS_DAMAGED
            break
        ratio = maxima_ratio(posting_list_maxima(list, block), facts.inverse_norms)
        window, final = begin >> bits, last >> bits
        most[window] = ratio if ratio > most[window] else most[window]
        while window < final:
            window += 1
            most[window] = ratio if ratio > most[window] else most[window]
        while filled <= final:
            cursor.first[filled] = block
            filled += 1
        begin = last + 1
    while filled <= facts.windows:
        cursor.first[filled] = blocks
        filled += 1


cdef void open_unbounded(PostingCursor *cursor, SegmentFacts *facts, float *most) noexcept nogil:
    """Find where windows begin without reading the maxima of all blocks, which takes longer than a few documents do."""
    cdef const PostingList *list = &cursor.bound.list
    cdef uint32_t blocks = posting_list_blocks(list), window, block = 0
    for window in range(facts.windows):
        block = posting_list_find(list, block, window << facts.window_bits)
        cursor.first[window] = block
        most[window] = NO_BOUND if block < blocks else 0
    cursor.first[facts.windows] = blocks


cdef inline bint open_block(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t block, bint frequencies
) noexcept nogil:
    """Decode a block unless it is open."""
    cdef int count
    if cursor.block == block:
        return cursor.has_frequencies or not frequencies or cursor_decode_frequencies(cursor, facts)
    cursor.block = NO_BLOCK
    count = posting_list_decode(
        &cursor.bound.list, block, cursor.docnums, cursor.frequencies if frequencies else NULL
    )
    if count <= 0 or cursor.docnums[count - 1] >= facts.doc_count:
        facts.failure = POSTINGS_DAMAGED
        return False
    cursor.block = block
    cursor.count = <uint32_t> count
    cursor.has_frequencies = frequencies
    return True


cdef uint32_t cursor_begin(const PostingCursor *cursor, uint32_t window) noexcept nogil:
    return 0 if cursor.is_whole else cursor.first[window]


cdef bint cursor_run(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t window, float least_ratio, PostingRun *run
) noexcept nogil:
    cdef uint32_t low = window << facts.window_bits, end = window_end(facts, window), block
    if cursor.is_whole:
        run.begin = cursor.first[window]
        run.end = cursor.first[window + 1]
        run.block += 1
        return run.block == 1 and run.begin < run.end
    while run.block < posting_list_blocks(&cursor.bound.list):
        block = run.block
        if block and posting_list_last(&cursor.bound.list, block - 1) + 1 >= end:
            return False
        run.block += 1
        if maxima_ratio(posting_list_maxima(&cursor.bound.list, block), facts.inverse_norms) < least_ratio:
            continue
        if not open_block(cursor, facts, block, True):
            return False
        run.begin = lower_bound(cursor.docnums, cursor.count, low) if cursor.docnums[0] < low else 0
        run.end = cursor.count
        if cursor.docnums[cursor.count - 1] >= end:
            run.end = lower_bound(cursor.docnums, cursor.count, end)
        if run.begin < run.end:
            return True
    return False


cdef bint cursor_decode_frequencies(PostingCursor *cursor, SegmentFacts *facts) noexcept nogil:
    if posting_list_decode(&cursor.bound.list, cursor.block, NULL, cursor.frequencies) < 0:
        facts.failure = POSTINGS_DAMAGED
        return False
    cursor.has_frequencies = True
    return True


cdef bint cursor_open_at(PostingCursor *cursor, SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    cdef uint32_t blocks = posting_list_blocks(&cursor.bound.list)
    cdef uint32_t at = posting_list_find(&cursor.bound.list, cursor.at, docnum)
    if at == blocks or not open_block(cursor, facts, at, False):
        cursor.at = blocks
        cursor.index = cursor.count
        return False
    cursor.at = at
    cursor.index = 0
    return True


cdef void cursor_probe(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t window, const uint32_t *docnums, uint32_t count,
    uint32_t *frequencies, uint32_t *places
) noexcept nogil:
    cdef uint64_t postings = <uint64_t> cursor.bound.list.doc_freq // facts.windows
    cdef uint32_t i
    if not cursor.is_whole and not facts.is_wide and count * SEEKING_COST > postings + cursor.bound.list.block_size:
        probe_run(cursor, facts, window, docnums, count, frequencies, places)
        return
    cursor_enter(cursor, window)
    for i in range(count):
        frequencies[i] = cursor_frequency(cursor, facts) if cursor_seek(cursor, facts, docnums[i]) else 0


cdef void probe_run(
    PostingCursor *cursor, SegmentFacts *facts, uint32_t window, const uint32_t *docnums, uint32_t count,
    uint32_t *frequencies, uint32_t *places
) noexcept nogil:
    """Probe so many documents that all postings of the window are laid out by place."""
    cdef PostingRun run
    cdef uint32_t low = window << facts.window_bits, i
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, 0, &run):
        for i in range(run.begin, run.end):
            places[cursor.docnums[i] - low] = cursor.frequencies[i]
    for i in range(count):
        frequencies[i] = places[docnums[i] - low]
    memset(places, 0, sizeof(uint32_t) << facts.window_bits)
