# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Chains of suffixes: which of very many endings stands in a word, and after which stems it may.

They lie in a trie, letter by letter, so that they are read from a text and looked up in a word without a string for
each of them.
"""
cimport cython
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, uint64_t

from searchlib.kernels.affixes cimport Trie


cdef class Chains(Trie):
    """Endings, each with its profile: bytes that say after which stems it may stand.

    An ending that is there twice has the least bytes of both profiles.

    Args:
        lines: a profile and the endings that have it, with a blank between them.
    """

    cdef readonly tuple lines
    cdef dict numbers         # of the profiles, by the profiles

    def __init__(self, lines):
        cdef bytes profile
        cdef str endings
        self.lines = tuple(lines)
        self.numbers = {}
        for profile, endings in self.lines:
            self.add(endings, self.number_of(profile))

    cdef int add(self, str endings, int32_t number) except -1:
        """Put endings with the profile of a number into the trie."""
        cdef Py_ssize_t begin = 0, end
        cdef uint64_t node
        for end in range(len(endings) + 1):
            if end == len(endings) or endings[end] == u" ":
                if end > begin:
                    node = self.node_of(endings, begin, 1, end - begin)
                    self.values[node] = self.least(self.values[node], number)
                begin = end + 1
        return 0

    cdef int32_t number_of(self, bytes profile) except 0:
        cdef int32_t number = self.numbers.get(profile, 0)
        if not number:
            self.found.append(profile)
            number = self.numbers[profile] = <int32_t> len(self.found)
        return number

    cdef int32_t least(self, int32_t known, int32_t number) except 0:
        """The number of the profile with the least bytes of two; of one if there is no other."""
        if not known or known == number:
            return number
        cdef const unsigned char *one = self.found[known - 1]
        cdef const unsigned char *other = self.found[number - 1]
        cdef Py_ssize_t place, size = min(len(self.found[known - 1]), len(self.found[number - 1]))
        cdef bytes least = PyBytes_FromStringAndSize(NULL, size)
        for place in range(size):
            (<unsigned char *> least)[place] = min(one[place], other[place])
        return self.number_of(least)

    @cython.final
    cdef int32_t number_at(self, str word, Py_ssize_t start) noexcept:
        """The number of the profile of what stands in a word from a place on; 0 if that is no ending."""
        cdef uint64_t node = 0
        for start in range(start, len(word)):
            node = self.behind_letter(node, word[start])
            if not node:
                return 0
        return self.values[node]

    def profile(self, str word not None, Py_ssize_t start):
        """Return the profile of what stands in a word from a place on; None if that is no ending."""
        cdef int32_t number = self.number_at(word, max(start, 0))
        return self.found[number - 1] if number else None

    def beginning(self, str word not None, Py_ssize_t start):
        """Return ``(end, profile)`` of the endings that begin at a place in a word, the longest first."""
        cdef uint64_t node = 0
        cdef list found = None
        for start in range(max(start, 0), len(word)):
            node = self.behind_letter(node, word[start])
            if not node:
                break
            if self.values[node]:
                if found is None:
                    found = []
                found.append((start + 1, self.found[self.values[node] - 1]))
        if found is None:
            return ()
        found.reverse()
        return found

    def ending(self, str word not None, Py_ssize_t least):
        """Return ``(start, profile)`` of those that a word ends in, if so many letters are left, the shortest first."""
        cdef Py_ssize_t start
        cdef int32_t number
        cdef list found = []
        for start in range(len(word) - 1, max(least, 0) - 1, -1):
            number = self.number_at(word, start)
            if number:
                found.append((start, self.found[number - 1]))
        return found
