"""Scores of a group, window by window: its lists count as one pseudo-term."""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.merged_postings cimport MergedPostings
from searchlib.kernels.posting_cursor cimport PostingCursor
from searchlib.kernels.searched_segment cimport BoundList, SegmentFacts
from searchlib.kernels.window cimport window_scoring

cdef enum:
    TABLE_FACTOR = 8                    # lists so many times as long as whole ones may get a table of scores

cdef struct WindowScratch:              # of one search; owned by its arena
    float *most                         # by window
    float *ratios
    float *exact_ratios
    double *frequencies                 # by document of a window; zeros whenever no scorer is at work
    double *exact_frequencies
    uint8_t *marks                      # likewise
    uint32_t *places                    # not set
    uint32_t *counts                    # by place; zeros whenever no scorer is at work
    uint32_t *found                     # not set
    double least                        # for a phrase: documents that score less may be left out
    double rest                         # what others may add to its scores

cdef struct GroupScorer:
    const BoundList *lists              # those of the segment; set before group_open, as factor and bonus
    uint32_t list_count
    PostingCursor *cursors              # of the long lists
    double *factors                     # of their frequencies
    uint32_t cursor_count
    MergedPostings merged
    double factor, bonus                # of the saturated frequency of all lists, of the exact ones
    window_scoring alone                # of a long list without others
    double *table                       # room for its table of scores; NULL of one that is not so long
    uint32_t scored                     # postings of it that were scored without the table

# Prepare a scorer, and fill its bounds: by window the most that a document can score, -1 where none matches.
cdef void group_open(
    GroupScorer *group, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil

# Add the scores of a window's documents to those in scores, by place in the window, and mark the places; returns how
# many. Documents that score less than `least` may be left out.
cdef uint32_t group_accumulate(
    GroupScorer *group, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double least, double *scores,
    uint8_t *marks
) noexcept nogil

# Whether group_fill may be called: the postings of the group are those of one list.
cdef bint group_is_simple(const GroupScorer *group) noexcept nogil

# Write a window's documents, ascending, and their scores; returns how many. Documents that score less than `least` may
# be left out.
cdef uint32_t group_fill(
    GroupScorer *group, SegmentFacts *facts, uint32_t window, double least, uint32_t *docnums, double *scores
) noexcept nogil

# Add to the scores of some documents of a window, which ascend, and mark those that match.
cdef void group_probe(
    GroupScorer *group, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil
