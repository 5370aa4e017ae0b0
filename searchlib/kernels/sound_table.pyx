# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The sounds of names, by the group of sounds that may be alike, in a hash table on disk.

A bucket holds the sounds of a few groups; which of them are of the group that is asked for the caller sees from the
sounds themselves, for a group is a function of its sounds. docs/FORMAT.md describes the bytes.
"""
from array import array
from typing import NamedTuple

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_4BYTE_KIND, PyUnicode_AsUTF8AndSize, PyUnicode_FromKindAndData
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, qsort
from libc.string cimport memset

from searchlib.kernels.packing cimport (
    VARINT_ROOM,
    ByteBuffer,
    byte_buffer_free,
    byte_buffer_reserve,
    read_varint,
    write_varint,
)
from searchlib.kernels.transcription cimport Sounds
from searchlib.kernels.strings cimport Strings, string_at, strings_free, strings_number, strings_sort

cdef enum:
    MAX_LETTERS = 64         # of all sounds together, and of one name
    ONE_TERM = 64            # bit of a last letter: the name is that of one term
    LAST = 128               # bit of a last letter
    PER_BUCKET = 8           # sounds in a bucket, on average

cdef struct Naming:
    uint32_t sounds          # number of the sounds, first by their coming, then by bucket
    uint32_t term_ord

_U32 = array("I")


class SoundColumns(NamedTuple):
    """The sections of a file that a collector fills."""

    letters: str
    sounds: bytes
    buckets: array


cdef inline uint32_t _hash(const uint8_t *data, size_t size) noexcept nogil:
    """FNV-1a of 32 bits (Fowler, Noll and Vo); part of the format."""
    cdef uint32_t value = 0x811C9DC5U
    cdef size_t i
    for i in range(size):
        value = (value ^ data[i]) * 0x01000193U
    return value


cdef int _by_sounds(const void *a, const void *b) noexcept nogil:
    cdef const Naming *one = <const Naming *> a
    cdef const Naming *other = <const Naming *> b
    if one.sounds != other.sounds:
        return 1 if one.sounds > other.sounds else -1
    return (one.term_ord > other.term_ord) - (one.term_ord < other.term_ord)


cdef class SoundCollector:
    """Collects the sounds of terms and writes them."""

    cdef Strings sounds              # a group, a colon, the sounds
    cdef ByteBuffer namings

    def __dealloc__(self):
        strings_free(&self.sounds)
        byte_buffer_free(&self.namings)

    def add(self, str group not None, str sounds not None, uint32_t term_ord):
        """Note that a term sounds so.

        Raises ValueError for sounds of no letters or too many, or a group with a colon.
        """
        cdef bytes both
        cdef Naming naming
        if not 0 < len(sounds) <= MAX_LETTERS or ":" in group:
            raise ValueError(f"{sounds!r} of group {group!r} cannot be the sounds of a name")
        both = f"{group}:{sounds}".encode()
        naming.sounds = <uint32_t> strings_number(&self.sounds, both, len(both))
        naming.term_ord = term_ord
        byte_buffer_reserve(&self.namings, sizeof(Naming))
        (<Naming *> (self.namings.data + self.namings.size))[0] = naming
        self.namings.size += sizeof(Naming)

    def finish(self):
        """Return the columns of all sounds; the collector is used up.

        Raises ValueError if they have more than 64 different letters.
        """
        cdef uint32_t count = self.sounds.count, i, mask = 0
        cdef uint32_t *order = <uint32_t *> malloc((count + 1) * sizeof(uint32_t))
        cdef size_t size
        cdef const uint8_t *data
        cdef list rows = []
        if order == NULL:
            raise MemoryError(f"no memory for {count} sounds")
        while (mask + 1) * PER_BUCKET < count:
            mask = 2 * mask + 1
        try:
            strings_sort(&self.sounds, order)
            for i in range(count):
                data = string_at(&self.sounds, order[i], &size)
                group, _, heard = PyBytes_FromStringAndSize(<const char *> data, size).decode().partition(":")
                rows.append((_hash(data, len(group.encode())) & mask, heard, order[i]))
        finally:
            free(order)
        rows.sort()
        letters = "".join(sorted({letter for _, heard, _ in rows for letter in heard}))
        if len(letters) > MAX_LETTERS:
            raise ValueError(f"sounds have {len(letters)} different letters, more than {MAX_LETTERS}")
        return self.encode(rows, letters, mask + 1)

    cdef object encode(self, list rows, str letters, uint32_t bucket_count):
        cdef carray.array buckets = carray.clone(_U32, bucket_count + 1, zero=True)
        cdef uint32_t[::1] view = buckets
        cdef uint32_t *ranks = <uint32_t *> malloc((len(rows) + 1) * sizeof(uint32_t))
        cdef Naming *naming = <Naming *> self.namings.data
        cdef size_t count = self.namings.size // sizeof(Naming), i
        cdef Naming *last = naming + count
        cdef ByteBuffer blob
        cdef uint32_t bucket, number, rank = 0, filled = 0
        if ranks == NULL:
            raise MemoryError(f"no memory for {len(rows)} sounds")
        codes = {letter: code for code, letter in enumerate(letters)}
        memset(&blob, 0, sizeof(blob))
        try:
            for rank in range(<uint32_t> len(rows)):
                number = rows[rank][2]
                ranks[number] = rank
            for i in range(count):
                naming[i].sounds = ranks[naming[i].sounds]
            qsort(naming, count, sizeof(Naming), _by_sounds)
            for bucket, heard, _ in rows:
                while filled <= bucket:
                    view[filled] = <uint32_t> blob.size
                    filled += 1
                naming = _put_sounds(&blob, bytes([codes[letter] for letter in heard]), naming, last)
                if blob.size > UINT32_MAX:
                    raise OverflowError("the sounds of a lexicon take more than 4 GB")
            while filled <= bucket_count:
                view[filled] = <uint32_t> blob.size
                filled += 1
            return SoundColumns(letters, PyBytes_FromStringAndSize(<char *> blob.data, blob.size), buckets)
        finally:
            free(ranks)
            byte_buffer_free(&blob)


cdef Naming *_put_sounds(ByteBuffer *blob, const uint8_t[::1] codes, Naming *naming, Naming *last) except NULL nogil:
    """Write the letters of sounds and the terms that have them; return the first naming behind."""
    cdef Naming *behind = naming
    cdef uint32_t count = 0, before = 0
    cdef Py_ssize_t i, size = codes.shape[0]
    while behind < last and behind.sounds == naming.sounds:
        count += behind == naming or behind.term_ord != (behind - 1).term_ord
        behind += 1
    byte_buffer_reserve(blob, size)
    for i in range(size):
        blob.data[blob.size + i] = codes[i]
    blob.data[blob.size + size - 1] |= LAST | (ONE_TERM if count == 1 else 0)
    blob.size += size
    if count > 1:
        _put(blob, count - 2)
    _put(blob, naming.term_ord)
    before = naming.term_ord
    naming += 1
    while naming < behind:
        if naming.term_ord != before:
            _put(blob, naming.term_ord - before - 1)
            before = naming.term_ord
        naming += 1
    return behind


cdef inline int _put(ByteBuffer *buffer, uint64_t value) except -1 nogil:
    byte_buffer_reserve(buffer, VARINT_ROOM)
    buffer.size = write_varint(buffer.data + buffer.size, value) - buffer.data
    return 0


cdef class SoundTable:
    """The sounds of names, from the sections of a file. Nothing in it changes: threads may share it.

    Raises ValueError, as do its methods, if the bytes are damaged.
    """

    cdef Py_UCS4 letters[MAX_LETTERS]
    cdef Py_ssize_t letter_count
    cdef uint64_t terms
    cdef const uint8_t[::1] _sounds
    cdef const uint32_t[::1] _buckets

    def __cinit__(self, str letters not None, const uint8_t[::1] sounds, const uint32_t[::1] buckets, uint32_t terms):
        cdef Py_ssize_t i, count = buckets.shape[0] - 1
        if len(letters) > MAX_LETTERS or count < 1 or count & (count - 1) or buckets[count] != sounds.shape[0]:
            raise ValueError(f"{len(letters)} letters in {count} buckets make no sense")
        self._sounds, self._buckets, self.terms, self.letter_count = sounds, buckets, terms, len(letters)
        for i in range(self.letter_count):
            self.letters[i] = letters[i]

    def find(self, str group not None, Sounds hearing not None):
        """Return the sounds with the consonants of a group, each with the ranks of its terms, ascending."""
        cdef Py_ssize_t size
        cdef const uint8_t *data = <const uint8_t *> PyUnicode_AsUTF8AndSize(group, &size)
        cdef list found = []
        self.read(_hash(data, size) & <uint32_t> (self._buckets.shape[0] - 2), group, hearing, found)
        return found

    def items(self):
        """Return the bucket, sounds and ranks of the terms of all sounds."""
        cdef list found, every = []
        cdef uint32_t bucket
        for bucket in range(<uint32_t> (self._buckets.shape[0] - 1)):
            found = []
            self.read(bucket, None, None, found)
            every.extend([(bucket, sounds, ords) for sounds, ords in found])
        return every

    cdef int read(self, uint32_t bucket, str group, Sounds hearing, list found) except -1:
        cdef uint32_t begin = self._buckets[bucket], end = self._buckets[bucket + 1]
        cdef const uint8_t *at
        cdef const uint8_t *last
        cdef Py_UCS4 heard[MAX_LETTERS]
        cdef uint8_t code
        cdef Py_ssize_t size
        cdef uint64_t count, term_ord, step
        cdef bint is_wanted
        if begin > end or end > <uint64_t> self._sounds.shape[0]:
            raise ValueError(f"bucket {bucket} lies outside the sounds")
        if begin == end:
            return 0
        at, last = &self._sounds[0] + begin, &self._sounds[0] + end
        while at < last:
            size, code = 0, 0
            while at < last and size < MAX_LETTERS and not code & LAST:
                code = at[0]
                if code & (ONE_TERM - 1) >= self.letter_count:
                    raise ValueError(f"bucket {bucket} has a letter {code} of {self.letter_count}")
                heard[size] = self.letters[code & (ONE_TERM - 1)]
                size += 1
                at += 1
            count = 0
            if not code & LAST:
                raise ValueError(f"the last sounds of bucket {bucket} have no end")
            if not code & ONE_TERM:
                at = read_varint(at, last, &count)
                count += 1
            if at != NULL:
                at = read_varint(at, last, &term_ord)
            is_wanted = group is None or hearing.has_consonants(heard, size, group)
            ords = []
            while at != NULL:
                if term_ord >= self.terms:
                    raise ValueError(f"bucket {bucket} names term {term_ord} of {self.terms}")
                if is_wanted:
                    ords.append(term_ord)
                if count == 0:
                    break
                count -= 1
                at = read_varint(at, last, &step)
                term_ord += step + 1
            if at == NULL:
                raise ValueError(f"the terms of bucket {bucket} are cut off")
            if is_wanted:
                found.append((PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, heard, size), ords))
        return 0
