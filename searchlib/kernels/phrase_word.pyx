# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Positions of the words of a phrase in one document, and the places where the words stand together."""
from libc.stdint cimport int64_t, uint8_t, uint32_t
from libc.stdlib cimport realloc

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free
from searchlib.kernels.positions cimport NO_RUN, decode_positions_behind, positions_count
from searchlib.kernels.posting_cursor cimport PostingCursor, cursor_frequency, cursor_seek
from searchlib.kernels.postings cimport posting_list_position_begin
from searchlib.kernels.searched_segment cimport NO_MEMORY, POSITIONS_DAMAGED, BoundList, SegmentFacts


cdef bint read_word(PhraseWord *word, SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """Find where the terms of a word stand in a document."""
    cdef uint32_t i
    word.count = word.next = 0
    for i in range(word.cursor_count):
        if cursor_seek(word.cursors + i, facts, docnum):
            if not read_positions(word, word.cursors + i, word.open + i, facts):
                return False
    return not facts.failure


cdef uint32_t count_places(
    PhraseWord *words, const uint32_t *order, uint32_t count, SegmentFacts *facts, uint32_t docnum, ByteBuffer *places
) noexcept nogil:
    cdef PhraseWord *word = words + order[0]
    cdef uint32_t i, found
    if not read_only_term(word, facts, docnum):
        return 0
    found = word.count
    if not grow(places, found * sizeof(int64_t)):
        facts.failure = NO_MEMORY
        return 0
    for i in range(found):
        (<int64_t *> places.data)[i] = <int64_t> (<uint32_t *> word.positions.data)[i] - order[0]
    for i in range(1, count):
        word = words + order[i]
        if not found or not read_only_term(word, facts, docnum):
            return 0
        found = keep_places(
            <int64_t *> places.data, found, <const uint32_t *> word.positions.data, word.count, order[i]
        )
    return found


cdef uint32_t keep_places(
    int64_t *places, uint32_t count, const uint32_t *positions, uint32_t position_count, uint32_t number
) noexcept nogil:
    """Keep the places at which the word with a number stands too, which ascend as its positions do."""
    cdef uint32_t i, at = 0, kept = 0
    for i in range(count):
        while at < position_count and <int64_t> positions[at] - number < places[i]:
            at += 1
        if at == position_count:
            break
        places[kept] = places[i]
        kept += <int64_t> positions[at] - number == places[i]
    return kept


cdef bint read_only_term(PhraseWord *word, SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """Find where the one term of a word stands in a document; its weight is left out."""
    word.count = 0
    if not cursor_seek(word.cursors, facts, docnum):
        return not facts.failure
    if not read_posting(word.cursors, word.open, facts, &word.positions, 0):
        return False
    word.count = cursor_frequency(word.cursors, facts)
    return True


cdef bint read_positions(
    PhraseWord *word, PostingCursor *cursor, OpenPositions *open, SegmentFacts *facts
) noexcept nogil:
    """Put the positions of one term among those of the others."""
    cdef uint32_t frequency = cursor_frequency(cursor, facts), before = word.count, i
    cdef double *weights
    if not read_posting(cursor, open, facts, &word.positions, before):
        return False
    if not grow(&word.weights, (<size_t> before + frequency) * sizeof(double)):
        facts.failure = NO_MEMORY
        return False
    weights = <double *> word.weights.data
    for i in range(before, before + frequency):
        weights[i] = cursor.bound.weight
    word.count = before + frequency
    if before:
        merge_positions(<uint32_t *> word.positions.data, weights, before, &word.count)
    return True


cdef bint read_posting(
    PostingCursor *cursor, OpenPositions *open, SegmentFacts *facts, ByteBuffer *out, uint32_t before
) noexcept nogil:
    """Read the positions of the posting that was found, behind so many others."""
    cdef const BoundList *bound = cursor.bound
    cdef uint32_t frequency = cursor_frequency(cursor, facts)
    cdef uint32_t begin = cursor.index & ~(bound.list.block_size - 1) if cursor.is_whole else 0
    cdef uint32_t block = begin // bound.list.block_size if cursor.is_whole else cursor.block
    cdef uint32_t count = min(bound.list.block_size, cursor.count - begin)
    cdef const uint32_t *frequencies = cursor.frequencies + begin
    if facts.failure:
        return False
    if open.block != block:
        open.block, open.index, open.first, open.run.number = block, 0, 0, NO_RUN
        open.total = positions_count(frequencies, count, bound.position_size) if bound.positions != NULL else -1
    # First of all, since a frequency that is damaged may ask for any room.
    if open.total < 0:
        facts.failure = POSITIONS_DAMAGED
        return False
    if not grow(out, (<size_t> before + frequency) * sizeof(uint32_t)):
        facts.failure = NO_MEMORY
        return False
    step_to(open, frequencies, cursor.index - begin)
    if decode_positions_behind(
        bound.positions, bound.position_size, posting_list_position_begin(&bound.list, block), open.total, open.first,
        frequency, &open.run, <uint32_t *> out.data + before,
    ) < 0:
        facts.failure = POSITIONS_DAMAGED
        return False
    return True


cdef inline void step_to(OpenPositions *open, const uint32_t *frequencies, uint32_t index) noexcept nogil:
    """Go to a posting of the block."""
    cdef uint32_t i
    if index < open.index:
        open.index = open.first = 0
    for i in range(open.index, index):
        open.first += frequencies[i]
    open.index = index


cdef bint grow(ByteBuffer *buffer, size_t size) noexcept nogil:
    cdef uint8_t *data
    if size <= buffer.room:
        return True
    size += size // 2 + 256
    data = <uint8_t *> realloc(buffer.data, size)
    if data == NULL:
        return False
    buffer.data = data
    buffer.room = size
    return True


cdef void merge_positions(uint32_t *positions, double *weights, uint32_t before, uint32_t *count) noexcept nogil:
    """Put positions from before on among those before them; of two terms at one position the later one counts."""
    cdef uint32_t i, at, position, filled = before
    cdef double weight
    for i in range(before, count[0]):
        position, weight = positions[i], weights[i]
        at = filled
        while at and positions[at - 1] > position:
            at -= 1
        if at and positions[at - 1] == position:
            weights[at - 1] = weight
            continue
        shift_up(positions, weights, at, filled)
        positions[at], weights[at] = position, weight
        filled += 1
    count[0] = filled


cdef inline void shift_up(uint32_t *positions, double *weights, uint32_t at, uint32_t end) noexcept nogil:
    cdef uint32_t i = end
    while i > at:
        positions[i] = positions[i - 1]
        weights[i] = weights[i - 1]
        i -= 1


cdef double phrase_weight(PhraseWord *words, uint32_t count, uint32_t slop) noexcept nogil:
    """Add up the places where the words stand together, each as heavy as its weakest term.

    Word i at position p is displaced by p - i; words stand together where displacements differ by slop at most, and no
    position serves twice. As searchlib.query.proximity.
    """
    cdef double total = 0, weight, one
    cdef int64_t low, high, displaced
    cdef uint32_t i, lowest
    while True:
        low = high = lowest = 0
        weight = 0
        for i in range(count):
            if words[i].next == words[i].count:
                return total
            displaced = <int64_t> (<uint32_t *> words[i].positions.data)[words[i].next] - i
            one = (<double *> words[i].weights.data)[words[i].next]
            if i == 0 or displaced < low:
                low = displaced
                lowest = i
            high = displaced if i == 0 or displaced > high else high
            weight = one if i == 0 or one < weight else weight
        if high - low <= slop and (slop == 0 or are_distinct(words, count)):
            total += weight
            for i in range(count):
                words[i].next += 1
        else:
            words[lowest].next += 1


cdef bint are_distinct(const PhraseWord *words, uint32_t count) noexcept nogil:
    """Whether no position serves two words of a place."""
    cdef uint32_t i, j, position
    for i in range(1, count):
        position = (<uint32_t *> words[i].positions.data)[words[i].next]
        for j in range(i):
            if (<uint32_t *> words[j].positions.data)[words[j].next] == position:
                return False
    return True


cdef void close_word(PhraseWord *word) noexcept nogil:
    byte_buffer_free(&word.positions)
    byte_buffer_free(&word.weights)
