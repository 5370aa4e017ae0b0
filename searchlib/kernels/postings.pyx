# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Posting lists from bytes: opened without decoding, searched by their skip entries, decoded block by block.

The record of a term is made of full blocks and a rest; skip entries before them say where each block ends, which
docnum is its last and what bounds its scores. docs/FORMAT.md describes the bytes, tests/reference/postings.py reads
them slowly, and postings.pxd is what other kernels call.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport MAX_WIDTH, PACKED, packing_load, read_varint, sum_up_128, unpack_128
from searchlib.kernels.posting_encoder cimport MAX_BLOCK_SIZE, MAXIMA_BYTES, NO_DOCNUM, SKIP_BYTES


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
    if block and base == NO_DOCNUM:
        return -1
    if block == list.full_blocks:
        if begin > list.end - list.data:
            return -1
        return decode_varints(list, list.data + begin, list.end, base, list.rest, NO_DOCNUM, docnums, frequencies)
    end = block_end(list, block + 1)
    if begin > end or end > list.end - list.data:
        return -1
    if list.block_size == PACKED:
        return decode_packed(
            list, list.data + begin, end - begin, base, posting_list_last(list, block), docnums, frequencies
        )
    return decode_varints(
        list, list.data + begin, list.data + end, base, list.block_size, posting_list_last(list, block),
        docnums, frequencies,
    )


cdef int decode_packed(
    const PostingList *list, const uint8_t *at, uint32_t size, uint32_t base, uint32_t last,
    uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    """Decode a full block of 128 from its bytes; its docnums are behind base and end with last."""
    cdef uint32_t head = 1 + list.has_frequencies, width, frequency_width
    if size < head:
        return -1
    width = at[0]
    frequency_width = at[1] if list.has_frequencies else 0
    if width > MAX_WIDTH or frequency_width > MAX_WIDTH or size != head + 16 * (width + frequency_width):
        return -1
    if docnums != NULL:
        unpack_128(at + head, width, 1, docnums)
        if not ascends(docnums, width, base, last):
            return -1
        sum_up_128(docnums, base)
        if docnums[PACKED - 1] != last:
            return -1
    if frequencies != NULL:
        unpack_128(at + head + 16 * width, frequency_width, 1, frequencies)
        if frequency_width == MAX_WIDTH and has_zero(frequencies):
            return -1
    return PACKED


cdef inline bint ascends(const uint32_t *steps, uint32_t width, uint32_t base, uint32_t last) noexcept nogil:
    """Whether 128 steps, each one more than a number of so many bits, lead from base to last without passing 2^32.

    128 steps of 24 bits come to less than 2^32, so if they passed it their sum would not be behind base.
    """
    cdef uint64_t total = 0
    cdef uint32_t i
    if last == NO_DOCNUM or (base != NO_DOCNUM and last <= base):
        return False
    if width <= 24:
        return True
    for i in range(PACKED):
        total += steps[i]
    return total == <uint32_t> (last - base) and not has_zero(steps)


cdef bint has_zero(const uint32_t *values) noexcept nogil:
    """Whether one of 128 numbers is 0: a step or a frequency of 2^32, which none can be."""
    cdef uint32_t i
    for i in range(PACKED):
        if values[i] == 0:
            return True
    return False


cdef int decode_varints(
    const PostingList *list, const uint8_t *at, const uint8_t *end, uint32_t base, uint32_t count, uint32_t last,
    uint32_t *docnums, uint32_t *frequencies
) noexcept nogil:
    """Decode so many postings that stand between two places; their last docnum must be last, unless that is NO_DOCNUM.
    """
    cdef uint64_t value, frequency = 1
    cdef int64_t docnum = -1 if base == NO_DOCNUM else base
    cdef uint32_t i
    for i in range(count):
        at = read_varint(at, end, &value)
        if at == NULL:
            return -1
        if list.has_frequencies:
            at = read_frequency(at, end, value & 1, &frequency)
            if at == NULL:
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


cdef inline const uint8_t *read_frequency(
    const uint8_t *at, const uint8_t *end, uint32_t is_one, uint64_t *frequency
) noexcept nogil:
    """Read a frequency that is written down unless it is 1, and return where it ends; NULL if it is damaged.

    One of 7 bits takes no branch that depends on the data.
    """
    cdef uint32_t found
    if at < end:
        found = at[0] & (is_one - 1) | is_one
        if found - 1 < 0x7F:
            frequency[0] = found
            return at + 1 - is_one
    if is_one:
        frequency[0] = 1
        return at
    at = read_varint(at, end, frequency)
    if at != NULL and (frequency[0] == 0 or frequency[0] > 0xFFFFFFFFU):
        return NULL
    return at


# ---------------------------------------------------------------- for Python

cdef carray.array INTEGERS = array("I")


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
