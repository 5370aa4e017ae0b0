"""Windows of a query on a segment: how wide, and in which order."""
from libc.stdint cimport uint32_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.scorer cimport Scorer
from searchlib.kernels.searched_segment cimport SegmentFacts

cdef struct WindowSizes:                # what best_documents was told
    uint32_t bits, wide_bits, whole_postings

# Decide on windows and whole lists for a query that was built.
cdef void size_windows(SegmentFacts *facts, const Scorer *root, WindowSizes sizes) noexcept

# The windows where documents may match, those with the highest bounds first, equals in their order.
cdef uint32_t *windows_in_order(
    const float *bounds, SegmentFacts *facts, Arena *arena, uint32_t *count
) noexcept nogil
