# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Collects the keys that the terms of a vocabulary are filed under."""
from array import array

from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, qsort
from libc.string cimport memcmp, memcpy, memset

from searchlib.kernels.entry_encoder cimport CollectedKeys, Filing, by_text, encode_entries, term_at
from searchlib.kernels.entry_reader cimport (
    ENTRY_BLOCK,
    HAS_ROWS,
    HAS_TEXTS,
    NO_SET,
    Entry,
    EntryTable,
    entry_head,
    entry_open,
    entry_row,
    entry_text,
    entry_text_count,
    tag_size,
)
from searchlib.kernels.lexicon_entries cimport LexiconEntries
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.strings cimport strings_free, strings_number
from searchlib.kernels.union_terms cimport (
    UnionCursor,
    union_cursor_free,
    union_cursor_next,
    union_cursor_seek,
)

cdef enum:
    OWN_LETTERS = 0xFFFFFFFFU    # the text of a key that has the letters of the term itself
    NO_TERM = 0xFFFFFFFFU

cdef struct Taken:               # of another lexicon
    const uint32_t *set_numbers  # by its sets: which they are here
    const uint32_t *new_ords     # by its terms
    const uint8_t *text          # whose rows are read
    size_t size
    ByteBuffer joined, found     # letters of a text; terms of a row


cdef class KeyCollector:
    """Keys of the terms of a vocabulary; keys of one term are best added one after another."""

    cdef CollectedKeys keys
    cdef ByteBuffer open_keys        # Filing, with tags instead of sets: of the term whose keys are coming
    cdef uint32_t open_term
    cdef object _columns             # hold what the keys point into

    def __cinit__(
        self, const uint8_t[::1] blob, const uint32_t[::1] offsets, const int32_t[::1] name_votes,
        const uint64_t[::1] language_masks,
    ):
        cdef Py_ssize_t i
        if offsets.shape[0] != name_votes.shape[0] + 1 or language_masks.shape[0] != name_votes.shape[0]:
            raise ValueError(f"{offsets.shape[0]} offsets and {language_masks.shape[0]} masks do not fit "
                             f"{name_votes.shape[0]} terms")
        for i in range(offsets.shape[0] - 1):
            if offsets[i] > offsets[i + 1] or offsets[i + 1] > blob.shape[0]:
                raise ValueError(f"the offsets of term {i} point outside the terms")
        self._columns = (blob, offsets, name_votes, language_masks)
        self.keys.count = <uint32_t> name_votes.shape[0]
        self.keys.offsets = &offsets[0]
        if self.keys.count:
            self.keys.blob = &blob[0] if blob.shape[0] else NULL
            self.keys.name_votes, self.keys.languages = &name_votes[0], &language_masks[0]
        self.open_term = NO_TERM
        self.keys.own_sets = <uint32_t *> calloc(self.keys.count + 1, sizeof(uint32_t))
        if self.keys.own_sets == NULL:
            raise MemoryError(f"no memory for {self.keys.count} terms")
        strings_number(&self.keys.sets, NULL, 0)      # NO_SET

    def __dealloc__(self):
        strings_free(&self.keys.texts)
        strings_free(&self.keys.tags)
        strings_free(&self.keys.sets)
        byte_buffer_free(&self.keys.filings)
        byte_buffer_free(&self.open_keys)
        free(self.keys.own_sets)

    def add(self, str key not None, uint32_t term_ord):
        """Let a key lead to a term.

        Raises ValueError for a key without a tag, and IndexError for a term that the vocabulary does not have.
        """
        cdef Py_ssize_t size
        cdef const uint8_t *data = <const uint8_t *> PyUnicode_AsUTF8AndSize(key, &size)
        cdef size_t tag = tag_size(data, size), term_size
        cdef const uint8_t *term
        cdef Filing filing
        if not tag:
            raise ValueError(f"the key {key!r} has no tag")
        if term_ord >= self.keys.count:
            raise IndexError(f"there are {self.keys.count} terms, none has number {term_ord}")
        if term_ord != self.open_term:
            self.close_term()
            self.open_term = term_ord
        filing.tag_set = <uint32_t> strings_number(&self.keys.tags, data, tag)
        if filing.tag_set > 0xFFFF:
            raise OverflowError("there are too many languages")
        term = term_at(&self.keys, term_ord, &term_size)
        size -= tag + 1
        if <size_t> size == term_size and (size == 0 or memcmp(term, data + tag + 1, size) == 0):
            filing.text = OWN_LETTERS
        else:
            filing.text = <uint32_t> strings_number(&self.keys.texts, data + tag + 1, size)
        filing.term_ord = term_ord
        _append(&self.open_keys, &filing)

    cdef int close_term(self) except -1 nogil:
        """File the term whose keys have come: once under each text, with all its tags there."""
        cdef Filing *keys = <Filing *> self.open_keys.data
        cdef Py_ssize_t count = self.open_keys.size // sizeof(Filing), begin = 0, end
        cdef uint16_t tags[256]
        cdef uint32_t size
        cdef Filing filing
        qsort(keys, count, sizeof(Filing), by_text)
        while begin < count:
            size = 0
            end = begin
            while end < count and keys[end].text == keys[begin].text and size < 256:
                if size == 0 or tags[size - 1] != keys[end].tag_set:
                    tags[size] = <uint16_t> keys[end].tag_set
                    size += 1
                end += 1
            filing.text, filing.term_ord = keys[begin].text, keys[begin].term_ord
            filing.tag_set = <uint32_t> strings_number(&self.keys.sets, <const uint8_t *> tags, size * sizeof(uint16_t))
            self.file(&filing)
            begin = end
        self.open_keys.size = 0
        return 0

    cdef int file(self, Filing *filing) except -1 nogil:
        cdef size_t size
        cdef const uint8_t *term
        if filing.text == OWN_LETTERS:
            if self.keys.own_sets[filing.term_ord] == NO_SET:
                self.keys.own_sets[filing.term_ord] = filing.tag_set
                return 0
            term = term_at(&self.keys, filing.term_ord, &size)
            filing.text = <uint32_t> strings_number(&self.keys.texts, term, size)
        _append(&self.keys.filings, filing)
        return 0

    def take_over(self, LexiconEntries source not None, const uint32_t[::1] new_ords):
        """File terms under the keys that another lexicon has for them, those of followers excepted.

        new_ords has for each of its terms the rank in this vocabulary, 0xFFFFFFFF for those that are not taken over.

        Raises ValueError if the bytes of the lexicon are damaged, and for ranks that do not fit.
        """
        cdef uint32_t *set_numbers
        cdef Py_ssize_t i
        cdef int state
        if <uint32_t> new_ords.shape[0] != source.table.term_count:
            raise ValueError(f"{new_ords.shape[0]} ranks do not fit {source.table.term_count} terms")
        for i in range(new_ords.shape[0]):
            if new_ords[i] >= self.keys.count and new_ords[i] != NO_TERM:
                raise ValueError(f"term {new_ords[i]} is not one of {self.keys.count}")
        self.close_term()
        self.open_term = NO_TERM
        set_numbers = <uint32_t *> calloc(source.table.set_count, sizeof(uint32_t))
        if set_numbers == NULL:
            raise MemoryError(f"no memory for {source.table.set_count} sets")
        try:
            self.number_sets(source, set_numbers)
            state = self.take_over_entries(source, set_numbers, new_ords) if new_ords.shape[0] else 1
        finally:
            free(set_numbers)
        if state < 0:
            raise ValueError("the entries of a lexicon are damaged")

    cdef int number_sets(self, LexiconEntries source, uint32_t *set_numbers) except -1:
        """Find the sets of another lexicon among ours, without the tag of followers."""
        cdef uint32_t i, begin = 0, end
        cdef bytes tag
        cdef list numbers = []
        for name in source.tags:
            tag = name.encode()
            numbers.append(strings_number(&self.keys.tags, tag, len(tag)))
        follower = source.tags.get("h")
        for i in range(source.table.set_count):
            end = source.table.set_ends[i]
            tags = [source.table.set_tags[place] for place in range(begin, end)]
            if any(number >= len(numbers) for number in tags):
                raise ValueError(f"set {i} has a tag that there is not")
            packed = array("H", sorted(numbers[number] for number in tags if number != follower)).tobytes()
            set_numbers[i] = <uint32_t> strings_number(&self.keys.sets, packed, len(packed))
            begin = end
        return 0

    cdef int take_over_entries(
        self, LexiconEntries source, const uint32_t *set_numbers, const uint32_t[::1] new_ords
    ) except -2:
        """Go through the entries of another lexicon; -1 if its bytes are damaged."""
        cdef const EntryTable *table = &source.table
        cdef UnionCursor cursor
        cdef Entry entry
        cdef Taken taken
        cdef uint64_t texts, shared, rest
        cdef const uint8_t *own
        cdef uint32_t term_ord
        cdef int state
        memset(&cursor, 0, sizeof(cursor))
        memset(&taken, 0, sizeof(taken))
        taken.set_numbers, taken.new_ords = set_numbers, &new_ords[0]
        try:
            with nogil:
                state = union_cursor_seek(&cursor, &source.terms.terms, 0)
                for term_ord in range(table.term_count + 1):
                    if term_ord % ENTRY_BLOCK == 0:
                        entry_open(table, term_ord, &entry)
                    else:
                        entry_head(table, &entry)
                    if entry.damaged or entry.profile.own_set >= table.set_count or state < 0 \
                            or (state == 0) != (term_ord == table.term_count):
                        return -1
                    taken.size = 0 if state == 0 else cursor.size
                    taken.text = cursor.term
                    if state == 1 and new_ords[term_ord] != NO_TERM:
                        self.file_taken(&taken, OWN_LETTERS, entry.profile.own_set, new_ords[term_ord])
                    if entry.profile.flags & HAS_ROWS:
                        self.take_rows(table, &entry, term_ord, &taken)
                    texts = entry_text_count(&entry) if entry.profile.flags & HAS_TEXTS else 0
                    while texts and not entry.damaged:
                        own = entry_text(&entry, &shared, &rest)
                        if shared > (0 if state == 0 else cursor.size):
                            return -1
                        taken.joined.size = 0
                        byte_buffer_reserve(&taken.joined, shared + rest + 1)
                        if shared:
                            memcpy(taken.joined.data, cursor.term, shared)
                        if rest:
                            memcpy(taken.joined.data + shared, own, rest)
                        taken.text, taken.size = taken.joined.data, shared + rest
                        self.take_rows(table, &entry, term_ord, &taken)
                        texts -= 1
                    if entry.damaged:
                        return -1
                    if state == 1:
                        state = union_cursor_next(&cursor)
        finally:
            union_cursor_free(&cursor)
            byte_buffer_free(&taken.joined)
            byte_buffer_free(&taken.found)
        return 1

    cdef int take_rows(self, const EntryTable *table, Entry *entry, uint32_t term_ord, Taken *taken) except -1 nogil:
        """File the terms of the rows of a text."""
        cdef uint32_t tag_set = 0, text = NO_TERM, new_ord
        cdef size_t i
        cdef bint more = True
        while more:
            taken.found.size = 0
            more = entry_row(table, entry, term_ord, &tag_set, &taken.found)
            if entry.damaged:
                break
            for i in range(taken.found.size // sizeof(uint32_t)):
                new_ord = taken.new_ords[(<uint32_t *> taken.found.data)[i]]
                if new_ord == NO_TERM or taken.set_numbers[tag_set] == NO_SET:
                    continue
                if text == NO_TERM:
                    text = <uint32_t> strings_number(&self.keys.texts, taken.text, taken.size)
                self.file_taken(taken, text, tag_set, new_ord)
        return 0

    cdef int file_taken(self, const Taken *taken, uint32_t text, uint32_t tag_set, uint32_t new_ord) except -1 nogil:
        cdef Filing filing
        filing.text, filing.tag_set, filing.term_ord = text, taken.set_numbers[tag_set], new_ord
        return self.file(&filing) if filing.tag_set != NO_SET else 0

    def finish(self):
        """Return the columns of all entries; the collector is used up.

        Raises ValueError if the terms do not ascend.
        """
        self.close_term()
        return encode_entries(&self.keys)


cdef inline int _append(ByteBuffer *buffer, const Filing *filing) except -1 nogil:
    byte_buffer_reserve(buffer, sizeof(Filing))
    (<Filing *> (buffer.data + buffer.size))[0] = filing[0]
    buffer.size += sizeof(Filing)
    return 0
