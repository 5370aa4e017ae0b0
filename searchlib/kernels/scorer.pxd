"""A query on one segment: a tree of scorers that are asked window by window."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.group_scorer cimport GroupScorer, WindowScratch
from searchlib.kernels.phrase_scorer cimport PhraseScorer
from searchlib.kernels.searched_segment cimport SegmentFacts

cdef enum ScorerKind:
    OF_GROUP
    OF_PHRASE
    OF_FILTER
    OF_EVERYTHING
    OF_ANY              # documents that one child matches
    OF_ALL              # documents that all required children match and no excluded one

cdef struct Candidates:                 # documents of one window
    uint32_t *docnums                   # ascending
    double *scores
    uint8_t *matched                    # for who asks a scorer which of them it matches
    uint32_t count
    double *window_scores               # by place in the window; zeros unless scores are being added up
    uint8_t *marks                      # likewise

cdef struct Scorer:
    ScorerKind kind
    GroupScorer group
    PhraseScorer phrase
    const uint64_t *filter_bits
    Scorer *required                    # of OF_ALL, cheapest first
    Scorer *optional                    # of OF_ALL, and the children of OF_ANY
    Scorer *excluded
    uint32_t required_count, optional_count, excluded_count
    float *bounds                       # by window: the most that a document can score, -1 where none matches
    uint64_t cost                       # about how many documents it has to go through; set before scorer_open
    Candidates own                      # of OF_ALL

# Open the scorers of a tree that was built, and fill their bounds.
cdef void scorer_open(Scorer *scorer, SegmentFacts *facts, Arena *arena, WindowScratch *scratch) noexcept nogil
cdef void scorer_close(Scorer *scorer) noexcept nogil

# Turn the scores that were added up in a window into candidates: all of them, or those with at least a score above 0.
cdef void candidates_emit(Candidates *candidates, const SegmentFacts *facts, uint32_t window) noexcept nogil
cdef void candidates_emit_from(
    Candidates *candidates, const SegmentFacts *facts, uint32_t window, double least
) noexcept nogil

# Make room for the documents of a window; the arrays by place may be there already.
cdef void candidates_open(Candidates *candidates, SegmentFacts *facts, Arena *arena) noexcept nogil

# Add the scores of a window's documents to those in scores, by place in the window, and mark the places; returns how
# many there are at most. Documents that score less than `least` may be left out.
cdef uint32_t scorer_accumulate(
    Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double least, double *scores,
    uint8_t *marks
) noexcept nogil

# Add to the scores of some documents of a window, which ascend, and mark those that match.
cdef void scorer_probe(
    Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil

# Keep the candidates that a scorer matches, with its scores; or those that it does not match; or add its scores.
cdef void candidates_require(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil
cdef void candidates_exclude(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil
cdef void candidates_add(
    Candidates *candidates, Scorer *scorer, SegmentFacts *facts, WindowScratch *scratch, uint32_t window
) noexcept nogil
