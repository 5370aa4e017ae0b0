# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Fast compression of small blocks of text: the LZ4 block format.

Yann Collet, LZ4 Block Format Description, https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md. A block is a
row of sequences: bytes as they are, then a match, which is a length and how far back the same bytes stand. Matches may
reach back into a dictionary, bytes that both sides know and that count as standing before the block.

Decompressing touches nothing outside the bytes it is given, whatever they hold.
"""
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memcmp, memcpy, memset

cdef enum:
    MIN_MATCH = 4
    LAST_LITERALS = 5          # the format wants so many bytes behind the last match
    LAST_MATCH = 12            # and no match that begins so near to the end
    MAX_DISTANCE = 0xFFFF
    HASH_BITS = 13
    LONG = 15                  # lengths from here on go on in further bytes
    STRIDE = 16                # bytes that are copied at once, be they wanted or not
    TABLE_BYTES = 4 << HASH_BITS
    MAX_BLOCK = 1 << 30


cdef inline uint32_t _load(const uint8_t *at) noexcept nogil:
    cdef uint32_t value = 0
    memcpy(&value, at, 4)
    return value


cdef inline uint32_t _slot(uint32_t value) noexcept nogil:
    return (value * 2654435761U) >> (32 - HASH_BITS)


# ---------------------------------------------------------------- compressing

cdef inline size_t _common(const uint8_t *at, const uint8_t *before, const uint8_t *end) noexcept nogil:
    """How many bytes are the same at two places, up to an end."""
    cdef const uint8_t *start = at
    while end - at >= 8 and memcmp(at, before, 8) == 0:
        at += 8
        before += 8
    while at < end and at[0] == before[0]:
        at += 1
        before += 1
    return at - start


cdef inline uint8_t *_put_length(uint8_t *out, size_t length) noexcept nogil:
    while length >= 255:
        out[0] = 255
        out += 1
        length -= 255
    out[0] = <uint8_t> length
    return out + 1


cdef inline uint8_t *_put_literals(uint8_t *out, const uint8_t *literals, size_t size) noexcept nogil:
    """Begin a sequence; its match, if there is one, goes into the low half of its first byte."""
    cdef uint8_t *token = out
    out += 1
    token[0] = <uint8_t> (size if size < LONG else LONG) << 4
    if size >= LONG:
        out = _put_length(out, size - LONG)
    memcpy(out, literals, size)
    return out + size


cdef size_t _compress(const uint8_t *base, size_t begin, size_t end, uint32_t *table, uint8_t *out) noexcept nogil:
    """Compress base[begin:end] behind base[:begin]; return the size.

    The table has for each slot the place, plus 1, where four bytes of this hash stood last.
    """
    cdef uint8_t *start = out
    cdef uint8_t *token
    cdef size_t anchor = begin, at = begin, candidate, length, tries = 0
    cdef uint32_t slot
    while at + LAST_MATCH < end:
        slot = _slot(_load(base + at))
        candidate = table[slot]
        table[slot] = <uint32_t> at + 1
        if not candidate or at - (candidate - 1) > MAX_DISTANCE or _load(base + candidate - 1) != _load(base + at):
            tries += 1
            at += 1 + (tries >> 6)      # where nothing repeats, look at fewer places
            continue
        candidate -= 1
        while at > anchor and candidate and base[at - 1] == base[candidate - 1]:
            at -= 1
            candidate -= 1
        length = MIN_MATCH + _common(base + at + MIN_MATCH, base + candidate + MIN_MATCH, base + end - LAST_LITERALS)
        token = out
        out = _put_literals(out, base + anchor, at - anchor)
        out[0], out[1] = <uint8_t> (at - candidate), <uint8_t> ((at - candidate) >> 8)
        out += 2
        token[0] |= <uint8_t> (length - MIN_MATCH if length - MIN_MATCH < LONG else LONG)
        if length - MIN_MATCH >= LONG:
            out = _put_length(out, length - MIN_MATCH - LONG)
        at += length
        anchor = at
        tries = 0
        if at + LAST_MATCH < end:
            table[_slot(_load(base + at - 2))] = <uint32_t> at - 1
    return _put_literals(out, base + anchor, end - anchor) - start


cdef class Compressor:
    """Compresses blocks behind a dictionary of at most 64 KB; for one thread at a time."""

    cdef uint32_t *_tables           # what the table holds after the dictionary, and the table of the block
    cdef uint8_t *_base              # the dictionary and the block behind it
    cdef uint8_t *_out
    cdef size_t _dictionary_size
    cdef size_t _room                # for a block

    def __cinit__(self, const uint8_t[::1] dictionary):
        cdef size_t at = 0
        if dictionary.shape[0] > MAX_DISTANCE:
            raise ValueError(f"a dictionary has {dictionary.shape[0]} bytes, more than {MAX_DISTANCE}")
        self._dictionary_size = dictionary.shape[0]
        self._tables = <uint32_t *> PyMem_Malloc(2 * TABLE_BYTES)
        if self._tables == NULL:
            raise MemoryError
        self._make_room(1)
        memset(self._tables, 0, TABLE_BYTES)
        if self._dictionary_size:
            memcpy(self._base, &dictionary[0], self._dictionary_size)
        while at + MIN_MATCH <= self._dictionary_size:
            self._tables[_slot(_load(self._base + at))] = <uint32_t> at + 1
            at += 1

    def __dealloc__(self):
        PyMem_Free(self._tables)
        PyMem_Free(self._base)
        PyMem_Free(self._out)

    cdef int _make_room(self, size_t size) except -1:
        """Make room for a block of a size."""
        cdef uint8_t *base
        if size > MAX_BLOCK:
            raise OverflowError(f"a block of {size} bytes is larger than {MAX_BLOCK}")
        if size <= self._room:
            return 0
        base = <uint8_t *> PyMem_Realloc(self._base, self._dictionary_size + size)
        if base == NULL:
            raise MemoryError
        self._base = base
        PyMem_Free(self._out)
        # Bytes that nothing repeats grow by one in 255, and by the first byte and the length.
        self._out = <uint8_t *> PyMem_Malloc(size + size // 255 + 16)
        self._room = size if self._out != NULL else 0
        if self._out == NULL:
            raise MemoryError
        return 0

    def compress(self, const uint8_t[::1] block):
        """Return the compressed bytes of a block of at most 1 GB."""
        cdef size_t size = block.shape[0], begin = self._dictionary_size
        cdef uint32_t *table = self._tables + TABLE_BYTES // sizeof(uint32_t)
        self._make_room(size)
        with nogil:
            if size:
                memcpy(self._base + begin, &block[0], size)
            memcpy(table, self._tables, TABLE_BYTES)
            size = _compress(self._base, begin, begin + size, table, self._out)
        return PyBytes_FromStringAndSize(<char *> self._out, size)


# ---------------------------------------------------------------- decompressing

cdef inline size_t _long_length(const uint8_t **at, const uint8_t *end) noexcept nogil:
    """Read the rest of a length; a length that the bytes do not end comes out as it is and fails later."""
    cdef size_t length = 0
    cdef uint8_t byte = 255
    while byte == 255 and at[0] < end:
        byte = at[0][0]
        at[0] += 1
        length += byte
    return length


cdef int lz4_decompress(
    const uint8_t *block, size_t block_size, uint8_t *out, size_t size,
    const uint8_t *dictionary, size_t dictionary_size
) noexcept nogil:
    cdef const uint8_t *at = block
    cdef const uint8_t *end = block + block_size
    cdef uint8_t *to = out
    cdef uint8_t *stop = out + size
    cdef const uint8_t *source
    cdef size_t length, distance, behind
    cdef uint8_t token
    while to < stop:
        if at == end:
            return -1
        token = at[0]
        at += 1
        length = token >> 4
        if length == LONG:
            length += _long_length(&at, end)
        if length > <size_t> (end - at):
            return -1
        if length > <size_t> (stop - to):
            length = stop - to
        if length <= STRIDE and end - at >= STRIDE and stop - to >= STRIDE:
            memcpy(to, at, STRIDE)
        else:
            memcpy(to, at, length)
        at += length
        to += length
        if to == stop:
            break
        if end - at < 2:
            return -1
        distance = at[0] | <size_t> at[1] << 8
        at += 2
        length = token & 15
        if length == LONG:
            length += _long_length(&at, end)
        length += MIN_MATCH
        if length > <size_t> (stop - to):
            length = stop - to
        if distance == 0:
            return -1
        if distance > <size_t> (to - out):
            # The match begins in the dictionary and may go on in the block.
            behind = distance - (to - out)
            if behind > dictionary_size:
                return -1
            source = dictionary + dictionary_size - behind
            if behind > length:
                behind = length
            memcpy(to, source, behind)
            to += behind
            length -= behind
            if length == 0:
                continue
        source = to - distance
        if distance >= STRIDE and length <= STRIDE and stop - to >= STRIDE:
            memcpy(to, source, STRIDE)
            to += length
        elif distance >= length:
            memcpy(to, source, length)
            to += length
        else:
            while length:
                to[0] = source[0]
                to += 1
                source += 1
                length -= 1
    return 0


def decompress(const uint8_t[::1] block, const uint8_t[::1] dictionary, size_t size):
    """Return the first `size` bytes of a block that was compressed behind a dictionary.

    Raises ValueError if the block is damaged or holds fewer.
    """
    cdef const uint8_t *source = &block[0] if block.shape[0] else NULL
    cdef const uint8_t *before = &dictionary[0] if dictionary.shape[0] else NULL
    cdef bytes found
    # No byte of a block stands for more than 255.
    if size > 255 * <size_t> block.shape[0]:
        raise ValueError(f"a block of {block.shape[0]} bytes cannot hold {size}")
    found = PyBytes_FromStringAndSize(NULL, size)
    if lz4_decompress(
        source, block.shape[0], <uint8_t *> PyBytes_AS_STRING(found), size, before, dictionary.shape[0]
    ) < 0:
        raise ValueError(f"a block of {block.shape[0]} bytes is damaged")
    return found
