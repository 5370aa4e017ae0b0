"""Queries bound to posting lists, from which scorers are built."""
from libc.stdint cimport uint64_t

from searchlib.kernels.arena cimport Arena
from searchlib.kernels.scorer cimport Scorer
from searchlib.kernels.searched_segment cimport SearchedSegment

cdef class BoundQuery:
    # Make a scorer, all zeros so far, of the query on a segment.
    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1
    # Number of documents of a segment that match in any case.
    cdef uint64_t at_least(self, SearchedSegment segment)

cdef class AllOf(BoundQuery):
    cdef tuple required, optional, excluded
