# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""A TermGroup scored as one pseudo-term: frequencies weighted and added over members and fields, then saturated.

Short lists of a group are merged before anything is scored. A bound of a group is the saturation of the sum of its
lists' greatest frequency / norm: saturation only grows with that sum, and no document has more of it.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memcpy, memset

from searchlib.kernels.arena cimport Arena, arena_take
from searchlib.kernels.merged_postings cimport MergedPostings, merge_short_lists
from searchlib.kernels.posting_cursor cimport (
    PostingCursor, PostingRun, cursor_begin, cursor_open, cursor_probe, cursor_run,
)
from searchlib.kernels.searched_segment cimport NO_MEMORY, BoundList, SegmentFacts, inverse_norm_of, norm_of
from searchlib.kernels.window cimport (
    WINDOW_TABLE_FREQUENCIES, WINDOW_TABLE_LENGTHS, window_add, window_fill, window_score, window_scoring,
    window_take_marks,
)

# ---------------------------------------------------------------- opening

cdef void group_open(
    GroupScorer *group, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil:
    cdef const BoundList *lists = group.lists
    cdef uint32_t count = group.list_count, i, long_count = 0, postings = 0
    cdef PostingCursor *cursor
    cdef double factor
    for i in range(count):
        if lists[i].list.doc_freq <= facts.whole_postings:
            postings += lists[i].list.doc_freq
        else:
            long_count += 1
    group.cursors = <PostingCursor *> arena_take(arena, long_count * sizeof(PostingCursor))
    group.factors = <double *> arena_take(arena, long_count * sizeof(double))
    if group.cursors == NULL or group.factors == NULL:
        facts.failure = NO_MEMORY
        return
    memset(scratch.ratios, 0, facts.windows * sizeof(float))
    memset(scratch.exact_ratios, 0, facts.windows * sizeof(float))
    for i in range(count):
        if lists[i].list.doc_freq > facts.whole_postings:
            factor = lists[i].boost * lists[i].weight
            cursor = group.cursors + group.cursor_count
            group.factors[group.cursor_count] = factor
            group.cursor_count += 1
            cursor_open(cursor, lists + i, facts, arena, scratch.most)
            add_ratios(scratch.ratios, scratch.most, factor, facts.windows)
            if lists[i].is_exact:
                add_ratios(scratch.exact_ratios, scratch.most, factor, facts.windows)
            if facts.failure:
                return
    if postings:
        merge_short_lists(&group.merged, lists, count, facts, arena)
        if facts.failure:
            return
        add_merged_ratios(group, facts, scratch)
    fill_bounds(group, scratch, facts.windows, bounds)
    if group.cursor_count == 1 and not postings:
        open_alone(group, facts, arena)


cdef void open_alone(GroupScorer *group, SegmentFacts *facts, Arena *arena) noexcept nogil:
    """Prepare the scoring of one long list."""
    cdef window_scoring *alone = &group.alone
    # Of a group with a bonus, this is the only list in the segment.
    alone.factor = group.factor + (group.bonus if group.cursors[0].bound.is_exact else 0)
    alone.counted = group.factors[0]
    alone.base, alone.slope = facts.norm_base, facts.norm_slope
    alone.short_lengths, alone.lengths = facts.short_lengths, facts.lengths
    if group.cursors[0].bound.list.doc_freq >= TABLE_FACTOR * facts.whole_postings:
        group.table = <double *> arena_take(arena, WINDOW_TABLE_FREQUENCIES * WINDOW_TABLE_LENGTHS * sizeof(double))
        if group.table == NULL:
            facts.failure = NO_MEMORY


cdef void fill_table(GroupScorer *group) noexcept nogil:
    """Score every usual frequency and length once."""
    cdef uint32_t length, frequency
    for frequency in range(WINDOW_TABLE_FREQUENCIES):
        for length in range(WINDOW_TABLE_LENGTHS):
            group.table[frequency * WINDOW_TABLE_LENGTHS + length] = window_score(&group.alone, frequency, length)
    group.alone.table = group.table


cdef void add_ratios(float *ratios, const float *most, float factor, uint32_t windows) noexcept nogil:
    cdef uint32_t window
    for window in range(windows):
        ratios[window] += factor * most[window]


cdef void fill_bounds(GroupScorer *group, const WindowScratch *scratch, uint32_t windows, float *bounds) noexcept nogil:
    cdef float factor = <float> group.factor, bonus = <float> group.bonus, ratio, exact
    cdef uint32_t window
    for window in range(windows):
        ratio, exact = scratch.ratios[window], scratch.exact_ratios[window]
        bounds[window] = factor * ratio / (ratio + 1) + bonus * exact / (exact + 1) if ratio > 0 else -1


cdef void add_merged_ratios(GroupScorer *group, const SegmentFacts *facts, WindowScratch *scratch) noexcept nogil:
    cdef const MergedPostings *merged = &group.merged
    cdef uint32_t window, i
    cdef float most, exact_most, ratio
    cdef float inverse
    for window in range(facts.windows):
        most = exact_most = 0
        for i in range(merged.first[window], merged.first[window + 1]):
            inverse = inverse_norm_of(facts, merged.docnums[i])
            ratio = <float> merged.frequencies[i] * inverse
            most = ratio if ratio > most else most
            ratio = <float> merged.exact_frequencies[i] * inverse
            exact_most = ratio if ratio > exact_most else exact_most
        scratch.ratios[window] += most
        scratch.exact_ratios[window] += exact_most


# ---------------------------------------------------------------- scoring

cdef inline double score_of(
    const GroupScorer *group, const SegmentFacts *facts, uint32_t docnum, double frequency, double exact
) noexcept nogil:
    cdef double norm = norm_of(facts, docnum)
    cdef double score = group.factor * frequency / (frequency + norm)
    if group.bonus > 0:
        score += group.bonus * exact / (exact + norm)
    return score


cdef uint32_t group_accumulate(
    GroupScorer *group, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double least, double *scores,
    uint8_t *marks
) noexcept nogil:
    if group.cursor_count == 0:
        return accumulate_merged(group, facts, window, scores, marks)
    if group.cursor_count == 1 and group.merged.count == 0:
        return accumulate_alone(group, facts, window, least, scores, marks)
    return accumulate_all(group, facts, scratch, window, scores, marks)


cdef uint32_t accumulate_merged(
    GroupScorer *group, SegmentFacts *facts, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil:
    cdef const MergedPostings *merged = &group.merged
    cdef uint32_t i, place
    if not merged.count:
        return 0
    for i in range(merged.first[window], merged.first[window + 1]):
        place = merged.docnums[i] - (window << facts.window_bits)
        marks[place] = 1
        scores[place] += score_of(
            group, facts, merged.docnums[i], merged.frequencies[i], merged.exact_frequencies[i]
        )
    return merged.first[window + 1] - merged.first[window]


cdef uint32_t accumulate_alone(
    GroupScorer *group, SegmentFacts *facts, uint32_t window, double least, double *scores, uint8_t *marks
) noexcept nogil:
    """Score a group of one long list."""
    cdef PostingCursor *cursor = group.cursors
    cdef PostingRun run
    cdef uint32_t count = 0
    cdef float ratio = least_ratio(group, least)
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, ratio, &run):
        count += run.end - run.begin
        if group.table != NULL and group.alone.table == NULL:
            group.scored += run.end - run.begin
            if group.scored >= TABLE_FACTOR * facts.whole_postings // 2:
                fill_table(group)
        window_add(
            &group.alone, cursor.docnums + run.begin, cursor.frequencies + run.begin, run.end - run.begin,
            window << facts.window_bits, scores, marks,
        )
    return count


cdef bint group_is_simple(const GroupScorer *group) noexcept nogil:
    return group.cursor_count == 0 or (group.cursor_count == 1 and group.merged.count == 0)


cdef uint32_t group_fill(
    GroupScorer *group, SegmentFacts *facts, uint32_t window, double least, uint32_t *docnums, double *scores
) noexcept nogil:
    cdef const MergedPostings *merged = &group.merged
    cdef PostingCursor *cursor = group.cursors
    cdef PostingRun run
    cdef uint32_t count = 0, i
    if group.cursor_count == 0:
        for i in range(merged.first[window], merged.first[window + 1]):
            docnums[count] = merged.docnums[i]
            scores[count] = score_of(
                group, facts, merged.docnums[i], merged.frequencies[i], merged.exact_frequencies[i]
            )
            count += 1
        return count
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, least_ratio(group, least), &run):
        memcpy(docnums + count, cursor.docnums + run.begin, (run.end - run.begin) * sizeof(uint32_t))
        window_fill(
            &group.alone, cursor.docnums + run.begin, cursor.frequencies + run.begin, run.end - run.begin,
            scores + count,
        )
        count += run.end - run.begin
    return count


cdef inline float least_ratio(const GroupScorer *group, double least) noexcept nogil:
    """The frequency / norm, before the factor of the one list, that a score needs; a little less, for rounding."""
    cdef double share = least / group.alone.factor if group.alone.factor > 0 else 0
    if share <= 0:
        return 0
    return <float> (0.999998 * share / (1 - share) / group.factors[0]) if share < 1 else 1e38


cdef uint32_t accumulate_all(
    GroupScorer *group, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil:
    cdef const MergedPostings *merged = &group.merged
    cdef uint32_t low = window << facts.window_bits, number, i, place, count
    for number in range(group.cursor_count):
        count_list(group, number, facts, scratch, window)
    if merged.count:
        for i in range(merged.first[window], merged.first[window + 1]):
            place = merged.docnums[i] - low
            scratch.marks[place] = 1
            scratch.frequencies[place] += merged.frequencies[i]
            scratch.exact_frequencies[place] += merged.exact_frequencies[i]
    count = window_take_marks(scratch.marks, 1 << facts.window_bits, scratch.places)
    for i in range(count):
        place = scratch.places[i]
        marks[place] = 1
        scores[place] += score_of(
            group, facts, low + place, scratch.frequencies[place], scratch.exact_frequencies[place]
        )
        scratch.frequencies[place] = scratch.exact_frequencies[place] = 0
    return count


cdef void count_list(
    GroupScorer *group, uint32_t number, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    """Add up the frequencies of one of several lists in a window."""
    cdef PostingCursor *cursor = group.cursors + number
    cdef PostingRun run
    cdef uint32_t low = window << facts.window_bits, i, place
    cdef double factor = group.factors[number]
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, 0, &run):
        for i in range(run.begin, run.end):
            place = cursor.docnums[i] - low
            scratch.marks[place] = 1
            scratch.frequencies[place] += factor * cursor.frequencies[i]
        if cursor.bound.is_exact:
            for i in range(run.begin, run.end):
                scratch.exact_frequencies[cursor.docnums[i] - low] += factor * cursor.frequencies[i]


cdef void group_probe(
    GroupScorer *group, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil:
    cdef uint32_t number, i
    for number in range(group.cursor_count):
        probe_cursor(group, number, facts, scratch, window, docnums, count)
    if group.merged.count:
        probe_merged(&group.merged, scratch, window, docnums, count)
    for i in range(count):
        if scratch.frequencies[i] > 0:
            scores[i] += score_of(group, facts, docnums[i], scratch.frequencies[i], scratch.exact_frequencies[i])
            matched[i] = 1
            scratch.frequencies[i] = scratch.exact_frequencies[i] = 0


cdef void probe_cursor(
    GroupScorer *group, uint32_t number, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    const uint32_t *docnums, uint32_t count
) noexcept nogil:
    cdef PostingCursor *cursor = group.cursors + number
    cdef double factor = group.factors[number]
    cdef uint32_t i
    cursor_probe(cursor, facts, window, docnums, count, scratch.found, scratch.counts)
    for i in range(count):
        scratch.frequencies[i] += factor * scratch.found[i]
    if cursor.bound.is_exact:
        for i in range(count):
            scratch.exact_frequencies[i] += factor * scratch.found[i]


cdef void probe_merged(
    const MergedPostings *merged, WindowScratch *scratch, uint32_t window, const uint32_t *docnums, uint32_t count
) noexcept nogil:
    cdef uint32_t at = merged.first[window], end = merged.first[window + 1], i
    for i in range(count):
        while at < end and merged.docnums[at] < docnums[i]:
            at += 1
        if at == end:
            return
        if merged.docnums[at] == docnums[i]:
            scratch.frequencies[i] += merged.frequencies[at]
            scratch.exact_frequencies[i] += merged.exact_frequencies[at]
