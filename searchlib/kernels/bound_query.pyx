# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Queries bound to the posting lists and the statistics of an index, from which scorers are built."""
from libc.stdint cimport uint32_t, uint64_t

from searchlib.kernels.arena cimport Arena, arena_take_zeros
from searchlib.kernels.phrase_scorer cimport PhraseField, PhraseScorer
from searchlib.kernels.scorer cimport OF_ALL, OF_ANY, OF_EVERYTHING, OF_FILTER, OF_GROUP, OF_PHRASE, Scorer
from searchlib.kernels.searched_segment cimport BoundList, FilterBits, SearchedSegment, TermLists

cdef enum:
    ALL_FIELDS = 0xFFFFFFFFU


cdef class BoundQuery:
    """A query whose words are bound to posting lists; what it looks for never changes, and threads may share it."""

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        raise NotImplementedError

    cdef uint64_t at_least(self, SearchedSegment segment):
        """Number of documents of a segment that match in any case."""
        return 0


cdef class BoundGroup(BoundQuery):
    """Documents with a term of a group.

    Args:
        lists: the posting lists of its terms.
        factor: of the saturated frequency of all terms.
        bonus: of the saturated frequency of the exact ones, 0 for none.
    """

    cdef TermLists lists
    cdef double factor, bonus

    def __init__(self, TermLists lists not None, double factor, double bonus=0.0):
        self.lists, self.factor, self.bonus = lists, factor, bonus

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        scorer.kind = OF_GROUP
        scorer.group.factor, scorer.group.bonus = self.factor, self.bonus
        scorer.group.lists = lists_in(self.lists, segment, &scorer.group.list_count)
        scorer.cost = postings_of(scorer.group.lists, scorer.group.list_count, ALL_FIELDS)
        return 0

    cdef uint64_t at_least(self, SearchedSegment segment):
        cdef uint32_t count, i
        cdef uint64_t most = segment.facts.deleted_count
        cdef const BoundList *lists = lists_in(self.lists, segment, &count)
        for i in range(count):
            most = max(most, lists[i].list.doc_freq)
        return most - segment.facts.deleted_count


cdef class BoundPhrase(BoundQuery):
    """Documents in which terms of several groups follow one another.

    Args:
        words: the posting lists of each group.
        boosts: of the fields, those that the lists were made with.
        slop: how many places the words may be away from their order, altogether.
        factor: of the saturated frequency.
    """

    cdef tuple words, boosts
    cdef uint32_t slop
    cdef double factor

    def __init__(self, tuple words not None, tuple boosts not None, uint32_t slop, double factor):
        self.words, self.boosts, self.slop, self.factor = words, boosts, slop, factor

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        cdef uint32_t i
        scorer.kind = OF_PHRASE
        scorer.phrase.slop, scorer.phrase.factor = self.slop, self.factor
        scorer.phrase.word_count, scorer.phrase.field_count = len(self.words), len(self.boosts)
        scorer.phrase.lists = <const BoundList **> taken(arena, len(self.words) * sizeof(BoundList *))
        scorer.phrase.list_counts = <uint32_t *> taken(arena, len(self.words) * sizeof(uint32_t))
        scorer.phrase.fields = <PhraseField *> taken(arena, len(self.boosts) * sizeof(PhraseField))
        for i in range(scorer.phrase.word_count):
            scorer.phrase.lists[i] = lists_in(self.words[i], segment, &scorer.phrase.list_counts[i])
        for i in range(scorer.phrase.field_count):
            scorer.phrase.fields[i].boost = self.boosts[i]
            scorer.cost += postings_of_rarest(&scorer.phrase, i)
        return 0


cdef class BoundFilter(BoundQuery):
    """Documents with a value between two; it scores nothing.

    Args:
        bits: those of each segment.
    """

    cdef dict bits

    def __init__(self, list bits not None):
        cdef FilterBits some
        self.bits = {}
        for some in bits:
            self.bits[some.segment] = some

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        cdef FilterBits found = self.bits[segment]
        scorer.kind = OF_FILTER
        scorer.filter_bits = found.bits
        scorer.cost = found.count
        return 0

    cdef uint64_t at_least(self, SearchedSegment segment):
        cdef FilterBits found = self.bits[segment]
        return found.count - segment.facts.deleted_count if found.count > segment.facts.deleted_count else 0


cdef class Everything(BoundQuery):
    """All documents; it scores nothing."""

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        scorer.kind = OF_EVERYTHING
        scorer.cost = segment.facts.doc_count
        return 0

    cdef uint64_t at_least(self, SearchedSegment segment):
        return segment.facts.doc_count - segment.facts.deleted_count


cdef class AnyOf(BoundQuery):
    """Documents that one of several queries matches, scored by all that do."""

    cdef tuple children

    def __init__(self, tuple children not None):
        self.children = children

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        cdef uint32_t i
        scorer.kind = OF_ANY
        scorer.optional_count, scorer.optional = len(self.children), built(self.children, segment, arena)
        for i in range(scorer.optional_count):
            scorer.cost += scorer.optional[i].cost
        return 0

    cdef uint64_t at_least(self, SearchedSegment segment):
        cdef uint64_t most = 0
        for child in self.children:
            most = max(most, (<BoundQuery> child).at_least(segment))
        return most


cdef class AllOf(BoundQuery):
    """Documents that all of some queries match and none of others, scored by these and by optional ones.

    Args:
        required: one or more.
        optional: may match too.
        excluded: must not match.
    """

    def __init__(self, tuple required not None, tuple optional=(), tuple excluded=()):
        if not required:
            raise ValueError("AllOf needs a required query; Everything matches all documents")
        self.required, self.optional, self.excluded = required, optional, excluded

    cdef int build(self, Scorer *scorer, SearchedSegment segment, Arena *arena) except -1:
        cdef uint32_t i
        scorer.kind = OF_ALL
        scorer.required_count, scorer.required = len(self.required), built(self.required, segment, arena)
        scorer.optional_count, scorer.optional = len(self.optional), built(self.optional, segment, arena)
        scorer.excluded_count, scorer.excluded = len(self.excluded), built(self.excluded, segment, arena)
        scorer.cost = scorer.required[0].cost
        for i in range(1, scorer.required_count):
            scorer.cost = min(scorer.cost, scorer.required[i].cost)
        return 0

    cdef uint64_t at_least(self, SearchedSegment segment):
        if len(self.required) == 1 and not self.excluded:
            return (<BoundQuery> self.required[0]).at_least(segment)
        return 0


cdef uint64_t postings_of(const BoundList *lists, uint32_t count, uint32_t field) noexcept:
    """Postings of some lists, in one field or in all."""
    cdef uint64_t total = 0
    cdef uint32_t i
    for i in range(count):
        if field == ALL_FIELDS or lists[i].field == field:
            total += lists[i].list.doc_freq
    return total


cdef uint64_t postings_of_rarest(const PhraseScorer *phrase, uint32_t field) noexcept:
    """Postings of the rarest word in a field."""
    cdef uint64_t least = postings_of(phrase.lists[0], phrase.list_counts[0], field)
    cdef uint32_t i
    for i in range(1, phrase.word_count):
        least = min(least, postings_of(phrase.lists[i], phrase.list_counts[i], field))
    return least


cdef void *taken(Arena *arena, size_t size) except NULL:
    cdef void *piece = arena_take_zeros(arena, size)
    if piece == NULL:
        raise MemoryError
    return piece


cdef Scorer *built(tuple queries, SearchedSegment segment, Arena *arena) except NULL:
    cdef Scorer *scorers = <Scorer *> taken(arena, len(queries) * sizeof(Scorer))
    cdef Py_ssize_t i
    for i in range(len(queries)):
        (<BoundQuery?> queries[i]).build(scorers + i, segment, arena)
    return scorers


cdef const BoundList *lists_in(TermLists lists, SearchedSegment segment, uint32_t *count) except NULL:
    cdef Py_ssize_t number
    for number in range(len(lists.segments)):
        if lists.segments[number] is segment:
            count[0] = lists.begins[number + 1] - lists.begins[number]
            return lists.lists + lists.begins[number]
    raise ValueError("the query was bound to other segments than it is asked of")
