# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The tree of scorers that a query is on a segment.

A scorer does two things: it adds up the scores of a window's documents, and it looks at documents that another one
found. Which of them goes first is decided by cost, and by whoever collects.
"""
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from searchlib.kernels.arena cimport Arena, arena_take, arena_take_zeros
from searchlib.kernels.group_scorer cimport WindowScratch, group_accumulate, group_open, group_probe
from searchlib.kernels.phrase_scorer cimport phrase_accumulate, phrase_close, phrase_open, phrase_probe
from searchlib.kernels.searched_segment cimport NO_MEMORY, SegmentFacts, window_end
from searchlib.kernels.window cimport window_take_marks, window_take_scores


# ---------------------------------------------------------------- opening

cdef void scorer_open(Scorer *scorer, SegmentFacts *facts, Arena *arena, WindowScratch *scratch) noexcept nogil:
    cdef uint32_t i
    if facts.failure:
        return
    scorer.bounds = <float *> arena_take_zeros(arena, facts.windows * sizeof(float))
    if scorer.bounds == NULL:
        facts.failure = NO_MEMORY
        return
    if scorer.kind == OF_GROUP:
        group_open(&scorer.group, facts, arena, scratch, scorer.bounds)
    elif scorer.kind == OF_PHRASE:
        phrase_open(&scorer.phrase, facts, arena, scratch, scorer.bounds)
    else:
        for i in range(scorer.required_count):
            scorer_open(scorer.required + i, facts, arena, scratch)
        for i in range(scorer.optional_count):
            scorer_open(scorer.optional + i, facts, arena, scratch)
        for i in range(scorer.excluded_count):
            scorer_open(scorer.excluded + i, facts, arena, scratch)
        if facts.failure:
            return
        if scorer.kind == OF_ANY:
            open_any(scorer, facts)
        elif scorer.kind == OF_ALL:
            open_all(scorer, facts)
            candidates_open(&scorer.own, facts, arena)


cdef void open_any(Scorer *scorer, const SegmentFacts *facts) noexcept nogil:
    cdef uint32_t i, window
    cdef float bound
    for window in range(facts.windows):
        scorer.bounds[window] = -1
    for i in range(scorer.optional_count):
        for window in range(facts.windows):
            bound = scorer.optional[i].bounds[window]
            if bound >= 0:
                scorer.bounds[window] = bound + (scorer.bounds[window] if scorer.bounds[window] > 0 else 0)


cdef void open_all(Scorer *scorer, const SegmentFacts *facts) noexcept nogil:
    cdef uint32_t i, window
    cdef float bound
    sort_by_cost(scorer.required, scorer.required_count)
    for i in range(scorer.required_count):
        for window in range(facts.windows):
            bound = scorer.required[i].bounds[window]
            if bound < 0:
                scorer.bounds[window] = -1
            elif scorer.bounds[window] >= 0:
                scorer.bounds[window] += bound
    for i in range(scorer.optional_count):
        for window in range(facts.windows):
            bound = scorer.optional[i].bounds[window]
            if bound > 0 and scorer.bounds[window] >= 0:
                scorer.bounds[window] += bound


cdef void sort_by_cost(Scorer *scorers, uint32_t count) noexcept nogil:
    cdef Scorer moved
    cdef uint32_t i, at
    for i in range(1, count):
        at = i
        while at and scorers[at - 1].cost > scorers[at].cost:
            moved = scorers[at]
            scorers[at] = scorers[at - 1]
            scorers[at - 1] = moved
            at -= 1


cdef void scorer_close(Scorer *scorer) noexcept nogil:
    cdef uint32_t i
    if scorer.kind == OF_PHRASE:
        phrase_close(&scorer.phrase)
    for i in range(scorer.required_count):
        scorer_close(scorer.required + i)
    for i in range(scorer.optional_count):
        scorer_close(scorer.optional + i)
    for i in range(scorer.excluded_count):
        scorer_close(scorer.excluded + i)


# ---------------------------------------------------------------- candidates

cdef void candidates_open(Candidates *candidates, SegmentFacts *facts, Arena *arena) noexcept nogil:
    cdef size_t most = <size_t> 1 << facts.window_bits
    candidates.docnums = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    candidates.scores = <double *> arena_take(arena, most * sizeof(double))
    candidates.matched = <uint8_t *> arena_take(arena, most)
    if candidates.marks == NULL:
        candidates.window_scores = <double *> arena_take_zeros(arena, most * sizeof(double))
        candidates.marks = <uint8_t *> arena_take_zeros(arena, most)
    if arena.is_full:
        facts.failure = NO_MEMORY


cdef void candidates_probe(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    memset(candidates.matched, 0, candidates.count)
    if scorer.bounds[window] >= 0:
        scorer_probe(
            scorer, facts, scratch, window, candidates.docnums, candidates.count, candidates.scores,
            candidates.matched,
        )


cdef void candidates_require(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    candidates_probe(candidates, scorer, facts, scratch, window)
    keep(candidates, 1)


cdef void candidates_exclude(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    candidates_probe(candidates, scorer, facts, scratch, window)
    keep(candidates, 0)


cdef void candidates_add(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    candidates_probe(candidates, scorer, facts, scratch, window)


cdef void keep(Candidates *candidates, uint8_t wanted) noexcept nogil:
    """Keep the candidates whose mark is the wanted one."""
    cdef uint32_t i, kept = 0
    for i in range(candidates.count):
        candidates.docnums[kept] = candidates.docnums[i]
        candidates.scores[kept] = candidates.scores[i]
        kept += candidates.matched[i] == wanted
    candidates.count = kept


cdef void candidates_emit(Candidates *candidates, const SegmentFacts *facts, uint32_t window) noexcept nogil:
    cdef uint32_t low = window << facts.window_bits, place, i
    candidates.count = window_take_marks(candidates.marks, 1 << facts.window_bits, candidates.docnums)
    for i in range(candidates.count):
        place = candidates.docnums[i]
        candidates.docnums[i] = low + place
        candidates.scores[i] = candidates.window_scores[place]
        candidates.window_scores[place] = 0


cdef void candidates_emit_from(
    Candidates *candidates, const SegmentFacts *facts, uint32_t window, double least
) noexcept nogil:
    cdef uint32_t low = window << facts.window_bits, i
    candidates.count = window_take_scores(
        candidates.window_scores, candidates.marks, 1 << facts.window_bits, least, candidates.docnums,
        candidates.scores,
    )
    for i in range(candidates.count):
        candidates.docnums[i] += low


cdef void refine(
    Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, uint32_t first
) noexcept nogil:
    """Ask all children of OF_ALL, the required ones from the first on, of its candidates."""
    cdef uint32_t i
    for i in range(first, scorer.required_count):
        if scorer.own.count:
            candidates_require(&scorer.own, scorer.required + i, facts, scratch, window)
    for i in range(scorer.excluded_count):
        if scorer.own.count:
            candidates_exclude(&scorer.own, scorer.excluded + i, facts, scratch, window)
    for i in range(scorer.optional_count):
        if scorer.own.count:
            candidates_add(&scorer.own, scorer.optional + i, facts, scratch, window)


# ---------------------------------------------------------------- scoring

cdef uint32_t scorer_accumulate(
    Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double least, double *scores,
    uint8_t *marks
) noexcept nogil:
    cdef uint32_t i, count = 0
    if scorer.bounds[window] < 0:
        return 0
    if scorer.kind == OF_GROUP:
        return group_accumulate(&scorer.group, facts, scratch, window, least, scores, marks)
    if scorer.kind == OF_FILTER or scorer.kind == OF_EVERYTHING:
        return mark_unscored(scorer, facts, window, marks)
    if scorer.kind == OF_ANY:
        for i in range(scorer.optional_count):
            count += scorer_accumulate(scorer.optional + i, facts, scratch, window, 0, scores, marks)
        return count
    if scorer.kind == OF_PHRASE:
        phrase_accumulate(&scorer.phrase, facts, scratch, window, scores, marks)
        return 0
    scorer_accumulate(scorer.required, facts, scratch, window, 0, scorer.own.window_scores, scorer.own.marks)
    candidates_emit(&scorer.own, facts, window)
    refine(scorer, facts, scratch, window, 1)
    scatter(&scorer.own, window << facts.window_bits, scores, marks)
    return scorer.own.count


cdef uint32_t mark_unscored(
    const Scorer *scorer, const SegmentFacts *facts, uint32_t window, uint8_t *marks
) noexcept nogil:
    """Mark the documents of a filter, or all, in a window."""
    cdef uint32_t low = window << facts.window_bits, docnum, count = 0
    cdef uint8_t is_there
    for docnum in range(low, window_end(facts, window)):
        is_there = scorer.kind == OF_EVERYTHING or is_set(scorer.filter_bits, docnum)
        marks[docnum - low] |= is_there
        count += is_there
    return count


cdef inline uint8_t is_set(const uint64_t *bits, uint32_t docnum) noexcept nogil:
    return <uint8_t> ((bits[docnum >> 6] >> (docnum & 63)) & 1)


cdef void scatter(const Candidates *candidates, uint32_t low, double *scores, uint8_t *marks) noexcept nogil:
    cdef uint32_t i, place
    for i in range(candidates.count):
        place = candidates.docnums[i] - low
        scores[place] += candidates.scores[i]
        marks[place] = 1


cdef void scorer_probe(
    Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil:
    cdef uint32_t i
    if scorer.bounds[window] < 0:
        return
    if scorer.kind == OF_GROUP:
        group_probe(&scorer.group, facts, scratch, window, docnums, count, scores, matched)
    elif scorer.kind == OF_PHRASE:
        phrase_probe(&scorer.phrase, facts, scratch, window, docnums, count, scores, matched)
    elif scorer.kind == OF_FILTER:
        for i in range(count):
            matched[i] |= is_set(scorer.filter_bits, docnums[i])
    elif scorer.kind == OF_EVERYTHING:
        memset(matched, 1, count)
    elif scorer.kind == OF_ANY:
        for i in range(scorer.optional_count):
            scorer_probe(scorer.optional + i, facts, scratch, window, docnums, count, scores, matched)
    else:
        memcpy(scorer.own.docnums, docnums, count * sizeof(uint32_t))
        memset(scorer.own.scores, 0, count * sizeof(double))
        scorer.own.count = count
        refine(scorer, facts, scratch, window, 0)
        give_back(&scorer.own, docnums, scores, matched)


cdef void give_back(
    const Candidates *found, const uint32_t *docnums, double *scores, uint8_t *matched
) noexcept nogil:
    """Add what was found of some documents to their scores."""
    cdef uint32_t i, at = 0
    for i in range(found.count):
        while docnums[at] != found.docnums[i]:
            at += 1
        scores[at] += found.scores[i]
        matched[at] = 1
