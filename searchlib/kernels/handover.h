/* Waiting awake for the interpreter, for a moment, before sleeping until it is free.
 *
 * A search that runs without the interpreter takes some tens of microseconds, and so does waking a thread. Threads that
 * search one after the other meet at the interpreter often and hold it for a few microseconds only; if each that comes
 * back were put to sleep, they would use one core together. So whoever comes back while another search has the
 * interpreter waits awake first, as adaptive mutexes do. The wait is bounded: the holder may do something long.
 */
#ifndef SEARCHLIB_HANDOVER_H
#define SEARCHLIB_HANDOVER_H

#define MOST_PAUSES 1000 /* about as long as a search: 15 to 40 microseconds, by the processor */

/* Whether the last thread that came back from a search has the interpreter, as far as searches know. */
static int has_come_back = 0;

static inline void pause_processor(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

/* Say that the interpreter is about to be free. */
static inline void will_leave(void) { __atomic_store_n(&has_come_back, 0, __ATOMIC_RELAXED); }

/* Say that the interpreter is taken. */
static inline void have_come_back(void) { __atomic_store_n(&has_come_back, 1, __ATOMIC_RELAXED); }

/* Wait until it is free, or as long as waiting awake may pay. */
static inline void before_coming_back(void) {
    for (int i = 0; i < MOST_PAUSES && __atomic_load_n(&has_come_back, __ATOMIC_RELAXED); i++)
        pause_processor();
}

#endif
