/* Packing of 128 numbers of one bit width, in four interleaved lanes.
 *
 * Lane l holds the numbers 4 * i + l for i = 0..31, each in the next bits of the lane, low bits first; word k of lane l
 * is the 32-bit word 4 * k + l of the packed bytes. 128 numbers of w bits take 16 * w bytes. The layout is that of
 * Lemire and Boytsov, "Decoding billions of integers per second through vectorization" (2015): the same step is done
 * to four neighbouring words at a time, which compilers turn into vector instructions of any processor.
 *
 * There is one function for each width, so that every shift is by a constant: unpacking is then five times as fast as
 * with one loop for all widths. No function reads or writes outside its 128 numbers and 16 * width bytes; neither side
 * has to be aligned.
 */
#ifndef SEARCHLIB_PACKING_H
#define SEARCHLIB_PACKING_H

#include <stdint.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The files of an index are little-endian and are read as they lie in memory."
#endif

static inline uint32_t packing_load(const uint8_t *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline void packing_store(uint8_t *bytes, uint32_t word)
{
    memcpy(bytes, &word, sizeof word);
}

#define PACKING_FOUR(STEP, W, I) STEP(W, (I)) STEP(W, (I) + 1) STEP(W, (I) + 2) STEP(W, (I) + 3)
#define PACKING_ROWS(STEP, W) \
    PACKING_FOUR(STEP, W, 0) PACKING_FOUR(STEP, W, 4) PACKING_FOUR(STEP, W, 8) PACKING_FOUR(STEP, W, 12) \
    PACKING_FOUR(STEP, W, 16) PACKING_FOUR(STEP, W, 20) PACKING_FOUR(STEP, W, 24) PACKING_FOUR(STEP, W, 28)
#define PACKING_WIDTHS(EACH) \
    EACH(1) EACH(2) EACH(3) EACH(4) EACH(5) EACH(6) EACH(7) EACH(8) EACH(9) EACH(10) EACH(11) \
    EACH(12) EACH(13) EACH(14) EACH(15) EACH(16) EACH(17) EACH(18) EACH(19) EACH(20) EACH(21) EACH(22) \
    EACH(23) EACH(24) EACH(25) EACH(26) EACH(27) EACH(28) EACH(29) EACH(30) EACH(31) EACH(32)

/* Row i holds bits i * W .. i * W + W - 1 of every lane: a part of one word, or the end of one and the start of the
 * next. "& 31" keeps the shift of the branch that is not taken within what C allows. */
#define PACKING_UNPACK_ROW(W, I) { \
    enum { word = (I) * (W) / 32, shift = (I) * (W) % 32, next = word + (shift + (W) > 32) }; \
    for (int lane = 0; lane < 4; lane++) { \
        uint32_t value = packing_load(packed + 16 * word + 4 * lane) >> shift; \
        if (shift + (W) > 32) \
            value |= packing_load(packed + 16 * next + 4 * lane) << ((32 - shift) & 31); \
        values[4 * (I) + lane] = (value & (0xFFFFFFFFu >> (32 - (W)))) + plus; \
    } }

#define PACKING_PACK_ROW(W, I) { \
    enum { word = (I) * (W) / 32, shift = (I) * (W) % 32 }; \
    for (int lane = 0; lane < 4; lane++) { \
        uint32_t value = values[4 * (I) + lane]; \
        open[lane] = shift ? open[lane] | value << shift : value; \
        if (shift + (W) >= 32) { \
            packing_store(packed + 16 * word + 4 * lane, open[lane]); \
            open[lane] = value >> ((32 - shift) & 31); \
        } \
    } }

#define PACKING_DEFINE(W) \
    static void packing_unpack_##W(const uint8_t *restrict packed, uint32_t plus, uint32_t *restrict values) \
    { \
        PACKING_ROWS(PACKING_UNPACK_ROW, W) \
    } \
    static void packing_pack_##W(const uint32_t *restrict values, uint8_t *restrict packed) \
    { \
        uint32_t open[4] = {0, 0, 0, 0}; \
        PACKING_ROWS(PACKING_PACK_ROW, W) \
    }

PACKING_WIDTHS(PACKING_DEFINE)

#define PACKING_UNPACK_CASE(W) case W: packing_unpack_##W(packed, plus, values); break;
#define PACKING_PACK_CASE(W) case W: packing_pack_##W(values, packed); break;

/* Unpack 128 numbers of 0..32 bits from 16 * width bytes and add a number to each, modulo 2^32. */
static inline void unpack_128(const uint8_t *packed, uint32_t width, uint32_t plus, uint32_t *values)
{
    switch (width) {
    PACKING_WIDTHS(PACKING_UNPACK_CASE)
    default:
        for (int i = 0; i < 128; i++)
            values[i] = plus;
    }
}

/* Pack 128 numbers, none of them of more than width bits, into 16 * width bytes. */
static inline void pack_128(const uint32_t *values, uint32_t width, uint8_t *packed)
{
    switch (width) {
    PACKING_WIDTHS(PACKING_PACK_CASE)
    default: break;
    }
}

/* The number of bits of a number, 0 for 0. */
static inline uint32_t bit_width(uint32_t number)
{
#ifdef __GNUC__ /* gcc and clang: one instruction */
    return number ? 32 - (uint32_t) __builtin_clz(number) : 0;
#else
    uint32_t width = 0;
    for (; number; number >>= 1)
        width++;
    return width;
#endif
}

/* The number of bits of the largest of 128 numbers. */
static inline uint32_t width_128(const uint32_t *values)
{
    uint32_t bits = 0;
    for (int i = 0; i < 128; i++)
        bits |= values[i];
    return bit_width(bits);
}

/* Turn 128 steps into the numbers they lead to from base on, modulo 2^32: values[i] becomes values[i - 1] + step. */
#ifdef __GNUC__ /* gcc and clang: sums of four neighbours within a vector */
typedef uint32_t packing_lanes __attribute__((vector_size(16)));
#ifdef __clang__
#define PACKING_SHUFFLE(A, B, ...) __builtin_shufflevector(A, B, __VA_ARGS__)
#else
#define PACKING_SHUFFLE(A, B, ...) __builtin_shuffle(A, B, (packing_lanes) {__VA_ARGS__})
#endif
static inline void sum_up_128(uint32_t *values, uint32_t base)
{
    const packing_lanes zeros = {0, 0, 0, 0};
    packing_lanes before = {base, base, base, base}, four;
    for (int row = 0; row < 32; row++) {
        memcpy(&four, values + 4 * row, sizeof four);
        four += PACKING_SHUFFLE(four, zeros, 4, 0, 1, 2);
        four += PACKING_SHUFFLE(four, zeros, 4, 4, 0, 1);
        packing_lanes sums = four + before;
        memcpy(values + 4 * row, &sums, sizeof sums);
        before += PACKING_SHUFFLE(four, zeros, 3, 3, 3, 3);
    }
}
#else
static inline void sum_up_128(uint32_t *values, uint32_t base)
{
    for (int i = 0; i < 128; i++)
        values[i] = base += values[i];
}
#endif

#endif
