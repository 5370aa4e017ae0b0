"""What the scorers know of a segment, and the posting lists that a query reads in it."""
from libc.stdint cimport uint8_t, uint32_t, uint64_t

from searchlib.kernels.postings cimport PostingList

cdef enum:
    LENGTH_CODES = 256
    LONG_LENGTH = 255

cdef enum SearchFailure:
    NONE_FAILED
    POSTINGS_DAMAGED
    POSITIONS_DAMAGED
    NO_MEMORY

cdef struct SegmentFacts:                       # owns nothing
    uint32_t doc_count
    uint32_t deleted_count
    const uint8_t *short_lengths                # scored length by docnum, LONG_LENGTH for all from there on
    const uint32_t *lengths                     # the same in full; four times as much to read
    const uint8_t *live                         # 1 or 0 by docnum; NULL: all are there
    double norm_base, norm_slope                # norm of a document: base + slope * length
    const float *inverse_norms                  # 1 / norm of the least length of a code; 0 for none
    const float *inverse_by_length              # 1 / norm of a length below LONG_LENGTH
    uint32_t window_bits, windows               # documents are looked at in windows of 1 << window_bits
    bint is_wide                                # whether few documents are looked at, of which each counts
    uint32_t whole_postings                     # lists of so many postings at most are decoded as a whole
    SearchFailure failure                       # what went wrong in this search

cdef inline uint32_t length_of(const SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """Scored length of a document."""
    cdef uint32_t length = facts.short_lengths[docnum]
    return length if length < LONG_LENGTH else facts.lengths[docnum]

cdef inline double norm_of(const SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """What frequencies in a document are compared with."""
    return facts.norm_base + facts.norm_slope * length_of(facts, docnum)

cdef inline float inverse_norm_of(const SegmentFacts *facts, uint32_t docnum) noexcept nogil:
    """1 / norm, for bounds."""
    cdef uint32_t length = facts.short_lengths[docnum]
    return facts.inverse_by_length[length] if length < LONG_LENGTH else <float> (1 / norm_of(facts, docnum))

cdef inline uint32_t window_end(const SegmentFacts *facts, uint32_t window) noexcept nogil:
    """First docnum behind a window."""
    cdef uint64_t end = (<uint64_t> window + 1) << facts.window_bits
    return <uint32_t> end if end < facts.doc_count else facts.doc_count

cdef struct BoundList:                          # a posting list that a query reads; owns nothing
    PostingList list
    const uint8_t *positions                    # its record of positions; NULL without
    size_t position_size
    uint32_t field                              # number of the field among those of the group
    double boost                                # of the field
    double weight                               # of the member
    bint is_exact

cdef class SearchedSegment:
    cdef SegmentFacts facts
    cdef float inverse_norms[LENGTH_CODES]
    cdef float inverse_by_length[LONG_LENGTH]
    cdef uint8_t *short_lengths
    cdef readonly uint32_t doc_base
    cdef uint32_t block_size
    cdef dict _dictionaries
    cdef const uint8_t[::1] _postings           # these hold the bytes that lists and facts point into
    cdef const uint8_t[::1] _positions
    cdef const uint32_t[::1] _lengths
    cdef const uint8_t[::1] _live
    cdef int shorten_lengths(self) except -1
    cdef int open_list(self, BoundList *list, object dictionary, bytes term) except -1

cdef class TermLists:
    cdef BoundList *lists                       # segment after segment, in each field after field
    cdef uint32_t *begins                       # by segment: its first list; at last the number of lists
    cdef readonly tuple segments
    cdef readonly double counted                # documents that the members count as being in
    cdef readonly double exact_counted
    cdef readonly bint has_bonus                # whether some members, but not all, are exact
    cdef int count_documents(self, const uint64_t *doc_freqs, Py_ssize_t fields, list weights, list exact) except -1

cdef class FilterBits:
    cdef uint64_t *bits                         # one for each document
    cdef readonly uint64_t count
    cdef readonly SearchedSegment segment
