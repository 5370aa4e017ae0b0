"""Coming back to the interpreter after a search: awake for a moment, before sleeping until it is free."""

cdef extern from "handover.h" nogil:
    void will_leave()
    void before_coming_back()
    void have_come_back()
