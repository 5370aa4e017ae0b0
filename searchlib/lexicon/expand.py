"""From a word of a query to its TermGroup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache, partial

from searchlib.analysis import identify
from searchlib.analysis.analyzer import DEFAULT_LANGUAGES
from searchlib.analysis.language import UNKNOWN
from searchlib.codec.lexicon import LexiconReader, frequent_terms
from searchlib.lexicon.compound import compounds, followers
from searchlib.lexicon.fingerprint import differing
from searchlib.lexicon.fold import fold, folds, is_plain, name_folds
from searchlib.lexicon.group import Member, TermGroup
from searchlib.lexicon.keys import EXONYM, REASONS, SOUND, kinds_of, parted, stem_keys, typed_keys
from searchlib.lexicon.marks import keeps_harmony, lost_marks
from searchlib.lexicon.name_keys import forms_of, name_keys, place_keys
from searchlib.lexicon.naming import OtherNames, folded_terms, names_in_words
from searchlib.lexicon.query_words import consonants, terms_of, terms_without_yo
from searchlib.lexicon.term_languages import BORROWED_FROM, is_cyrillic, is_name, languages_like
from searchlib.lexicon.thousands import groups_of, joined
from searchlib.lexicon.variants import (
    Use,
    classes_of,
    hearing,
    keys_of_words,
    may_begin_exonym,
    may_begin_name,
    sound_alike,
    sound_group,
)
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind

MAX_MEMBERS = 1024
"""Most terms that a group holds; of more, those that occur most often are kept."""

MEANT_BEYOND_TYPED = 10
"""How many times as often as a word typed without diacritics the words have to occur that it may be meant for."""

KEYED = frozenset({MatchKind.INFLECTION, MatchKind.ROOT, MatchKind.FOLD})
"""Kinds of match within one script."""
ALL_KINDS = frozenset(MatchKind)
_FORMS_OF_NUMBER = frozenset({MatchKind.INFLECTION, MatchKind.FOLD})
_CACHE_SIZE = 1 << 14

_SUGGESTION_EDITS = ((4, 0), (8, 1), (1 << 30, 2))
"""Edits allowed between a word that stands for nothing and a suggestion, for words shorter than so many letters."""

AZERBAIJANI = "az"
_TYPED_LANGUAGES = frozenset({AZERBAIJANI, "tr"})
"""Languages that are often typed without their diacritics."""

_MIN_TYPED_NAME = 5
"""Fewest letters of a name in small letters whose ə may be typed a: heydar; hala is not hələ."""

_CYRILLIC_LANGUAGES = (AZERBAIJANI, "ru")


class Lexicon:
    """The lexicons of an index's segments, as one.

    Args:
        readers: the lexicon of each segment.
    """

    def __init__(self, readers: Sequence[LexiconReader]) -> None:
        self._readers = readers
        # A word of one query is often one of the next.
        self._expanded = lru_cache(_CACHE_SIZE)(self._expand)
        self._compounded = lru_cache(_CACHE_SIZE)(self._compounds)
        self._followers = lru_cache(_CACHE_SIZE)(partial(followers, readers=readers))
        self._named_in_words = lru_cache(_CACHE_SIZE)(self._names_in_words)
        self._others = lru_cache(_CACHE_SIZE)(lambda words: tuple(self._other_names(words)))
        self._forms = lru_cache(_CACHE_SIZE)(self._forms_of)
        self.languages = tuple(sorted({code for reader in readers for code in reader.languages}))
        # Words of texts that do not tell their language may be in any of these.
        likely = DEFAULT_LANGUAGES if UNKNOWN in self.languages else ()
        self._languages_of_words = sorted({*self.languages, *likely})
        # A name may be typed in the spelling of a language that no article is in.
        self._languages_of_names = sorted({*self.languages, *DEFAULT_LANGUAGES})

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """The languages whose rules are not those that built the lexicon, and ``"analysis"`` likewise."""
        return tuple(sorted(frozenset[str]().union(*(differing(reader.rules) for reader in self._readers))))

    def missing(self, kinds: AbstractSet[MatchKind]) -> frozenset[MatchKind]:
        """Return those of some kinds of match that need a lexicon, but which not all readers were built for."""
        keyed = frozenset(REASONS.values()) & kinds
        return frozenset(kind for kind in keyed if any(kind.value not in reader.kinds for reader in self._readers))

    def expand(self, word: str, kinds: AbstractSet[MatchKind] = ALL_KINDS) -> TermGroup:
        """Return every term that may stand for a word.

        Args:
            word: the word as typed.
            kinds: the reasons that count; EXACT always does.
        """
        return self._expanded(word, frozenset(kinds))

    def _expand(self, word: str, kinds: frozenset[MatchKind]) -> TermGroup:
        members = list(self._exact(word))
        for term in terms_of(word):
            members.extend(self._related(term, word))
        is_other = not is_cyrillic(word.lower())
        members = [_across(m) if is_cyrillic(m.term) is is_other else m for m in members]
        wanted = [m for m in members if m.kind in kinds or m.kind is MatchKind.EXACT]
        return self._group(word, self._as_meant(word, wanted))

    def _as_meant(self, word: str, members: Sequence[Member]) -> Iterable[Member]:
        """Let the words that one was typed for without diacritics count as that word and its inflection.

        That is so where hardly an article spells it as it was typed; figures in docs/decisions/0005.
        """
        terms = frozenset(filter(is_plain, terms_of(word)))
        folded = [m for m in members if m.kind is MatchKind.FOLD] if terms else []
        meant = {m.term for m in folded if not terms.isdisjoint(folds(m.term))}
        typed = sum(self._count(m.term) for m in members if m.kind is MatchKind.EXACT)
        if not folded or (typed and typed * MEANT_BEYOND_TYPED > sum(map(self._count, meant))):
            return members
        heavier = {m: weights()[MatchKind.INFLECTION] for m in folded}
        heavier |= {m: weights()[MatchKind.EXACT] for m in members if m.term in meant}
        return [m._replace(weight=heavier.get(m, m.weight)) for m in members]

    def compounds(self, word: str, kinds: AbstractSet[MatchKind] = ALL_KINDS) -> tuple[tuple[TermGroup, ...], ...]:
        """Return the groups of terms that stand side by side where a word was written with a hyphen.

        Args:
            word: the word as typed.
            kinds: the reasons that count; there is nothing to find without FOLD.
        """
        return self._compounded(word) if MatchKind.FOLD in kinds else ()

    def names(self, word: str, kinds: AbstractSet[MatchKind] = ALL_KINDS) -> tuple[tuple[TermGroup, ...], ...]:
        """Return the groups of terms that stand side by side where a word has a name of several words: ЮАР.

        Args:
            word: the word as typed.
            kinds: the reasons that count; there is nothing to find without VARIANT.
        """
        return self._named_in_words(word) if MatchKind.VARIANT in kinds else ()

    def _names_in_words(self, word: str) -> tuple[tuple[TermGroup, ...], ...]:
        use = Use(word=word)
        terms = (term for term in terms_of(word) if may_begin_exonym(term, use.written))
        keys = (key for term in terms for key in place_keys(term, self._languages_of_names, use))
        return tuple(names_in_words(word, dict.fromkeys(keys), self.expand))

    def other_names(self, words: tuple[str, ...]) -> tuple[OtherNames, ...]:
        """Return what else the first words of a row are called: South Africa, ЮАР; 10 000, 10000.

        Args:
            words: the words as typed.
        """
        return self._others(words)

    def _other_names(self, words: tuple[str, ...]) -> Iterator[OtherNames]:
        if number := joined(words):
            yield OtherNames(number[1], self.expand(number[0], _FORMS_OF_NUMBER), ())
        if not any(map(may_begin_name, terms_without_yo(words[0]))):
            return
        forms = list(map(self._forms, words))
        for name, length in {name: length for length, name in sorted(keys_of_words(forms))}.items():
            key, spelt = f"{EXONYM}:{name}", " ".join(words[:length])
            group = TermGroup.of(spelt, self._filed_as([key]))
            others = names_in_words(spelt, [key], self.expand)
            typed = {fold(form) for found in forms[:length] for form in found}
            # What is typed is looked for as it is.
            yield OtherNames(
                length, group, tuple(groups for groups in others if typed.isdisjoint(folded_terms(groups)))
            )

    def _forms_of(self, word: str) -> frozenset[str]:
        return frozenset().union(*(forms_of(term, self._languages_of_names) for term in terms_without_yo(word)))

    def _compounds(self, word: str) -> tuple[tuple[TermGroup, ...], ...]:
        hyphened = [groups for term in terms_of(word) for groups in compounds(term, self._followers, self.languages)]
        thousands = tuple(map(self.expand_exact, groups_of(fold(word))))
        if thousands and all(group.members for group in thousands):
            hyphened.append(thousands)
        return tuple(hyphened)

    def expand_exact(self, word: str) -> TermGroup:
        """Return the term that a word is, and no other."""
        return self._group(word, self._exact(word))

    def expand_prefix(self, prefix: str) -> TermGroup:
        """Return the terms that begin with a prefix."""
        found = (term for form in terms_of(prefix) for term in frequent_terms(self._readers, form, None, MAX_MEMBERS))
        return self._group(f"{prefix}*", [*self._exact(prefix), *(_member(term, MatchKind.PREFIX) for term in found)])

    def expand_pattern(self, pattern: str) -> TermGroup:
        """Return the terms that a pattern describes: ``*`` is any letters, ``?`` is one letter."""
        found = (
            term
            for form in terms_of(pattern)
            for term in frequent_terms(self._readers, _before_wildcard(form), form, MAX_MEMBERS)
        )
        return self._group(pattern, (_member(term, MatchKind.PATTERN) for term in found))

    def expand_fuzzy(self, word: str, edits: int) -> TermGroup:
        """Return the terms within so many edits of a word; nearer ones count more."""
        members = list(self._exact(word))
        for term in terms_of(word):
            for near, distance in self._near(term, edits):
                members.append(Member(near, MatchKind.FUZZY, weights()[MatchKind.FUZZY] / max(1, distance)))
        return self._group(word, members)

    def suggest(self, word: str) -> str | None:
        """Return the term that was probably meant by a word that stands for nothing, or None.

        The nearest term with the same first letter wins; of several, the one that occurs most often. It is written
        with a capital where the word is. Of a number no other one is meant.
        """
        if word[:1].isdecimal():
            return None
        edits = next(allowed for length, allowed in _SUGGESTION_EDITS if len(word) < length)
        best: tuple[int, int, str] | None = None
        for term in terms_of(word):
            for near, distance in self._near_with_initial(term, edits):
                candidate = (distance, -self._count(near), near)
                if best is None or candidate < best:
                    best = candidate
        if best is None:
            return None
        return best[2][:1].upper() + best[2][1:] if word[:1].isupper() else best[2]

    def _exact(self, word: str) -> Iterator[Member]:
        for term in terms_of(word):
            if any(reader.find(term) is not None for reader in self._readers):
                yield _member(term, MatchKind.EXACT)

    def _related(self, term: str, word: str) -> Iterator[Member]:
        """Yield the terms that share a key with a term.

        A term typed without diacritics is looked up as the terms that it was meant for too, for the rules of a
        language do not know its own words without their letters.
        """
        yield from self._sharing(term, stem_keys(term, sorted({*self._read_in(term), BORROWED_FROM})))
        if is_plain(term) and self._name_votes(term) is None:
            yield from self._sharing(term, typed_keys(term, _TYPED_LANGUAGES.intersection(self._languages_of_words)))
        yield from self._named(term, self._languages_of_names, word)
        for meant, languages in self._meant_by(term):
            keys = stem_keys(meant, languages_like(meant, languages))
            inflected = [key for key in keys if REASONS[key[0]] is MatchKind.INFLECTION]
            yield from (_member(found, MatchKind.FOLD) for found in self._filed_under(inflected))
            yield from self._named(meant, languages, word)

    def _read_in(self, term: str) -> Iterable[str]:
        """Return the languages whose endings a term may have.

        A Russian word read as Azerbaijani in Cyrillic letters loses most of itself, so Azerbaijani is left out unless
        its articles have the term, or have it not and the term looks like theirs.
        """
        if not is_cyrillic(term) or AZERBAIJANI not in self._languages_of_words:
            return self._languages_of_words
        found = [(reader, reader.find(term)) for reader in self._readers]
        seen = {code for reader, number in found if number is not None for code in reader.facts(number).languages}
        is_azerbaijani = AZERBAIJANI in seen if seen else identify(term, _CYRILLIC_LANGUAGES) == AZERBAIJANI
        return [code for code in self._languages_of_words if is_azerbaijani or code != AZERBAIJANI]

    def _sharing(self, term: str, keys: Iterable[str]) -> Iterator[Member]:
        """Yield the terms that are filed under any of the keys of a term."""
        for found, letters in self._filed_under(list(keys)).items():
            for kind in kinds_of(letters):
                if kind is not MatchKind.FOLD or self._may_be_typed(term, found):
                    yield _member(found, kind)

    def _meant_by(self, term: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the terms that a term without diacritics may be meant for, and the languages they were seen in."""
        if not is_plain(term):
            return
        for reader in self._readers:
            for term_ord in reader.term_ords(f"f::{term}"):
                found = reader.term(term_ord)
                if found != term:
                    yield found, reader.facts(term_ord).languages

    def _filed_under(self, keys: list[str]) -> dict[str, int]:
        """Return the terms that keys lead to, each with the letters of the keys."""
        found: dict[str, int] = {}
        for reader in self._readers:
            for term, letters in reader.related(keys):
                found[term] = found.get(term, 0) | letters
        return found

    def _named(self, term: str, languages: Iterable[str], word: str) -> Iterator[Member]:
        """Yield the terms that may be other spellings of a name.

        A common word has none but those of the table of exonyms. Where no capital tells that a word is a name, in the
        query or inside a sentence, its consonants have to be spelt otherwise: karabakh finds a Qarabağ that begins the
        only sentence that has it, a small брат no Брать.
        """
        yield from self._filed_as(place_keys(term, languages, Use(word=word)))
        votes = self._name_votes(term)
        if votes is None or is_name(votes):
            shared, sounds = parted(name_keys(term, languages))
            found = self._spelt_alike(term, [key for key in shared if key[0] != EXONYM], sounds)
            is_told = word[:1].isupper() or (votes is not None and votes > 0)
            yield from (member for member in found if is_told or self._may_be_name(member.term, term))

    def _may_be_name(self, found: str, term: str) -> bool:
        """Tell whether a term that sounds like another is a name, though nothing tells it of the other."""
        if (self._name_votes(found) or 0) > 0 or (len(term) >= _MIN_TYPED_NAME and term in name_folds(found)):
            return True
        return not consonants(found).startswith(consonants(term))

    def _spelt_alike(self, term: str, shared: Iterable[str], sounds: Mapping[str, list[str]]) -> Iterator[Member]:
        yield from self._sharing(term, shared)
        for group in dict.fromkeys(map(sound_group, sounds)):
            for reader in self._readers:
                for filed, term_ords in reader.sounds(group, hearing()):
                    shared_classes = sounds.keys() & classes_of(filed)
                    if any(sound_alike(sounds[classes], filed) for classes in shared_classes):
                        named = map(reader.term, term_ords)
                        yield from (_member(found, REASONS[SOUND]) for found in named if self._is_no_other(term, found))

    def _filed_as(self, keys: Iterable[str]) -> Iterator[Member]:
        """Yield the terms that are filed under names of the tables."""
        return (_member(found, REASONS[EXONYM]) for found in self._filed_under(list(keys)))

    def _may_be_typed(self, term: str, found: str) -> bool:
        """Tell whether one of two terms with a fold in common may be typed for the other.

        If both have their diacritics, but different ones, they are different words; so they are if all texts of one
        without diacritics have theirs. Numbers have none, and an apostrophe is none.
        """
        if term[0].isdecimal() or term.replace("'", "") == found.replace("'", ""):
            return True
        if is_plain(term):
            return keeps_harmony(found, term)
        return is_plain(found) and keeps_harmony(term, found) and self._may_lack(lost_marks(term, found), found)

    def _may_lack(self, marks: AbstractSet[str], found: str) -> bool:
        """Tell whether a text may have a term because some letters were typed without their marks."""
        if not marks:
            return True
        known = [reader.facts(number) for reader in self._readers if (number := reader.find(found)) is not None]
        languages = frozenset[str]().union(*(facts.languages for facts in known))
        # Turkish has no key for ə.
        return any(facts.may_lack_marks for facts in known) or (marks == {"ə"} and AZERBAIJANI not in languages)

    def _is_no_other(self, term: str, found: str) -> bool:
        """Tell whether a name that sounds alike is not another word, with other diacritics only."""
        return folds(term)[0] != folds(found)[0] or self._may_be_typed(term, found)

    def _name_votes(self, term: str) -> int | None:
        """Return what all articles tell of whether a term is a name; None for a term that they do not have."""
        found = [(reader, number) for reader in self._readers if (number := reader.find(term)) is not None]
        return sum(reader.name_votes(number) for reader, number in found) if found else None

    def _near(self, term: str, edits: int) -> Iterator[tuple[str, int]]:
        for reader in self._readers:
            for term_ord, distance in reader.within_edits(term, edits):
                yield reader.term(term_ord), distance

    def _near_with_initial(self, term: str, edits: int) -> Iterator[tuple[str, int]]:
        """Yield the terms within so many edits whose first letter is typed like that of a term."""
        typed = fold(term)[:1]
        for reader in self._readers:
            # The letter itself as well: that of a designation is typed as it is in no other word.
            initials = [letter for letter in reader.initials if letter == term[:1] or fold(letter)[:1] == typed]
            for term_ord, distance in reader.within_edits(term, edits, initials):
                near = reader.term(term_ord)
                if fold(near)[:1] == typed:
                    yield near, distance

    def _count(self, term: str) -> int:
        ords = ((reader, reader.find(term)) for reader in self._readers)
        return sum(reader.count(term_ord) for reader, term_ord in ords if term_ord is not None)

    def _group(self, word: str, members: Iterable[Member]) -> TermGroup:
        group = TermGroup.of(word, members)
        if len(group.members) <= MAX_MEMBERS:
            return group
        order = sorted(group.members, key=lambda m: (m.kind is not MatchKind.EXACT, -self._count(m.term), m.term))
        return TermGroup.of(word, order[:MAX_MEMBERS])


def _across(member: Member) -> Member:
    """Return a member that is written in another script than its word as a variant; it counts what it did."""
    return member._replace(kind=MatchKind.VARIANT) if member.kind in KEYED else member


def _member(term: str, kind: MatchKind) -> Member:
    return Member(term, kind, weights()[kind])


def _before_wildcard(pattern: str) -> str:
    return re.split(r"[*?]", pattern, maxsplit=1)[0]
