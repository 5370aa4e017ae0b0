# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Stored documents found by number: which block one is in, and its bytes there."""
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

from searchlib.kernels.lz4 cimport lz4_decompress

cdef enum:
    USUAL_BYTES = 8192          # before a document and of it; more take memory of their own


cdef class StoredBlocks:
    """The compressed blocks of a segment's documents; threads may share it.

    Args:
        blocks: the bytes of all blocks.
        block_ends: where each begins, and where the last one ends.
        first_documents: number of the first document of each block, and of all documents.
        dictionary_numbers: what each block was compressed behind.
        ends: where each document ends in the text of its block.
        dictionaries: what blocks were compressed behind.

    Every method raises ValueError for what is damaged; its message begins with the block.
    """

    cdef const uint8_t[::1] blocks
    cdef const uint64_t[::1] block_ends
    cdef const uint32_t[::1] first_documents
    cdef const uint16_t[::1] dictionary_numbers
    cdef const uint32_t[::1] ends
    cdef list dictionaries
    cdef uint32_t block_count

    def __init__(self, const uint8_t[::1] blocks not None, const uint64_t[::1] block_ends not None,
                 const uint32_t[::1] first_documents not None, const uint16_t[::1] dictionary_numbers not None,
                 const uint32_t[::1] ends not None, list dictionaries not None):
        self.blocks, self.block_ends, self.first_documents = blocks, block_ends, first_documents
        self.dictionary_numbers, self.ends, self.dictionaries = dictionary_numbers, ends, dictionaries
        self.block_count = dictionary_numbers.shape[0]
        if block_ends.shape[0] != self.block_count + 1 or first_documents.shape[0] != self.block_count + 1:
            raise ValueError(f"{self.block_count} blocks with {block_ends.shape[0]} ends")

    def block_of(self, uint32_t docnum):
        """Return the block that a document stands in.

        Raises IndexError if there is no such document.
        """
        cdef uint32_t low = 0, high = self.block_count, middle
        if docnum >= self.ends.shape[0]:
            raise IndexError(f"there are {self.ends.shape[0]} stored documents, none has number {docnum}")
        while low < high:
            middle = low + (high - low) // 2
            if self.first_documents[middle] <= docnum:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            raise ValueError(f"there is no block with document {docnum}")
        return low - 1

    def record(self, uint32_t block, uint32_t docnum):
        """Return the bytes of a document, which stands in a block."""
        cdef uint32_t begin, end
        cdef uint8_t usual[USUAL_BYTES]
        cdef uint8_t *text = usual
        cdef const uint8_t[::1] dictionary
        cdef uint64_t start, size
        if block >= self.block_count or docnum >= self.ends.shape[0]:
            raise IndexError(f"there is no block {block} of {self.block_count} with document {docnum}")
        begin = self.ends[docnum - 1] if docnum > self.first_documents[block] else 0
        end = self.ends[docnum]
        start = self.block_ends[block]
        size = self.block_ends[block + 1] - start
        if self.block_ends[block + 1] < start or self.block_ends[block + 1] > <uint64_t> self.blocks.shape[0] \
                or begin > end or self.dictionary_numbers[block] >= len(self.dictionaries):
            raise ValueError(f"block {block} has no place for document {docnum}")
        # No byte of a block stands for more than 255.
        if end > 255 * size:
            raise ValueError(f"block {block} of {size} bytes cannot hold {end}")
        dictionary = self.dictionaries[self.dictionary_numbers[block]]
        if end > USUAL_BYTES:
            text = <uint8_t *> malloc(end)
            if text == NULL:
                raise MemoryError
        try:
            if lz4_decompress(
                &self.blocks[start] if size else NULL, size, text, end,
                &dictionary[0] if dictionary.shape[0] else NULL, dictionary.shape[0],
            ) < 0:
                raise ValueError(f"block {block} of {size} bytes is damaged")
            return PyBytes_FromStringAndSize(<char *> text + begin, end - begin)
        finally:
            if text != usual:
                free(text)
