"""Scores of words that follow one another, document by document, on the positions of their terms."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.group_scorer cimport WindowScratch
from searchlib.kernels.phrase_word cimport PhraseWord
from searchlib.kernels.searched_segment cimport BoundList, SegmentFacts

cdef struct PhraseField:
    PhraseWord *words
    uint32_t *order                     # numbers of the words, rarest first
    double boost
    bint is_possible                    # whether every word has a term in the field
    uint32_t *docnums                   # documents of a window that have the words asked for so far
    uint32_t *origins                   # where the scores of each are
    double *counted                     # the most that the phrase can count in each
    uint32_t count

cdef struct PhraseScorer:
    const BoundList **lists             # by word: its lists in the segment; set before phrase_open, as the boosts are
    uint32_t *list_counts
    PhraseField *fields
    uint32_t field_count, word_count, slop
    double factor
    uint64_t cost
    double *word_counted                # what a word counts in each document at hand

# Prepare a scorer and fill its bounds, as group_open does.
cdef void phrase_open(
    PhraseScorer *phrase, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil

# Add the scores of a window's documents to those in scores, by place in the window, and mark the places.
cdef void phrase_accumulate(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil

# Add to the scores of some documents of a window, which ascend, and mark those that match.
cdef void phrase_probe(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil

cdef void phrase_close(PhraseScorer *phrase) noexcept nogil
