# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Which of many listed beginnings, or endings, a word has: one walk through a trie, not a look-up for each length.

A trie (Fredkin, "Trie memory", 1960) whose branches are kept in one hash table: from a node and a letter to a node.
"""
from types import GenericAlias

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.stdint cimport int32_t, uint32_t, uint64_t

cdef enum:
    MAX_LETTERS = 255    # of an affix
    LETTER_BITS = 21     # of a code point


cdef class Trie:
    """Affixes letter by letter, and the place of each one's value."""

    def __cinit__(self, table):
        cdef uint64_t letters = 1
        for affix in table:
            if not affix or len(affix) > MAX_LETTERS:
                raise ValueError(f"an affix has 1 to {MAX_LETTERS} letters, not {len(affix)}")
            letters += len(affix)
        self.mask = 1
        while self.mask < 2 * letters:
            self.mask *= 2
        self.branches = <Branch *> PyMem_Calloc(self.mask, sizeof(Branch))
        self.values = <int32_t *> PyMem_Calloc(letters, sizeof(int32_t))
        if self.branches == NULL or self.values == NULL:
            raise MemoryError(f"no memory for {letters} letters of affixes")
        self.mask -= 1
        self.found = []

    def __dealloc__(self):
        PyMem_Free(self.branches)
        PyMem_Free(self.values)

    cdef Branch *branch(self, uint32_t node, Py_UCS4 letter) noexcept nogil:
        """The branch of a letter, or the free place where it would be."""
        cdef uint64_t key = (<uint64_t> node << LETTER_BITS | <uint32_t> letter) + 1
        cdef uint64_t place = (key * <uint64_t> 0x9E3779B97F4A7C15) >> 20 & self.mask
        while self.branches[place].key and self.branches[place].key != key:
            place = (place + 1) & self.mask
        return &self.branches[place]

    cdef int grow(self, table, bint is_reversed) except -1:
        """Put the affixes into the trie, from their first letter on or from their last."""
        cdef uint32_t node, nodes = 1
        cdef Branch *branch
        cdef Py_UCS4 letter
        for affix, value in table.items():
            node = 0
            for letter in reversed(affix) if is_reversed else affix:
                branch = self.branch(node, letter)
                if not branch.key:
                    branch.key = (<uint64_t> node << LETTER_BITS | <uint32_t> letter) + 1
                    branch.node = nodes
                    nodes += 1
                node = branch.node
            self.found.append(value)
            self.values[node] = <int32_t> len(self.found)
        return 0

    cdef object listed(self, str word, Py_ssize_t begin, Py_ssize_t step, Py_ssize_t least, Py_ssize_t most):
        """The affixes that a word has, letters taken from a place on in steps of 1 or -1, the longest first."""
        cdef Py_ssize_t size, count = 0
        cdef uint32_t node = 0
        cdef Branch *branch
        cdef int32_t sizes[MAX_LETTERS]
        cdef int32_t places[MAX_LETTERS]
        if most > len(word):
            most = len(word)
        for size in range(1, most + 1):
            branch = self.branch(node, word[begin])
            if not branch.key:
                break
            begin += step
            node = branch.node
            if self.values[node] and size >= least:
                sizes[count], places[count] = <int32_t> size, self.values[node] - 1
                count += 1
        if not count:
            return ()
        return [(sizes[size], self.found[places[size]]) for size in range(count - 1, -1, -1)]

    cdef tuple longest(self, str word, Py_ssize_t begin):
        """Size and value of the longest affix that stands in a word from a place on; 0 and None if there is none."""
        cdef Py_ssize_t at = begin, size = 0
        cdef uint32_t node = 0
        cdef Branch *branch
        cdef object value = None
        while at < len(word):
            branch = self.branch(node, word[at])
            if not branch.key:
                break
            at += 1
            node = branch.node
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


cdef class Suffixes(Trie):
    """Endings of words, each with a value."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, table):
        self.grow(table, True)

    def of(self, str word not None, Py_ssize_t least, Py_ssize_t most):
        """Return ``(size, value)`` of those that a word has, of at least and at most so many letters, longest first."""
        return self.listed(word, len(word) - 1, -1, least, most)
