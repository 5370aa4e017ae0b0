# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""From a column of whole values to their posting lists, so that a filter value is a term, too."""
from array import array

from cpython cimport array as carray
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport UINT32_MAX, uint32_t

from searchlib.kernels.packing cimport ByteBuffer, byte_buffer_free
from searchlib.kernels.posting_encoder cimport encode_postings

cdef carray.array _U32 = array("I")


def encode_values(
    const uint32_t[::1] ordinals not None, const uint32_t[::1] offsets not None, uint32_t count,
    const uint32_t[::1] scored not None, uint32_t block_size
):
    """Return of each value its document frequency, its first docnum, the bytes of its record, and the records.

    Args:
        ordinals: of a list column the ranks of all values, document after document, each once in a document; of a
            single column for each document the rank of its value plus 1, or 0.
        offsets: where the values of each document begin and end in ordinals; empty for a single column.
        count: different values.
        scored: the scored length of each document.
        block_size: postings to a block.

    Raises:
        ValueError: the column is none of so many values and documents, or a value has no document.
    """
    cdef uint32_t documents = scored.shape[0], docnum, value, i, begin, end
    cdef bint is_list = offsets.shape[0] != 0
    cdef carray.array doc_freqs = carray.clone(_U32, count, True), firsts = carray.clone(_U32, count, True)
    cdef carray.array sizes = carray.clone(_U32, count, True), ends = carray.clone(_U32, count + 1, True)
    cdef carray.array docnums = carray.clone(_U32, ordinals.shape[0], False)
    cdef ByteBuffer out = ByteBuffer(NULL, 0, 0)
    cdef size_t before
    _check(ordinals, offsets, count, documents)
    for i in range(ordinals.shape[0]):
        if is_list or ordinals[i]:
            doc_freqs.data.as_uints[ordinals[i] - (not is_list)] += 1
    for value in range(count):
        ends.data.as_uints[value + 1] = ends.data.as_uints[value] + doc_freqs.data.as_uints[value]
    for docnum in range(documents):
        begin = offsets[docnum] if is_list else docnum
        end = offsets[docnum + 1] if is_list else docnum + 1
        for i in range(begin, end):
            if is_list or ordinals[i]:
                value = ordinals[i] - (not is_list)
                docnums.data.as_uints[ends.data.as_uints[value]] = docnum
                ends.data.as_uints[value] += 1
    try:
        with nogil:
            begin = 0
            for value in range(count):
                firsts.data.as_uints[value] = docnums.data.as_uints[begin]
                if doc_freqs.data.as_uints[value] > 1:
                    before = out.size
                    encode_postings(
                        &out, docnums.data.as_uints + begin, NULL, doc_freqs.data.as_uints[value], &scored[0], NULL,
                        block_size, False,
                    )
                    sizes.data.as_uints[value] = <uint32_t> (out.size - before)
                begin = ends.data.as_uints[value]
        return doc_freqs, firsts, sizes, PyBytes_FromStringAndSize(<char *> out.data, out.size)
    finally:
        byte_buffer_free(&out)


cdef int _check(
    const uint32_t[::1] ordinals, const uint32_t[::1] offsets, uint32_t count, uint32_t documents
) except -1:
    cdef bint is_list = offsets.shape[0] != 0
    cdef Py_ssize_t i
    cdef bytearray is_met = bytearray(count)
    if ordinals.shape[0] >= UINT32_MAX:
        raise OverflowError(f"a column has {ordinals.shape[0]} values; write smaller segments")
    if is_list and (offsets.shape[0] != documents + 1 or offsets[0] != 0 or offsets[documents] != ordinals.shape[0]):
        raise ValueError(f"{offsets.shape[0]} offsets of {ordinals.shape[0]} values for {documents} documents")
    if not is_list and ordinals.shape[0] != documents:
        raise ValueError(f"{ordinals.shape[0]} values for {documents} documents")
    for i in range(documents if is_list else 0):
        if offsets[i] > offsets[i + 1]:
            raise ValueError(f"the values of document {i} end before they begin")
    for i in range(ordinals.shape[0]):
        if ordinals[i] >= count + (not is_list):
            raise ValueError(f"value {ordinals[i]} of {count}")
        if is_list or ordinals[i]:
            is_met[ordinals[i] - (not is_list)] = 1
    if not all(is_met):
        raise ValueError("there is a value that no document has")
    return 0
