"""Scores of words that follow one another, document by document, on the positions of their terms."""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.group_scorer cimport WindowScratch
from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.phrase_word cimport PhraseWord
from searchlib.kernels.searched_segment cimport BoundList, SegmentFacts

cdef struct PhraseField:
    PhraseWord *words
    uint32_t *order                     # numbers of the words, rarest first
    double boost
    bint is_possible                    # whether every word has a term in the field
    bint is_plain                       # whether every word has one alone, and they have to stand side by side
    double weight                       # of a place of a plain phrase
    uint32_t *docnums                   # documents of a window that have the words asked for so far
    double *counted                     # the most that the phrase can count in each
    uint32_t count, next                # and the one that is looked at

cdef struct PhraseScorer:
    const BoundList **lists             # by word: its lists in the segment; set before phrase_open, as the boosts are
    uint32_t *list_counts
    PhraseField *fields
    uint32_t field_count, word_count, slop
    double factor
    uint32_t *docnums                   # documents of a window that have every word in a field
    double *counted                     # the most that the phrase can count in each; then its scores
    double *word_counted                # what a word counts in each document at hand
    ByteBuffer places                   # of a plain phrase in the document at hand; owned

# Prepare a scorer and fill its bounds, as group_open does.
cdef void phrase_open(
    PhraseScorer *phrase, SegmentFacts *facts, Arena *arena, WindowScratch *scratch, float *bounds
) noexcept nogil

# Add the scores of a window's documents to those in scores, by place in the window, and mark the places.
cdef void phrase_accumulate(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, double *scores, uint8_t *marks
) noexcept nogil

# Write a window's documents, ascending, and their scores; returns how many.
cdef uint32_t phrase_fill(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, uint32_t *docnums,
    double *scores
) noexcept nogil

# Add to the scores of some documents of a window, which ascend, and mark those that match.
cdef void phrase_probe(
    PhraseScorer *phrase, SegmentFacts *facts, WindowScratch *scratch, uint32_t window, const uint32_t *docnums,
    uint32_t count, double *scores, uint8_t *matched
) noexcept nogil

cdef void phrase_close(PhraseScorer *phrase) noexcept nogil
