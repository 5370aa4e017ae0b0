# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""A segment as the scorers see it, and the terms of a query bound to their posting lists in all segments."""
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcmp

from searchlib.kernels.packing cimport byte_buffer_free
from searchlib.kernels.postings cimport (
    MAX_BLOCK_SIZE, length_of_code, posting_list_blocks, posting_list_decode, posting_list_open, posting_list_single,
)
from searchlib.kernels.term_entries cimport EXISTENCE, POSITIONS, TermRecord
from searchlib.kernels.terms cimport (
    Dictionary,
    TermCursor,
    term_cursor_next,
    term_cursor_seek,
    term_table_find,
    term_table_lower_bound,
)


cdef class SearchedSegment:
    """One segment, ready to be searched. Nothing in it changes: threads may share it.

    Args:
        dictionaries: the term dictionary of each field.
        records: the bytes of all posting lists, and those of all positions.
        block_size: postings to a block.
        lengths: scored length of each document, u32.
        live: 1 for each document that is there, 0 for each that is deleted; None if all are there.
        norm: what a frequency is compared with is norm[0] + norm[1] * length.
        doc_base: number of the first document in the whole index.
    """

    def __init__(self, dict dictionaries not None, tuple records not None, uint32_t block_size,
                 const uint32_t[::1] lengths not None, const uint8_t[::1] live, tuple norm not None,
                 uint32_t doc_base):
        cdef int code, length
        self._dictionaries = dictionaries
        self._postings, self._positions = records
        self._lengths, self._live = lengths, live
        self.block_size = block_size
        self.doc_base = doc_base
        self.facts.doc_count = lengths.shape[0]
        self.facts.lengths = &lengths[0] if lengths.shape[0] else NULL
        self.shorten_lengths()
        if live is not None:
            if live.shape[0] != lengths.shape[0]:
                raise ValueError(f"{live.shape[0]} marks of deletion for {lengths.shape[0]} documents")
            self.facts.deleted_count = self.facts.doc_count - sum(live)
            self.facts.live = &live[0] if self.facts.deleted_count else NULL
        self.facts.norm_base, self.facts.norm_slope = norm
        for code in range(LENGTH_CODES - 1):
            self.inverse_norms[code] = 1 / (self.facts.norm_base + self.facts.norm_slope * length_of_code(code))
        for length in range(LONG_LENGTH):
            self.inverse_by_length[length] = 1 / (self.facts.norm_base + self.facts.norm_slope * length)
        self.facts.inverse_norms = self.inverse_norms
        self.facts.inverse_by_length = self.inverse_by_length

    cdef int shorten_lengths(self) except -1:
        cdef uint32_t docnum
        self.short_lengths = <uint8_t *> PyMem_Malloc(self.facts.doc_count or 1)
        if self.short_lengths == NULL:
            raise MemoryError
        for docnum in range(self.facts.doc_count):
            self.short_lengths[docnum] = <uint8_t> min(self._lengths[docnum], <uint32_t> LONG_LENGTH)
        self.facts.short_lengths = self.short_lengths
        return 0

    def __dealloc__(self):
        PyMem_Free(self.short_lengths)

    def __len__(self):
        return self.facts.doc_count

    @property
    def deleted_count(self):
        """Number of deleted documents."""
        return self.facts.deleted_count

    cdef int open_list(self, BoundList *list, object dictionary, bytes term) except -1:
        """Open the posting list of a term; 0 if there is no such term."""
        cdef TermRecord record
        cdef Dictionary opened = <Dictionary> dictionary
        cdef int found = term_table_find(
            &opened.table, <const uint8_t *> PyBytes_AS_STRING(term), PyBytes_GET_SIZE(term), &record
        )
        if found < 0:
            raise ValueError(f"the dictionary is damaged near the term {term!r}")
        if not found:
            return 0
        if not open_record(self, &list.list, &record, opened.table.kind != EXISTENCE):
            raise ValueError(f"the postings of {term!r} are damaged")
        list.positions = NULL
        list.position_size = record.position_size
        if opened.table.kind == POSITIONS:
            if record.position_size > <uint64_t> self._positions.shape[0] \
                    or record.position_offset > <uint64_t> self._positions.shape[0] - record.position_size:
                raise ValueError(f"the positions of {term!r} are not in their file")
            list.positions = &self._positions[record.position_offset] if record.position_size else NULL
        return 1


cdef bint open_record(
    SearchedSegment segment, PostingList *list, const TermRecord *record, bint has_frequencies
) noexcept:
    cdef uint64_t size = segment._postings.shape[0]
    if record.doc_freq == 1:
        posting_list_single(list, record.docnum, <uint32_t> record.total_freq)
        return record.docnum < segment.facts.doc_count and 0 < record.total_freq <= 0xFFFFFFFFU
    if record.posting_size > size or record.posting_offset > size - record.posting_size or not record.posting_size:
        return False
    return posting_list_open(
        list, &segment._postings[record.posting_offset], record.posting_size, record.doc_freq, segment.block_size,
        has_frequencies,
    )


cdef class TermLists:
    """The posting lists of a group's members in all segments, found once and read by many queries.

    Args:
        segments: the segments of a snapshot.
        terms: the members, their bytes.
        weights: how much an occurrence of each counts.
        exact: whether each is the very word.
        fields: pairs of name and boost.

    Attributes:
        counted: documents that the members count as being in: those of each, in the field where they are most, times
            its weight.
        exact_counted: the same over the exact members.
        has_bonus: whether some members, but not all, are exact.

    Raises:
        ValueError: the files are damaged.
    """

    def __cinit__(self, tuple segments not None, list terms not None, list weights not None, list exact not None,
                  tuple fields not None):
        cdef uint32_t most = len(segments) * len(terms) * len(fields), count = 0, number, member
        cdef SearchedSegment segment
        cdef BoundList *list
        cdef uint64_t *doc_freqs
        self.segments = segments
        self.lists = <BoundList *> PyMem_Calloc(most or 1, sizeof(BoundList))
        self.begins = <uint32_t *> PyMem_Calloc(len(segments) + 1, sizeof(uint32_t))
        doc_freqs = <uint64_t *> PyMem_Calloc(len(terms) * len(fields) or 1, sizeof(uint64_t))
        if self.lists == NULL or self.begins == NULL or doc_freqs == NULL:
            PyMem_Free(doc_freqs)
            raise MemoryError
        try:
            for number, segment in enumerate(segments):
                self.begins[number] = count
                for field, (name, boost) in enumerate(fields):
                    dictionary = segment._dictionaries.get(name)
                    if dictionary is None:
                        continue
                    for member, term in enumerate(terms):
                        list = self.lists + count
                        if not segment.open_list(list, dictionary, term):
                            continue
                        list.field, list.boost = field, boost
                        list.weight, list.is_exact = weights[member], exact[member]
                        doc_freqs[member * len(fields) + field] += list.list.doc_freq
                        count += 1
            self.begins[len(segments)] = count
            self.count_documents(doc_freqs, len(fields), weights, exact)
        finally:
            PyMem_Free(doc_freqs)

    cdef int count_documents(
        self, const uint64_t *doc_freqs, Py_ssize_t fields, list weights, list exact
    ) except -1:
        cdef Py_ssize_t member, field
        cdef uint64_t most
        for member in range(len(weights)):
            most = 0
            for field in range(fields):
                most = max(most, doc_freqs[member * fields + field])
            self.counted += weights[member] * most
            if exact[member]:
                self.exact_counted += weights[member] * most
        self.has_bonus = any(exact) and not all(exact)
        return 0

    def __dealloc__(self):
        PyMem_Free(self.lists)
        PyMem_Free(self.begins)

    def __len__(self):
        return self.begins[len(self.segments)]


cdef class FilterBits:
    """The documents of a segment that have a value between two, both included, as a row of bits.

    Args:
        segment: the segment.
        field: a field of whole values.
        low: the first value that counts.
        high: the last one.

    Attributes:
        count: number of documents, deleted ones too.

    Raises:
        ValueError: the files are damaged.
    """

    def __cinit__(self, SearchedSegment segment not None, str field not None, bytes low not None,
                  bytes high not None):
        cdef TermCursor cursor
        cdef Dictionary dictionary = <Dictionary> segment._dictionaries.get(field)
        cdef int64_t start
        cdef int state = 0
        self.segment = segment
        self.bits = <uint64_t *> PyMem_Calloc(words_of(segment.facts.doc_count), sizeof(uint64_t))
        if self.bits == NULL:
            raise MemoryError
        if dictionary is None:
            return
        cursor.term.data, cursor.term.size, cursor.term.room = NULL, 0, 0
        start = term_table_lower_bound(
            &dictionary.table, <const uint8_t *> PyBytes_AS_STRING(low), PyBytes_GET_SIZE(low)
        )
        try:
            state = term_cursor_seek(&cursor, &dictionary.table, <uint32_t> start) if start >= 0 else -1
            while state == 1 and is_up_to(&cursor, high):
                if not mark_documents(segment, &cursor.record, dictionary.table.kind != EXISTENCE, self.bits):
                    raise ValueError(f"the postings of field {field!r} are damaged")
                state = term_cursor_next(&cursor)
        finally:
            byte_buffer_free(&cursor.term)
        if state < 0:
            raise ValueError(f"the dictionary of field {field!r} is damaged")
        self.count = count_bits(self.bits, words_of(segment.facts.doc_count))

    def __dealloc__(self):
        PyMem_Free(self.bits)

    def __contains__(self, uint32_t docnum):
        return docnum < self.segment.facts.doc_count and (self.bits[docnum >> 6] >> (docnum & 63)) & 1


cdef inline size_t words_of(uint32_t doc_count) noexcept:
    return doc_count // 64 + 1


cdef bint is_up_to(const TermCursor *cursor, bytes high):
    cdef size_t size = PyBytes_GET_SIZE(high), shorter = min(size, cursor.term.size)
    cdef int order = memcmp(cursor.term.data, PyBytes_AS_STRING(high), shorter)
    return order < 0 or (order == 0 and cursor.term.size <= size)


cdef bint mark_documents(
    SearchedSegment segment, const TermRecord *record, bint has_frequencies, uint64_t *bits
) noexcept:
    """Set the documents of a term; False if they are damaged."""
    cdef PostingList list
    cdef uint32_t docnums[MAX_BLOCK_SIZE]
    cdef uint32_t block
    cdef int count, i
    if not open_record(segment, &list, record, has_frequencies):
        return False
    for block in range(posting_list_blocks(&list)):
        count = posting_list_decode(&list, block, docnums, NULL)
        if count <= 0 or docnums[count - 1] >= segment.facts.doc_count:
            return False
        for i in range(count):
            bits[docnums[i] >> 6] |= <uint64_t> 1 << (docnums[i] & 63)
    return True


cdef uint64_t count_bits(const uint64_t *words, size_t count) noexcept:
    cdef uint64_t total = 0, word
    cdef size_t i
    for i in range(count):
        word = words[i]
        while word:
            word &= word - 1
            total += 1
    return total
