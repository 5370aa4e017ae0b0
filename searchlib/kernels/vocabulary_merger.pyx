# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Several vocabularies into one, for a merge of segments: terms in order, what is known of each added up."""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport INT32_MAX, UINT32_MAX, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp, memcpy

cdef carray.array _I32 = array("i")
cdef carray.array _U32 = array("I")
cdef carray.array _U64 = array("Q")

cdef struct Facts:                   # of the terms of a vocabulary
    const uint32_t *counts
    const int32_t *name_votes
    const uint64_t *masks
    uint32_t *ranks                  # in the new one

cdef struct Strings:                 # ascending; a place among them
    const uint8_t *blob
    const uint32_t *offsets
    uint32_t count, next


cdef Strings _strings(const uint8_t[::1] blob, const uint32_t[::1] offsets) except *:
    """Look into strings that stand one after another, which must outlive what comes back."""
    cdef Strings strings
    cdef Py_ssize_t i
    if offsets.shape[0] == 0:
        raise ValueError("there are no offsets of strings")
    for i in range(offsets.shape[0] - 1):
        if offsets[i] > offsets[i + 1] or offsets[i + 1] > blob.shape[0]:
            raise ValueError(f"the offsets of string {i} point outside the strings")
    strings.blob = &blob[0] if blob.shape[0] else NULL
    strings.offsets = &offsets[0]
    strings.count, strings.next = <uint32_t> (offsets.shape[0] - 1), 0
    return strings


cdef inline int _compare(const Strings *first, const Strings *second) noexcept nogil:
    """Compare the next strings of two rows; behind the last comes nothing."""
    cdef size_t one, other, size
    cdef int order
    if first.next == first.count or second.next == second.count:
        return (first.next == first.count) - (second.next == second.count)
    one = first.offsets[first.next + 1] - first.offsets[first.next]
    other = second.offsets[second.next + 1] - second.offsets[second.next]
    size = one if one < other else other
    order = 0
    if size:
        order = memcmp(first.blob + first.offsets[first.next], second.blob + second.offsets[second.next], size)
    return order if order else (one > other) - (one < other)


cdef Strings *_first(Strings *rows, int count) noexcept nogil:
    """The row with the first of the next strings; one that is at its end if all are."""
    cdef Strings *first = rows
    cdef int i
    for i in range(1, count):
        if _compare(&rows[i], first) < 0:
            first = &rows[i]
    return first


def merge_vocabularies(list sources not None, list kept not None):
    """Return one vocabulary of several.

    Args:
        sources: of each vocabulary its bytes, offsets, counts (u32), name votes (i32) and language masks (u64).
        kept: bytes and offsets of rows of terms in order; a term stays that is in one of these.

    Returns:
        Bytes, offsets, counts, name votes and language masks; then for each source the new rank of each of its terms,
        0xFFFFFFFF of one that is left out.

    Raises:
        ValueError: a source is damaged, or a term that stays is in none of them.
    """
    cdef int count = len(sources), kept_count = len(kept), i
    cdef Strings *rows = <Strings *> calloc(count + kept_count + 1, sizeof(Strings))
    cdef Facts *facts = <Facts *> calloc(count + 1, sizeof(Facts))
    cdef list ranks = []
    cdef size_t size = 0, terms = 0
    try:
        if rows == NULL or facts == NULL:
            raise MemoryError
        for i in range(count):
            rows[i] = _strings(sources[i][0], sources[i][1])
            ranks.append(array("I", [0xFFFFFFFF]) * rows[i].count)
            facts[i] = _facts(sources[i][2], sources[i][3], sources[i][4], ranks[i])
        for i in range(kept_count):
            rows[count + i] = _strings(kept[i][0], kept[i][1])
            size += rows[count + i].offsets[rows[count + i].count]
            terms += rows[count + i].count
        if size > UINT32_MAX:
            raise OverflowError("the terms of a segment take more than 4 GB")
        return *_merge(rows, facts, (count, kept_count), size, <uint32_t> terms), ranks
    finally:
        free(rows)
        free(facts)


cdef Facts _facts(
    const uint32_t[::1] counts, const int32_t[::1] votes, const uint64_t[::1] masks, uint32_t[::1] ranks
) except *:
    cdef Facts facts
    if not counts.shape[0] == votes.shape[0] == masks.shape[0] == ranks.shape[0]:
        raise ValueError(f"a vocabulary has {ranks.shape[0]} terms and other numbers of facts")
    if ranks.shape[0] == 0:
        return Facts(NULL, NULL, NULL, NULL)
    facts.counts, facts.name_votes, facts.masks, facts.ranks = &counts[0], &votes[0], &masks[0], &ranks[0]
    return facts


cdef tuple _merge(Strings *rows, Facts *facts, (int, int) counts, size_t size, uint32_t terms):
    """Go through the terms that stay, and in each vocabulary to the same."""
    cdef bytes blob = PyBytes_FromStringAndSize(NULL, size)
    cdef uint8_t *out = <uint8_t *> <char *> blob
    cdef carray.array offsets = carray.clone(_U32, terms + 1, True), totals = carray.clone(_U32, terms, True)
    cdef carray.array votes = carray.clone(_I32, terms, True), masks = carray.clone(_U64, terms, True)
    cdef uint32_t made = 0, end = 0, length, place
    cdef Strings *kept = rows + counts[0]
    cdef Strings *first
    cdef Strings term
    cdef bint is_known
    cdef int i
    while counts[1]:
        first = _first(kept, counts[1])
        if first.next == first.count:
            break
        term, is_known = first[0], False
        for i in range(counts[0]):
            while _compare(&rows[i], &term) < 0:
                rows[i].next += 1
            if _compare(&rows[i], &term) == 0:
                is_known, place = True, rows[i].next
                facts[i].ranks[place] = made
                totals.data.as_uints[made] = _added(totals.data.as_uints[made], facts[i].counts[place])
                votes.data.as_ints[made] = _added_votes(votes.data.as_ints[made], facts[i].name_votes[place])
                masks.data.as_ulonglongs[made] |= facts[i].masks[place]
                rows[i].next += 1
        length = term.offsets[term.next + 1] - term.offsets[term.next]
        if not is_known:
            raise ValueError(f"the term {term.blob[term.offsets[term.next]:term.offsets[term.next + 1]]!r} is in no "
                             "vocabulary of the segments that are merged")
        if length:
            memcpy(out + end, term.blob + term.offsets[term.next], length)
        end += length
        made += 1
        offsets.data.as_uints[made] = end
        for i in range(counts[1]):
            if &kept[i] != first and _compare(&kept[i], &term) == 0:
                kept[i].next += 1
        first.next += 1
    carray.resize(offsets, made + 1)
    for column in (totals, votes, masks):
        carray.resize(column, made)
    return blob[:end], offsets, totals, votes, masks


cdef inline uint32_t _added(uint32_t one, uint32_t other) noexcept nogil:
    return one + other if other <= UINT32_MAX - one else UINT32_MAX


cdef inline int32_t _added_votes(int64_t one, int64_t other) noexcept nogil:
    return <int32_t> max(<int64_t> -INT32_MAX, min(one + other, <int64_t> INT32_MAX))
