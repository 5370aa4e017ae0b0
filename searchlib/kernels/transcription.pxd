"""Sounds for other kernels."""
from libc.stdint cimport uint8_t

cdef enum:
    ALPHABET = 0x250         # code points below which sounds lie

cdef class Sounds:
    cdef Py_UCS4 classes[ALPHABET]
    cdef uint8_t is_glide[ALPHABET]
    cdef uint8_t is_vowel[ALPHABET]
    cdef uint8_t is_vowel_class[ALPHABET]
    cdef uint8_t is_never_double[ALPHABET]
    cdef uint8_t is_voiceless[ALPHABET]
    cdef Py_UCS4 devoiced[ALPHABET]
    cdef Py_UCS4 devoiced_end[ALPHABET]
    cdef Py_UCS4 first_softened, second_softened, double
    cdef Py_ssize_t devoice(self, Py_UCS4 *heard, Py_ssize_t count) noexcept

    # Whether settled sounds, with letters among them that are none, have the consonants of a group.
    cdef bint has_consonants(self, const Py_UCS4 *sounds, Py_ssize_t count, str group) noexcept
