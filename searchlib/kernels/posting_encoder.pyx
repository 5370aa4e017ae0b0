# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Posting lists into bytes: blocks of packed docnums and frequencies, before them where each ends and what bounds it.

docs/FORMAT.md describes the bytes, tests/reference/postings.py writes them slowly.
"""
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from searchlib.kernels.length_code cimport NO_LENGTH, floor_code
from searchlib.kernels.packing cimport (
    PACKED, VARINT_BYTES, VARINT_ROOM, ByteBuffer, byte_buffer_free, byte_buffer_reserve, pack_128, packing_store,
    width_128, write_varint,
)


cdef int encode_postings(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count,
    const uint32_t *scored_lengths, const uint32_t *position_ends, uint32_t block_size, bint has_frequencies
) except -1 nogil:
    cdef uint32_t full_blocks, block, start, base = NO_DOCNUM
    cdef size_t heads, skip, data
    if count < 2 or block_size == 0 or block_size > MAX_BLOCK_SIZE or block_size & (block_size - 1):
        with gil:
            raise ValueError(f"no record is made of {count} postings in blocks of {block_size}")
    full_blocks = count // block_size
    heads = SKIP_BYTES * <size_t> full_blocks + (MAXIMA_BYTES if count % block_size else 0)
    byte_buffer_reserve(out, heads)
    skip = out.size
    data = out.size = out.size + heads
    for block in range(full_blocks):
        start = block * block_size
        encode_block(out, docnums + start, frequencies_at(frequencies, start), block_size, base, has_frequencies)
        if out.size - data > 0xFFFFFFFFU:
            with gil:
                raise OverflowError(f"the {count} postings of a term take more than 4 GB; write smaller segments")
        base = docnums[start + block_size - 1]
        packing_store(out.data + skip, base)
        packing_store(out.data + skip + 4, <uint32_t> (out.size - data))
        packing_store(out.data + skip + 8, position_ends[block] if position_ends != NULL else 0)
        block_maxima(
            docnums + start, frequencies_at(frequencies, start), block_size, scored_lengths, out.data + skip + 12
        )
        skip += SKIP_BYTES
    start = full_blocks * block_size
    if start < count:
        encode_varints(out, docnums + start, frequencies_at(frequencies, start), count - start, base, has_frequencies)
        block_maxima(
            docnums + start, frequencies_at(frequencies, start), count - start, scored_lengths, out.data + skip
        )
    return 0


cdef inline const uint32_t *frequencies_at(const uint32_t *frequencies, uint32_t start) noexcept nogil:
    return frequencies + start if frequencies != NULL else NULL


cdef int encode_block(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count, uint32_t base,
    bint has_frequencies
) except -1 nogil:
    """Append a full block: packed if it is one of 128."""
    cdef uint32_t gaps[PACKED]
    cdef uint32_t width, frequency_width = 0
    cdef uint8_t *at
    if count != PACKED:
        return encode_varints(out, docnums, frequencies, count, base, has_frequencies)
    byte_buffer_reserve(out, 2 + 2 * 16 * 32)
    at = out.data + out.size + 1 + has_frequencies
    if not docnum_gaps(docnums, base, gaps):
        raise_unordered()
    width = width_128(gaps)
    pack_128(gaps, width, at)
    out.data[out.size] = <uint8_t> width
    if has_frequencies:
        if not frequency_gaps(frequencies, gaps):
            raise_unordered()
        frequency_width = width_128(gaps)
        pack_128(gaps, frequency_width, at + 16 * width)
        out.data[out.size + 1] = <uint8_t> frequency_width
    out.size += 1 + has_frequencies + 16 * (width + frequency_width)
    return 0


cdef bint docnum_gaps(const uint32_t *docnums, uint32_t base, uint32_t *gaps) noexcept nogil:
    """Find how many docnums are left out before each of 128; False if they do not ascend."""
    cdef uint32_t i, wrong = docnums[PACKED - 1] == NO_DOCNUM or (base != NO_DOCNUM and docnums[0] <= base)
    gaps[0] = docnums[0] - base - 1
    for i in range(1, PACKED):
        gaps[i] = docnums[i] - docnums[i - 1] - 1
        wrong |= docnums[i] <= docnums[i - 1]
    return not wrong


cdef bint frequency_gaps(const uint32_t *frequencies, uint32_t *gaps) noexcept nogil:
    """Take one from each of 128 frequencies; False if one of them is 0."""
    cdef uint32_t i, wrong = False
    for i in range(PACKED):
        gaps[i] = frequencies[i] - 1
        wrong |= frequencies[i] == 0
    return not wrong


cdef int raise_unordered() except -1 nogil:
    with gil:
        raise ValueError("docnums of postings have to ascend and be below 2^32 - 1, and frequencies to be 1 or more")


cdef int encode_varints(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count, uint32_t base,
    bint has_frequencies
) except -1 nogil:
    """Append postings one after the other, as in the rest of a list."""
    cdef int64_t before = -1 if base == NO_DOCNUM else base
    cdef uint64_t gap
    cdef uint32_t i, is_one
    cdef uint8_t *at
    byte_buffer_reserve(out, 2 * VARINT_BYTES * <size_t> count + VARINT_ROOM)
    at = out.data + out.size
    for i in range(count):
        if docnums[i] <= before or docnums[i] == NO_DOCNUM or (has_frequencies and frequencies[i] == 0):
            raise_unordered()
        gap = <uint64_t> (docnums[i] - before - 1)
        before = docnums[i]
        if not has_frequencies:
            at = write_varint(at, gap)
        elif frequencies[i] < 0x80:
            # Without a branch between 1 and more: written either way, kept if more.
            is_one = frequencies[i] == 1
            at = write_varint(at, gap << 1 | is_one)
            at[0] = <uint8_t> frequencies[i]
            at += 1 - is_one
        else:
            at = write_varint(write_varint(at, gap << 1), frequencies[i])
    out.size = at - out.data
    return 0


cdef void block_maxima(
    const uint32_t *docnums, const uint32_t *frequencies, uint32_t count, const uint32_t *scored_lengths, uint8_t *out
) noexcept nogil:
    """Write the four bytes that bound the scores of some postings."""
    cdef uint32_t least = NO_DOCNUM, least_of_two = NO_DOCNUM, least_of_three = NO_DOCNUM, most = 1
    cdef uint32_t i, length = 0, frequency = 1, masked
    for i in range(count):
        if scored_lengths != NULL:
            length = scored_lengths[docnums[i]]
        if frequencies != NULL:
            frequency = frequencies[i]
        least = length if length < least else least
        # The largest number stands in for the length of a posting that does not count: no branch.
        masked = length | 0 - <uint32_t> (frequency < 2)
        least_of_two = masked if masked < least_of_two else least_of_two
        masked = length | 0 - <uint32_t> (frequency < 3)
        least_of_three = masked if masked < least_of_three else least_of_three
        most = frequency if frequency > most else most
    out[0] = floor_code(least)
    out[1] = floor_code(least_of_two) if most > 1 else NO_LENGTH
    out[2] = 0 if most < 3 else <uint8_t> most if most < UNBOUNDED else UNBOUNDED
    out[3] = floor_code(least_of_three) if most > 2 else NO_LENGTH


# ---------------------------------------------------------------- for Python

def postings_record(const uint32_t[::1] docnums not None, const uint32_t[::1] frequencies,
                    const uint32_t[::1] scored_lengths, const uint32_t[::1] position_ends=None, *,
                    uint32_t block_size=128):
    """Return the record of a term as bytes.

    Frequencies are None where the field has none; scored_lengths are those of all documents, by docnum, or None for
    bounds that hold for any length.

    Raises ValueError for docnums that do not ascend or a frequency of 0.
    """
    cdef uint32_t count = docnums.shape[0], full_blocks = count // block_size if block_size else 0
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    if frequencies is not None and frequencies.shape[0] != count:
        raise ValueError(f"{count} docnums and {frequencies.shape[0]} frequencies")
    if scored_lengths is not None and count and max(docnums) >= <uint64_t> scored_lengths.shape[0]:
        raise ValueError(f"docnum {max(docnums)} of {scored_lengths.shape[0]} documents")
    if position_ends is not None and position_ends.shape[0] < full_blocks:
        raise ValueError(f"{position_ends.shape[0]} ends of positions for {full_blocks} full blocks")
    try:
        encode_postings(
            &out, first(docnums), first(frequencies), count, first(scored_lengths), first(position_ends),
            block_size, frequencies is not None,
        )
        return out.data[:out.size]
    finally:
        byte_buffer_free(&out)


cdef inline const uint32_t *first(const uint32_t[::1] numbers):
    if numbers is None or numbers.shape[0] == 0:
        return NULL
    return &numbers[0]
