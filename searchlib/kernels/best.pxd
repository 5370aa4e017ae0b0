"""The best documents so far: a heap, the worst of them first. Of equal scores the lower docnum is better."""
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint32_t

cdef struct Best:                       # begins as zeros
    float *scores
    uint32_t *docnums
    uint32_t count, k


cdef inline int take_best(Best *best, uint32_t k) except -1:
    """Make room for the best k."""
    best.k = k
    best.scores = <float *> PyMem_Malloc((k or 1) * sizeof(float))
    best.docnums = <uint32_t *> PyMem_Malloc((k or 1) * sizeof(uint32_t))
    if best.scores == NULL or best.docnums == NULL:
        raise MemoryError
    return 0


cdef inline void give_best(Best *best) noexcept:
    PyMem_Free(best.scores)
    PyMem_Free(best.docnums)


cdef inline bint is_worse(const Best *best, uint32_t one, uint32_t other) noexcept nogil:
    if best.scores[one] != best.scores[other]:
        return best.scores[one] < best.scores[other]
    return best.docnums[one] > best.docnums[other]


cdef inline void swap_best(Best *best, uint32_t one, uint32_t other) noexcept nogil:
    best.scores[one], best.scores[other] = best.scores[other], best.scores[one]
    best.docnums[one], best.docnums[other] = best.docnums[other], best.docnums[one]


cdef inline void sink(Best *best, uint32_t at, uint32_t count) noexcept nogil:
    cdef uint32_t child = 2 * at + 1
    while child < count:
        if child + 1 < count and is_worse(best, child + 1, child):
            child += 1
        if not is_worse(best, child, at):
            return
        swap_best(best, child, at)
        at = child
        child = 2 * at + 1


cdef inline bint passes(const Best *best, float score, uint32_t docnum) noexcept nogil:
    """Whether a document would be one of the best."""
    if best.count < best.k:
        return True
    if best.k == 0 or score < best.scores[0]:
        return False
    return score > best.scores[0] or docnum < best.docnums[0]


cdef inline void offer(Best *best, float score, uint32_t docnum) noexcept nogil:
    cdef uint32_t at
    if not passes(best, score, docnum):
        return
    if best.count == best.k:
        best.scores[0], best.docnums[0] = score, docnum
        sink(best, 0, best.count)
        return
    at = best.count
    best.count += 1
    best.scores[at], best.docnums[at] = score, docnum
    while at and is_worse(best, at, (at - 1) // 2):
        swap_best(best, at, (at - 1) // 2)
        at = (at - 1) // 2


cdef inline void sort_best(Best *best) noexcept nogil:
    """Turn the heap into a row, the best first."""
    cdef uint32_t left = best.count
    while left > 1:
        left -= 1
        swap_best(best, 0, left)
        sink(best, 0, left)


cdef inline list sorted_best(Best *best):
    """Return the docnums with their scores, the best first; the heap is none any more."""
    sort_best(best)
    return [(best.docnums[i], best.scores[i]) for i in range(best.count)]
