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


# ---------------------------------------------------------------- opening

cdef void phrase_open(
    PhraseScorer *phrase, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil:
    cdef uint32_t number, window
    cdef float factor = <float> phrase.factor, ratio
    cdef float *least = <float *> arena_take_zeros(arena, facts.windows * sizeof(float))
    cdef size_t most = <size_t> 1 << facts.window_bits
    phrase.docnums = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    phrase.origins = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    phrase.counted = <double *> arena_take(arena, most * sizeof(double))
    phrase.word_counted = <double *> arena_take(arena, most * sizeof(double))
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
    field.words = <PhraseWord *> arena_take_zeros(arena, phrase.word_count * sizeof(PhraseWord))
    field.order = <uint32_t *> arena_take_zeros(arena, phrase.word_count * sizeof(uint32_t))
    if field.words == NULL or field.order == NULL:
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

cdef void phrase_candidates(
    PhraseScorer *phrase, SegmentFacts *facts, uint32_t window, uint8_t *marks
) noexcept nogil:
    cdef PhraseWord *word
    cdef PostingCursor *cursor
    cdef PostingRun run
    cdef uint32_t number, i, j
    for number in range(phrase.field_count):
        if not phrase.fields[number].is_possible:
            continue
        word = phrase.fields[number].words + phrase.fields[number].order[0]
        for i in range(word.cursor_count):
            cursor = word.cursors + i
            run.block = cursor_begin(cursor, window)
            while cursor_run(cursor, facts, window, 0, &run):
                for j in range(run.begin, run.end):
                    marks[cursor.docnums[j] - (window << facts.window_bits)] = 1


cdef void phrase_probe(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil:
    cdef uint32_t number, i, left
    cdef double frequency
    cdef bint is_alone = phrase.field_count == 1
    for number in range(phrase.field_count):
        if not phrase.fields[number].is_possible:
            continue
        left = with_every_word(phrase, phrase.fields + number, facts, scratch, window, docnums, count)
        if is_alone and scratch.least > 0:
            left = promising(phrase, facts, scratch, scores, left)
        count_places(phrase, phrase.fields + number, facts, scratch, window, left)
    for i in range(count):
        frequency = scratch.frequencies[i]
        if frequency > 0:
            scores[i] += phrase.factor * frequency / (frequency + norm_of(facts, docnums[i]))
            matched[i] = 1
            scratch.frequencies[i] = 0


cdef uint32_t with_every_word(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    const uint32_t *docnums, uint32_t count
) noexcept nogil:
    """Put documents that have every word in phrase.docnums, and the least that one of them counts in phrase.counted."""
    cdef uint32_t i, number, kept
    for i in range(count):
        phrase.docnums[i], phrase.origins[i], phrase.counted[i] = docnums[i], i, 1e300
    for number in range(phrase.word_count):
        count_word(phrase, field.words + field.order[number], facts, scratch, window, count)
        kept = 0
        for i in range(count):
            phrase.docnums[kept], phrase.origins[kept] = phrase.docnums[i], phrase.origins[i]
            phrase.counted[kept] = min(phrase.counted[i], field.boost * phrase.word_counted[i])
            kept += phrase.word_counted[i] > 0
        count = kept
    return count


cdef void count_word(
    PhraseScorer *phrase, PhraseWord *word, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    uint32_t count
) noexcept nogil:
    """Add up the frequencies of a word's terms in phrase.docnums."""
    cdef uint32_t number, i
    cdef double weight
    memset(phrase.word_counted, 0, count * sizeof(double))
    for number in range(word.cursor_count):
        weight = word.cursors[number].bound.weight
        cursor_probe(
            word.cursors + number, facts, window, phrase.docnums, count, scratch.found, scratch.counts
        )
        for i in range(count):
            phrase.word_counted[i] += weight * scratch.found[i]


cdef uint32_t promising(
    PhraseScorer *phrase, const SegmentFacts *facts, const WindowScratch *scratch, const double *scores, uint32_t count
) noexcept nogil:
    """Keep the documents that may score as much as is needed."""
    cdef uint32_t i, kept = 0
    cdef double most
    for i in range(count):
        most = scores[phrase.origins[i]] + scratch.rest + phrase.factor * phrase.counted[i] / (
            phrase.counted[i] + norm_of(facts, phrase.docnums[i])
        )
        phrase.docnums[kept], phrase.origins[kept] = phrase.docnums[i], phrase.origins[i]
        kept += most >= scratch.least
    return kept


cdef void count_places(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    uint32_t count
) noexcept nogil:
    """Add to scratch.frequencies what the phrase counts in documents that have every word."""
    cdef uint32_t i, j
    for i in range(phrase.word_count):
        for j in range(field.words[i].cursor_count):
            cursor_enter(field.words[i].cursors + j, window)
    for i in range(count):
        for j in range(phrase.word_count):
            if not read_word(field.words + j, facts, phrase.docnums[i]):
                return
        scratch.frequencies[phrase.origins[i]] += field.boost * phrase_weight(
            field.words, phrase.word_count, phrase.slop
        )
