"""What one search works in: memory in pieces, and arrays by place of a window that are zeros between its steps."""
from libc.stdint cimport uint8_t, uint32_t

from searchlib.kernels.arena cimport Arena

cdef struct Workspace:
    Arena arena
    uint8_t *zeros                      # holds the arrays below, which are zeros whenever no scorer is at work
    uint32_t places                     # of the widest window that they have room for
    double *frequencies
    double *exact_frequencies
    double *scores
    uint32_t *counts
    uint8_t *marks
    uint8_t *score_marks

# All are called while the GIL is held. A workspace that a failed search leaves may hold anything, and is freed.
cdef void take_workspace(Workspace *space)
cdef int make_room(Workspace *space, uint32_t places) except -1
cdef void give_workspace(Workspace *space, bint is_sound)
