"""The documents of a window, by place: see window.h."""
from libc.stdint cimport uint8_t, uint32_t

cdef extern from "window.h" nogil:
    enum:
        WINDOW_TABLE_FREQUENCIES
        WINDOW_TABLE_LENGTHS
    ctypedef struct window_scoring:
        double factor, counted, base, slope
        const uint8_t *short_lengths
        const uint32_t *lengths
        const double *table
    double window_score(const window_scoring *scoring, uint32_t frequency, uint32_t length)
    void window_add(
        const window_scoring *scoring, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count,
        uint32_t low, double *scores, uint8_t *marks
    )
    void window_fill(
        const window_scoring *scoring, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count,
        double *scores
    )
    uint32_t window_take_marks(uint8_t *marks, uint32_t size, uint32_t *places)
    uint32_t window_take_scores(
        double *scores, uint8_t *marks, uint32_t size, double least, uint32_t *places, double *taken
    )
