# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Positions of the words of a phrase in one document, and the places where the words stand together."""
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport realloc
from libc.string cimport memcpy

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free
from searchlib.kernels.positions cimport decode_positions, decode_positions_behind
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


cdef bint read_positions(
    PhraseWord *word, PostingCursor *cursor, OpenPositions *open, SegmentFacts *facts
) noexcept nogil:
    """Put the positions of one term among those of the others."""
    cdef uint32_t frequency = cursor_frequency(cursor, facts), before = word.count, i
    cdef uint32_t *positions
    cdef double *weights
    # First of all, since a frequency that is damaged may ask for any room.
    if not open_positions(cursor, open):
        facts.failure = POSITIONS_DAMAGED
        return False
    if not grow(&word.positions, (<size_t> before + frequency) * sizeof(uint32_t)) \
            or not grow(&word.weights, (<size_t> before + frequency) * sizeof(double)):
        facts.failure = NO_MEMORY
        return False
    positions = <uint32_t *> word.positions.data
    weights = <double *> word.weights.data
    if not decode_posting(cursor, open, positions + before):
        facts.failure = POSITIONS_DAMAGED
        return False
    for i in range(before, before + frequency):
        weights[i] = cursor.bound.weight
    word.count = before + frequency
    if before:
        merge_positions(positions, weights, before, &word.count)
    return True


cdef inline uint32_t block_start(const PostingCursor *cursor) noexcept nogil:
    """Where the block of the posting that was found begins in the arrays of its cursor."""
    return cursor.index & ~(cursor.bound.list.block_size - 1) if cursor.is_whole else 0


cdef bint open_positions(PostingCursor *cursor, OpenPositions *open) noexcept nogil:
    """Find where the positions of each posting of a block begin among those of the block; False if that is damaged."""
    cdef const BoundList *bound = cursor.bound
    cdef uint32_t start = block_start(cursor), i
    cdef uint32_t block = start // bound.list.block_size if cursor.is_whole else cursor.block
    cdef const uint32_t *frequencies = cursor.frequencies + start
    cdef uint64_t total = 0
    if open.block == block:
        return True
    open.count = min(bound.list.block_size, cursor.count - start)
    open.starts[0] = 0
    for i in range(open.count):
        total += frequencies[i]
        open.starts[i + 1] = <uint32_t> total
    # As positions_count, which adds them up once more.
    if bound.positions == NULL or total > 0x7FFFFFFF or total > 128 * <uint64_t> bound.position_size:
        return False
    open.block = block
    open.asked = 0
    return True


cdef bint decode_posting(PostingCursor *cursor, OpenPositions *open, uint32_t *positions) noexcept nogil:
    """Decode the positions of the posting that was found; those of its whole block if it is not the first of it."""
    cdef const BoundList *bound = cursor.bound
    cdef uint32_t start = block_start(cursor)
    cdef const uint32_t *place = open.starts + (cursor.index - start)
    cdef size_t begin = posting_list_position_begin(&bound.list, open.block)
    open.asked += 1
    if open.asked == 2:
        if not grow(&open.decoded, open.starts[open.count] * sizeof(uint32_t)) or decode_positions(
            bound.positions, bound.position_size, begin, cursor.frequencies + start, open.count,
            <uint32_t *> open.decoded.data,
        ) < 0:
            return False
    if open.asked > 1:
        memcpy(positions, <uint32_t *> open.decoded.data + place[0], (place[1] - place[0]) * sizeof(uint32_t))
        return True
    return decode_positions_behind(
        bound.positions, bound.position_size, begin, open.starts[open.count], place[0], place[1] - place[0], positions,
    ) >= 0


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
    cdef uint32_t i
    byte_buffer_free(&word.positions)
    byte_buffer_free(&word.weights)
    if word.open != NULL:
        for i in range(word.cursor_count):
            byte_buffer_free(&word.open[i].decoded)
