"""Compressed blocks for other kernels: the LZ4 block format with a dictionary before the block."""
from libc.stdint cimport int64_t, uint8_t

# Decompress the first `size` bytes of a block into out, which has room for them; the dictionary is what the block was
# compressed behind. Returns 0, or -1 if the block is damaged or holds fewer. Nothing outside the bytes is touched.
cdef int lz4_decompress(
    const uint8_t *block, size_t block_size, uint8_t *out, size_t size,
    const uint8_t *dictionary, size_t dictionary_size
) noexcept nogil
