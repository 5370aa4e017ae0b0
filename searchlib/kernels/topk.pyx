# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The best k documents for a query: exactly those that scoring every document would give, in the same order.

Windows of documents are gone through in the order of what a document in them can score at most, so the threshold that
a document has to pass rises soon, and windows below it are never decoded. In a window, the children of a disjunction
that cannot pass the threshold together only score what the others found (MaxScore; Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995).

Scores are compared in single precision, so that the order in which they were added up decides nothing; of equal ones
the lower docnum is better.
"""
from array import array

from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memset

from searchlib.kernels.arena cimport Arena, arena_take
from searchlib.kernels.best cimport Best, give_best, offer, passes, sorted_best, take_best
from searchlib.kernels.bound_query cimport AllOf, BoundQuery
from searchlib.kernels.group_scorer cimport WindowScratch, group_fill, group_is_simple
from searchlib.kernels.handover cimport before_coming_back, have_come_back, will_leave
from searchlib.kernels.phrase_scorer cimport phrase_fill
from searchlib.kernels.scorer cimport (
    OF_ANY, OF_GROUP, OF_PHRASE, Candidates, Scorer, candidates_add, candidates_emit, candidates_emit_from,
    candidates_exclude, candidates_require, scorer_accumulate, scorer_close, scorer_open,
)
from searchlib.kernels.searched_segment cimport (
    NO_MEMORY, NONE_FAILED, POSITIONS_DAMAGED, SearchedSegment, SegmentFacts,
)
from searchlib.kernels.window_order cimport WindowSizes, size_windows, windows_in_order
from searchlib.kernels.workspace cimport Workspace, give_workspace, make_room, take_workspace

cdef enum:
    WINDOW_BITS = 11        # documents are looked at in windows of 2048
    WIDE_BITS = 16          # of 65536 at most, where a query goes through few documents
    WHOLE_POSTINGS = 512    # lists of so many postings at most are decoded as a whole
    DENSE = 192             # documents with scores in a window of 2048, from which on all its places are looked at


cdef struct Collection:                 # the state of one search over all segments
    Best best
    uint64_t total                      # documents that matched in what was not passed over
    uint64_t count_to                   # more than so many are counted before anything is passed over
    uint32_t doc_base
    uint8_t *matched                    # by docnum in the segment, 1 for each that matches; NULL if not wanted
    float *scores                       # likewise


# ---------------------------------------------------------------- windows

cdef inline bint can_pass(const Collection *all, double bound, uint32_t docnum) noexcept nogil:
    """Whether a document of a segment, from a docnum on, with a score up to a bound can be one of the best.

    Bounds are added up in single precision, which may round them down a little.
    """
    return passes(&all.best, <float> (bound * 1.000002), all.doc_base + docnum)


cdef inline double needed(const Collection *all, double rest) noexcept nogil:
    """A score that a document must have to be one of the best with so much more; 0 if any does or all are wanted."""
    if all.best.count < all.best.k or all.best.k == 0 or all.matched != NULL:
        return 0
    return all.best.scores[0] * 0.999998 - rest


cdef void collect_segment(
    Collection *all, Scorer *root, SegmentFacts *facts, Arena *arena, WindowScratch *scratch
) noexcept nogil:
    cdef uint32_t i, window, count = 0, children = root.required[0].optional_count
    cdef uint32_t *order = windows_in_order(root.bounds, facts, arena, &count)
    cdef uint32_t *ranked = <uint32_t *> arena_take(arena, (children + root.optional_count + 1) * sizeof(uint32_t))
    if ranked == NULL:
        facts.failure = NO_MEMORY
    for i in range(count):
        if facts.failure:
            return
        window = order[i]
        if all.total > all.count_to and not can_pass(all, root.bounds[window], window << facts.window_bits):
            continue
        collect_window(all, root, facts, scratch, window, ranked)


cdef void collect_window(
    Collection *all, Scorer *root, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, uint32_t *ranked
) noexcept nogil:
    """Score the documents of a window that may be among the best; all of them while their number is wanted."""
    cdef Candidates *found = &root.own
    cdef Scorer *lead = root.required
    cdef uint32_t low = window << facts.window_bits, i, children, passive = 0
    cdef bint is_pruned = all.total > all.count_to
    cdef double rest = bounds_beside(root, window), below = 0, least
    children = rank(lead, window, ranked)
    while is_pruned and passive < children \
            and not can_pass(all, rest + below + lead.optional[ranked[passive]].bounds[window], low):
        below += lead.optional[ranked[passive]].bounds[window]
        passive += 1
    least = needed(all, rest + below) if is_pruned else 0
    if lead.kind != OF_ANY or children - passive == 1:
        collect_one(all, found, lead if lead.kind != OF_ANY else lead.optional + ranked[passive], facts, scratch,
                    window, least)
    else:
        collect_several(found, lead, ranked + passive, children - passive, facts, scratch, window, least)
    if is_pruned:
        drop_hopeless(all, found, rest + below)
    drop_deleted(found, facts)
    rest -= ask_required(all, root, facts, scratch, window, rest + below)
    all.total += found.count
    while passive:
        drop_hopeless(all, found, rest + below)
        passive -= 1
        below -= lead.optional[ranked[passive]].bounds[window]
        candidates_add(found, lead.optional + ranked[passive], facts, scratch, window)
    ask_optional(all, root, facts, scratch, window, rest)
    for i in range(found.count):
        offer(&all.best, <float> found.scores[i], all.doc_base + found.docnums[i])
    if all.matched != NULL:
        for i in range(found.count):
            all.matched[found.docnums[i]] = 1
            all.scores[found.docnums[i]] = <float> found.scores[i]


cdef void collect_one(
    Collection *all, Candidates *found, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    double least
) noexcept nogil:
    """Find the documents of one scorer."""
    if scorer.bounds[window] < 0:
        found.count = 0
    elif scorer.kind == OF_GROUP and group_is_simple(&scorer.group):
        found.count = group_fill(&scorer.group, facts, window, least, found.docnums, found.scores)
    elif scorer.kind == OF_PHRASE:
        scratch.least, scratch.rest = least, 0
        found.count = phrase_fill(&scorer.phrase, facts, scratch, window, found.docnums, found.scores)
        scratch.least = 0
    else:
        scorer_accumulate(scorer, facts, scratch, window, least, found.window_scores, found.marks)
        candidates_emit(found, facts, window)


cdef void collect_several(
    Candidates *found, Scorer *any, const uint32_t *ranked, uint32_t count, SegmentFacts *facts,
    WindowScratch *scratch, uint32_t window, double least
) noexcept nogil:
    """Find the documents of several children of a disjunction."""
    cdef uint32_t i, marked = 0
    for i in range(count):
        marked += scorer_accumulate(
            any.optional + ranked[i], facts, scratch, window, 0, found.window_scores, found.marks
        )
    if least > 0 and marked >= (DENSE << facts.window_bits) >> WINDOW_BITS:
        candidates_emit_from(found, facts, window, least)
    else:
        candidates_emit(found, facts, window)


cdef double bounds_beside(const Scorer *root, uint32_t window) noexcept nogil:
    """The most that all children but the first required one can add to a score."""
    cdef double total = 0
    cdef uint32_t i
    for i in range(1, root.required_count):
        total += root.required[i].bounds[window]
    for i in range(root.optional_count):
        if root.optional[i].bounds[window] > 0:
            total += root.optional[i].bounds[window]
    return total


cdef uint32_t rank(const Scorer *any, uint32_t window, uint32_t *ranked) noexcept nogil:
    """Number the children of a disjunction that may match in a window, those with the lowest bounds first."""
    cdef uint32_t i, at, count = 0
    if any.kind != OF_ANY:
        return 0
    for i in range(any.optional_count):
        if any.optional[i].bounds[window] >= 0:
            at = count
            while at and any.optional[ranked[at - 1]].bounds[window] > any.optional[i].bounds[window]:
                ranked[at] = ranked[at - 1]
                at -= 1
            ranked[at] = i
            count += 1
    return count


cdef void drop_deleted(Candidates *found, const SegmentFacts *facts) noexcept nogil:
    cdef uint32_t i, kept = 0
    if facts.live == NULL:
        return
    for i in range(found.count):
        found.docnums[kept] = found.docnums[i]
        found.scores[kept] = found.scores[i]
        kept += facts.live[found.docnums[i]]
    found.count = kept


cdef void drop_hopeless(const Collection *all, Candidates *found, double rest) noexcept nogil:
    """Drop the candidates that cannot be among the best with so much more."""
    cdef uint32_t i, kept = 0
    cdef double least = needed(all, rest)
    if least <= 0:
        return
    for i in range(found.count):
        found.docnums[kept] = found.docnums[i]
        found.scores[kept] = found.scores[i]
        kept += found.scores[kept] >= least
    found.count = kept


cdef double ask_required(
    Collection *all, Scorer *root, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double rest
) noexcept nogil:
    """Keep the candidates that match all required children and no excluded one; return the bounds of the former."""
    cdef bint is_pruned = all.total > all.count_to
    cdef double asked = 0
    cdef uint32_t i
    for i in range(1, root.required_count):
        if found_none(root):
            return asked
        if is_pruned and i > 1:
            drop_hopeless(all, &root.own, rest - asked)
        asked += root.required[i].bounds[window]
        if is_pruned and root.required[i].kind == OF_PHRASE:
            scratch.least, scratch.rest = needed(all, 0), rest - asked
        candidates_require(&root.own, root.required + i, facts, scratch, window)
        scratch.least = 0
    for i in range(root.excluded_count):
        if not found_none(root):
            candidates_exclude(&root.own, root.excluded + i, facts, scratch, window)
    return asked


cdef inline bint found_none(const Scorer *root) noexcept nogil:
    return root.own.count == 0


cdef void ask_optional(
    Collection *all, Scorer *root, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double rest
) noexcept nogil:
    """Add the scores of optional children to candidates that may still be among the best."""
    cdef uint32_t i
    for i in range(root.optional_count):
        if root.optional[i].bounds[window] >= 0:
            drop_hopeless(all, &root.own, rest)
            rest -= root.optional[i].bounds[window]
            candidates_add(&root.own, root.optional + i, facts, scratch, window)


# ---------------------------------------------------------------- for Python

class SearchDamagedError(ValueError):
    """Bytes that a search read are damaged.

    Attributes:
        number: of the segment, among those that were searched.
        structure: "postings" or "positions".
    """

    def __init__(self, number, structure):
        super().__init__(number, structure)
        self.number, self.structure = number, structure


def best_documents(BoundQuery query not None, tuple segments not None, uint32_t k, uint64_t count_to=0, *,
                   uint32_t window_bits=WINDOW_BITS, uint32_t wide_bits=WIDE_BITS,
                   uint32_t whole_postings=WHOLE_POSTINGS):
    """Return the best documents as (docnum in the index, score), and how many match.

    Args:
        query: what to look for, bound to these segments.
        segments: SearchedSegments.
        k: how many documents at most.
        count_to: so far matching documents are counted; behind that, whatever cannot be among the best is passed over.
        window_bits: documents are looked at in windows of 1 << window_bits, 6 or more.
        wide_bits: and of 1 << wide_bits at most, where all have to match a query that few documents do.
        whole_postings: lists of so many postings at most are decoded as a whole, 1 or more; of four times as many,
            where any of them may match.

    Returns:
        The documents, the number, and whether it is exact; else it is one that is not too high.

    Raises:
        SearchDamagedError: bytes that were read are damaged.
    """
    cdef Collection all
    cdef SearchedSegment segment
    cdef uint32_t number
    cdef uint64_t at_least = 0
    cdef AllOf root = query if isinstance(query, AllOf) else AllOf((query,))
    cdef WindowSizes sizes = checked_sizes(window_bits, wide_bits, whole_postings)
    for segment in segments:
        at_least += root.at_least(segment)
    memset(&all, 0, sizeof(all))
    all.count_to = count_to
    if at_least > count_to:
        all.total = at_least
    try:
        take_best(&all.best, min(k, sum(map(len, segments))))
        for number, segment in enumerate(segments):
            search_segment(&all, root, segment, sizes, number)
        found = sorted_best(&all.best)
    finally:
        give_best(&all.best)
    if len(found) < k:
        return found, len(found), True
    if all.total <= count_to:
        return found, all.total, True
    return found, max(count_to, len(found)), False


def matching_documents(BoundQuery query not None, tuple segments not None, uint32_t k=0, *,
                       uint32_t window_bits=WINDOW_BITS, uint32_t wide_bits=WIDE_BITS,
                       uint32_t whole_postings=WHOLE_POSTINGS):
    """Return all documents that match, and the best of them.

    Args, Raises: as of :func:`best_documents`; of no best documents k is 0.

    Returns:
        For each segment which documents match and their scores, a mask of 1 and 0 and an array, by docnum; and the
        best documents as :func:`best_documents` has them.
    """
    cdef Collection all
    cdef SearchedSegment segment
    cdef uint32_t number
    cdef AllOf root = query if isinstance(query, AllOf) else AllOf((query,))
    cdef WindowSizes sizes = checked_sizes(window_bits, wide_bits, whole_postings)
    cdef uint8_t[::1] mask
    cdef float[::1] scores
    memset(&all, 0, sizeof(all))
    all.count_to = ~<uint64_t> 0
    found = []
    try:
        take_best(&all.best, min(k, sum(map(len, segments))))
        for number, segment in enumerate(segments):
            found.append((bytearray(len(segment)), array("f", bytes(sizeof(float) * len(segment)))))
            if len(segment):
                mask, scores = found[number]
                all.matched, all.scores = &mask[0], &scores[0]
                search_segment(&all, root, segment, sizes, number)
        return found, sorted_best(&all.best)
    finally:
        give_best(&all.best)


cdef WindowSizes checked_sizes(uint32_t bits, uint32_t wide_bits, uint32_t whole_postings) except *:
    if not whole_postings:
        raise ValueError("lists of one posting are decoded as a whole in any case")
    if not 6 <= bits <= 16 or not bits <= wide_bits <= 16:
        raise ValueError(f"windows of 2^{bits} to 2^{wide_bits} documents: exponents have to be from 6 to 16")
    return WindowSizes(bits, wide_bits, whole_postings)


cdef int search_segment(
    Collection *all, AllOf query, SearchedSegment segment, WindowSizes sizes, uint32_t number
) except -1:
    cdef SegmentFacts facts = segment.facts
    cdef Workspace space
    cdef Scorer root
    cdef WindowScratch scratch
    if facts.doc_count == 0:
        return 0
    memset(&root, 0, sizeof(root))
    all.doc_base = segment.doc_base
    take_workspace(&space)
    try:
        query.build(&root, segment, &space.arena)
        size_windows(&facts, &root, sizes)
        make_room(&space, 1 << facts.window_bits)
        will_leave()
        with nogil:
            open_scratch(&scratch, &facts, &space)
            root.own.window_scores, root.own.marks = space.scores, space.score_marks
            scorer_open(&root, &facts, &space.arena, &scratch)
            if facts.failure == NONE_FAILED:
                collect_segment(all, &root, &facts, &space.arena, &scratch)
            before_coming_back()
        have_come_back()
    finally:
        scorer_close(&root)
        give_workspace(&space, facts.failure == NONE_FAILED)
    if facts.failure == NO_MEMORY:
        raise MemoryError
    if facts.failure != NONE_FAILED:
        raise SearchDamagedError(number, "positions" if facts.failure == POSITIONS_DAMAGED else "postings")
    return 0


cdef void open_scratch(WindowScratch *scratch, SegmentFacts *facts, const Workspace *space) noexcept nogil:
    cdef size_t most = <size_t> 1 << facts.window_bits
    cdef Arena *arena = <Arena *> &space.arena
    scratch.most = <float *> arena_take(arena, facts.windows * sizeof(float))
    scratch.ratios = <float *> arena_take(arena, facts.windows * sizeof(float))
    scratch.exact_ratios = <float *> arena_take(arena, facts.windows * sizeof(float))
    scratch.places = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    scratch.found = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    scratch.frequencies, scratch.exact_frequencies = space.frequencies, space.exact_frequencies
    scratch.marks, scratch.counts = space.marks, space.counts
    scratch.least = scratch.rest = 0
    if arena.is_full:
        facts.failure = NO_MEMORY
