"""The term dictionary of a field for other kernels: finding terms and going through them.

No function reads outside the bytes it is given, whatever they hold: damage comes back as -1, and the caller turns it
into an error that names the file. docs/FORMAT.md describes the bytes.
"""
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from searchlib.kernels.packing cimport ByteBuffer
from searchlib.kernels.term_entries cimport HEAD_BYTES, TermEntries, TermRecord, TermTable

cdef struct TermCursor:              # goes through the terms in order; begins as zeros
    const TermTable *table
    TermEntries entries
    TermRecord record                # of the term
    ByteBuffer term                  # its bytes; owned, give them back with byte_buffer_free

# Find a term: 1 and its record, 0 and a record of doc_freq 0 if there is no such term, -1 if the bytes are damaged.
cdef int term_table_find(const TermTable *table, const uint8_t *term, size_t size, TermRecord *record) noexcept nogil

# Rank of the first term that is not before one, and the record of that very term, or one of doc_freq 0; -1: damaged.
cdef int64_t term_table_seek(
    const TermTable *table, const uint8_t *term, size_t size, TermRecord *record
) noexcept nogil

# Number of terms before one that may not be there itself; -1 if the bytes are damaged.
cdef int64_t term_table_lower_bound(const TermTable *table, const uint8_t *term, size_t size) noexcept nogil

# Put a cursor on a term by its rank: 1, 0 if there are no so many terms, -1 if the bytes are damaged.
# Raises MemoryError.
cdef int term_cursor_seek(TermCursor *cursor, const TermTable *table, uint32_t term_ord) except -2 nogil

# Go to the next term: 1, 0 if that was the last one, -1 if the bytes are damaged. Raises MemoryError.
cdef int term_cursor_next(TermCursor *cursor) except -2 nogil

cdef class Dictionary:
    cdef TermTable table
    cdef const uint8_t[::1] _blob    # hold what the table points into
    cdef const uint32_t[::1] _blocks
    cdef const uint64_t[::1] _heads

cdef class TermRecords:
    cdef TermRecord *items
    cdef Py_ssize_t count

cdef inline size_t common_prefix(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size) noexcept nogil:
    """How many bytes two strings share from their beginning on."""
    cdef size_t size = a_size if a_size < b_size else b_size, i = 0
    while i < size and a[i] == b[i]:
        i += 1
    return i


cdef inline uint64_t term_head(const uint8_t *term, size_t size) noexcept nogil:
    """The first 8 bytes as a number that orders terms as they do; a shorter term is filled up with zeros."""
    cdef uint64_t head = 0
    cdef size_t i
    for i in range(HEAD_BYTES):
        head = head << 8 | (term[i] if i < size else 0)
    return head
