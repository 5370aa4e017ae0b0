# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Phrases: documents that have every word are found by docnum, and only their positions are decoded.

A place of a phrase weighs as much as the weakest term that stands in it, so a phrase counts no more in a field than
any of its words does, which bounds it.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memcpy, memset

from searchlib.kernels.arena cimport Arena, arena_take, arena_take_zeros
from searchlib.kernels.group_scorer cimport WindowScratch
from searchlib.kernels.packing cimport PACKED, byte_buffer_free
from searchlib.kernels.phrase_word cimport (
    OpenPositions, PhraseWord, close_word, count_places, phrase_weight, read_word,
)
from searchlib.kernels.posting_cursor cimport (
    NO_BLOCK, PostingCursor, PostingRun, cursor_begin, cursor_enter, cursor_open, cursor_probe, cursor_run,
)
from searchlib.kernels.postings cimport NO_DOCNUM
from searchlib.kernels.searched_segment cimport NO_MEMORY, BoundList, SegmentFacts, norm_of
from searchlib.kernels.window cimport window_take_marks


# ---------------------------------------------------------------- opening

cdef void phrase_open(
    PhraseScorer *phrase, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil:
    cdef uint32_t number, window
    cdef size_t most = <size_t> 1 << facts.window_bits
    cdef float factor = <float> phrase.factor, ratio
    cdef float *least = <float *> arena_take_zeros(arena, facts.windows * sizeof(float))
    phrase.docnums = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
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
    cdef size_t most = <size_t> 1 << facts.window_bits
    field.docnums = <uint32_t *> arena_take(arena, most * sizeof(uint32_t))
    field.counted = <double *> arena_take(arena, most * sizeof(double))
    field.words = <PhraseWord *> arena_take_zeros(arena, phrase.word_count * sizeof(PhraseWord))
    field.order = <uint32_t *> arena_take_zeros(arena, phrase.word_count * sizeof(uint32_t))
    if arena.is_full:
        facts.failure = NO_MEMORY
        return
    field.is_possible, field.is_plain = True, phrase.slop == 0
    for i in range(phrase.word_count):
        word = field.words + i
        word.cursor_count = lists_of_field(phrase.lists[i], phrase.list_counts[i], number)
        field.is_possible &= word.cursor_count > 0
        field.is_plain &= word.cursor_count == 1
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
        field.weight = min(field.weight, word.cursors.bound.weight) if i else word.cursors.bound.weight
        insert_in_order(field, i)


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
            word.open[opened].run.gaps = <uint32_t *> arena_take(arena, PACKED * sizeof(uint32_t))
            if arena.is_full:
                facts.failure = NO_MEMORY
                return
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
    byte_buffer_free(&phrase.places)
    for number in range(phrase.field_count):
        if phrase.fields[number].words != NULL:
            for i in range(phrase.word_count):
                close_word(phrase.fields[number].words + i)


# ---------------------------------------------------------------- finding

cdef void phrase_accumulate(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil:
    cdef uint32_t low = window << facts.window_bits, i
    for i in range(find(phrase, facts, scratch, window, NULL, NULL, 0)):
        scores[phrase.docnums[i] - low] += phrase.counted[i]
        marks[phrase.docnums[i] - low] = 1


cdef uint32_t phrase_fill(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, uint32_t *docnums,
    double *scores
) noexcept nogil:
    cdef uint32_t count = find(phrase, facts, scratch, window, NULL, NULL, 0)
    memcpy(docnums, phrase.docnums, count * sizeof(uint32_t))
    memcpy(scores, phrase.counted, count * sizeof(double))
    return count


cdef void phrase_probe(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil:
    cdef uint32_t i, at = 0
    for i in range(find(phrase, facts, scratch, window, docnums, scores, count)):
        while docnums[at] != phrase.docnums[i]:
            at += 1
        scores[at] += phrase.counted[i]
        matched[at] = 1


cdef uint32_t find(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    const double *scores, uint32_t count
) noexcept nogil:
    """Find documents of a window, or among some, and their scores: in phrase.docnums and phrase.counted."""
    cdef PhraseField *field
    cdef uint32_t number, i
    for number in range(phrase.field_count):
        field = phrase.fields + number
        field.count = 0
        if not field.is_possible:
            continue
        if docnums == NULL:
            take_rarest(field, facts, scratch, window)
        else:
            memcpy(field.docnums, docnums, count * sizeof(uint32_t))
            field.count = count
            for i in range(count):
                field.counted[i] = 1e300
        keep_with_words(phrase, field, facts, scratch, window, 0 if docnums != NULL else 1)
    count = unite(phrase)
    if scratch.least > 0:
        count = keep_promising(phrase, facts, scratch, docnums, scores, count)
    return score_places(phrase, facts, window, count)


# ---------------------------------------------------------------- documents that have every word

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
    cdef uint32_t i, count = 0
    cdef double factor = field.boost * cursor.bound.weight
    run.block = cursor_begin(cursor, window)
    while cursor_run(cursor, facts, window, 0, &run):
        for i in range(run.begin, run.end):
            field.docnums[count] = cursor.docnums[i]
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
    field.count = window_take_marks(scratch.marks, 1 << facts.window_bits, field.docnums)
    for i in range(field.count):
        place = field.docnums[i]
        field.docnums[i] = low + place
        field.counted[i] = field.boost * scratch.frequencies[place]
        scratch.frequencies[place] = 0


cdef void keep_with_words(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, WindowScratch *scratch, uint32_t window,
    uint32_t first
) noexcept nogil:
    """Keep the documents of a field that have every word, from the first rarest on, with what the least one counts."""
    cdef uint32_t i, number, kept
    cdef double counted
    for number in range(first, phrase.word_count):
        if not field.count:
            return
        count_word(phrase, field, field.words + field.order[number], facts, scratch, window)
        kept = 0
        for i in range(field.count):
            counted = field.boost * phrase.word_counted[i]
            field.docnums[kept] = field.docnums[i]
            field.counted[kept] = min(field.counted[i], counted)
            kept += counted > 0
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


cdef uint32_t unite(PhraseScorer *phrase) noexcept nogil:
    """Put the documents of all fields in one row, with what the phrase can count in all fields; return how many."""
    cdef PhraseField *field
    cdef uint32_t number, count = 0, docnum
    for number in range(phrase.field_count):
        phrase.fields[number].next = 0
    while True:
        docnum = NO_DOCNUM
        for number in range(phrase.field_count):
            field = phrase.fields + number
            if field.next < field.count and field.docnums[field.next] < docnum:
                docnum = field.docnums[field.next]
        if docnum == NO_DOCNUM:
            return count
        phrase.docnums[count] = docnum
        phrase.counted[count] = 0
        for number in range(phrase.field_count):
            field = phrase.fields + number
            if field.next < field.count and field.docnums[field.next] == docnum:
                phrase.counted[count] += field.counted[field.next]
                field.next += 1
        count += 1


cdef uint32_t keep_promising(
    PhraseScorer *phrase, const SegmentFacts *facts, const WindowScratch *scratch, const uint32_t *docnums,
    const double *scores, uint32_t count
) noexcept nogil:
    """Keep the documents that may score as much as is needed if the phrase is wherever all its words are."""
    cdef uint32_t i, kept = 0, at = 0
    cdef double most
    for i in range(count):
        most = phrase.factor * phrase.counted[i] / (phrase.counted[i] + norm_of(facts, phrase.docnums[i]))
        if docnums != NULL:
            while docnums[at] != phrase.docnums[i]:
                at += 1
            most += scores[at]
        phrase.docnums[kept] = phrase.docnums[i]
        kept += most + scratch.rest >= scratch.least
    return kept


# ---------------------------------------------------------------- places

cdef uint32_t score_places(
    PhraseScorer *phrase, SegmentFacts *facts, uint32_t window, uint32_t count
) noexcept nogil:
    """Keep the documents in which the words stand together, with their scores; return how many."""
    cdef PhraseField *field
    cdef uint32_t number, i, docnum, kept = 0
    cdef double frequency
    for number in range(phrase.field_count):
        enter_field(phrase, phrase.fields + number, window)
    for i in range(count):
        docnum = phrase.docnums[i]
        frequency = 0
        for number in range(phrase.field_count):
            field = phrase.fields + number
            while field.next < field.count and field.docnums[field.next] < docnum:
                field.next += 1
            if field.next < field.count and field.docnums[field.next] == docnum:
                frequency += field.boost * weight_in(phrase, field, facts, docnum)
        if facts.failure:
            return 0
        if frequency > 0:
            phrase.docnums[kept] = docnum
            phrase.counted[kept] = phrase.factor * frequency / (frequency + norm_of(facts, docnum))
            kept += 1
    return kept


cdef void enter_field(const PhraseScorer *phrase, PhraseField *field, uint32_t window) noexcept nogil:
    cdef uint32_t i, j
    field.next = 0
    if field.count:
        for i in range(phrase.word_count):
            for j in range(field.words[i].cursor_count):
                cursor_enter(field.words[i].cursors + j, window)


cdef double weight_in(
    PhraseScorer *phrase, PhraseField *field, SegmentFacts *facts, uint32_t docnum
) noexcept nogil:
    """What the places of the phrase weigh in a field of a document."""
    cdef uint32_t i
    if field.is_plain:
        return field.weight * count_places(
            field.words, field.order, phrase.word_count, facts, docnum, &phrase.places
        )
    for i in range(phrase.word_count):
        if not read_word(field.words + i, facts, docnum):
            return 0
    return phrase_weight(field.words, phrase.word_count, phrase.slop)
