# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Which of many listed beginnings, or endings, a word has: one walk through a trie, not a look-up for each length.

A trie (Fredkin, "Trie memory", 1960) whose branches are kept in one hash table: from a node and a letter to a node.
"""
from operator import itemgetter
from types import GenericAlias

cimport cython
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport int32_t, uint64_t

cdef enum:
    MAX_LETTERS = 255    # of an affix
    LETTER_BITS = 21     # of a code point
    NODE_BITS = 21
    NODE = (1 << NODE_BITS) - 1
    FEWEST_BRANCHES = 1 << 8


cdef object END = itemgetter(0)


cdef inline uint64_t key_of(uint64_t node, Py_UCS4 letter) noexcept nogil:
    return node << LETTER_BITS | <uint64_t> letter


cdef class Trie:
    """Affixes letter by letter, and the place of each one's value."""

    def __cinit__(self):
        self.mask = FEWEST_BRANCHES - 1
        self.branches = <uint64_t *> PyMem_Calloc(FEWEST_BRANCHES, sizeof(uint64_t))
        self.values = <int32_t *> PyMem_Malloc(FEWEST_BRANCHES * sizeof(int32_t))
        if self.branches == NULL or self.values == NULL:
            raise MemoryError("no memory for affixes")
        self.nodes, self.values[0] = 1, 0
        self.found = []

    def __dealloc__(self):
        PyMem_Free(self.branches)
        PyMem_Free(self.values)

    @cython.final
    cdef uint64_t place(self, uint64_t key) noexcept nogil:
        """The place of a branch, or the free one where it would be."""
        cdef uint64_t place = (key * <uint64_t> 0x9E3779B97F4A7C15) >> 20 & self.mask
        while self.branches[place] and self.branches[place] >> NODE_BITS != key:
            place = (place + 1) & self.mask
        return place

    @cython.final
    cdef uint64_t behind_letter(self, uint64_t node, Py_UCS4 letter) noexcept nogil:
        """The node that a letter leads to from another; 0 if there is none."""
        return self.branches[self.place(key_of(node, letter))] & NODE

    cdef int grow(self, table, bint is_reversed) except -1:
        """Put the affixes into the trie, from their first letter on or from their last."""
        cdef uint64_t node
        for affix, value in table.items():
            if not affix or len(affix) > MAX_LETTERS:
                raise ValueError(f"an affix has 1 to {MAX_LETTERS} letters, not {len(affix)}")
            node = self.node_of(affix, len(affix) - 1 if is_reversed else 0, -1 if is_reversed else 1, len(affix))
            self.found.append(value)
            self.values[node] = <int32_t> len(self.found)
        return 0

    cdef uint64_t node_of(self, str text, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t letters) except 0:
        """The node of so many letters of a text, from a place on in steps of 1 or -1; made if there is none."""
        cdef uint64_t node = 0, branch
        while letters:
            branch = self.behind_letter(node, text[begin])
            if not branch:
                if 2 * self.nodes > self.mask:
                    self.widen()
                branch = self.nodes
                self.branches[self.place(key_of(node, text[begin]))] = key_of(node, text[begin]) << NODE_BITS | branch
                self.values[branch] = 0
                self.nodes += 1
            node = branch
            begin += step
            letters -= 1
        return node

    cdef int widen(self) except -1:
        """Make room for twice as many branches: half of the places stay free, so that few are passed over."""
        cdef uint64_t *narrow = self.branches
        cdef uint64_t place, places = self.mask + 1
        if self.nodes > NODE // 2:
            raise ValueError(f"affixes have {NODE // 2} letters at most where they differ")
        values = <int32_t *> PyMem_Realloc(self.values, 2 * places * sizeof(int32_t))
        if values != NULL:
            self.values = values
        branches = <uint64_t *> PyMem_Calloc(2 * places, sizeof(uint64_t))
        if values == NULL or branches == NULL:
            PyMem_Free(branches)
            raise MemoryError(f"no memory for {places} branches of affixes")
        self.branches, self.mask = branches, 2 * places - 1
        for place in range(places):
            if narrow[place]:
                self.branches[self.place(narrow[place] >> NODE_BITS)] = narrow[place]
        PyMem_Free(narrow)
        return 0

    @cython.final
    cdef Py_ssize_t walk(
        self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most,
        int32_t *sizes, int32_t *places,
    ) noexcept:
        """Note sizes and places of the affixes that a word has, letters taken from a place on in steps of 1 or -1."""
        cdef Py_ssize_t size, count = 0
        cdef uint64_t node = 0
        for size in range(1, most + 1):
            node = self.behind_letter(node, word[begin])
            if not node:
                break
            begin += step
            if self.values[node] and size >= least:
                sizes[count], places[count] = <int32_t> size, self.values[node] - 1
                count += 1
        return count

    cdef object listed(self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most):
        """The affixes that a word has, letters taken from a place on in steps of 1 or -1, the longest first."""
        cdef int32_t sizes[MAX_LETTERS]
        cdef int32_t places[MAX_LETTERS]
        cdef Py_ssize_t count = self.walk(word, begin, step, least, min(most, len(word)), sizes, places)
        if not count:
            return ()
        return [(sizes[size], self.found[places[size]]) for size in range(count - 1, -1, -1)]

    cdef tuple longest(self, str word, Py_ssize_t begin):
        """Size and value of the longest affix that stands in a word from a place on; 0 and None if there is none."""
        cdef Py_ssize_t at = begin, size = 0
        cdef uint64_t node = 0
        cdef object value = None
        while at < len(word):
            node = self.behind_letter(node, word[at])
            if not node:
                break
            at += 1
            if self.values[node]:
                size, value = at - begin, self.found[self.values[node] - 1]
        return size, value


cdef class Prefixes(Trie):
    """Beginnings of words, each with a value."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, table):
        self.grow(table, False)

    def of(self, str word not None, Py_ssize_t least, Py_ssize_t most):
        """Return ``(size, value)`` of those that a word has, of at least and at most so many letters, longest first."""
        return self.listed(word, 0, 1, least, most)

    def behind(self, Prefixes heads not None, str word not None, Py_ssize_t least, Py_ssize_t most):
        """Return ``(end, start, value)`` of those that a word has at its beginning or behind one of other beginnings.

        They end after at least and at most so many letters of the word; those that end last come first, of them those
        that start first.
        """
        cdef int32_t starts[MAX_LETTERS]
        cdef int32_t sizes[MAX_LETTERS]
        cdef int32_t places[MAX_LETTERS]
        cdef Py_ssize_t last = min(most, len(word)), heads_count, count, start, head, place
        cdef list found = None
        heads_count = heads.walk(word, 0, 1, 1, last, starts, places)
        for head in range(-1, heads_count):
            start = starts[head] if head >= 0 else 0
            count = self.walk(word, start, 1, least - start, last - start, sizes, places)
            if count and found is None:
                found = []
            for place in range(count):
                found.append((start + sizes[place], start, self.found[places[place]]))
        if found is None:
            return ()
        found.sort(key=END, reverse=True)
        return found


cdef class Suffixes(Trie):
    """Endings of words, each with a value."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, table):
        self.grow(table, True)

    def of(self, str word not None, Py_ssize_t least, Py_ssize_t most):
        """Return ``(size, value)`` of those that a word has, of at least and at most so many letters, longest first."""
        return self.listed(word, len(word) - 1, -1, least, most)
