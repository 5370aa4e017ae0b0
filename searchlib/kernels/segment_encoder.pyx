# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""From inverted documents to the bytes of a segment: terms in order, their postings and positions encoded.

The inverter must not change, or be emptied, while its documents are encoded; where its terms stand may be forgotten as
soon as the records of all fields are.
"""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, qsort
from libc.string cimport memcpy

from searchlib.kernels.inverter cimport BODY, FIELDS, TITLE, Inverter, Pair
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free
from searchlib.kernels.positions cimport encode_positions
from searchlib.kernels.posting_encoder cimport encode_postings
from searchlib.kernels.streams cimport stream_decode, stream_gather
from searchlib.kernels.term_table cimport Stream, Term

cdef carray.array _I32 = array("i")
cdef carray.array _U32 = array("I")
cdef carray.array _U64 = array("Q")


cdef class SegmentEncoder:
    """The documents of an inverter, its terms in the order of their bytes.

    Args:
        inverter: holds them.
        scored_weights: how often a token of a title and of a body counts in the scored length of a document.

    Attributes:
        scored: u32, the scored length of each document.
    """
    cdef Inverter inverter
    cdef carray.array order                 # numbers of terms
    cdef readonly carray.array scored

    def __init__(self, Inverter inverter not None, tuple scored_weights not None):
        cdef uint32_t title_weight, body_weight, i
        cdef uint32_t *scored
        title_weight, body_weight = scored_weights
        self.inverter = inverter
        self.order = carray.clone(_U32, inverter.terms.count, False)
        inverter.terms.sort(self.order.data.as_uints)
        self.scored = carray.clone(_U32, inverter.documents, False)
        scored = self.scored.data.as_uints
        for i in range(inverter.documents):
            scored[i] = title_weight * inverter.lengths[<int> TITLE][i] + body_weight * inverter.lengths[<int> BODY][i]

    def lengths(self, int field):
        """Return how many tokens a field of each document has, an array of u32."""
        cdef carray.array found = carray.clone(_U32, self.inverter.documents, False)
        if not 0 <= field < FIELDS:
            raise ValueError(f"there is no field {field}")
        if self.inverter.documents:
            memcpy(found.data.as_chars, self.inverter.lengths[field], self.inverter.documents * sizeof(uint32_t))
        return found

    def vocabulary(self):
        """Return the columns of the vocabulary: bytes of all terms, offsets, counts, votes, language masks, pairs."""
        cdef uint32_t count = self.inverter.terms.count, i
        cdef carray.array offsets = carray.clone(_U32, count + 1, False), counts = carray.clone(_U32, count, False)
        cdef carray.array votes = carray.clone(_I32, count, False), masks = carray.clone(_U64, count, False)
        cdef bytes blob = PyBytes_FromStringAndSize(NULL, self.inverter.terms.bytes.size)
        cdef uint8_t *out = <uint8_t *> <char *> blob
        cdef uint32_t end = 0
        cdef Term *term
        for i in range(count):
            term = &self.inverter.terms.items[self.order.data.as_uints[i]]
            memcpy(out + end, self.inverter.terms.bytes.data + term.begin, term.size)
            offsets.data.as_uints[i] = end
            counts.data.as_uints[i], votes.data.as_ints[i] = term.count, term.name_votes
            masks.data.as_ulonglongs[i] = term.languages
            end += term.size
        offsets.data.as_uints[count] = end
        return blob, offsets, counts, votes, masks, self._followers()

    cdef tuple _followers(self):
        """Return the different pairs of terms that a hyphen joins, by their ranks, ascending."""
        cdef size_t count = self.inverter.pair_count, i, kept = 0
        cdef carray.array keys = carray.clone(_U64, count, False), firsts, seconds
        cdef uint64_t *pairs = <uint64_t *> keys.data.as_ulonglongs
        cdef Term *terms = self.inverter.terms.items
        cdef Pair pair
        for i in range(count):
            pair = self.inverter.pairs[i]
            pairs[i] = <uint64_t> terms[pair.first].rank << 32 | terms[pair.second].rank
        qsort(pairs, count, sizeof(uint64_t), &_compare)
        firsts, seconds = carray.clone(_U32, count, False), carray.clone(_U32, count, False)
        for i in range(count):
            if i == 0 or pairs[i] != pairs[i - 1]:
                firsts.data.as_uints[kept] = <uint32_t> (pairs[i] >> 32)
                seconds.data.as_uints[kept] = <uint32_t> (pairs[i] & UINT32_MAX)
                kept += 1
        carray.resize(firsts, kept)
        carray.resize(seconds, kept)
        return firsts, seconds


cdef int _compare(const void *first, const void *second) noexcept nogil:
    cdef uint64_t one = (<const uint64_t *> first)[0], other = (<const uint64_t *> second)[0]
    return (one > other) - (one < other)


cdef class FieldEncoder:
    """Encodes the terms of one field, as many at a time as make a piece of their files.

    Args:
        encoder: the segment.
        field: 0 for titles, 1 for bodies.
        block_size: postings to a block.

    Attributes:
        columns: bytes of the terms, offsets, document frequencies, total frequencies, docnums, sizes of the records of
            postings and of positions: what ``encode_terms`` takes. They are whole when all is encoded.
    """
    cdef SegmentEncoder encoder
    cdef Inverter inverter
    cdef int field
    cdef uint32_t block_size
    cdef carray.array numbers                       # of the terms, in order
    cdef carray.array doc_freqs, total_freqs, docnums, posting_sizes, position_sizes
    cdef uint32_t next                              # the first that is not encoded
    cdef uint32_t *scratch                          # docnums, frequencies, positions and ends of blocks of one term
    cdef size_t scratch_room
    cdef ByteBuffer code

    def __dealloc__(self):
        byte_buffer_free(&self.code)
        free(self.scratch)

    def __init__(self, SegmentEncoder encoder not None, int field, uint32_t block_size):
        cdef uint32_t i, kept = 0, count = encoder.inverter.terms.count
        cdef Term *term
        if not 0 <= field < FIELDS:
            raise ValueError(f"there is no field {field}")
        self.encoder, self.inverter = encoder, encoder.inverter
        self.field, self.block_size = field, block_size
        self.numbers = carray.clone(_U32, count, False)
        for i in range(count):
            term = &encoder.inverter.terms.items[encoder.order.data.as_uints[i]]
            if (term.title if field == TITLE else term.body.doc_freq) != 0:
                self.numbers.data.as_uints[kept] = encoder.order.data.as_uints[i]
                kept += 1
        carray.resize(self.numbers, kept)
        self.doc_freqs, self.total_freqs = carray.clone(_U32, kept, False), carray.clone(_U64, kept, False)
        self.docnums, self.posting_sizes = carray.clone(_U32, kept, True), carray.clone(_U32, kept, True)
        self.position_sizes = carray.clone(_U32, kept, True)

    def __len__(self):
        return len(self.numbers)

    @property
    def columns(self):
        blob, offsets = self._terms()
        return (
            blob, offsets, self.doc_freqs, self.total_freqs, self.docnums, self.posting_sizes,
            self.position_sizes,
        )

    cdef tuple _terms(self):
        """Return the bytes of all terms and where each of them begins and the last one ends."""
        cdef uint32_t count = <uint32_t> len(self.numbers), end = 0, i
        cdef size_t size = 0
        cdef Term *term
        cdef bytes blob
        cdef uint8_t *out
        cdef carray.array offsets = carray.clone(_U32, count + 1, False)
        for i in range(count):
            size += self.inverter.terms.items[self.numbers.data.as_uints[i]].size
        blob = PyBytes_FromStringAndSize(NULL, size)
        out = <uint8_t *> <char *> blob
        for i in range(count):
            term = &self.inverter.terms.items[self.numbers.data.as_uints[i]]
            memcpy(out + end, self.inverter.terms.bytes.data + term.begin, term.size)
            offsets.data.as_uints[i] = end
            end += term.size
        offsets.data.as_uints[count] = end
        return blob, offsets

    def encode(self, size_t most_bytes):
        """Return the records of the next terms in the files of postings and of positions; None after the last term.

        The records come to little more than so many bytes.
        """
        cdef uint32_t count = <uint32_t> len(self.numbers)
        cdef ByteBuffer postings = ByteBuffer(NULL, 0, 0), positions = ByteBuffer(NULL, 0, 0)
        if self.next == count:
            return None
        try:
            with nogil:
                while self.next < count and postings.size + positions.size < most_bytes:
                    self._encode(&postings, &positions)
                    self.next += 1
            return (
                PyBytes_FromStringAndSize(<char *> postings.data, postings.size),
                PyBytes_FromStringAndSize(<char *> positions.data, positions.size),
            )
        finally:
            byte_buffer_free(&postings)
            byte_buffer_free(&positions)

    cdef int _encode(self, ByteBuffer *postings, ByteBuffer *positions) except -1 nogil:
        cdef Term *term = &self.inverter.terms.items[self.numbers.data.as_uints[self.next]]
        cdef Stream *stream = &term.body if self.field == BODY else &self.inverter.titles[term.title - 1]
        cdef size_t posting_begin = postings.size, position_begin = positions.size
        cdef uint32_t count = stream.doc_freq, occurrences
        cdef uint32_t *frequencies
        cdef uint32_t *places
        cdef uint32_t *ends
        stream_gather(stream, &self.inverter.arena, &self.code)
        # Every occurrence but the last takes a byte or more.
        self._reserve(count, self.code.size + 1)
        frequencies = self.scratch + count
        ends = frequencies + count
        places = ends + count // self.block_size + 1
        occurrences = stream_decode(stream, &self.code, self.scratch, frequencies, places)
        encode_positions(positions, frequencies, count, places, self.block_size, ends)
        if count > 1:
            encode_postings(
                postings, self.scratch, frequencies, count, self.encoder.scored.data.as_uints, ends, self.block_size,
                True,
            )
        else:
            self.docnums.data.as_uints[self.next] = stream.docnum
        if positions.size - position_begin > UINT32_MAX or postings.size - posting_begin > UINT32_MAX:
            with gil:
                raise OverflowError("what belongs to a term takes more than 4 GB; write smaller segments")
        self.doc_freqs.data.as_uints[self.next] = count
        self.total_freqs.data.as_ulonglongs[self.next] = occurrences
        self.posting_sizes.data.as_uints[self.next] = <uint32_t> (postings.size - posting_begin)
        self.position_sizes.data.as_uints[self.next] = <uint32_t> (positions.size - position_begin)
        return 0

    cdef int _reserve(self, uint32_t documents, size_t occurrences) except -1 nogil:
        cdef size_t wanted = 2 * <size_t> documents + documents // self.block_size + 1 + occurrences
        if wanted > self.scratch_room:
            free(self.scratch)
            self.scratch_room = 0
            self.scratch = <uint32_t *> malloc(2 * wanted * sizeof(uint32_t))
            if self.scratch == NULL:
                with gil:
                    raise MemoryError(f"no memory for {wanted} postings and positions of a term")
            self.scratch_room = 2 * wanted
        return 0
