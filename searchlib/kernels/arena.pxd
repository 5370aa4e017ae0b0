"""Memory of one search: pieces are taken one by one and given back all at once."""
from libc.stdint cimport uint8_t
from libc.stdlib cimport free, malloc
from libc.string cimport memset

cdef enum:
    CHUNK_BYTES = 1 << 17
    MOST_KEPT_BYTES = 1 << 23
    PIECE_ALIGNMENT = 16

cdef struct ArenaChunk:
    ArenaChunk *before
    size_t size                 # bytes behind this head

cdef struct Arena:              # begins as zeros; give it back with arena_free
    ArenaChunk *chunk
    uint8_t *at
    size_t left
    bint is_full                # whether memory ran out


cdef inline bint arena_grow(Arena *arena, size_t size) noexcept nogil:
    """Add a chunk of so many bytes."""
    cdef ArenaChunk *chunk = <ArenaChunk *> malloc(sizeof(ArenaChunk) + size)
    if chunk == NULL:
        arena.is_full = True
        return False
    chunk.before = arena.chunk
    chunk.size = size
    arena.chunk = chunk
    arena.at = <uint8_t *> chunk + sizeof(ArenaChunk)
    arena.left = size
    return True


cdef inline void *arena_take(Arena *arena, size_t size) noexcept nogil:
    """Return so many bytes, not set; NULL if there is no memory, which is_full then tells."""
    cdef size_t wanted = (size + PIECE_ALIGNMENT - 1) & ~<size_t> (PIECE_ALIGNMENT - 1)
    cdef void *piece
    if wanted > arena.left and not arena_grow(arena, wanted if wanted > CHUNK_BYTES else CHUNK_BYTES):
        return NULL
    piece = arena.at
    arena.at += wanted
    arena.left -= wanted
    return piece


cdef inline void *arena_take_zeros(Arena *arena, size_t size) noexcept nogil:
    """Return so many bytes of 0; NULL if there is no memory."""
    cdef void *piece = arena_take(arena, size)
    if piece != NULL:
        memset(piece, 0, size)
    return piece


cdef inline void arena_free(Arena *arena) noexcept nogil:
    cdef ArenaChunk *before
    while arena.chunk != NULL:
        before = arena.chunk.before
        free(arena.chunk)
        arena.chunk = before
    arena.at = NULL
    arena.left = 0


cdef inline void arena_clear(Arena *arena) noexcept nogil:
    """Take back all pieces, and keep the memory in one chunk for the next search, unless it is much."""
    cdef size_t size = 0
    cdef ArenaChunk *chunk = arena.chunk
    while chunk != NULL:
        size += chunk.size
        chunk = chunk.before
    if size > MOST_KEPT_BYTES or (arena.chunk != NULL and arena.chunk.before != NULL):
        arena_free(arena)
        if size <= MOST_KEPT_BYTES:
            arena_grow(arena, size)
    elif arena.chunk != NULL:
        arena.at = <uint8_t *> arena.chunk + sizeof(ArenaChunk)
        arena.left = size
    arena.is_full = False
