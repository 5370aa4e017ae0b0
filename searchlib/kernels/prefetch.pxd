"""Asking for memory before it is needed."""

cdef extern from *:
    """
    #ifdef __GNUC__ /* gcc and clang */
    #define PREFETCH(address) __builtin_prefetch(address)
    #else
    #define PREFETCH(address) ((void) (address))
    #endif
    """
    void PREFETCH(const void *address) nogil
