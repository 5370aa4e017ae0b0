# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The short lists of a group, decoded, sorted by docnum and added up: what they count in each document."""
from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memset

from searchlib.kernels.arena cimport Arena, arena_take
from searchlib.kernels.posting_cursor cimport decode_whole
from searchlib.kernels.searched_segment cimport NO_MEMORY, BoundList, SegmentFacts

cdef enum:
    RADIX_BITS = 11                 # of a docnum are sorted by at once
    FEW_BITS = 8                    # where there are so few postings that going through all places takes longer
    FEW_POSTINGS = 1500


cdef struct Occurrence:             # one posting of a merged list
    uint32_t docnum
    uint32_t is_exact
    double counted


cdef void merge_short_lists(
    MergedPostings *merged, const BoundList *lists, uint32_t count, SegmentFacts *facts, Arena *arena
) noexcept nogil:
    cdef uint32_t postings = 0, short_count = 0, i
    cdef uint32_t *frequencies = <uint32_t *> arena_take(arena, facts.whole_postings * sizeof(uint32_t))
    for i in range(count):
        if lists[i].list.doc_freq <= facts.whole_postings:
            postings += lists[i].list.doc_freq
            short_count += 1
    # Room to decode the largest list in, then for the docnums of all.
    merged.docnums = <uint32_t *> arena_take(arena, (postings + facts.whole_postings) * sizeof(uint32_t))
    merged.frequencies = <double *> arena_take(arena, postings * sizeof(double))
    merged.exact_frequencies = <double *> arena_take(arena, postings * sizeof(double))
    merged.first = <uint32_t *> arena_take(arena, (facts.windows + 1) * sizeof(uint32_t))
    if arena.is_full:
        facts.failure = NO_MEMORY
    elif short_count == 1:
        take_one(merged, short_list(lists, facts), frequencies, facts)
    else:
        merge(merged, lists, count, postings, frequencies, facts, arena)
    if not facts.failure:
        index_windows(merged, facts)


cdef inline const BoundList *short_list(const BoundList *lists, const SegmentFacts *facts) noexcept nogil:
    """The first short list; there must be one."""
    while lists.list.doc_freq > facts.whole_postings:
        lists += 1
    return lists


cdef void take_one(
    MergedPostings *merged, const BoundList *bound, uint32_t *frequencies, SegmentFacts *facts
) noexcept nogil:
    cdef double factor = bound.boost * bound.weight
    cdef uint32_t i
    if not decode_whole(bound, facts, merged.docnums, frequencies):
        return
    merged.count = bound.list.doc_freq
    for i in range(merged.count):
        merged.frequencies[i] = factor * frequencies[i]
        merged.exact_frequencies[i] = merged.frequencies[i] if bound.is_exact else 0


cdef void merge(
    MergedPostings *merged, const BoundList *lists, uint32_t count, uint32_t postings, uint32_t *frequencies,
    SegmentFacts *facts, Arena *arena
) noexcept nogil:
    cdef Occurrence *found = <Occurrence *> arena_take(arena, postings * sizeof(Occurrence))
    cdef Occurrence *other = <Occurrence *> arena_take(arena, postings * sizeof(Occurrence))
    cdef uint32_t i, done = 0
    if found == NULL or other == NULL:
        facts.failure = NO_MEMORY
        return
    for i in range(count):
        if lists[i].list.doc_freq <= facts.whole_postings:
            if not decode_whole(lists + i, facts, merged.docnums, frequencies):
                return
            gather(lists + i, merged.docnums, frequencies, found + done)
            done += lists[i].list.doc_freq
    combine(merged, in_order(found, other, postings, facts.doc_count), postings)


cdef void gather(
    const BoundList *bound, const uint32_t *docnums, const uint32_t *frequencies, Occurrence *found
) noexcept nogil:
    cdef double factor = bound.boost * bound.weight
    cdef uint32_t i
    for i in range(bound.list.doc_freq):
        found[i].docnum = docnums[i]
        found[i].is_exact = bound.is_exact
        found[i].counted = factor * frequencies[i]


cdef Occurrence *in_order(Occurrence *found, Occurrence *other, uint32_t count, uint32_t doc_count) noexcept nogil:
    """Sort by docnum, those of one document in their order; return which of the two holds the result."""
    cdef uint32_t places[1 << RADIX_BITS]
    cdef uint32_t bits = FEW_BITS if count < FEW_POSTINGS else RADIX_BITS
    cdef uint32_t mask = (1 << bits) - 1, shift = 0, i, place, total, step
    while <uint64_t> doc_count >> shift:
        memset(places, 0, sizeof(uint32_t) << bits)
        for i in range(count):
            places[(found[i].docnum >> shift) & mask] += 1
        total = 0
        for i in range(mask + 1):
            step = places[i]
            places[i] = total
            total += step
        for i in range(count):
            place = (found[i].docnum >> shift) & mask
            other[places[place]] = found[i]
            places[place] += 1
        found, other = other, found
        shift += bits
    return found


cdef void combine(MergedPostings *merged, const Occurrence *found, uint32_t count) noexcept nogil:
    """Add up what the lists count in each document."""
    cdef uint32_t i, filled = 0
    for i in range(count):
        if not filled or merged.docnums[filled - 1] != found[i].docnum:
            merged.docnums[filled] = found[i].docnum
            merged.frequencies[filled] = merged.exact_frequencies[filled] = 0
            filled += 1
        merged.frequencies[filled - 1] += found[i].counted
        merged.exact_frequencies[filled - 1] += found[i].is_exact * found[i].counted
    merged.count = filled


cdef void index_windows(MergedPostings *merged, const SegmentFacts *facts) noexcept nogil:
    cdef uint32_t i, filled = 0
    for i in range(merged.count):
        while filled <= merged.docnums[i] >> facts.window_bits:
            merged.first[filled] = i
            filled += 1
    while filled <= facts.windows:
        merged.first[filled] = merged.count
        filled += 1
