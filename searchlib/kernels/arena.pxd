"""Memory of one search: pieces are taken one by one and given back all at once."""
from libc.stdint cimport uint8_t
from libc.stdlib cimport free, malloc
from libc.string cimport memset

cdef enum:
    CHUNK_BYTES = 1 << 16
    PIECE_ALIGNMENT = 16

cdef struct ArenaChunk:
    ArenaChunk *before

cdef struct Arena:              # begins as zeros; give it back with arena_free
    ArenaChunk *chunk
    uint8_t *at
    size_t left
    bint is_full                # whether memory ran out


cdef inline void *arena_take(Arena *arena, size_t size) noexcept nogil:
    """Return so many bytes, not set; NULL if there is no memory, which is_full then tells."""
    cdef size_t wanted = (size + PIECE_ALIGNMENT - 1) & ~<size_t> (PIECE_ALIGNMENT - 1), room
    cdef ArenaChunk *chunk
    cdef void *piece
    if wanted > arena.left:
        room = wanted + PIECE_ALIGNMENT if wanted + PIECE_ALIGNMENT > CHUNK_BYTES else CHUNK_BYTES
        chunk = <ArenaChunk *> malloc(room)
        if chunk == NULL:
            arena.is_full = True
            return NULL
        chunk.before = arena.chunk
        arena.chunk = chunk
        arena.at = <uint8_t *> chunk + PIECE_ALIGNMENT
        arena.left = room - PIECE_ALIGNMENT
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
