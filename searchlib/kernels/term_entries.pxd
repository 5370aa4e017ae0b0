"""What lies in a block of a term dictionary, read one after the other: numbers, bytes, and the record of each term.

No function reads outside the block, whatever it holds: damage is noted in the place itself. All of it is inline.
"""
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t

from searchlib.kernels.posting_encoder cimport NO_DOCNUM

cdef enum TermKind:      # what is known of a term in a document
    EXISTENCE            # that it stands there
    FREQUENCIES          # and how often
    POSITIONS            # and where

cdef enum:
    HEAD_BYTES = 8       # of the first term of a block stand in its head
    SHORT = 15           # lengths from here on have a number of their own behind the first byte of a term

cdef struct TermTable:               # the dictionary of one field as it lies in the file; owns nothing
    const uint8_t *blob
    size_t blob_size
    const uint32_t *blocks           # where each block begins in the blob, and where the last one ends
    const uint64_t *heads            # term_head of the first term of each block
    uint32_t block_count
    uint32_t term_count
    uint32_t per_block               # terms in a block
    TermKind kind

cdef struct TermRecord:              # what the dictionary knows of a term
    uint32_t term_ord
    uint32_t doc_freq                # 1 or more; 0: there is no such term
    uint32_t docnum                  # of the one document of a term with doc_freq 1, else NO_DOCNUM
    uint64_t total_freq
    uint64_t posting_offset          # its record in .pst; size 0 with doc_freq 1, which has none
    uint64_t posting_size
    uint64_t position_offset         # its record in .pos; size 0 without positions
    uint64_t position_size

cdef struct TermEntries:             # a place in a block
    const uint8_t *at
    const uint8_t *end
    uint64_t posting_end             # where the records of the term before end
    uint64_t position_end
    bint damaged

cdef enum:
    LONG_NUMBER_BYTES = 8     # at most: offsets need more than packing reads, and no sum of 56 bits overflows


cdef inline uint64_t long_number(TermEntries *entries) noexcept nogil:
    cdef uint64_t value = 0
    cdef uint8_t byte
    cdef int i
    for i in range(LONG_NUMBER_BYTES):
        if entries.at == entries.end:
            break
        byte = entries.at[0]
        entries.at += 1
        value |= <uint64_t> (byte & 0x7F) << (7 * i)
        if byte < 0x80:
            return value
    entries.damaged = True
    return 0


cdef inline uint64_t next_number(TermEntries *entries) noexcept nogil:
    """The next number; 0 if it is damaged."""
    cdef uint64_t value
    if entries.at < entries.end and entries.at[0] < 0x80:
        value = entries.at[0]
        entries.at += 1
        return value
    return long_number(entries)


cdef inline const uint8_t *next_bytes(TermEntries *entries, uint64_t *size) noexcept nogil:
    """The next bytes; size becomes 0 if there are not so many."""
    cdef const uint8_t *found = entries.at
    if size[0] > <uint64_t> (entries.end - entries.at):
        entries.damaged = True
        size[0] = 0
    entries.at += size[0]
    return found


cdef inline uint64_t next_shared_size(TermEntries *entries, uint64_t *rest) noexcept nogil:
    """Read how many bytes a term shares with the one before it, and how many are its own."""
    cdef uint64_t one = 1, shared
    cdef const uint8_t *head = next_bytes(entries, &one)
    if not one:
        rest[0] = 0
        return 0
    shared = head[0] & 15
    rest[0] = (head[0] >> 4) + 1
    if shared == SHORT:
        shared += next_number(entries)
    if rest[0] > SHORT:
        rest[0] += next_number(entries)
    return shared


cdef inline void next_bases(TermEntries *entries, TermKind kind) noexcept nogil:
    """Read where the records of a block begin; it stands behind the bytes of its first term."""
    entries.posting_end = next_number(entries)
    entries.position_end = next_number(entries) if kind == POSITIONS else 0


cdef inline void next_record(TermEntries *entries, TermKind kind, TermRecord *record) noexcept nogil:
    """Read what stands behind the bytes of a term."""
    cdef uint64_t code = next_number(entries)
    cdef uint64_t doc_freq = (code >> <int> kind) + 1
    cdef uint64_t number = next_number(entries)
    if doc_freq > UINT32_MAX or (doc_freq == 1 and number >= NO_DOCNUM):
        entries.damaged = True
    record.doc_freq = <uint32_t> doc_freq
    record.docnum = <uint32_t> number if doc_freq == 1 else NO_DOCNUM
    record.posting_offset = entries.posting_end
    record.posting_size = 0 if doc_freq == 1 else number
    entries.posting_end += record.posting_size
    record.total_freq = doc_freq
    if kind != EXISTENCE and (code >> (<int> kind - 1)) & 1:
        record.total_freq += next_number(entries) + 1
    record.position_offset = entries.position_end
    record.position_size = 0
    if kind == POSITIONS:
        record.position_size = next_number(entries) if code & 1 else record.total_freq
        entries.position_end += record.position_size
