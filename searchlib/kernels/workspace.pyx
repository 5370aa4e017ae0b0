# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Workspaces of searches that are over, kept for the next ones: making one costs more than many a search."""
from libc.stdint cimport uint8_t, uint32_t
from libc.stdlib cimport calloc, free
from libc.string cimport memset

from searchlib.kernels.arena cimport arena_clear, arena_free

cdef enum:
    POOLED = 16                         # workspaces that are kept
    BYTES_A_PLACE = 3 * sizeof(double) + sizeof(uint32_t) + 2

cdef Workspace POOL[POOLED]
cdef int in_pool = 0


cdef void take_workspace(Workspace *space):
    global in_pool
    if in_pool:
        in_pool -= 1
        space[0] = POOL[in_pool]
    else:
        memset(space, 0, sizeof(Workspace))


cdef int make_room(Workspace *space, uint32_t places) except -1:
    """Give each array room for so many places; those of the largest numbers come first, so that all are aligned."""
    if places <= space.places:
        return 0
    free(space.zeros)
    space.places = 0
    space.zeros = <uint8_t *> calloc(places, BYTES_A_PLACE)
    if space.zeros == NULL:
        raise MemoryError
    space.places = places
    space.frequencies = <double *> space.zeros
    space.exact_frequencies = space.frequencies + places
    space.scores = space.exact_frequencies + places
    space.counts = <uint32_t *> (space.scores + places)
    space.marks = <uint8_t *> (space.counts + places)
    space.score_marks = space.marks + places
    return 0


cdef void give_workspace(Workspace *space, bint is_sound):
    global in_pool
    if is_sound and in_pool < POOLED:
        arena_clear(&space.arena)
        POOL[in_pool] = space[0]
        in_pool += 1
    else:
        arena_free(&space.arena)
        free(space.zeros)
