# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Search in a sorted list of UTF-8 strings that stand one after another in one block of bytes.

String ``i`` is ``blob[offsets[i]:offsets[i + 1]]``. UTF-8 keeps the order of code points, so the order of bytes is
the order of Python strings.

The bytes and offsets may come from a damaged file: whatever they hold, nothing outside them is read.
"""
from array import array

from cpython cimport array as carray
from libc.stdint cimport uint32_t
from libc.string cimport memcmp

cdef enum:
    MAX_LETTERS = 64


def lower_bound(const unsigned char[::1] blob, const uint32_t[::1] offsets, bytes key not None):
    """Return the rank of the first string that is not before the key, by bisection.

    Raises ValueError if an offset on the way points outside the strings.
    """
    cdef Py_ssize_t low = 0, high = offsets.shape[0] - 1, middle, size, shared
    cdef Py_ssize_t key_size = len(key)
    cdef const unsigned char* wanted = key
    cdef int order
    while low < high:
        middle = (low + high) // 2
        _check_place(blob, offsets, middle)
        size = offsets[middle + 1] - offsets[middle]
        shared = size if size < key_size else key_size
        order = memcmp(&blob[offsets[middle]], wanted, shared) if shared else 0
        if order < 0 or (order == 0 and size < key_size):
            low = middle + 1
        else:
            high = middle
    return low


cdef int _check_place(const unsigned char[::1] blob, const uint32_t[::1] offsets, Py_ssize_t rank) except -1:
    if offsets[rank] > offsets[rank + 1] or offsets[rank + 1] > blob.shape[0]:
        raise ValueError(f"the offsets of string {rank} point outside the strings")
    return 0


cdef Py_ssize_t _decode(const unsigned char* text, Py_ssize_t size, Py_UCS4* letters) noexcept nogil:
    """Decode UTF-8 into letters; return how many, MAX_LETTERS + 1 if there are more than fit, -1 if it is cut off."""
    cdef Py_ssize_t i = 0, count = 0, left
    cdef unsigned char lead
    while i < size:
        if count == MAX_LETTERS:
            return MAX_LETTERS + 1
        lead = text[i]
        left = size - i
        if left < 4 and lead >= 0xC0 and (left < 2 or (lead >= 0xE0 and (left < 3 or lead >= 0xF0))):
            return -1
        if lead < 0x80:
            letters[count] = lead
            i += 1
        elif lead < 0xE0:
            letters[count] = ((lead & 0x1F) << 6) | (text[i + 1] & 0x3F)
            i += 2
        elif lead < 0xF0:
            letters[count] = ((lead & 0x0F) << 12) | ((text[i + 1] & 0x3F) << 6) | (text[i + 2] & 0x3F)
            i += 3
        else:
            letters[count] = ((lead & 0x07) << 18) | ((text[i + 1] & 0x3F) << 12) \
                | ((text[i + 2] & 0x3F) << 6) | (text[i + 3] & 0x3F)
            i += 4
        count += 1
    return count


def within_edits(const unsigned char[::1] blob, const uint32_t[::1] offsets, str word not None, int edits):
    """Return the ranks of the strings within so many edits of the word, and the distance of each.

    An edit inserts, deletes or changes a letter or swaps two neighbours (the optimal string alignment distance,
    Damerau 1964). Strings are sorted, so the rows of the distance table that belong to a prefix shared with the
    string before are kept. Empty strings, strings of more than 64 letters and such words have no neighbours.

    Raises ValueError if an offset points outside the strings or a string is no UTF-8.
    """
    cdef carray.array ranks = array("i")
    cdef carray.array distances = array("i")
    cdef Py_UCS4 target[MAX_LETTERS]
    cdef Py_UCS4 letters[MAX_LETTERS + 1]
    cdef Py_UCS4 previous[MAX_LETTERS + 1]
    cdef int rows[MAX_LETTERS + 2][MAX_LETTERS + 1]
    cdef int best[MAX_LETTERS + 2]
    cdef Py_ssize_t width = len(word), previous_count = 0, valid = 0, count, i, j, shared, size, rank
    cdef int cost, value
    if width > MAX_LETTERS or width == 0 or edits < 0 or offsets.shape[0] < 2:
        return ranks, distances
    for j in range(width):
        target[j] = word[j]
    for j in range(width + 1):
        rows[0][j] = <int> j
    best[0] = 0
    for rank in range(offsets.shape[0] - 1):
        _check_place(blob, offsets, rank)
        size = offsets[rank + 1] - offsets[rank]
        if size == 0:
            continue
        count = _decode(&blob[offsets[rank]], size, letters)
        if count < 0:
            raise ValueError(f"string {rank} is no UTF-8")
        if count > MAX_LETTERS:
            valid = previous_count = 0
            continue
        shared = 0
        while shared < count and shared < previous_count and letters[shared] == previous[shared]:
            shared += 1
        if shared < valid:
            valid = shared
        i = valid
        # Row i + 1 belongs to the first i + 1 letters; a row all above the limit cuts the string off.
        while i < count and best[i] <= edits:
            rows[i + 1][0] = <int> (i + 1)
            best[i + 1] = rows[i + 1][0]
            for j in range(width):
                cost = 0 if letters[i] == target[j] else 1
                value = rows[i][j] + cost
                if rows[i][j + 1] + 1 < value:
                    value = rows[i][j + 1] + 1
                if rows[i + 1][j] + 1 < value:
                    value = rows[i + 1][j] + 1
                if i > 0 and j > 0 and letters[i] == target[j - 1] and letters[i - 1] == target[j] \
                        and rows[i - 1][j - 1] + 1 < value:
                    value = rows[i - 1][j - 1] + 1
                rows[i + 1][j + 1] = value
                if value < best[i + 1]:
                    best[i + 1] = value
            i += 1
        valid = i
        if i == count and rows[count][width] <= edits:
            ranks.append(rank)
            distances.append(rows[count][width])
        for j in range(count):
            previous[j] = letters[j]
        previous_count = count
    return ranks, distances
