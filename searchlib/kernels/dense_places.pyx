# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Where in a document most words of a query stand close together, told from the numbers of its tokens."""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint8_t, uint32_t


cdef struct Sightings:
    const uint32_t *tokens
    const uint32_t *units
    Py_ssize_t count
    uint32_t within          # tokens of a window


cdef Py_ssize_t _window_end(Sightings *seen, Py_ssize_t first, Py_ssize_t stop) noexcept:
    """Return where the sightings end that a window from the first one holds, given an end that is not behind that."""
    while stop < seen.count and seen.tokens[stop] - seen.tokens[first] < seen.within:
        stop += 1
    return stop


cdef void _count_units(Sightings *seen, uint32_t *held, uint32_t *distinct) noexcept:
    """Write for each sighting how many units the window from it on holds; all of ``held`` is 0 before and after."""
    cdef Py_ssize_t first, stop = 0, known
    cdef uint32_t units = 0
    for first in range(seen.count):
        known = stop
        stop = _window_end(seen, first, stop)
        while known < stop:
            units += held[seen.units[known]] == 0
            held[seen.units[known]] += 1
            known += 1
        distinct[first] = units
        held[seen.units[first]] -= 1
        units -= held[seen.units[first]] == 0


cdef bint _shows_more(Sightings *seen, Py_ssize_t first, const uint8_t *shown) noexcept:
    cdef Py_ssize_t i
    for i in range(first, _window_end(seen, first, first)):
        if not shown[seen.units[i]]:
            return True
    return False


cdef bint _is_apart(uint32_t token, list chosen, uint32_t apart) except -1:
    cdef uint32_t other
    for other in chosen:
        if (token - other if token > other else other - token) < apart:
            return False
    return True


def dense_places(carray.array tokens not None, carray.array units not None, *, within, apart, most):
    """Return tokens from which on most units stand, the best first; of equals the first.

    First come those that show a unit that no better one shows, then the others.

    Args:
        tokens: the numbers of tokens that show something, an ``array("I")`` in ascending order.
        units: what each of them shows, an ``array("I")`` of small numbers.
        within: how many tokens are looked at from each on.
        apart: how many tokens apart two of those that are returned are at least.
        most: how many are returned at most.
    """
    if tokens.typecode != "I" or units.typecode != "I" or len(tokens) != len(units):
        raise ValueError(f"{len(tokens)} tokens show {len(units)} units, or they are no arrays of type I")
    cdef Sightings seen = Sightings(tokens.data.as_uints, units.data.as_uints, len(tokens), within)
    cdef Py_ssize_t i, wanted = most
    cdef uint32_t size = max(units, default=0) + 1, rank
    cdef carray.array held = carray.clone(_EMPTY, size, True)
    cdef carray.array distinct = carray.clone(_EMPTY, seen.count, True)
    cdef bytearray shown = bytearray(size)
    cdef list chosen = []
    cdef bint is_first
    _count_units(&seen, held.data.as_uints, distinct.data.as_uints)
    ranks = sorted(set(distinct), reverse=True)
    for is_first in (True, False):
        for rank in ranks:
            for i in range(seen.count):
                if len(chosen) == wanted:
                    return chosen
                if distinct.data.as_uints[i] != rank or (is_first and not _shows_more(&seen, i, shown)):
                    continue
                if _is_apart(seen.tokens[i], chosen, apart):
                    chosen.append(seen.tokens[i])
                    for j in range(i, _window_end(&seen, i, i)):
                        shown[seen.units[j]] = 1
    return chosen


cdef carray.array _EMPTY = array("I")
