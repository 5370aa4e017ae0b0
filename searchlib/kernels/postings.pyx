# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Posting lists as bytes: blocks of packed docnums and frequencies with the maxima of each block, and positions.

The record of a term is made of full blocks and a rest; skip entries before them say where each block ends, which
docnum is its last and what bounds its scores. docs/FORMAT.md describes the bytes, tests/reference/postings.py writes
and reads them slowly, and postings.pxd is what other kernels call.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc

cdef extern from "packing.h" nogil:
    void packing_store(uint8_t *data, uint32_t word)
    void unpack_128(const uint8_t *packed, uint32_t width, uint32_t *values)
    void pack_128(const uint32_t *values, uint32_t width, uint8_t *packed)
    uint32_t width_128(const uint32_t *values)
    void ascend_128(uint32_t *values, uint32_t base)

cdef enum:
    PACKED = 128            # numbers that are packed together
    SKIP_BYTES = 16
    MAXIMA_BYTES = 4
    VARINT_BYTES = 5        # of the longest that is written: 33 bits
    NO_CODE = 255
    MAX_CODE = 254
    UNBOUNDED = 255         # frequency in the maxima
    INT_MAX = 0x7FFFFFFF


# ---------------------------------------------------------------- lengths in a byte

cpdef uint32_t length_of_code(uint8_t code) noexcept nogil:
    """Return the smallest length that a code stands for: 0 to 63 exactly, then eight steps to a doubling."""
    if code < 64:
        return code
    if code == NO_CODE:
        return 0xFFFFFFFFU
    return <uint32_t> (8 + (code - 64) % 8) << ((code - 64) // 8 + 3)


cpdef uint8_t floor_code(uint32_t length) noexcept nogil:
    """Return the largest code, 254 at most, that stands for no more than a length."""
    cdef uint32_t doublings = 0, code
    if length < 64:
        return <uint8_t> length
    while length >> doublings >= 16:
        doublings += 1
    code = 64 + 8 * (doublings - 3) + (length >> doublings) - 8
    return <uint8_t> (code if code < MAX_CODE else MAX_CODE)


# ---------------------------------------------------------------- growing buffers

cdef int byte_buffer_reserve(ByteBuffer *buffer, size_t more) except -1 nogil:
    cdef size_t wanted = buffer.size + more
    cdef uint8_t *data
    if wanted <= buffer.room:
        return 0
    if wanted < 2 * buffer.room:
        wanted = 2 * buffer.room
    data = <uint8_t *> realloc(buffer.data, wanted)
    if data == NULL:
        with gil:
            raise MemoryError(f"no memory for {wanted} bytes of postings")
    buffer.data = data
    buffer.room = wanted
    return 0


cdef void byte_buffer_free(ByteBuffer *buffer) noexcept nogil:
    free(buffer.data)
    buffer.data = NULL
    buffer.size = buffer.room = 0


# ---------------------------------------------------------------- varints

cdef inline uint8_t *write_varint(uint8_t *at, uint64_t value) noexcept nogil:
    """Write 7 bits a byte, low bits first, and return where the next byte goes."""
    while value >= 0x80:
        at[0] = <uint8_t> (value | 0x80)
        value >>= 7
        at += 1
    at[0] = <uint8_t> value
    return at + 1


cdef inline const uint8_t *read_varint(const uint8_t *at, const uint8_t *end, uint64_t *value) noexcept nogil:
    """Read a varint of 5 bytes at most and return where it ends; NULL if it is cut off or longer."""
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


# ---------------------------------------------------------------- reading

cdef bint posting_list_open(
    PostingList *list, const uint8_t *record, size_t size, uint32_t doc_freq, uint32_t block_size, bint has_frequencies
) noexcept nogil:
    cdef size_t heads
    cdef uint32_t blocks_end
    if block_size == 0 or block_size > MAX_BLOCK_SIZE or block_size & (block_size - 1) or doc_freq < 2:
        return False
    list.doc_freq = doc_freq
    list.block_size = block_size
    list.full_blocks = doc_freq // block_size
    list.rest = doc_freq % block_size
    list.has_frequencies = has_frequencies
    list.single_docnum = list.single_frequency = 0
    heads = SKIP_BYTES * <size_t> list.full_blocks + (MAXIMA_BYTES if list.rest else 0)
    if size < heads:
        return False
    list.skips = record
    list.rest_maxima = record + heads - MAXIMA_BYTES if list.rest else NULL
    list.data = record + heads
    list.end = record + size
    blocks_end = block_end(list, list.full_blocks)
    # Every posting of the rest takes a byte or more; without a rest the last block ends the record.
    if list.rest:
        return size - heads >= <size_t> blocks_end + list.rest
    return size - heads == blocks_end


cdef inline uint32_t block_end(const PostingList *list, uint32_t blocks) noexcept nogil:
    """Where so many full blocks end in the data."""
    return packing_load(list.skips + SKIP_BYTES * <size_t> (blocks - 1) + 4) if blocks else 0


cdef void posting_list_single(PostingList *list, uint32_t docnum, uint32_t frequency) noexcept nogil:
    list.skips = list.rest_maxima = list.data = list.end = NULL
    list.doc_freq = list.rest = 1
    list.full_blocks = 0
    list.block_size = MAX_BLOCK_SIZE
    list.has_frequencies = True
    list.single_docnum = docnum
    list.single_frequency = frequency


cdef uint32_t posting_list_find(const PostingList *list, uint32_t from_block, uint32_t docnum) noexcept nogil:
    cdef uint32_t low = from_block, high, step = 1, middle
    if low >= list.full_blocks:
        return posting_list_blocks(list) if low > list.full_blocks or not list.rest else low
    # Everything before low ends before docnum; high does not, or lies behind the full blocks.
    while step < list.full_blocks - low and posting_list_last(list, low + step - 1) < docnum:
        low += step
        step *= 2
    high = low + step - 1 if step < list.full_blocks - low else list.full_blocks
    while low < high:
        middle = low + (high - low) // 2
        if posting_list_last(list, middle) < docnum:
            low = middle + 1
        else:
            high = middle
    return low


cdef int posting_list_decode(
    const PostingList *list, uint32_t block, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    cdef uint32_t begin, end, base
    if list.doc_freq == 1:
        if docnums != NULL:
            docnums[0] = list.single_docnum
        if frequencies != NULL:
            frequencies[0] = list.single_frequency
        return 1
    if block >= posting_list_blocks(list):
        return -1
    begin = block_end(list, block)
    base = posting_list_last(list, block - 1) if block else NO_DOCNUM
    if block == list.full_blocks:
        if begin > list.end - list.data:
            return -1
        return decode_varints(list, list.data + begin, list.end, base, list.rest, NO_DOCNUM, docnums, frequencies)
    end = block_end(list, block + 1)
    if begin > end or end > list.end - list.data:
        return -1
    if list.block_size == PACKED:
        return decode_packed(list, block, begin, end, docnums, frequencies)
    return decode_varints(
        list, list.data + begin, list.data + end, base, list.block_size, posting_list_last(list, block),
        docnums, frequencies,
    )


cdef int decode_packed(
    const PostingList *list, uint32_t block, uint32_t begin, uint32_t end, uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    """Decode a full block of 128 that lies between two offsets in the data."""
    cdef const uint8_t *at = list.data + begin
    cdef uint32_t size = end - begin, head = 1 + list.has_frequencies, width, frequency_width, i
    cdef uint32_t base = posting_list_last(list, block - 1) if block else NO_DOCNUM
    if size < head:
        return -1
    width = at[0]
    frequency_width = at[1] if list.has_frequencies else 0
    if width > 32 or frequency_width > 32 or size != head + 16 * (width + frequency_width):
        return -1
    if docnums != NULL:
        unpack_128(at + head, width, docnums)
        if not ascends(docnums, width, base, posting_list_last(list, block)):
            return -1
        ascend_128(docnums, base)
        if docnums[PACKED - 1] != posting_list_last(list, block):
            return -1
    if frequencies != NULL:
        unpack_128(at + head + 16 * width, frequency_width, frequencies)
        for i in range(PACKED):
            frequencies[i] += 1
        if frequency_width == 32:
            for i in range(PACKED):
                if frequencies[i] == 0:
                    return -1
    return PACKED


cdef inline bint ascends(const uint32_t *gaps, uint32_t width, uint32_t base, uint32_t last) noexcept nogil:
    """Whether 128 gaps of a width can lead from base to last without passing the largest number on the way.

    128 gaps of 24 bits come to less than 2^32, so if they passed it the last number would not be behind base.
    """
    cdef uint64_t total = 0
    cdef uint32_t i
    if last == NO_DOCNUM or (base != NO_DOCNUM and last <= base):
        return False
    if width <= 24:
        return True
    for i in range(PACKED):
        total += gaps[i]
    return total + PACKED == <uint32_t> (last - base)


cdef int decode_varints(
    const PostingList *list, const uint8_t *at, const uint8_t *end, uint32_t base, uint32_t count, uint32_t last,
    uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    """Decode so many postings that stand between two places; their last docnum must be last, unless that is NO_DOCNUM.
    """
    cdef uint64_t value, frequency
    cdef int64_t docnum = -1 if base == NO_DOCNUM else base
    cdef uint32_t i
    for i in range(count):
        at = read_varint(at, end, &value)
        if at == NULL:
            return -1
        frequency = 1
        if list.has_frequencies:
            if not value & 1:
                at = read_varint(at, end, &frequency)
                if at == NULL or frequency == 0 or frequency > 0xFFFFFFFFU:
                    return -1
            value >>= 1
        docnum += <int64_t> value + 1
        if docnum >= NO_DOCNUM:
            return -1
        if docnums != NULL:
            docnums[i] = <uint32_t> docnum
        if frequencies != NULL:
            frequencies[i] = <uint32_t> frequency
    if at != end or (last != NO_DOCNUM and docnum != last):
        return -1
    return <int> count


# ---------------------------------------------------------------- writing

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
        block_maxima(
            docnums + start, frequencies_at(frequencies, start), count - start, scored_lengths, out.data + skip
        )
        encode_varints(out, docnums + start, frequencies_at(frequencies, start), count - start, base, has_frequencies)
    return 0


cdef inline const uint32_t *frequencies_at(const uint32_t *frequencies, uint32_t start) noexcept nogil:
    return frequencies + start if frequencies != NULL else NULL


cdef int encode_block(
    ByteBuffer *out, const uint32_t *docnums, const uint32_t *frequencies, uint32_t count, uint32_t base,
    bint has_frequencies
) except -1 nogil:
    """Append a full block: packed if it is one of 128."""
    cdef uint32_t values[PACKED]
    cdef uint32_t i, width, frequency_width = 0
    cdef uint8_t *at
    if count != PACKED:
        return encode_varints(out, docnums, frequencies, count, base, has_frequencies)
    byte_buffer_reserve(out, 2 + 2 * 16 * 32)
    at = out.data + out.size + 1 + has_frequencies
    values[0] = docnums[0] - base - 1
    for i in range(1, PACKED):
        values[i] = docnums[i] - docnums[i - 1] - 1
    width = width_128(values)
    if not ascends(values, width, base, docnums[PACKED - 1]):
        raise_unordered()
    pack_128(values, width, at)
    out.data[out.size] = <uint8_t> width
    if has_frequencies:
        for i in range(PACKED):
            values[i] = frequencies[i] - 1
        frequency_width = width_128(values)
        if frequency_width == 32:
            for i in range(PACKED):
                if frequencies[i] == 0:
                    raise_unordered()
        pack_128(values, frequency_width, at + 16 * width)
        out.data[out.size + 1] = <uint8_t> frequency_width
    out.size += 1 + has_frequencies + 16 * (width + frequency_width)
    return 0


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
    cdef uint32_t i
    cdef uint8_t *at
    byte_buffer_reserve(out, 2 * VARINT_BYTES * <size_t> count)
    at = out.data + out.size
    for i in range(count):
        if docnums[i] <= before or docnums[i] == NO_DOCNUM or (has_frequencies and frequencies[i] == 0):
            raise_unordered()
        gap = <uint64_t> (docnums[i] - before - 1)
        before = docnums[i]
        if not has_frequencies:
            at = write_varint(at, gap)
        elif frequencies[i] == 1:
            at = write_varint(at, gap << 1 | 1)
        else:
            at = write_varint(at, gap << 1)
            at = write_varint(at, frequencies[i])
    out.size = at - out.data
    return 0


cdef void block_maxima(
    const uint32_t *docnums, const uint32_t *frequencies, uint32_t count, const uint32_t *scored_lengths, uint8_t *out
) noexcept nogil:
    """Write the four bytes that bound the scores of some postings."""
    cdef uint32_t lengths[MAX_BLOCK_SIZE]
    cdef uint32_t least = NO_DOCNUM, least_of_two = NO_DOCNUM, least_of_three = NO_DOCNUM, most = 0
    cdef uint32_t i, length
    for i in range(count):
        lengths[i] = scored_lengths[docnums[i]] if scored_lengths != NULL else 0
    for i in range(count):
        least = lengths[i] if lengths[i] < least else least
    if frequencies != NULL:
        for i in range(count):
            length = lengths[i] if frequencies[i] > 1 else NO_DOCNUM
            least_of_two = length if length < least_of_two else least_of_two
            length = lengths[i] if frequencies[i] > 2 else NO_DOCNUM
            least_of_three = length if length < least_of_three else least_of_three
            most = frequencies[i] if frequencies[i] > most else most
    out[0] = floor_code(least)
    out[1] = floor_code(least_of_two) if most > 1 else NO_CODE
    out[2] = 0 if most < 3 else <uint8_t> most if most < UNBOUNDED else UNBOUNDED
    out[3] = floor_code(least_of_three) if most > 2 else NO_CODE


# ---------------------------------------------------------------- positions

cdef int encode_positions(
    ByteBuffer *out, const uint32_t *frequencies, uint32_t count, const uint32_t *positions,
    uint32_t block_size, uint32_t *position_ends
) except -1 nogil:
    cdef uint32_t run[PACKED]
    cdef uint32_t filled = 0, block = 0, i, k, before
    cdef uint64_t total = 0
    cdef size_t begin = out.size
    for i in range(count):
        total += frequencies[i]
        for k in range(frequencies[i]):
            if k == 0:
                run[filled] = positions[0]
            elif positions[0] <= before:
                with gil:
                    raise ValueError("positions of a term have to ascend within a document")
            else:
                run[filled] = positions[0] - before - 1
            before = positions[0]
            positions += 1
            filled += 1
            if filled == PACKED:
                append_run(out, run)
                filled = 0
        if (i + 1) % block_size == 0 or i + 1 == count:
            append_varints(out, run, filled)
            filled = 0
            if total > INT_MAX or out.size - begin > 0xFFFFFFFFU:
                with gil:
                    raise OverflowError("the positions of a term take more than 4 GB; write smaller segments")
            total = 0
            if (i + 1) % block_size == 0:
                position_ends[block] = <uint32_t> (out.size - begin)
                block += 1
    return 0


cdef int append_run(ByteBuffer *out, const uint32_t *run) except -1 nogil:
    """Append 128 gaps, packed."""
    cdef uint32_t width = width_128(run)
    byte_buffer_reserve(out, 1 + 16 * width)
    out.data[out.size] = <uint8_t> width
    pack_128(run, width, out.data + out.size + 1)
    out.size += 1 + 16 * width
    return 0


cdef int append_varints(ByteBuffer *out, const uint32_t *run, uint32_t count) except -1 nogil:
    """Append fewer than 128 gaps."""
    cdef uint8_t *at
    cdef uint32_t i
    byte_buffer_reserve(out, VARINT_BYTES * <size_t> count)
    at = out.data + out.size
    for i in range(count):
        at = write_varint(at, run[i])
    out.size = at - out.data
    return 0


cdef int positions_count(const uint32_t *frequencies, uint32_t count, size_t size) noexcept nogil:
    cdef uint64_t total = 0
    cdef uint32_t i
    for i in range(count):
        total += frequencies[i]
    # A run of 128 positions takes one byte at least.
    if total > INT_MAX or total > PACKED * <uint64_t> size:
        return -1
    return <int> total


cdef int decode_positions(
    const uint8_t *record, size_t size, size_t begin, const uint32_t *frequencies, uint32_t count, uint32_t *positions
) noexcept nogil:
    cdef int total = positions_count(frequencies, count, size)
    cdef int done = 0
    cdef const uint8_t *at
    cdef const uint8_t *end = record + size
    cdef uint64_t value
    if total < 0 or begin > size:
        return -1
    at = record + begin
    while total - done >= PACKED:
        if at == end or at[0] > 32 or end - at - 1 < 16 * <int> at[0]:
            return -1
        unpack_128(at + 1, at[0], positions + done)
        at += 1 + 16 * <size_t> at[0]
        done += PACKED
    while done < total:
        at = read_varint(at, end, &value)
        if at == NULL or value > 0xFFFFFFFFU:
            return -1
        positions[done] = <uint32_t> value
        done += 1
    return total if add_gaps(positions, frequencies, count) else -1


cdef bint add_gaps(uint32_t *positions, const uint32_t *frequencies, uint32_t count) noexcept nogil:
    """Turn the gaps of each document into its positions; False if one passes the largest number."""
    cdef uint64_t position
    cdef uint32_t i, k
    for i in range(count):
        position = positions[0]
        for k in range(1, frequencies[i]):
            position += <uint64_t> positions[k] + 1
            if position > 0xFFFFFFFFU:
                return False
            positions[k] = <uint32_t> position
        positions += frequencies[i]
    return True


# ---------------------------------------------------------------- for Python

cdef class Postings:
    """The posting list of one term: opened, not yet decoded.

    Args:
        record: its bytes; kept as they are, not copied.
        doc_freq: its number of postings, 2 or more.
        block_size: postings to a block, a power of two up to 128.
        has_frequencies: whether the field counts occurrences.

    Raises:
        ValueError: the record is damaged.
    """

    def __init__(self, const uint8_t[::1] record not None, uint32_t doc_freq, uint32_t block_size, *,
                 bint has_frequencies=True):
        cdef size_t size = record.shape[0]
        self.record = record
        if not posting_list_open(&self.list, &record[0] if size else NULL, size, doc_freq, block_size, has_frequencies):
            raise ValueError(f"{size} bytes are no record of {doc_freq} postings in blocks of {block_size}")

    @classmethod
    def single(cls, uint32_t docnum, uint32_t frequency=1):
        """Make the list of a term that one document has, which has no record."""
        cdef Postings made = cls.__new__(cls)
        posting_list_single(&made.list, docnum, frequency)
        return made

    def __len__(self):
        return self.list.doc_freq

    @property
    def blocks(self):
        """Number of blocks, the rest counted as one."""
        return posting_list_blocks(&self.list)

    def last(self, uint32_t block):
        """Return the last docnum of a full block; of the rest 0xFFFFFFFF."""
        return posting_list_last(&self.list, block)

    def find(self, uint32_t docnum, uint32_t from_block=0):
        """Return the first block whose last docnum is not before a docnum; the number of blocks if none is."""
        return posting_list_find(&self.list, from_block, docnum)

    def maxima(self, uint32_t block):
        """Return the four bytes that bound the scores of a block; None where there is but one posting."""
        cdef const uint8_t *found
        self.check_block(block)
        found = posting_list_maxima(&self.list, block)
        return found[:MAXIMA_BYTES] if found != NULL else None

    def position_begin(self, uint32_t block):
        """Return where the positions of a block begin in the record of positions."""
        self.check_block(block)
        return posting_list_position_begin(&self.list, block)

    def decode(self, uint32_t block):
        """Return the docnums and the frequencies of a block as arrays.

        Raises ValueError if they are damaged.
        """
        cdef carray.array docnums = carray.clone(INTEGERS, MAX_BLOCK_SIZE, False)
        cdef carray.array frequencies = carray.clone(INTEGERS, MAX_BLOCK_SIZE, False)
        cdef int count
        self.check_block(block)
        count = posting_list_decode(&self.list, block, docnums.data.as_uints, frequencies.data.as_uints)
        if count < 0:
            raise ValueError(f"block {block} of {self.blocks} is damaged")
        carray.resize(docnums, count)
        carray.resize(frequencies, count)
        return docnums, frequencies

    cdef int check_block(self, uint32_t block) except -1:
        if block >= posting_list_blocks(&self.list):
            raise IndexError(f"there is no block {block} of {self.blocks}")
        return 0


cdef carray.array INTEGERS = array("I")


def postings_record(const uint32_t[::1] docnums not None, const uint32_t[::1] frequencies,
                    const uint32_t[::1] scored_lengths, const uint32_t[::1] position_ends=None, *,
                    uint32_t block_size=MAX_BLOCK_SIZE):
    """Return the record of a term as bytes.

    Frequencies are None where the field has none; scored_lengths are those of all documents, by docnum, or None for
    bounds that hold for any length.

    Raises ValueError for docnums that do not ascend or a frequency of 0.
    """
    cdef uint32_t count = docnums.shape[0]
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    if frequencies is not None and frequencies.shape[0] != count:
        raise ValueError(f"{count} docnums and {frequencies.shape[0]} frequencies")
    if scored_lengths is not None and count and docnums[count - 1] >= scored_lengths.shape[0]:
        raise ValueError(f"docnum {docnums[count - 1]} of {scored_lengths.shape[0]} documents")
    if position_ends is not None and position_ends.shape[0] < count // block_size:
        raise ValueError(f"{position_ends.shape[0]} ends of positions for {count} postings")
    try:
        encode_postings(
            &out, first(docnums), first(frequencies), count, first(scored_lengths), first(position_ends),
            block_size, frequencies is not None,
        )
        return out.data[:out.size]
    finally:
        byte_buffer_free(&out)


cdef const uint32_t *first(const uint32_t[::1] numbers):
    if numbers is None or numbers.shape[0] == 0:
        return NULL
    return &numbers[0]


def positions_record(const uint32_t[::1] frequencies not None, const uint32_t[::1] positions not None, *,
                     uint32_t block_size=MAX_BLOCK_SIZE):
    """Return the positions of a term as bytes, and the end of each full block in them.

    Raises ValueError for positions that do not ascend within a document or are not as many as the frequencies say.
    """
    cdef uint32_t count = frequencies.shape[0]
    cdef carray.array ends = carray.clone(INTEGERS, count // block_size, True)
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    if sum(frequencies) != positions.shape[0]:
        raise ValueError(f"{positions.shape[0]} positions for frequencies of {sum(frequencies)} in all")
    try:
        encode_positions(
            &out, first(frequencies), count, first(positions), block_size, ends.data.as_uints
        )
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
