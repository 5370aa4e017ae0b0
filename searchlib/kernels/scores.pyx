# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Arithmetic on one value for each document of a segment: frequencies, scores, and masks of who matches.

A mask is a bytearray with 1 for each document that matches and 0 for each that does not. The callers see to it that
arrays that are joined have one length and that document numbers are below it.
"""
from heapq import heappush, heapreplace


cdef _check(Py_ssize_t one, Py_ssize_t other):
    if one != other:
        raise ValueError(f"arrays of {one} and {other} documents cannot be joined")


def accumulate(double[::1] into, const int[::1] docnums, const float[::1] frequencies, double factor):
    """Add the frequencies of a posting list, times a factor, to those of its documents."""
    cdef Py_ssize_t i
    _check(docnums.shape[0], frequencies.shape[0])
    with nogil:
        for i in range(docnums.shape[0]):
            into[docnums[i]] += factor * frequencies[i]


def mark(unsigned char[::1] mask, const int[::1] docnums):
    """Set the documents of a posting list."""
    cdef Py_ssize_t i
    for i in range(docnums.shape[0]):
        mask[docnums[i]] = 1


def mark_positive(unsigned char[::1] mask, const double[::1] values):
    """Set the documents whose value is above 0."""
    cdef Py_ssize_t i
    _check(mask.shape[0], values.shape[0])
    for i in range(values.shape[0]):
        if values[i] > 0:
            mask[i] = 1


def keep(unsigned char[::1] mask, const unsigned char[::1] other):
    """Keep the documents that are in the other mask too."""
    cdef Py_ssize_t i
    _check(mask.shape[0], other.shape[0])
    for i in range(mask.shape[0]):
        mask[i] &= other[i]


def join(unsigned char[::1] mask, const unsigned char[::1] other):
    """Set the documents of the other mask too."""
    cdef Py_ssize_t i
    _check(mask.shape[0], other.shape[0])
    for i in range(mask.shape[0]):
        mask[i] |= other[i]


def drop(unsigned char[::1] mask, const unsigned char[::1] other):
    """Take away the documents of the other mask."""
    cdef Py_ssize_t i
    _check(mask.shape[0], other.shape[0])
    for i in range(mask.shape[0]):
        mask[i] &= 1 ^ other[i]


def add(double[::1] into, const double[::1] other):
    """Add value to value."""
    cdef Py_ssize_t i
    _check(into.shape[0], other.shape[0])
    for i in range(into.shape[0]):
        into[i] += other[i]


def mask_and_scale(double[::1] values, const unsigned char[::1] mask, double factor):
    """Multiply the values of the documents in a mask, and set all others to 0."""
    cdef Py_ssize_t i
    _check(values.shape[0], mask.shape[0])
    for i in range(values.shape[0]):
        values[i] = values[i] * factor if mask[i] else 0.0


def saturate(double[::1] frequencies, const double[::1] norms, double k1, double factor):
    """Turn frequencies into scores: factor times frequency with diminishing returns, from 0 to factor * (k1 + 1)."""
    cdef Py_ssize_t i
    _check(frequencies.shape[0], norms.shape[0])
    with nogil:
        for i in range(frequencies.shape[0]):
            if frequencies[i] > 0:
                frequencies[i] = factor * frequencies[i] * (k1 + 1) / (frequencies[i] + norms[i])


def best(const double[::1] scores, const unsigned char[::1] mask, Py_ssize_t limit):
    """Return the best documents of a mask as (score, docnum), highest score and then lowest number first, and the
    number of documents in the mask.

    Scores are compared in single precision, so that the order in which they were added up decides nothing.
    """
    cdef Py_ssize_t i, total = 0
    cdef float score, threshold = -1.0
    heap = []
    _check(scores.shape[0], mask.shape[0])
    for i in range(scores.shape[0]):
        if not mask[i]:
            continue
        total += 1
        score = <float> scores[i]
        if len(heap) < limit:
            heappush(heap, (score, -i))
            if len(heap) == limit:
                threshold = heap[0][0]
        elif score > threshold and limit:
            # Of equal scores the first stays, and numbers come in ascending order.
            heapreplace(heap, (score, -i))
            threshold = heap[0][0]
    return [(score, -negated) for score, negated in sorted(heap, reverse=True)], total
