# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""An article as it is stored: sizes, a head in JSON, the title and the body, in UTF-8."""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_AsUTF8String
from libc.stdint cimport UINT32_MAX, uint8_t, uint32_t
from libc.string cimport memcpy, strlen

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free, byte_buffer_reserve

cdef enum:
    SIZE_BYTES = 12             # of the sizes of head and title and the number of pieces, u32 each
    LONGEST_ESCAPE = 6          # \u001f

cdef carray.array _U32 = array("I")


cdef int _put(ByteBuffer *out, const char *data, size_t size) except -1:
    byte_buffer_reserve(out, size)
    if size:
        memcpy(out.data + out.size, data, size)
    out.size += size
    return 0


cdef int _put_text(ByteBuffer *out, str text) except -1:
    cdef bytes encoded
    cdef const char *data
    cdef Py_ssize_t size = 0
    if text.isascii():
        data = PyUnicode_AsUTF8AndSize(text, &size)
        return _put(out, data, size)
    # Asked for its UTF-8 in place, a string keeps it as long as it lives.
    encoded = PyUnicode_AsUTF8String(text)
    return _put(out, PyBytes_AS_STRING(encoded), PyBytes_GET_SIZE(encoded))


cdef int _put_quoted(ByteBuffer *out, str text) except -1:
    """Write a text as a string of JSON, of which nothing is escaped that need not be."""
    cdef bytes encoded = PyUnicode_AsUTF8String(text)
    cdef const uint8_t *data = <const uint8_t *> PyBytes_AS_STRING(encoded)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(encoded), i
    cdef uint8_t *at
    byte_buffer_reserve(out, LONGEST_ESCAPE * size + 2)
    at = out.data + out.size
    at[0] = c'"'
    at += 1
    for i in range(size):
        if data[i] >= 0x20 and data[i] != c'"' and data[i] != c"\\":
            at[0] = data[i]
            at += 1
        else:
            at = _escape(at, data[i])
    at[0] = c'"'
    out.size = at + 1 - out.data
    return 0


cdef uint8_t *_escape(uint8_t *at, uint8_t letter) noexcept:
    """Write a letter that cannot stand in a string of JSON; return where it ends."""
    cdef const char *letters = b'"\\\b\f\n\r\t'
    cdef const char *names = b'"\\bfnrt'
    cdef const char *digits = b"0123456789abcdef"
    cdef int i
    at[0] = c"\\"
    for i in range(7):
        if letters[i] == <char> letter:
            at[1] = names[i]
            return at + 2
    memcpy(at + 1, b"u00", 3)
    at[4], at[5] = digits[letter >> 4], digits[letter & 15]
    return at + LONGEST_ESCAPE


cdef int _put_value(ByteBuffer *out, const char *name, str value) except -1:
    if value is None:
        return 0
    _put(out, name, strlen(name))
    return _put_quoted(out, value)


cdef int _put_head(ByteBuffer *out, tuple head) except -1:
    article_id, language, source, author, url, date, tags, extra = head
    _put_value(out, b'{"id":', article_id)
    _put_value(out, b',"language":', language)
    _put_value(out, b',"source":', source)
    _put_value(out, b',"author":', author)
    _put_value(out, b',"url":', url)
    _put_value(out, b',"date":', date)
    if tags is not None:
        _put(out, b',"tags":', 8)
        _put_text(out, tags)
    if extra is not None:
        _put(out, b',"extra":', 9)
        _put_text(out, extra)
    return _put(out, b"}", 1)


def encode_head(tuple head not None):
    """Return the head of an article.

    Args:
        head: id, language, source, author, url and date, None for what there is not, and tags and extra as JSON, None
            for empty ones.
    """
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    try:
        _put_head(&out, head)
        return PyBytes_FromStringAndSize(<char *> out.data, out.size)
    finally:
        byte_buffer_free(&out)


cdef int _put_record(ByteBuffer *out, tuple head, str title, str body) except -1:
    cdef size_t begin = out.size, title_begin, body_begin
    cdef uint32_t sizes[3]
    byte_buffer_reserve(out, SIZE_BYTES)
    out.size += SIZE_BYTES
    _put_head(out, head)
    title_begin = out.size
    _put_text(out, title)
    body_begin = out.size
    if body_begin - begin > UINT32_MAX:
        raise OverflowError("a stored article has a title or other fields of 4 GB or more")
    _put_text(out, body)
    sizes[0], sizes[1] = <uint32_t> (title_begin - begin - SIZE_BYTES), <uint32_t> (body_begin - title_begin)
    sizes[2] = 0
    memcpy(out.data + begin, sizes, SIZE_BYTES)
    return 0


def encode_record(tuple head not None, str title not None, str body not None):
    """Return an article whose body is not cut.

    Raises OverflowError if head or title take 4 GB or more.
    """
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    try:
        _put_record(&out, head, title, body)
        return PyBytes_FromStringAndSize(<char *> out.data, out.size)
    finally:
        byte_buffer_free(&out)


cdef class RecordBlock:
    """Articles as they are stored, one behind the other, until they are taken as a block."""
    cdef ByteBuffer bytes
    cdef ByteBuffer ends                # u32, where each of them ends

    def __dealloc__(self):
        byte_buffer_free(&self.bytes)
        byte_buffer_free(&self.ends)

    def __len__(self):
        return self.ends.size // sizeof(uint32_t)

    def add(self, tuple head not None, str title not None, str body not None):
        """Add an article whose body is not cut, as encode_record does; return how many bytes there are.

        After an error the block is as it was.
        """
        cdef size_t before = self.bytes.size
        try:
            _put_record(&self.bytes, head, title, body)
            return self._end_record()
        except BaseException:
            self.bytes.size = before
            raise

    def append(self, const uint8_t[::1] record not None):
        """Add an article that is encoded; return how many bytes there are."""
        if record.shape[0]:
            _put(&self.bytes, <const char *> &record[0], record.shape[0])
        return self._end_record()

    cdef object _end_record(self):
        if self.bytes.size > UINT32_MAX:
            raise OverflowError("a block of stored articles takes 4 GB or more")
        byte_buffer_reserve(&self.ends, sizeof(uint32_t))
        (<uint32_t *> (self.ends.data + self.ends.size))[0] = <uint32_t> self.bytes.size
        self.ends.size += sizeof(uint32_t)
        return self.bytes.size

    def take(self):
        """Return the bytes of all articles and where each ends, an array of u32; there are none left."""
        cdef carray.array ends = carray.clone(_U32, self.ends.size // sizeof(uint32_t), False)
        block = PyBytes_FromStringAndSize(<char *> self.bytes.data, self.bytes.size)
        if self.ends.size:
            memcpy(ends.data.as_chars, self.ends.data, self.ends.size)
        self.bytes.size = self.ends.size = 0
        return block, ends
