# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""How wide the windows of a query are, and in which order they are gone through."""
from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memset

from searchlib.kernels.arena cimport Arena, arena_take
from searchlib.kernels.scorer cimport OF_PHRASE, Scorer
from searchlib.kernels.searched_segment cimport NO_MEMORY, SegmentFacts

cdef enum:
    LED_BY = 128            # about so many documents to a window where all have to match one list
    UNION_BITS = 13         # windows of 8192 at most where any may match
    UNITED = 512            # and about so many to a window then
    MERGED = 4              # and so many times as long lists are decoded as a whole: merging them pays
    CLASSES = 256           # of windows with about the same bound


cdef void size_windows(SegmentFacts *facts, const Scorer *root, WindowSizes sizes) noexcept:
    """Make windows wider for a query that goes through so few documents that most had hardly any.

    Where all of them are looked at in any case, since a list of few documents leads, they may be as wide as can be.
    """
    cdef bint is_led = root.required_count > 1 or root.required.kind == OF_PHRASE
    cdef uint32_t widest = sizes.wide_bits if is_led else min(sizes.wide_bits, <uint32_t> UNION_BITS)
    cdef uint64_t enough = (LED_BY if is_led else UNITED) * <uint64_t> facts.doc_count
    facts.window_bits = sizes.bits
    while facts.window_bits < widest and root.cost << facts.window_bits < enough:
        facts.window_bits += 1
    facts.whole_postings = sizes.whole_postings if is_led else MERGED * sizes.whole_postings
    facts.is_wide = is_led and facts.window_bits > sizes.bits
    facts.windows = ((facts.doc_count - 1) >> facts.window_bits) + 1


cdef uint32_t *windows_in_order(const float *bounds, SegmentFacts *facts, Arena *arena, uint32_t *count) noexcept nogil:
    """The windows where documents may match, those with the highest bounds first, equals in their order."""
    cdef uint32_t places[CLASSES + 1]
    cdef uint32_t window, i, total = 0, step
    cdef float highest = 0, scale
    cdef uint32_t *order = <uint32_t *> arena_take(arena, facts.windows * sizeof(uint32_t))
    if order == NULL:
        facts.failure = NO_MEMORY
        return NULL
    for window in range(facts.windows):
        highest = bounds[window] if bounds[window] > highest else highest
    scale = (CLASSES - 1) / highest if highest > 0 else 0
    memset(places, 0, sizeof(places))
    for window in range(facts.windows):
        if bounds[window] >= 0:
            places[CLASSES - 1 - <uint32_t> (bounds[window] * scale)] += 1
    for i in range(CLASSES):
        step = places[i]
        places[i] = total
        total += step
    for window in range(facts.windows):
        if bounds[window] >= 0:
            i = CLASSES - 1 - <uint32_t> (bounds[window] * scale)
            order[places[i]] = window
            places[i] += 1
    count[0] = total
    return order
