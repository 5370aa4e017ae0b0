/* The documents of a window: scores that are added up by place, and a mark of 1 on each place that has one.
 *
 * Marks are bytes, not bits: setting one does not wait for the one before it. Both arrays hold a multiple of 64 places
 * and are zeros whenever nothing is being added up, so what reads them clears them.
 */
#ifndef SEARCHLIB_WINDOW_H
#define SEARCHLIB_WINDOW_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The place of the lowest bit that is 1; there must be one. */
static inline uint32_t window_first_bit(uint64_t bits)
{
#ifdef __GNUC__ /* gcc and clang: one instruction */
    return (uint32_t) __builtin_ctzll(bits);
#else
    uint32_t place = 0;
    for (; !(bits & 1); bits >>= 1)
        place++;
    return place;
#endif
}

/* The marks of 64 places as bits. */
static inline uint64_t window_mark_bits(const uint8_t *marks)
{
    uint64_t bits = 0;
#ifdef __SSE2__ /* every processor of x86-64 */
    for (int i = 0; i < 4; i++) {
        __m128i some = _mm_loadu_si128((const __m128i *) (marks + 16 * i));
        bits |= (uint64_t) (uint32_t) _mm_movemask_epi8(_mm_slli_epi16(some, 7)) << 16 * i;
    }
#else
    for (int i = 0; i < 8; i++) {
        uint64_t word;
        memcpy(&word, marks + 8 * i, sizeof word);
        /* The lowest bit of byte n goes to bit 56 + n; no two meet there. */
        bits |= word * 0x0102040810204080u >> 56 << 8 * i;
    }
#endif
    return bits;
}

/* How a posting of one list scores: factor * f / (f + base + slope * length), f being counted * frequency. */
typedef struct {
    double factor, counted, base, slope;
    const uint8_t *short_lengths;   /* by docnum; the greatest number is for all from there on */
    const uint32_t *lengths;        /* by docnum */
    const double *table;            /* by frequency and length below WINDOW_TABLE_*, or NULL */
} window_scoring;

enum { WINDOW_TABLE_FREQUENCIES = 8, WINDOW_TABLE_LENGTHS = 255 };

static inline uint32_t window_length(const window_scoring *scoring, uint32_t docnum)
{
    uint32_t length = scoring->short_lengths[docnum];
    return length < 255 ? length : scoring->lengths[docnum];
}

static inline double window_score(const window_scoring *scoring, uint32_t frequency, uint32_t length)
{
    double counted = scoring->counted * frequency;
    return scoring->factor * counted / (counted + (scoring->base + scoring->slope * length));
}

/* Add the scores of postings to those of their places, and mark these. */
static inline void window_add(
    const window_scoring *scoring, const uint32_t *restrict docnums, const uint32_t *restrict frequencies,
    uint32_t count, uint32_t low, double *restrict scores, uint8_t *restrict marks)
{
    const window_scoring by = *scoring;
    if (by.table == NULL) {
        for (uint32_t i = 0; i < count; i++) {
            scores[docnums[i] - low] += window_score(&by, frequencies[i], window_length(&by, docnums[i]));
            marks[docnums[i] - low] = 1;
        }
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t frequency = frequencies[i], length = by.short_lengths[docnums[i]];
        int known = (frequency < WINDOW_TABLE_FREQUENCIES) & (length < WINDOW_TABLE_LENGTHS);
        scores[docnums[i] - low] += known ? by.table[frequency * WINDOW_TABLE_LENGTHS + length]
                                          : window_score(&by, frequency, window_length(&by, docnums[i]));
        marks[docnums[i] - low] = 1;
    }
}

/* Write the scores of postings. */
static inline void window_fill(
    const window_scoring *scoring, const uint32_t *restrict docnums, const uint32_t *restrict frequencies,
    uint32_t count, double *restrict scores)
{
    const window_scoring by = *scoring;
    for (uint32_t i = 0; i < count; i++)
        scores[i] = window_score(&by, frequencies[i], window_length(&by, docnums[i]));
}

/* Write the marked places, ascending, and clear their marks; returns how many there are. Places are as good as random, so
 * there is one loop for 64 of them and not a branch for each few. */
static inline uint32_t window_take_marks(uint8_t *marks, uint32_t size, uint32_t *places)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < size; at += 64)
        for (uint64_t bits = window_mark_bits(marks + at); bits; bits &= bits - 1)
            places[count++] = at + window_first_bit(bits);
    memset(marks, 0, size);
    return count;
}

/* Write the places with at least a score, ascending, and their scores; clears scores and marks. The least score must
 * be above 0, so that no place without a mark has it. */
static inline uint32_t window_take_scores(
    double *restrict scores, uint8_t *restrict marks, uint32_t size, double least,
    uint32_t *restrict places, double *restrict taken)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < size; at += 8) {
        double most = scores[at];
        for (uint32_t i = 1; i < 8; i++)
            most = scores[at + i] > most ? scores[at + i] : most;
        if (most >= least)
            for (uint32_t i = 0; i < 8; i++)
                if (scores[at + i] >= least) {
                    places[count] = at + i;
                    taken[count++] = scores[at + i];
                }
    }
    memset(scores, 0, size * sizeof *scores);
    memset(marks, 0, size);
    return count;
}

#endif
