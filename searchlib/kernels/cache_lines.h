#ifndef SEARCHLIB_CACHE_LINES_H
#define SEARCHLIB_CACHE_LINES_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_LINE 64

/* Memory that begins with a cache line, so that an item of 64 bytes takes one and not parts of two.
   *block is what to give to free(), NULL at first; lines is what was returned last, of which so many bytes are kept.
   Returns NULL if there is no memory; then all is as it was. */
static inline void *resize_lines(void **block, void *lines, size_t kept, size_t size) {
    size_t before = *block ? (size_t)((char *)lines - (char *)*block) : 0;
    char *moved, *begin;
    if (size > SIZE_MAX - CACHE_LINE || !(moved = (char *)realloc(*block, size + CACHE_LINE)))
        return NULL;
    begin = moved + (-(uintptr_t)moved & (CACHE_LINE - 1));
    if (kept && (size_t)(begin - moved) != before)
        memmove(begin, moved + before, kept);
    *block = moved;
    return begin;
}

#endif
