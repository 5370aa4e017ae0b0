# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a lexicon knows of its terms: languages, whether a term is a name, and which terms are filed under a text.

The entries stand in blocks of a few terms; a look-up finds the place of a text among the terms and walks through one
block. docs/FORMAT.md describes the bytes.

The bytes may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport qsort
from libc.string cimport memcmp, memset

from searchlib.kernels.entry_reader cimport (
    ENTRY_BLOCK,
    HAS_ROWS,
    HAS_TEXTS,
    NO_TAG,
    Entry,
    entry_head,
    entry_open,
    entry_rows,
    entry_skip,
    entry_text,
    entry_text_count,
    note_term,
    set_has,
    tag_size,
)
from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve
from searchlib.kernels.terms cimport common_prefix
from searchlib.kernels.union_terms cimport (
    UnionCursor,
    UnionTerms,
    union_cursor_free,
    union_cursor_seek,
    union_seek,
)

LETTERS = {letter: 1 << number for number, letter in enumerate("srfaeh")}
_I32 = array("i")
_U64 = array("Q")


cdef int _order(const void *a, const void *b) noexcept nogil:
    cdef uint32_t one = (<const uint32_t *> a)[0], other = (<const uint32_t *> b)[0]
    return (one > other) - (one < other)


cdef int _by_term(const void *a, const void *b) noexcept nogil:
    cdef uint32_t one = (<const Filed *> a).term_ord, other = (<const Filed *> b).term_ord
    return (one > other) - (one < other)


cdef list _listed(ByteBuffer *found):
    """The numbers that were noted, each once, ascending."""
    cdef uint32_t *numbers = <uint32_t *> found.data
    cdef Py_ssize_t count = found.size // sizeof(uint32_t), i
    cdef bint ascends = True
    for i in range(1, count):
        ascends = ascends and numbers[i - 1] < numbers[i]
    if not ascends:
        qsort(numbers, count, sizeof(uint32_t), _order)
    return [numbers[i] for i in range(count) if i == 0 or numbers[i] != numbers[i - 1]]


# ---------------------------------------------------------------- for Python

cdef class LexiconEntries:
    """The entries of a lexicon, from the sections of a file. Nothing in it changes: threads may share it.

    columns are entries, entry_blocks, profile_languages, profile_keys, set_tags and set_ends, as a KeyCollector gives
    them. Raises ValueError, as do its methods, if the bytes are damaged.
    """

    def __cinit__(self, UnionTerms terms not None, tags, columns):
        cdef const uint8_t[::1] blob = columns[0]
        cdef const uint32_t[::1] blocks = columns[1], profile_keys = columns[3], set_ends = columns[5]
        cdef const uint64_t[::1] profile_languages = columns[2]
        cdef const uint16_t[::1] set_tags = columns[4]
        cdef Py_ssize_t i
        self.terms = terms
        self.tags = {tag: number for number, tag in enumerate(tags)}
        self._columns = (blob, blocks, profile_languages, profile_keys, set_tags, set_ends)
        self.table.term_count = terms.terms.count
        if blocks.shape[0] != self.table.term_count // ENTRY_BLOCK + 2 \
                or profile_languages.shape[0] != profile_keys.shape[0] or not profile_keys.shape[0] \
                or not set_ends.shape[0] or set_ends[set_ends.shape[0] - 1] != set_tags.shape[0] or blob.shape[0] == 0:
            raise ValueError(f"entries in {blocks.shape[0]} blocks do not fit {len(terms)} terms")
        for i in range(set_ends.shape[0]):
            if set_ends[i] > set_tags.shape[0] or (i and set_ends[i] < set_ends[i - 1]):
                raise ValueError(f"set {i} of {set_ends.shape[0]} lies outside the tags")
        self.table.blob, self.table.blob_size = &blob[0], blob.shape[0]
        self.table.blocks, self.table.block_count = &blocks[0], <uint32_t> (blocks.shape[0] - 1)
        self.table.profile_languages, self.table.profile_keys = &profile_languages[0], &profile_keys[0]
        self.table.profile_count = <uint32_t> profile_keys.shape[0]
        self.table.set_tags = &set_tags[0] if set_tags.shape[0] else NULL
        self.table.set_ends, self.table.set_count = &set_ends[0], <uint32_t> set_ends.shape[0]
        self.table.tag_count = <uint32_t> len(self.tags)

    def facts(self, uint32_t term_ord):
        """Return the name votes and the languages, a bit for each, of a term.

        Raises IndexError if there are not so many terms.
        """
        cdef Entry entry
        if term_ord >= self.table.term_count:
            raise IndexError(f"there are {self.table.term_count} terms, none has number {term_ord}")
        entry_open(&self.table, term_ord, &entry)
        if entry.damaged:
            raise ValueError(f"the entry of term {term_ord} is damaged")
        return entry.name_votes, entry.profile.languages

    def facts_columns(self):
        """Return the name votes and the languages of all terms."""
        cdef carray.array votes = carray.clone(_I32, self.table.term_count, zero=True)
        cdef carray.array languages = carray.clone(_U64, self.table.term_count, zero=True)
        cdef int[::1] vote_view = votes
        cdef uint64_t[::1] language_view = languages
        cdef Entry entry
        cdef uint32_t term_ord
        for term_ord in range(self.table.term_count):
            if term_ord % ENTRY_BLOCK == 0:
                entry_open(&self.table, term_ord, &entry)
            else:
                entry_head(&self.table, &entry)
            if entry.damaged:
                raise ValueError(f"the entry of term {term_ord} is damaged")
            vote_view[term_ord], language_view[term_ord] = <int> entry.name_votes, entry.profile.languages
            entry_skip(&self.table, &entry, term_ord)
        return votes, languages

    def pairs(self, str tag not None):
        """Return two columns: terms that others are filed under with a tag, and those others, all by their ranks."""
        cdef carray.array texts = array("I"), term_ords = array("I")
        cdef ByteBuffer found
        cdef Entry entry
        cdef uint32_t term_ord
        cdef int number = self.tags.get(tag, NO_TAG)
        memset(&found, 0, sizeof(found))
        try:
            for term_ord in range(self.table.term_count if number >= 0 else 0):
                if term_ord % ENTRY_BLOCK == 0:
                    entry_open(&self.table, term_ord, &entry)
                else:
                    entry_head(&self.table, &entry)
                if set_has(&self.table, entry.profile.own_set, number):
                    note_term(&found, term_ord)
                if entry.profile.flags & HAS_ROWS:
                    entry_rows(&self.table, &entry, term_ord, number, &found)
                    entry.profile.flags &= ~HAS_ROWS
                if found.size:
                    ords = _listed(&found)
                    texts.extend(array("I", [term_ord] * len(ords)))
                    term_ords.extend(array("I", ords))
                    found.size = 0
                entry_skip(&self.table, &entry, term_ord)
                if entry.damaged:
                    raise ValueError(f"the entry of term {term_ord} is damaged")
        finally:
            byte_buffer_free(&found)
        return texts, term_ords

    def term_ords(self, str key not None):
        """Return the ranks of the terms that a key leads to, ascending; none if there is no such key."""
        cdef Py_ssize_t size
        cdef const uint8_t *data = <const uint8_t *> PyUnicode_AsUTF8AndSize(key, &size)
        cdef size_t tag = tag_size(data, size)
        cdef ByteBuffer found
        cdef int state
        number = self.tags.get(PyBytes_FromStringAndSize(<const char *> data, tag).decode())
        if number is None:
            return []
        memset(&found, 0, sizeof(found))
        try:
            state = self.collect(data + tag + 1, size - tag - 1, number, &found)
            if state < 0:
                raise ValueError(f"the entries are damaged near the key {key!r}")
            return _listed(&found)
        finally:
            byte_buffer_free(&found)

    def related(self, list keys not None):
        """Return the terms that keys lead to, ascending, each with the letters of its keys: the sum of LETTERS."""
        cdef ByteBuffer found, related
        cdef Py_ssize_t size, i
        cdef size_t tag, same_size = 0
        cdef const uint8_t *data
        cdef const uint8_t *same_text = NULL
        cdef str key
        cdef Place place
        cdef Filed filed
        memset(&found, 0, sizeof(found))
        memset(&related, 0, sizeof(related))
        try:
            for key in keys:
                data = <const uint8_t *> PyUnicode_AsUTF8AndSize(key, &size)
                tag = tag_size(data, size)
                number = self.tags.get(key[:tag])
                if number is None:
                    continue
                data, size = data + tag + 1, size - tag - 1
                # Keys of several languages often have one text.
                if same_text == NULL or <size_t> size != same_size or memcmp(data, same_text, size):
                    same_text, same_size = data, size
                    if self.place(data, size, &place) < 0:
                        raise ValueError(f"the entries are damaged near the key {key!r}")
                found.size = 0
                if self.collect_at(&place, data, size, number, &found) < 0:
                    raise ValueError(f"the entries are damaged near the key {key!r}")
                filed.letters = LETTERS.get(key[0], 0)
                for i in range(<Py_ssize_t> (found.size // sizeof(uint32_t))):
                    filed.term_ord = (<uint32_t *> found.data)[i]
                    byte_buffer_reserve(&related, sizeof(Filed))
                    (<Filed *> (related.data + related.size))[0] = filed
                    related.size += sizeof(Filed)
            return self.related_terms(<Filed *> related.data, related.size // sizeof(Filed))
        finally:
            byte_buffer_free(&found)
            byte_buffer_free(&related)

    cdef list related_terms(self, Filed *filed, Py_ssize_t count):
        """Return the terms, each once with all letters."""
        cdef list terms = []
        cdef UnionCursor cursor
        cdef Py_ssize_t i = 0
        cdef uint32_t letters
        memset(&cursor, 0, sizeof(cursor))
        qsort(filed, count, sizeof(Filed), _by_term)
        try:
            while i < count:
                letters = 0
                if union_cursor_seek(&cursor, &self.terms.terms, filed[i].term_ord) != 1:
                    raise ValueError(f"the terms are damaged near number {filed[i].term_ord}")
                while True:
                    letters |= filed[i].letters
                    i += 1
                    if i == count or filed[i].term_ord != filed[i - 1].term_ord:
                        break
                terms.append((PyUnicode_DecodeUTF8(<const char *> cursor.term, cursor.size, NULL), letters))
        finally:
            union_cursor_free(&cursor)
        return terms

    cdef int place(self, const uint8_t *text, size_t size, Place *place) except -2:
        """Find the entry of a text or of the term behind it."""
        place.rank = union_seek(&self.terms.terms, text, size, &place.is_term)
        if place.rank < 0 or place.rank > self.table.term_count:
            return -1
        entry_open(&self.table, <uint32_t> place.rank, &place.entry)
        return -1 if place.entry.damaged else 1

    cdef int collect(self, const uint8_t *text, size_t size, int tag, ByteBuffer *found) except -2:
        """Note the terms filed under a text with a tag; -1 if the bytes are damaged."""
        cdef Place place
        return self.collect_at(&place, text, size, tag, found) if self.place(text, size, &place) == 1 else -1

    cdef int collect_at(
        self, const Place *place, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2:
        """The same, where the place of the text is known."""
        cdef Entry entry = place.entry
        if place.is_term:
            if set_has(&self.table, entry.profile.own_set, tag):
                note_term(found, <uint32_t> place.rank)
            if entry.profile.flags & HAS_ROWS:
                entry_rows(&self.table, &entry, <uint32_t> place.rank, tag, found)
        elif entry.profile.flags & HAS_TEXTS:
            return self.collect_between(&entry, <uint32_t> place.rank, text, size, tag, found)
        return -1 if entry.damaged else 1

    cdef int collect_between(
        self, Entry *entry, uint32_t rank, const uint8_t *text, size_t size, int tag, ByteBuffer *found
    ) except -2:
        """Note the terms filed under a text that is no term, but stands before one."""
        cdef UnionCursor cursor
        cdef size_t common = 0
        cdef uint64_t texts, shared, rest
        cdef const uint8_t *own
        memset(&cursor, 0, sizeof(cursor))
        if rank < self.table.term_count:
            try:
                if union_cursor_seek(&cursor, &self.terms.terms, rank) != 1:
                    return -1
                common = common_prefix(text, size, cursor.term, cursor.size)
            finally:
                union_cursor_free(&cursor)
        if entry.profile.flags & HAS_ROWS:
            entry_rows(&self.table, entry, rank, NO_TAG, NULL)
        texts = entry_text_count(entry)
        while texts and not entry.damaged:
            own = entry_text(entry, &shared, &rest)
            if shared <= common and shared + rest == size and (rest == 0 or memcmp(own, text + shared, rest) == 0):
                entry_rows(&self.table, entry, rank, tag, found)
                break
            entry_rows(&self.table, entry, rank, NO_TAG, NULL)
            texts -= 1
        return -1 if entry.damaged else 1

    def check(self):
        """Read every entry; ValueError says what is wrong."""
        cdef Entry entry
        cdef uint32_t term_ord
        cdef uint64_t place
        for place in range(self.table.profile_count):
            if self.table.profile_keys[place] >> 4 >= self.table.set_count:
                raise ValueError(f"profile {place} has a set that there is not")
        for place in range(self.table.set_ends[self.table.set_count - 1]):
            if self.table.set_tags[place] >= self.table.tag_count:
                raise ValueError(f"a set has tag {self.table.set_tags[place]} of {self.table.tag_count}")
        for term_ord in range(self.table.term_count + 1):
            if term_ord % ENTRY_BLOCK == 0:
                if term_ord and entry.at != entry.end:
                    raise ValueError(f"there are bytes behind the entry of term {term_ord - 1}")
                entry_open(&self.table, term_ord, &entry)
            else:
                entry_head(&self.table, &entry)
            entry_skip(&self.table, &entry, term_ord)
            if entry.damaged:
                raise ValueError(f"the entry of term {term_ord} is damaged")
        if entry.at != entry.end or self.table.blocks[self.table.block_count] != self.table.blob_size:
            raise ValueError("there are bytes behind the last entry")
