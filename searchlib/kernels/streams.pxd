"""Occurrences of terms in memory: of each term a stream of varints, in chunks that grow as more come.

The only occurrence of a term stands in its Stream and takes no chunk. From the second on there are, for each of them,
either ``gap << 1 | 1`` and the position, gap being how far its document is behind the one before (the
first: behind -1), or ``gap << 1``, gap being how far its position is behind the one before in the same document.
A chunk ends with the place of the next one, 4 bytes.
"""
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from searchlib.kernels.packing cimport (
    ByteBuffer, byte_buffer_reserve, packing_load, packing_store, read_varint, write_varint,
)
from searchlib.kernels.term_table cimport Stream

cdef enum:
    LINK_BYTES = 4
    LEVELS = 13
    OCCURRENCE_ROOM = 16        # two varints of 5 bytes, and what writing the second overwrites
    MOST_BYTES = 0xFFF00000U    # of an arena: places in it are u32

cdef extern from *:
    """
    static const unsigned short CHUNK_BYTES[] = {
        12, 16, 24, 36, 56, 84, 128, 192, 288, 432, 648, 972, 1456
    };
    """
    const unsigned short *CHUNK_BYTES       # without the link, by level


cdef inline int stream_append(Stream *stream, ByteBuffer *arena, uint32_t docnum, uint32_t position) except -1:
    """Add an occurrence behind all others."""
    cdef uint8_t code[2 * OCCURRENCE_ROOM]      # OCCURRENCE_ROOM may be copied from any place in the first half
    cdef uint8_t *end
    if stream.doc_freq == 0:
        stream.doc_freq = 1
    else:
        if stream.head == 0:
            stream_open_chunk(stream, arena)
            stream.head = stream.tail + 1
            end = write_varint(code, (<uint64_t> stream.docnum + 1) << 1 | 1)
            stream_put(stream, arena, code, write_varint(end, stream.position) - code)
        if docnum == stream.docnum:
            end = write_varint(code, <uint64_t> (position - stream.position) << 1)
        else:
            end = write_varint(code, <uint64_t> (docnum - stream.docnum) << 1 | 1)
            end = write_varint(end, position)
            stream.doc_freq += 1
        stream_put(stream, arena, code, end - code)
    stream.docnum, stream.position = docnum, position
    return 0


cdef inline int stream_put(Stream *stream, ByteBuffer *arena, const uint8_t *code, size_t size) except -1:
    cdef size_t fits = size
    if stream.left >= OCCURRENCE_ROOM:      # a copy of a size that is known is a few instructions
        memcpy(arena.data + stream.tail, code, OCCURRENCE_ROOM)
        stream.tail += <uint32_t> size
        stream.left -= <unsigned short> size
        return 0
    if size > stream.left:
        fits = stream.left
    memcpy(arena.data + stream.tail, code, fits)
    stream.tail += <uint32_t> fits
    stream.left -= <unsigned short> fits
    if fits < size:
        stream_open_chunk(stream, arena)
        stream_put(stream, arena, code + fits, size - fits)
    return 0


cdef inline int stream_open_chunk(Stream *stream, ByteBuffer *arena) except -1:
    """Begin the next chunk; the full one before it, if there is one, ends with its place."""
    cdef size_t begin = arena.size, size
    if stream.head and stream.level < LEVELS - 1:
        stream.level += 1
    size = CHUNK_BYTES[stream.level]
    if begin + size + LINK_BYTES > MOST_BYTES:
        raise OverflowError("a batch takes more than 4 GB; give the writer less memory, so that it writes earlier")
    byte_buffer_reserve(arena, size + LINK_BYTES)
    arena.size += size + LINK_BYTES
    if stream.head:
        packing_store(arena.data + stream.tail, <uint32_t> begin)
    stream.tail, stream.left = <uint32_t> begin, CHUNK_BYTES[stream.level]
    return 0


cdef inline int stream_gather(const Stream *stream, const ByteBuffer *arena, ByteBuffer *out) except -1 nogil:
    """Put the bytes of all chunks one behind the other, in place of what was in out."""
    cdef uint32_t at = stream.head - 1, level = 0, size
    cdef bint is_last = stream.head == 0
    out.size = 0
    while not is_last:
        size = CHUNK_BYTES[level]
        is_last = stream.tail - at <= size      # a place before it makes a large number
        if is_last:
            size = stream.tail - at
        byte_buffer_reserve(out, size)
        memcpy(out.data + out.size, arena.data + at, size)
        out.size += size
        if not is_last:
            at = packing_load(arena.data + at + size)
            level += level < LEVELS - 1
    return 0


cdef inline uint32_t stream_decode(
    const Stream *stream, const ByteBuffer *code, uint32_t *docnums, uint32_t *frequencies, uint32_t *positions
) noexcept nogil:
    """Take gathered bytes apart and return the number of occurrences."""
    cdef const uint8_t *at = code.data
    cdef const uint8_t *end = code.data + code.size
    cdef uint32_t documents = 0, occurrences = 0, docnum = 0xFFFFFFFFU
    cdef uint64_t value, position
    if stream.head == 0:
        docnums[0], frequencies[0], positions[0] = stream.docnum, 1, stream.position
        return 1
    while at < end:
        at = read_varint(at, end, &value)
        if value & 1:
            docnum += <uint32_t> (value >> 1)
            at = read_varint(at, end, &position)
            docnums[documents], frequencies[documents], positions[occurrences] = docnum, 1, <uint32_t> position
            documents += 1
        else:
            frequencies[documents - 1] += 1
            positions[occurrences] = positions[occurrences - 1] + <uint32_t> (value >> 1)
        occurrences += 1
    return occurrences
