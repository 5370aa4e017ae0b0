# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Grapheme clusters, what a reader sees as one character, and how many columns they take.

Clusters are those of Unicode Standard Annex #29, rules GB3 to GB13, told in one pass that remembers what emoji
sequences, flags and Indic conjuncts need. Properties of code points are looked up when they are first met, as ``regex``
has them, and as there a linker joins a consonant to itself whatever stands before the linker. A cluster takes two
columns if it is wide (East Asian Width W or F, an emoji, a flag), none if nothing of it is seen (a soft hyphen, a
zero-width space), else one; a line break takes one for each code point, as the space that is shown for it.
"""
import unicodedata

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport uint16_t

cdef enum:
    # Grapheme_Cluster_Break, in the order of _PROPERTIES.
    OTHER = 0
    CR = 1
    LF = 2
    CONTROL = 3
    EXTEND = 4
    JOINER = 5
    REGIONAL = 6
    PREPEND = 7
    SPACING = 8
    L = 9
    V = 10
    T = 11
    LV = 12
    LVT = 13
    PICTOGRAPH = 14
    BREAK_MASK = 15
    # Indic_Conjunct_Break.
    CONSONANT = 16
    LINKER = 32
    CONJUNCT_EXTEND = 48
    CONJUNCT_MASK = 48
    # What it looks like.
    WIDE = 64
    UNSEEN = 128
    LINE_BREAK = 256
    PLAIN = 512              # a cluster of one column, whatever stands beside it that is plain too
    MET = 1024               # looked up already

_PROPERTIES = (
    "GCB=CR", "GCB=LF", "GCB=Control", "GCB=Extend", "GCB=ZWJ", "GCB=Regional_Indicator", "GCB=Prepend",
    "GCB=SpacingMark", "GCB=L", "GCB=V", "GCB=T", "GCB=LV", "GCB=LVT", "Extended_Pictographic",
)
_CONJUNCTS = ("InCB=Consonant", "InCB=Linker", "InCB=Extend")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Mn", "Me", "Zl", "Zp"})
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\t")
_EMOJI_PRESENTATION = "\ufe0f"

# Filled as characters are met. Two threads that fill one entry write the same value.
cdef uint16_t KINDS[0x110000]
cdef object _patterns = None


cdef uint16_t _classify(Py_UCS4 code) except 0:
    global _patterns
    cdef str ch = chr(code)
    cdef uint16_t kind = MET
    if _patterns is None:
        import regex

        _patterns = [
            regex.compile("|".join(rf"(\p{{{name}}})" for name in names)) for names in (_PROPERTIES, _CONJUNCTS)
        ]
    breaks, conjuncts = (pattern.match(ch) for pattern in _patterns)
    category = unicodedata.category(ch)
    if breaks is not None:
        kind |= <uint16_t> breaks.lastindex
    if conjuncts is not None:
        kind |= <uint16_t> conjuncts.lastindex << 4
    # Python 3.11 calls what is not assigned full-width.
    if ch == _EMOJI_PRESENTATION or (category != "Cn" and unicodedata.east_asian_width(ch) in "WF"):
        kind |= WIDE
    if category in _UNSEEN_CATEGORIES:
        kind |= UNSEEN
    if ch in _LINE_BREAKS:
        kind |= LINE_BREAK
    if ch in "\t\n" or not kind & (BREAK_MASK | CONJUNCT_MASK | WIDE | UNSEEN):
        kind |= PLAIN
    return kind


cdef struct Text:
    int kind
    const void *data
    Py_ssize_t length


cdef struct Reader:
    # What stands before a place, as far as it tells whether a cluster ends there.
    uint16_t last            # kind of the code point before it; 0 at the beginning
    int pictograph           # 1 behind a pictograph and what extends it, 2 behind a joiner behind these
    bint is_linked           # behind a linker and what extends it
    int regionals            # regional indicators right before it


cdef inline uint16_t _kind_at(Text *text, Py_ssize_t i) except 0:
    cdef Py_UCS4 ch = PyUnicode_READ(text.kind, text.data, i)
    if KINDS[ch] == 0:
        KINDS[ch] = _classify(ch)
    return KINDS[ch]


cdef inline Text _text(str source) noexcept:
    return Text(PyUnicode_KIND(source), PyUnicode_DATA(source), PyUnicode_GET_LENGTH(source))


cdef bint _joins_always(uint16_t before, uint16_t behind) noexcept:
    """Whether no cluster ends between two code points, told from these alone."""
    cdef int a = before & BREAK_MASK, b = behind & BREAK_MASK
    if a == CR:
        return b == LF
    if a == LF or a == CONTROL or b == CR or b == LF or b == CONTROL:
        return False
    if b == EXTEND or b == JOINER or b == SPACING or a == PREPEND:
        return True
    if a == L:
        return b == L or b == V or b == LV or b == LVT
    if a == LV or a == V:
        return b == V or b == T
    return (a == LVT or a == T) and b == T


cdef bint _joins_sometimes(uint16_t before, uint16_t behind) noexcept:
    """Whether it takes more than two code points to tell that a cluster ends between them."""
    cdef int a = before & BREAK_MASK, b = behind & BREAK_MASK
    if (a == REGIONAL and b == REGIONAL) or (a == JOINER and b == PICTOGRAPH):
        return True
    return behind & CONJUNCT_MASK == CONSONANT and before & CONJUNCT_MASK > CONSONANT


cdef bint _is_boundary(Reader *reader, uint16_t behind) noexcept:
    """Whether a cluster ends before a code point."""
    if reader.last == 0 or _joins_always(reader.last, behind):
        return reader.last == 0
    if reader.pictograph == 2 and behind & BREAK_MASK == PICTOGRAPH:
        return False
    if reader.is_linked and behind & CONJUNCT_MASK == CONSONANT:
        return False
    return not (reader.regionals & 1 and behind & BREAK_MASK == REGIONAL)


cdef void _read(Reader *reader, uint16_t kind) noexcept:
    """Go past a code point."""
    cdef int of_break = kind & BREAK_MASK, of_conjunct = kind & CONJUNCT_MASK
    reader.last = kind
    if of_break == PICTOGRAPH:
        reader.pictograph = 1
    elif reader.pictograph == 1 and of_break == JOINER:
        reader.pictograph = 2
    elif reader.pictograph != 1 or of_break != EXTEND:
        reader.pictograph = 0
    reader.is_linked = of_conjunct == LINKER or (of_conjunct == CONJUNCT_EXTEND and reader.is_linked)
    reader.regionals = reader.regionals + 1 if of_break == REGIONAL else 0


cdef struct Cluster:
    Py_ssize_t end
    int columns


cdef Cluster _cluster(Text *text, Py_ssize_t start, Py_ssize_t stop) except *:
    """Return the cluster that begins at a place before ``stop``, of a text that ends there."""
    cdef Reader reader = Reader(0, 0, 0, 0)
    cdef uint16_t kind = _kind_at(text, start), first = kind, any_of = 0, all_of = UNSEEN
    cdef Py_ssize_t i = start
    while True:
        any_of |= kind
        all_of &= kind
        _read(&reader, kind)
        i += 1
        if i == stop:
            break
        kind = _kind_at(text, i)
        if _is_boundary(&reader, kind):
            break
    if first & LINE_BREAK:
        return Cluster(i, <int> (i - start))
    if any_of & WIDE or (first & BREAK_MASK == REGIONAL and i - start > 1):
        return Cluster(i, 2)
    return Cluster(i, 0 if all_of else 1)


cdef Py_ssize_t _past_plain(Text *text, Py_ssize_t start, Py_ssize_t stop) except -1:
    """Skip plain code points, each a cluster of one column, up to the last, to which something may belong."""
    cdef Py_ssize_t i = start
    while i < stop and _kind_at(text, i) & PLAIN:
        i += 1
    return i if i == stop or i == start else i - 1


cdef Py_ssize_t _width(Text *text, Py_ssize_t start, Py_ssize_t stop) except -1:
    cdef Py_ssize_t columns = 0, end
    cdef Cluster cluster
    while True:
        end = _past_plain(text, start, stop)
        columns += end - start
        start = end
        if start == stop:
            break
        cluster = _cluster(text, start, stop)
        columns += cluster.columns
        start = cluster.end
    return columns


def is_plain(str source not None):
    """Tell whether each code point of a text is a cluster of one column."""
    cdef Text text = _text(source)
    cdef Py_ssize_t i
    for i in range(text.length):
        if not _kind_at(&text, i) & PLAIN:
            return False
    return True


def width(str source not None, Py_ssize_t start, Py_ssize_t stop):
    """Return how many columns a range of a text takes, read as a text of its own."""
    cdef Text text = _text(source)
    _check(&text, start, stop)
    return _width(&text, start, stop)


def fitting(str source not None, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t columns):
    """Return where the longest beginning of a range ends that takes no more columns, in whole clusters."""
    cdef Text text = _text(source)
    cdef Py_ssize_t end
    cdef Cluster cluster
    _check(&text, start, stop)
    if columns < 0:
        return start
    while True:
        end = _past_plain(&text, start, min(stop, start + columns + 1))
        if end - start > columns:
            return start + columns
        columns -= end - start
        start = end
        if start == stop:
            break
        cluster = _cluster(&text, start, stop)
        columns -= cluster.columns
        if columns < 0:
            break
        start = cluster.end
    return start


def fitting_back(str source not None, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t columns):
    """Return where the longest end of a range begins that takes no more columns, in whole clusters."""
    cdef Text text = _text(source)
    cdef Py_ssize_t end
    cdef Cluster cluster
    _check(&text, start, stop)
    if columns < 0:
        return stop
    columns = _width(&text, start, stop) - columns
    while start < stop and columns > 0:
        end = _past_plain(&text, start, stop)
        if end > start:
            end = min(end, start + columns)
            columns -= end - start
            start = end
            continue
        cluster = _cluster(&text, start, stop)
        columns -= cluster.columns
        start = cluster.end
    return start


def boundary_before(str source not None, Py_ssize_t place):
    """Return the last boundary between clusters that is not behind a place."""
    cdef Text text = _text(source)
    cdef Py_ssize_t start, end
    if not 0 < place < text.length:
        return place
    start = _known_boundary(&text, place)
    while start < place:
        end = _cluster(&text, start, text.length).end
        if end > place:
            break
        start = end
    return start


def boundary_after(str source not None, Py_ssize_t place):
    """Return the first boundary between clusters that is not before a place."""
    cdef Text text = _text(source)
    cdef Py_ssize_t start
    if not 0 < place < text.length:
        return place
    start = _known_boundary(&text, place)
    while start < place:
        start = _cluster(&text, start, text.length).end
    return start


cdef Py_ssize_t _known_boundary(Text *text, Py_ssize_t place) except -1:
    """Return the last place, not behind one, where a cluster ends whatever stands before."""
    cdef uint16_t behind = _kind_at(text, place), before
    while place > 0:
        before = _kind_at(text, place - 1)
        if not _joins_always(before, behind) and not _joins_sometimes(before, behind):
            return place
        behind = before
        place -= 1
    return 0


cdef int _check(Text *text, Py_ssize_t start, Py_ssize_t stop) except -1:
    if not 0 <= start <= stop <= text.length:
        raise ValueError(f"there is no range from {start} to {stop} in {text.length} code points")
    return 0
