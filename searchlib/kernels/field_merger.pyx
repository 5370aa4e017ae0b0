# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""One field of several segments into one: terms merged in order, documents renumbered, deleted ones left out.

Block by block is decoded and encoded anew, since documents have other numbers and bounds of scores are made of them; no
object stands for a term or a posting. Sources may be damaged: a ValueError names the one that is.
"""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp, memcpy

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.positions cimport decode_positions, encode_positions, positions_count
from searchlib.kernels.postings cimport (
    MAX_BLOCK_SIZE,
    NO_DOCNUM,
    PostingList,
    encode_postings,
    posting_list_blocks,
    posting_list_decode,
    posting_list_open,
    posting_list_position_begin,
    posting_list_single,
)
from searchlib.kernels.term_entries cimport EXISTENCE, POSITIONS, TermKind, TermRecord
from searchlib.kernels.terms cimport Dictionary, TermCursor, term_cursor_next, term_cursor_seek

cdef struct Source:                  # one segment
    TermCursor cursor
    const uint8_t *postings
    size_t posting_bytes
    const uint8_t *positions
    size_t position_bytes
    const uint32_t *new_docnums      # of its documents; NO_DOCNUM of deleted ones
    uint32_t documents
    uint32_t block_size
    int state                        # of the cursor: 1 on a term, 0 behind the last, -1 damaged
    bint is_taken                    # has the term that is merged


cdef class FieldMerger:
    """Merges a field.

    Args:
        sources: of each segment its dictionary, the records in its files of postings and of positions (empty where the
            field has none), its block size, and for each of its documents the new number, 0xFFFFFFFF of a deleted one.
            New numbers ascend within a segment, and from one to the next.
        kind: what is known of a term in a document, as in the dictionaries.
        scored: the scored length of each document by its new number.
        block_size: postings to a block in the new segment.

    Attributes:
        columns: bytes of the terms, offsets, document frequencies, total frequencies, docnums, sizes of the records of
            postings and of positions: what ``encode_terms`` takes. They are whole when all is encoded.
    """
    cdef Source *sources
    cdef int count
    cdef list held                                  # what the sources point into
    cdef TermKind kind
    cdef const uint32_t[::1] scored
    cdef uint32_t block_size
    cdef ByteBuffer docnums, frequencies, places, ends      # of one term, u32
    cdef ByteBuffer terms, offsets, doc_freqs, total_freqs, first_docnums, posting_sizes, position_sizes

    def __dealloc__(self):
        cdef int i
        for i in range(self.count if self.sources != NULL else 0):
            byte_buffer_free(&self.sources[i].cursor.term)
        free(self.sources)
        byte_buffer_free(&self.docnums)
        byte_buffer_free(&self.frequencies)
        byte_buffer_free(&self.places)
        byte_buffer_free(&self.ends)
        byte_buffer_free(&self.terms)
        byte_buffer_free(&self.offsets)
        byte_buffer_free(&self.doc_freqs)
        byte_buffer_free(&self.total_freqs)
        byte_buffer_free(&self.first_docnums)
        byte_buffer_free(&self.posting_sizes)
        byte_buffer_free(&self.position_sizes)

    def __init__(self, list sources not None, int kind, const uint32_t[::1] scored not None, uint32_t block_size):
        cdef int i
        self.sources = <Source *> calloc(max(1, len(sources)), sizeof(Source))
        if self.sources == NULL:
            raise MemoryError
        self.count, self.held = len(sources), []
        self.kind, self.scored, self.block_size = <TermKind> kind, scored, block_size
        for i in range(self.count):
            self._open(&self.sources[i], sources[i])
        append_number(&self.offsets, 0)

    cdef int _open(self, Source *source, tuple parts) except -1:
        cdef Dictionary dictionary = parts[0]
        cdef const uint8_t[::1] postings = parts[1], positions = parts[2]
        cdef const uint32_t[::1] new_docnums = parts[4]
        self.held += [dictionary, postings, positions, new_docnums]
        if dictionary.table.term_count and dictionary.table.kind != self.kind:
            raise ValueError("the field is of another kind in one of the segments")
        source.postings = &postings[0] if postings.shape[0] else NULL
        source.posting_bytes = postings.shape[0]
        source.positions = &positions[0] if positions.shape[0] else NULL
        source.position_bytes = positions.shape[0]
        source.new_docnums = &new_docnums[0] if new_docnums.shape[0] else NULL
        source.documents = new_docnums.shape[0]
        source.block_size = parts[3]
        self._check_docnums(source)
        source.state = term_cursor_seek(&source.cursor, &dictionary.table, 0)
        return 0

    cdef int _check_docnums(self, Source *source) except -1:
        cdef uint32_t i
        for i in range(source.documents):
            if source.new_docnums[i] != NO_DOCNUM and source.new_docnums[i] >= self.scored.shape[0]:
                raise ValueError(f"document {i} becomes {source.new_docnums[i]} of {self.scored.shape[0]}")
        return 0

    @property
    def columns(self):
        return (
            self.terms.data[:self.terms.size] if self.terms.size else b"", numbers(&self.offsets),
            numbers(&self.doc_freqs), long_numbers(&self.total_freqs), numbers(&self.first_docnums),
            numbers(&self.posting_sizes), numbers(&self.position_sizes),
        )

    def encode(self, size_t most_bytes):
        """Return the records of the next terms in the files of postings and of positions; None after the last term.

        The records come to little more than so many bytes. Raises ValueError for a source that is damaged.
        """
        cdef ByteBuffer postings = ByteBuffer(NULL, 0, 0), positions = ByteBuffer(NULL, 0, 0)
        cdef int state = 1
        try:
            with nogil:
                while state and postings.size + positions.size < most_bytes:
                    state = self._merge(&postings, &positions)
            if state == 0 and not postings.size and not positions.size:
                return None
            return (
                PyBytes_FromStringAndSize(<char *> postings.data, postings.size),
                PyBytes_FromStringAndSize(<char *> positions.data, positions.size),
            )
        finally:
            byte_buffer_free(&postings)
            byte_buffer_free(&positions)

    cdef int _merge(self, ByteBuffer *postings, ByteBuffer *positions) except -1 nogil:
        """Merge the first term that is left; 0 if none is."""
        cdef int first = self._first(), i
        if first < 0:
            return 0
        self.docnums.size = self.frequencies.size = self.places.size = 0
        for i in range(first, self.count):
            if self.sources[i].is_taken:
                self._take(i)
        if self.docnums.size:
            self._write_term(&self.sources[first].cursor.term, postings, positions)
        for i in range(self.count):
            if self.sources[i].is_taken:
                self.sources[i].state = term_cursor_next(&self.sources[i].cursor)
        return 1

    cdef int _first(self) except -2 nogil:
        """Find the first term, mark the sources that have it, and return the first of them; -1 if no term is left."""
        cdef int first = -1, i, order
        for i in range(self.count):
            self.sources[i].is_taken = False
            if self.sources[i].state < 0:
                damaged(i)
            if self.sources[i].state == 0:
                continue
            order = -1 if first < 0 else compare(&self.sources[i].cursor.term, &self.sources[first].cursor.term)
            if order < 0:
                while first >= 0 and first < i:     # those before it have a later term
                    self.sources[first].is_taken = False
                    first += 1
                first = i
            self.sources[i].is_taken = order <= 0
        return first

    cdef int _take(self, int number) except -1 nogil:
        """Add what a source has of its term to what others before it have."""
        cdef Source *source = &self.sources[number]
        cdef TermRecord *record = &source.cursor.record
        cdef PostingList postings
        cdef uint32_t block
        if record.doc_freq == 1:
            posting_list_single(&postings, record.docnum, <uint32_t> record.total_freq)
        elif record.posting_offset + record.posting_size > source.posting_bytes or not posting_list_open(
            &postings, source.postings + record.posting_offset, record.posting_size, record.doc_freq,
            source.block_size, self.kind != EXISTENCE
        ):
            damaged(number)
        if self.kind == POSITIONS and record.position_offset + record.position_size > source.position_bytes:
            damaged(number)
        for block in range(posting_list_blocks(&postings)):
            self._take_block(number, &postings, block)
        return 0

    cdef int _take_block(self, int number, const PostingList *postings, uint32_t block) except -1 nogil:
        cdef Source *source = &self.sources[number]
        cdef TermRecord *record = &source.cursor.record
        cdef uint32_t docnums[MAX_BLOCK_SIZE]
        cdef uint32_t frequencies[MAX_BLOCK_SIZE]
        cdef uint32_t i, new_docnum
        cdef int count = posting_list_decode(postings, block, docnums, frequencies), occurrences
        cdef uint32_t *places = NULL
        if count < 0 or docnums[count - 1] >= source.documents:
            damaged(number)
        if self.kind == POSITIONS:
            occurrences = positions_count(frequencies, count, record.position_size)
            if occurrences < 0:
                damaged(number)
            byte_buffer_reserve(&self.places, occurrences * sizeof(uint32_t))
            places = <uint32_t *> (self.places.data + self.places.size)
            if decode_positions(
                source.positions + record.position_offset, record.position_size,
                posting_list_position_begin(postings, block), frequencies, count, places
            ) < 0:
                damaged(number)
        for i in range(<uint32_t> count):
            new_docnum = source.new_docnums[docnums[i]]
            if new_docnum != NO_DOCNUM:
                append_number(&self.docnums, new_docnum)
                append_number(&self.frequencies, frequencies[i])
                if places != NULL:
                    self._keep_places(places, frequencies[i])
            if places != NULL:
                places += frequencies[i]
        return 0

    cdef void _keep_places(self, const uint32_t *places, uint32_t count) noexcept nogil:
        """Move positions to the end of those that are kept; they stand there or behind it."""
        cdef uint32_t *end = <uint32_t *> (self.places.data + self.places.size)
        cdef uint32_t i
        for i in range(count):
            end[i] = places[i]
        self.places.size += count * sizeof(uint32_t)

    cdef int _write_term(self, const ByteBuffer *term, ByteBuffer *postings, ByteBuffer *positions) except -1 nogil:
        cdef size_t posting_begin = postings.size, position_begin = positions.size
        cdef uint32_t count = <uint32_t> (self.docnums.size // sizeof(uint32_t))
        cdef const uint32_t *docnums = <const uint32_t *> self.docnums.data
        cdef const uint32_t *frequencies = <const uint32_t *> self.frequencies.data
        cdef uint32_t *ends = NULL
        if self.kind == POSITIONS:
            self.ends.size = 0
            byte_buffer_reserve(&self.ends, (count // self.block_size + 1) * sizeof(uint32_t))
            ends = <uint32_t *> self.ends.data
            encode_positions(
                positions, frequencies, count, <const uint32_t *> self.places.data, self.block_size, ends
            )
        if count > 1:
            encode_postings(
                postings, docnums, frequencies if self.kind != EXISTENCE else NULL, count, &self.scored[0], ends,
                self.block_size, self.kind != EXISTENCE,
            )
        byte_buffer_reserve(&self.terms, term.size)
        if term.size:
            memcpy(self.terms.data + self.terms.size, term.data, term.size)
        self.terms.size += term.size
        if self.terms.size > UINT32_MAX or positions.size - position_begin > UINT32_MAX:
            with gil:
                raise OverflowError("the terms of a field, or what belongs to one, take more than 4 GB")
        append_number(&self.offsets, <uint32_t> self.terms.size)
        append_number(&self.doc_freqs, count)
        append_number(&self.first_docnums, docnums[0])
        append_number(&self.posting_sizes, <uint32_t> (postings.size - posting_begin))
        append_number(&self.position_sizes, <uint32_t> (positions.size - position_begin))
        return append_long(&self.total_freqs, sum_of(frequencies, count))


# ---------------------------------------------------------------- numbers in buffers

cdef carray.array _U32 = array("I")
cdef carray.array _U64 = array("Q")


cdef inline int append_number(ByteBuffer *buffer, uint32_t number) except -1 nogil:
    byte_buffer_reserve(buffer, sizeof(uint32_t))
    (<uint32_t *> (buffer.data + buffer.size))[0] = number
    buffer.size += sizeof(uint32_t)
    return 0


cdef inline int append_long(ByteBuffer *buffer, uint64_t number) except -1 nogil:
    byte_buffer_reserve(buffer, sizeof(uint64_t))
    (<uint64_t *> (buffer.data + buffer.size))[0] = number
    buffer.size += sizeof(uint64_t)
    return 0


cdef inline uint64_t sum_of(const uint32_t *numbers, uint32_t count) noexcept nogil:
    cdef uint64_t total = 0
    cdef uint32_t i
    for i in range(count):
        total += numbers[i]
    return total


cdef carray.array numbers(const ByteBuffer *buffer):
    cdef carray.array found = carray.clone(_U32, buffer.size // sizeof(uint32_t), False)
    if buffer.size:
        memcpy(found.data.as_chars, buffer.data, buffer.size)
    return found


cdef carray.array long_numbers(const ByteBuffer *buffer):
    cdef carray.array found = carray.clone(_U64, buffer.size // sizeof(uint64_t), False)
    if buffer.size:
        memcpy(found.data.as_chars, buffer.data, buffer.size)
    return found


cdef int compare(const ByteBuffer *first, const ByteBuffer *second) noexcept nogil:
    cdef size_t size = first.size if first.size < second.size else second.size
    cdef int order = memcmp(first.data, second.data, size) if size else 0
    return order if order else (first.size > second.size) - (first.size < second.size)


cdef int damaged(int number) except -1 nogil:
    with gil:
        raise ValueError(f"segment {number} of those that are merged is damaged")
