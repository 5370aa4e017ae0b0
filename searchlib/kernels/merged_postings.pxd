"""The short lists of a group as one list."""
from libc.stdint cimport uint32_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.searched_segment cimport BoundList, SegmentFacts

cdef struct MergedPostings:             # short lists of a group in one: a document, what the lists count in it
    uint32_t *docnums
    double *frequencies
    double *exact_frequencies
    uint32_t *first                     # by window
    uint32_t count

# Decode the short lists among some, of which there must be one, and make one list of them.
cdef void merge_short_lists(
    MergedPostings *merged, const BoundList *lists, uint32_t count, SegmentFacts *facts, Arena *arena
) noexcept nogil
