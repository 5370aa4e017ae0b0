"""Bytes that numbers are packed into: growing buffers, varints, and runs of 128 numbers of one width.

A varint has 7 bits a byte, low bits first; the high bit says that another byte follows. All of it is inline.
"""
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc

cdef extern from "packing.h" nogil:
    uint32_t packing_load(const uint8_t *data)
    void packing_store(uint8_t *data, uint32_t word)
    void unpack_128(const uint8_t *packed, uint32_t width, uint32_t plus, uint32_t *values)
    void pack_128(const uint32_t *values, uint32_t width, uint8_t *packed)
    uint32_t bit_width(uint32_t number)
    uint32_t width_128(const uint32_t *values)
    void sum_up_128(uint32_t *values, uint32_t base)

cdef extern from "cache_lines.h" nogil:
    # Memory for so many bytes, of which the first are kept, or NULL; it is the block that is freed.
    void *resize_lines(void **block, void *lines, size_t kept, size_t size)

cdef enum:
    PACKED = 128            # numbers that are packed together
    MAX_WIDTH = 32          # bits
    VARINT_BYTES = 5        # of the longest varint that is read or written: 35 bits
    VARINT_ROOM = 8         # a varint may be written where so many bytes have room


cdef struct ByteBuffer:     # begins as {NULL, 0, 0}; give it back with byte_buffer_free
    uint8_t *data
    size_t size, room


cdef inline int byte_buffer_reserve(ByteBuffer *buffer, size_t more) except -1 nogil:
    """Make room for so many bytes more."""
    cdef size_t wanted = buffer.size + more
    cdef uint8_t *data
    if wanted <= buffer.room:
        return 0
    if wanted < 2 * buffer.room:
        wanted = 2 * buffer.room
    data = <uint8_t *> realloc(buffer.data, wanted)
    if data == NULL:
        with gil:
            raise MemoryError(f"no memory for {wanted} bytes of a segment")
    buffer.data = data
    buffer.room = wanted
    return 0


cdef inline void byte_buffer_free(ByteBuffer *buffer) noexcept nogil:
    free(buffer.data)
    buffer.data = NULL
    buffer.size = buffer.room = 0


cdef inline uint8_t *write_varint(uint8_t *at, uint64_t value) noexcept nogil:
    """Write a varint and return where it ends; up to VARINT_ROOM bytes are overwritten.

    Numbers of 28 bits are written without a branch: one that depends on the data is guessed wrong too often.
    """
    cdef uint32_t spread
    if value >> 28:
        while value >= 0x80:
            at[0] = <uint8_t> (value | 0x80)
            value >>= 7
            at += 1
        at[0] = <uint8_t> value
        return at + 1
    spread = <uint32_t> (value & 0x3FFF | (value & 0xFFFC000) << 2)
    spread = spread & 0x7F007F | (spread & 0x3F803F80) << 1
    # The highest byte that is not 0 is the last; those before it continue.
    packing_store(
        at,
        spread | (value >= 1 << 7) << 7 | (value >= 1 << 14) << 15 | (value >= 1 << 21) << 23,
    )
    return at + 1 + (value >= 1 << 7) + (value >= 1 << 14) + (value >= 1 << 21)


cdef inline const uint8_t *read_varint(const uint8_t *at, const uint8_t *end, uint64_t *value) noexcept nogil:
    """Read a varint and return where it ends; NULL if it is cut off or longer than VARINT_BYTES.

    Its length is guessed right mostly, for the gaps of a list are alike.
    """
    cdef uint32_t word
    if end - at >= 4:
        word = packing_load(at)
        if not word & 1 << 7:
            value[0] = word & 0x7F
            return at + 1
        if not word & 1 << 15:
            value[0] = word & 0x7F | word >> 1 & 0x3F80
            return at + 2
        if not word & 1 << 23:
            value[0] = word & 0x7F | word >> 1 & 0x3F80 | word >> 2 & 0x1FC000
            return at + 3
    return read_long_varint(at, end, value)


cdef inline const uint8_t *read_long_varint(const uint8_t *at, const uint8_t *end, uint64_t *value) noexcept nogil:
    cdef uint64_t found = 0
    cdef uint32_t shift = 0
    while at < end and shift < 7 * VARINT_BYTES:
        found |= <uint64_t> (at[0] & 0x7F) << shift
        if at[0] < 0x80:
            value[0] = found
            return at + 1
        at += 1
        shift += 7
    return NULL
