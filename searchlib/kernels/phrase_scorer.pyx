# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Phrases: documents that have every word are found by docnum, and only their positions are decoded.

A place of a phrase weighs as much as the weakest term that stands in it, so a phrase counts no more in a field than
any of its words does, which bounds it.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memcpy, memset

from searchlib.kernels.arena cimport Arena, arena_take, arena_take_zeros
from searchlib.kernels.group_scorer cimport WindowScratch
from searchlib.kernels.phrase_word cimport OpenPositions, PhraseWord, close_word, phrase_weight, read_word
from searchlib.kernels.posting_cursor cimport (
    NO_BLOCK, PostingCursor, PostingRun, cursor_begin, cursor_enter, cursor_open, cursor_probe, cursor_run,
)
from searchlib.kernels.postings cimport MAX_BLOCK_SIZE
from searchlib.kernels.searched_segment cimport NO_MEMORY, BoundList, SegmentFacts, norm_of
from searchlib.kernels.window cimport window_take_marks


# ---------------------------------------------------------------- opening

cdef void phrase_open(
    PhraseScorer *phrase, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil:
    cdef uint32_t number, window
    cdef float factor = <float> phrase.factor, ratio
    cdef float *least = <float *> arena_take_zeros(arena, facts.windows * sizeof(float))
    phrase.word_counted = <double *> arena_take(arena, sizeof(double) << facts.window_bits)
    if arena.is_full:
        facts.failure = NO_MEMORY
        return
    memset(bounds, 0, facts.windows * sizeof(float))
    for number in range(phrase.field_count):
        open_field(phrase, number, facts, arena, scratch, least)
        if facts.failure:
            return
        if phrase.fields[number].is_possible:
            for window in range(facts.windows):
                bounds[window] += <float> phrase.fields[number].boost * least[window]
    for window in range(facts.windows):
        ratio = bounds[window]
        bounds[window] = factor * ratio / (ratio + 1) if ratio > 0 else -1


cdef void open_field(
    PhraseScorer *phrase, uint32_t number, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *least
) noexcept nogil:
    """Open the lists of a field; least becomes, by window, what the least of its words can be in norms."""
    cdef PhraseField *field = phrase.fields + number
    cdef PhraseWord *word
    cdef uint32_t i, window
    cdef size_t most = <size_t> 1 << facts.window_bits
    field.docnums = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    field.origins = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    field.counted = <double *> arena_take(arena, most * sizeof(double))
    field.words = <PhraseWord *> arena_take_zeros(arena, phrase.word_count * sizeof(PhraseWord))
    field.order = <uint32_t *> arena_take_zeros(arena, phrase.word_count * sizeof(uint32_t))
    if arena.is_full:
        facts.failure = NO_MEMORY
        return
    field.is_possible = True
    for i in range(phrase.word_count):
        word = field.words + i
        word.cursor_count = lists_of_field(phrase.lists[i], phrase.list_counts[i], number)
        field.is_possible &= word.cursor_count > 0
    if not field.is_possible:
        return
    for i in range(phrase.word_count):
        word = field.words + i
        memset(scratch.ratios, 0, facts.windows * sizeof(float))
        open_word(word, phrase.lists[i], phrase.list_counts[i], number, facts, arena, scratch)
        if facts.failure:
            return
        if i == 0:
            memcpy(least, scratch.ratios, facts.windows * sizeof(float))
        for window in range(facts.windows):
            least[window] = scratch.ratios[window] if scratch.ratios[window] < least[window] else least[window]
        insert_in_order(field, i)
    phrase.cost += field.words[field.order[0]].cost


cdef uint32_t lists_of_field(const BoundList *lists, uint32_t count, uint32_t field) noexcept nogil:
    cdef uint32_t i, found = 0
    for i in range(count):
        found += lists[i].field == field
    return found


cdef void open_word(
    PhraseWord *word, const BoundList *lists, uint32_t count, uint32_t field, SegmentFacts *facts, Arena *arena,
    WindowScratch *scratch
) noexcept nogil:
    cdef uint32_t i, window, opened = 0
    word.cursors = <PostingCursor *> arena_take_zeros(arena, word.cursor_count * sizeof(PostingCursor))
    word.open = <OpenPositions *> arena_take_zeros(arena, word.cursor_count * sizeof(OpenPositions))
    if word.cursors == NULL or word.open == NULL:
        facts.failure = NO_MEMORY
        return
    for i in range(count):
        if lists[i].field == field:
            word.open[opened].block = NO_BLOCK
            word.open[opened].starts = <uint32_t *> arena_take(arena, (MAX_BLOCK_SIZE + 1) * sizeof(uint32_t))
            cursor_open(word.cursors + opened, lists + i, facts, arena, scratch.most)
            opened += 1
            if facts.failure:
                return
            word.cost += lists[i].list.doc_freq
            for window in range(facts.windows):
                scratch.ratios[window] += <float> lists[i].weight * scratch.most[window]


cdef void insert_in_order(PhraseField *field, uint32_t number) noexcept nogil:
    """Put a word among those before it, rarest first."""
    cdef uint32_t at = number
    while at and field.words[field.order[at - 1]].cost > field.words[number].cost:
        field.order[at] = field.order[at - 1]
        at -= 1
    field.order[at] = number


cdef void phrase_close(PhraseScorer *phrase) noexcept nogil:
    cdef uint32_t number, i
    for number in range(phrase.field_count):
        if phrase.fields[number].words != NULL:
            for i in range(phrase.word_count):
                close_word(phrase.fields[number].words + i)


# ---------------------------------------------------------------- finding

cdef void phrase_accumulate(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil:
    cdef PhraseField *field
    cdef uint32_t number
    for number in range(phrase.field_count):
        field = phrase.fields + number
        field.count = 0
        if field.is_possible:
            take_rarest(field, facts, scratch, window)
            keep_with_words(phrase, field, facts, scratch, window, 1)
    add_scores(phrase, facts, scratch, window, scores, marks)


cdef void phrase_probe(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil:
    cdef PhraseField *field
    cdef uint32_t number, i
    for number in range(phrase.field_count):
        field = phrase.fields + number
        field.count = 0
        if field.is_possible:
            field.count = count
            for i in range(count):
                field.docnums[i], field.origins[i], field.counted[i] = docnums[i], i, 1e300
            keep_with_words(phrase, field, facts, scratch, window, 0)
    add_scores(phrase, facts, scratch, window, scores, matched)


cdef void take_rarest(
    PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    """Take the documents of a window that have the rarest word."""
    if field.words[field.order[0]].cursor_count == 1:
        take_list(field, facts, window)
    else:
        take_lists(field, facts, scratch, window)


cdef void take_list(PhraseField *field, SegmentFacts *facts, uint32_t window) noexcept nogil:
    cdef PostingCursor *cursor = field.words[field.order[0]].cursors
    cdef PostingRun run
    cdef uint32_t low = window << facts.window_bits, i, count = 0
    cdef double factor = field.boost * cursor.bound.weight
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, 0, &run):
        for i in range(run.begin, run.end):
            field.docnums[count] = cursor.docnums[i]
            field.origins[count] = cursor.docnums[i] - low
            field.counted[count] = factor * cursor.frequencies[i]
            count += 1
    field.count = count


cdef void take_lists(
    PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    cdef const PhraseWord *word = field.words + field.order[0]
    cdef PostingCursor *cursor
    cdef PostingRun run
    cdef uint32_t low = window << facts.window_bits, number, i, place
    for number in range(word.cursor_count):
        cursor = word.cursors + number
        run.block = cursor_begin(cursor, window)
        while cursor_run(cursor, facts, window, 0, &run):
            for i in range(run.begin, run.end):
                place = cursor.docnums[i] - low
                scratch.marks[place] = 1
                scratch.frequencies[place] += cursor.bound.weight * cursor.frequencies[i]
    field.count = window_take_marks(scratch.marks, 1 << facts.window_bits, field.origins)
    for i in range(field.count):
        place = field.origins[i]
        field.docnums[i] = low + place
        field.counted[i] = field.boost * scratch.frequencies[place]
        scratch.frequencies[place] = 0


cdef void keep_with_words(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    uint32_t first
) noexcept nogil:
    """Keep the documents of a field that have every word, from the first rarest on, with what the least one counts."""
    cdef uint32_t i, number, kept
    for number in range(first, phrase.word_count):
        if not field.count:
            return
        count_word(phrase, field, field.words + field.order[number], facts, scratch, window)
        kept = 0
        for i in range(field.count):
            field.docnums[kept], field.origins[kept] = field.docnums[i], field.origins[i]
            field.counted[kept] = min(field.counted[i], field.boost * phrase.word_counted[i])
            kept += phrase.word_counted[i] > 0
        field.count = kept


cdef void count_word(
    PhraseScorer *phrase, const PhraseField *field, PhraseWord *word, SegmentFacts *facts, WindowScratch *scratch,
    uint32_t window
) noexcept nogil:
    """Add up the frequencies of a word's terms in the documents of a field."""
    cdef uint32_t number, i
    cdef double weight
    memset(phrase.word_counted, 0, field.count * sizeof(double))
    for number in range(word.cursor_count):
        weight = word.cursors[number].bound.weight
        cursor_probe(
            word.cursors + number, facts, window, field.docnums, field.count, scratch.found, scratch.counts
        )
        for i in range(field.count):
            phrase.word_counted[i] += weight * scratch.found[i]


cdef void add_scores(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil:
    """Score the documents that have every word and may score as much as is needed, by their positions."""
    cdef PhraseField *field
    cdef uint32_t number, i, origin
    cdef double frequency
    if scratch.least > 0:
        keep_promising(phrase, facts, scratch, scores)
    for number in range(phrase.field_count):
        if phrase.fields[number].count:
            count_places(phrase, phrase.fields + number, facts, scratch, window)
    for number in range(phrase.field_count):
        field = phrase.fields + number
        for i in range(field.count):
            origin = field.origins[i]
            frequency = scratch.frequencies[origin]
            if frequency > 0:
                scores[origin] += phrase.factor * frequency / (frequency + norm_of(facts, field.docnums[i]))
                marks[origin] = 1
                scratch.frequencies[origin] = 0


cdef void keep_promising(
    PhraseScorer *phrase, const SegmentFacts *facts, WindowScratch *scratch, const double *scores
) noexcept nogil:
    """Keep the documents that may score as much as is needed if the phrase is in all their fields."""
    cdef PhraseField *field
    cdef uint32_t number, i, kept
    cdef double counted, most
    for number in range(phrase.field_count):
        field = phrase.fields + number
        for i in range(field.count):
            scratch.frequencies[field.origins[i]] += field.counted[i]
    for number in range(phrase.field_count):
        field = phrase.fields + number
        for i in range(field.count):
            counted = scratch.frequencies[field.origins[i]]
            most = phrase.factor * counted / (counted + norm_of(facts, field.docnums[i]))
            field.counted[i] = scores[field.origins[i]] + scratch.rest + most >= scratch.least
    for number in range(phrase.field_count):
        field = phrase.fields + number
        kept = 0
        for i in range(field.count):
            scratch.frequencies[field.origins[i]] = 0
            field.docnums[kept], field.origins[kept] = field.docnums[i], field.origins[i]
            kept += field.counted[i] > 0
        field.count = kept


cdef void count_places(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil:
    """Add to scratch.frequencies what the phrase counts in the documents of a field."""
    cdef uint32_t i, j
    for i in range(phrase.word_count):
        for j in range(field.words[i].cursor_count):
            cursor_enter(field.words[i].cursors + j, window)
    for i in range(field.count):
        for j in range(phrase.word_count):
            if not read_word(field.words + j, facts, field.docnums[i]):
                return
        scratch.frequencies[field.origins[i]] += field.boost * phrase_weight(
            field.words, phrase.word_count, phrase.slop
        )
