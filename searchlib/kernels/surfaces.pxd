"""What is known of each distinct surface, for other kernels."""
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from searchlib.kernels.language_models cimport LANES, SCRIPTS, LanguageModels, Reading
from searchlib.kernels.scan cimport Token

cdef enum:
    LONGEST_SURFACE = 255       # code points; of longer ones nothing is known but that they hold letters
    INLINE_BYTES = 24           # so that a surface takes 64 bytes
    INLINE_WORDS = 6            # of 4 bytes
    NO_SURFACE = 0xFFFFFFFFU

# Traits of surfaces, a bit set.
cdef enum:
    T_MET_AGAIN = 1             # since room was last made
    T_SCHWA = 2                 # ə
    T_TURKIC = 4                # ə ğ ş ı İ
    T_AZERBAIJANI_CYRILLIC = 8  # a Cyrillic letter of Azerbaijani
    T_RUSSIAN = 16              # a Cyrillic letter that Azerbaijani does not have
    T_CYRILLIC_SCHWA = 32       # ә
    T_LATIN_1 = 64              # a letter that may be a Turkish one in another encoding
    T_NOT_LATIN_1 = 128         # a letter or number that no Turkish text read so has
    T_DECOMPOSED = 256          # may not be in Normalization Form C
    T_CYRILLIC_COSTS = 512      # its costs are those of the Cyrillic models
    T_ELSEWHERE = 1024          # its text stands elsewhere
    T_TOO_LONG = 2048           # to be a word

cdef struct Surface:
    uint32_t hash
    uint32_t terms[2]           # numbers of its terms plus 1, without and with Turkic casing; for who inverts
    uint16_t costs[LANES]       # under the models of its script
    uint16_t traits
    uint8_t letters             # of any script, 255 for more
    uint8_t in_script[SCRIPTS]  # letters of each script that there are models for
    uint8_t words               # made of them
    uint8_t marks[SCRIPTS]      # letters that only Azerbaijani has, by script
    uint8_t foreign             # bit n: likelier foreign than in the language with number n
    uint8_t width               # bytes a code point
    uint8_t length              # code points
    uint32_t text[INLINE_WORDS]    # or the address of a LongText, after T_ELSEWHERE

cdef struct LongText:
    Py_ssize_t length           # code points
    Py_ssize_t size             # bytes of all this

# Asks for memory before it is needed.
cdef extern from *:
    """
    #ifdef __GNUC__ /* gcc and clang */
    #define PREFETCH(address) __builtin_prefetch(address)
    #else
    #define PREFETCH(address) ((void) (address))
    #endif
    """
    void PREFETCH(const void *address) nogil

cdef class SurfaceTable:
    cdef readonly LanguageModels models
    cdef void *block            # that the items stand in
    cdef Surface *items
    cdef uint32_t *slots        # number of a surface plus 1; 0 is free
    cdef uint32_t count, room, slot_mask, limit
    cdef Py_ssize_t long_bytes
    cdef int foreign_odds

    # Number of the surface data[start:end]; valid until room is made.
    cdef uint32_t find(self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end) except? NO_SURFACE
    # Numbers of the surfaces of tokens, which are in the same order.
    cdef int find_all(
        self, int kind, const void *data, const Token *tokens, Py_ssize_t count, uint32_t *surfaces
    ) except -1
    cdef uint32_t _find(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, uint32_t hash
    ) except? NO_SURFACE
    cpdef int make_room(self) except -1             # drop the rarely met if there are too many
    cpdef int clear(self) except -1
    cdef str text(self, uint32_t number)
    # What a surface costs under the models of a script, some letters taken for others.
    cdef int read(self, uint32_t number, int script, int letters, Reading *reading) except -1
    cpdef Py_ssize_t memory_bytes(self)
    cdef uint32_t _add(
        self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, uint32_t hash
    ) except? NO_SURFACE
    cdef int _keep_text(
        self, Surface *surface, int kind, const void *data, Py_ssize_t start, Py_ssize_t end
    ) except -1
    cdef void _read(self, str text, int script, Reading *reading)
    cdef int _describe(self, uint32_t number) except -1
    cdef void _take_costs(self, Surface *surface, Reading *reading) noexcept
    cdef int _find_foreign(self, Surface *surface, str text) except -1
    cdef int _grow(self) except -1
    cdef void _fill_slots(self) noexcept
    cdef void _free(self) noexcept
    cdef void _drop(self, Surface *surface) noexcept
