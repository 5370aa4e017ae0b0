# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Positions of a term's postings as bytes: gaps, packed in runs of 128 within each block of postings.

The gaps of a document are its first position and how many positions lie between one occurrence and the next. Where in
a run a document starts is kept as a mask, 0 at its first position and all ones elsewhere, so that no loop branches on
frequencies. docs/FORMAT.md describes the bytes, tests/reference/postings.py writes and reads them slowly.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from searchlib.kernels.packing cimport (
    MAX_WIDTH, PACKED, VARINT_BYTES, VARINT_ROOM, ByteBuffer, byte_buffer_free, byte_buffer_reserve, pack_128,
    read_varint, unpack_128, width_128, write_varint,
)

cdef enum:
    MOST_POSITIONS = 0x7FFFFFFF     # of a block


cdef struct Starts:                 # which positions of a block are the first of their document
    const uint32_t *frequencies     # of the documents from next on
    const uint32_t *end
    uint64_t ahead                  # positions before the first one of the next document


cdef inline void mark_starts(Starts *starts, uint32_t *mask) noexcept nogil:
    """Fill the mask of the next 128 positions."""
    memset(mask, 0xFF, PACKED * sizeof(uint32_t))
    while starts.ahead < PACKED and starts.frequencies < starts.end:
        mask[starts.ahead] = 0
        starts.ahead += starts.frequencies[0]
        starts.frequencies += 1
    starts.ahead -= PACKED


cdef int positions_count(const uint32_t *frequencies, uint32_t count, size_t size) noexcept nogil:
    cdef uint64_t total = 0
    cdef uint32_t i
    for i in range(count):
        total += frequencies[i]
    # A run of 128 positions takes one byte at least.
    if total > MOST_POSITIONS or total > PACKED * <uint64_t> size:
        return -1
    return <int> total


# ---------------------------------------------------------------- reading

cdef int decode_positions(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t *positions
) noexcept nogil:
    cdef int total = positions_count(frequencies, count, size)
    cdef int done = 0, run
    cdef uint32_t mask[PACKED]
    cdef uint32_t before = 0
    cdef Starts starts = Starts(frequencies, frequencies + count, 0)
    cdef const uint8_t *at
    if total < 0 or begin > size:
        return -1
    at = record + begin
    while done < total:
        run = PACKED if total - done > PACKED else total - done
        at = read_run(at, record + size, run, positions + done)
        if at == NULL:
            return -1
        mark_starts(&starts, mask)
        if not close_gaps(positions + done, mask, run, before):
            return -1
        done += run
        before = positions[done - 1]
    return total


cdef const uint8_t *read_run(const uint8_t *at, const uint8_t *end, int count, uint32_t *gaps) noexcept nogil:
    """Read the gaps of a run, packed if they are 128, and return where they end; NULL if they are cut off."""
    cdef const uint8_t *behind
    cdef uint64_t value
    cdef int i
    if count == PACKED:
        behind = behind_run(at, end)
        if behind != NULL:
            unpack_128(at + 1, at[0], 0, gaps)
        return behind
    for i in range(count):
        at = read_varint(at, end, &value)
        if at == NULL or value > 0xFFFFFFFFU:
            return NULL
        gaps[i] = <uint32_t> value
    return at


cdef inline bint close_gaps(uint32_t *gaps, const uint32_t *mask, int count, uint32_t before) noexcept nogil:
    """Turn gaps into positions; False if one passes the largest number, so that it is not behind the one before."""
    cdef uint32_t wrong = 0, position
    cdef int i
    for i in range(count):
        position = (before & mask[i]) + gaps[i] + (mask[i] & 1)
        wrong |= mask[i] & 0 - <uint32_t> (position <= before)
        gaps[i] = before = position
    return not wrong


cdef int decode_positions_of(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t index,
    uint32_t *positions
) noexcept nogil:
    cdef int total = positions_count(frequencies, count, size)
    cdef uint32_t gaps[PACKED]
    cdef GapRun run
    if total < 0 or index >= count:
        return -1
    run.number, run.begin, run.gaps = NO_RUN, NULL, gaps
    return decode_positions_behind(
        record, size, begin, total, positions_count(frequencies, index, size), <int> frequencies[index], &run,
        positions,
    )


cdef int decode_positions_behind(
    const uint8_t *record, size_t size, size_t begin, int total, int first, int wanted, GapRun *run,
    uint32_t *positions
) noexcept nogil:
    cdef int filled = 0, offset, taken
    while filled < wanted:
        offset = (first + filled) % PACKED
        taken = PACKED - offset if wanted - filled > PACKED - offset else wanted - filled
        if not open_run(record, size, begin, total, (first + filled) // PACKED, offset + taken, run):
            return -1
        memcpy(positions + filled, run.gaps + offset, taken * sizeof(uint32_t))
        filled += taken
    return wanted if close_document(positions, wanted) else -1


cdef bint open_run(
    const uint8_t *record, size_t size, size_t begin, int total, int number, int wanted, GapRun *run
) noexcept nogil:
    """Read so many gaps of a run; those of one that is packed all at once, of the rest no more than wanted."""
    cdef const uint8_t *at = run.begin
    cdef int passed = run.number
    if passed < 0 or passed > number:
        if begin > size:
            return False
        at, passed = record + begin, 0
    while passed < number:
        at = behind_run(at, record + size)
        if at == NULL:
            return False
        passed += 1
    if run.number != number:
        run.number, run.begin, run.at, run.filled = number, at, at, 0
    if run.filled >= wanted:
        return True
    if total - PACKED * number >= PACKED:
        wanted = PACKED
    at = read_run(run.at, record + size, wanted - run.filled, run.gaps + run.filled)
    if at == NULL:
        run.number = NO_RUN
        return False
    run.at, run.filled = at, wanted
    return True


cdef inline const uint8_t *behind_run(const uint8_t *at, const uint8_t *end) noexcept nogil:
    """Where a packed run ends; NULL if it is cut off."""
    if at == end or at[0] > MAX_WIDTH or end - at - 1 < 16 * <int> at[0]:
        return NULL
    return at + 1 + 16 * <size_t> at[0]


cdef inline bint close_document(uint32_t *gaps, int count) noexcept nogil:
    """Turn the gaps of one document into positions; False if one passes the largest number."""
    cdef uint64_t position
    cdef int i
    position = gaps[0] if count else 0
    for i in range(1, count):
        position += <uint64_t> gaps[i] + 1
        if position > 0xFFFFFFFFU:
            return False
        gaps[i] = <uint32_t> position
    return True


# ---------------------------------------------------------------- writing

cdef int encode_positions(
    ByteBuffer *out, const uint32_t *frequencies, uint32_t count, const uint32_t *positions,
    uint32_t block_size, uint32_t *position_ends
) except -1 nogil:
    cdef size_t begin = out.size
    cdef uint32_t start = 0, postings, i
    cdef uint64_t total
    if block_size == 0 or block_size > PACKED or block_size & (block_size - 1):
        with gil:
            raise ValueError(f"positions are not written in blocks of {block_size}")
    while start < count:
        postings = block_size if count - start > block_size else count - start
        total = 0
        for i in range(start, start + postings):
            if frequencies[i] == 0:
                raise_unordered()
            total += frequencies[i]
        if total <= MOST_POSITIONS:
            encode_block(out, frequencies + start, postings, positions, <uint32_t> total)
        if total > MOST_POSITIONS or out.size - begin > 0xFFFFFFFFU:
            with gil:
                raise OverflowError("the positions of a term take more than 4 GB; write smaller segments")
        if postings == block_size:
            position_ends[start // block_size] = <uint32_t> (out.size - begin)
        positions += total
        start += postings
    return 0


cdef int encode_block(
    ByteBuffer *out, const uint32_t *frequencies, uint32_t count, const uint32_t *positions, uint32_t total
) except -1 nogil:
    """Append the positions of a block's postings."""
    cdef Starts starts = Starts(frequencies, frequencies + count, 0)
    cdef uint32_t mask[PACKED]
    cdef uint32_t gaps[PACKED]
    cdef uint32_t done = 0, before = 0, run
    while done < total:
        run = PACKED if total - done > PACKED else total - done
        mark_starts(&starts, mask)
        if not find_gaps(positions + done, mask, run, before, gaps):
            raise_unordered()
        append_run(out, gaps, run)
        done += run
        before = positions[done - 1]
    return 0


cdef int raise_unordered() except -1 nogil:
    with gil:
        raise ValueError("frequencies have to be 1 or more, and positions of a term to ascend within a document")


cdef inline bint find_gaps(
    const uint32_t *positions, const uint32_t *mask, uint32_t count, uint32_t before, uint32_t *gaps
) noexcept nogil:
    """Find the gaps before positions; False if they do not ascend within a document."""
    cdef uint32_t wrong = mask[0] & 0 - <uint32_t> (positions[0] <= before), i
    gaps[0] = positions[0] - (before + 1 & mask[0])
    for i in range(1, count):
        gaps[i] = positions[i] - (positions[i - 1] + 1 & mask[i])
        wrong |= mask[i] & 0 - <uint32_t> (positions[i] <= positions[i - 1])
    return not wrong


cdef int append_run(ByteBuffer *out, const uint32_t *gaps, uint32_t count) except -1 nogil:
    """Append the gaps of a run, packed if they are 128."""
    cdef uint32_t width, i
    cdef uint8_t *at
    byte_buffer_reserve(out, VARINT_BYTES * PACKED + VARINT_ROOM)
    at = out.data + out.size
    if count == PACKED:
        width = width_128(gaps)
        at[0] = <uint8_t> width
        pack_128(gaps, width, at + 1)
        at += 1 + 16 * width
    else:
        for i in range(count):
            at = write_varint(at, gaps[i])
    out.size = at - out.data
    return 0


# ---------------------------------------------------------------- for Python

cdef carray.array INTEGERS = array("I")


cdef const uint32_t *first(const uint32_t[::1] numbers):
    if numbers.shape[0] == 0:
        return NULL
    return &numbers[0]


def positions_record(const uint32_t[::1] frequencies not None, const uint32_t[::1] positions not None, *,
                     uint32_t block_size=128):
    """Return the positions of a term as bytes, and the end of each full block in them.

    Raises ValueError for positions that do not ascend within a document or are not as many as the frequencies say.
    """
    cdef uint32_t count = frequencies.shape[0]
    cdef carray.array ends = carray.clone(INTEGERS, count // block_size if block_size else 0, True)
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    if sum(frequencies) != positions.shape[0]:
        raise ValueError(f"{positions.shape[0]} positions for frequencies of {sum(frequencies)} in all")
    try:
        encode_positions(&out, first(frequencies), count, first(positions), block_size, ends.data.as_uints)
        return out.data[:out.size], ends
    finally:
        byte_buffer_free(&out)


def block_positions(const uint8_t[::1] record not None, size_t begin, const uint32_t[::1] frequencies not None):
    """Return the positions of a block's postings as an array, one posting after the other.

    Raises ValueError if they are damaged.
    """
    cdef size_t size = record.shape[0]
    cdef uint32_t count = frequencies.shape[0]
    cdef int total = positions_count(first(frequencies), count, size)
    cdef carray.array positions
    if total >= 0:
        positions = carray.clone(INTEGERS, total, False)
        total = decode_positions(
            &record[0] if size else NULL, size, begin, first(frequencies), count, positions.data.as_uints
        )
    if total < 0:
        raise ValueError(f"the positions from byte {begin} of {size} on are damaged")
    return positions


def posting_positions(const uint8_t[::1] record not None, size_t begin, const uint32_t[::1] frequencies not None,
                      uint32_t index):
    """Return the positions of one of a block's postings as an array, without decoding those of the others.

    Raises ValueError if they are damaged, IndexError if the block has no posting of this index.
    """
    cdef size_t size = record.shape[0]
    cdef uint32_t count = frequencies.shape[0]
    cdef int found = -1
    cdef carray.array positions
    if index >= count:
        raise IndexError(f"there is no posting {index} of {count}")
    if positions_count(first(frequencies), count, size) >= 0:
        positions = carray.clone(INTEGERS, frequencies[index], False)
        found = decode_positions_of(
            &record[0] if size else NULL, size, begin, first(frequencies), count, index, positions.data.as_uints
        )
    if found < 0:
        raise ValueError(f"the positions from byte {begin} of {size} on are damaged")
    return positions
