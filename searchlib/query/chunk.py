"""One run of typed characters taken apart into words, by the same scanner that reads the articles.

``Nagorno-Karabakh`` is two words here because it is two tokens in the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from searchlib.analysis.hyphenation import is_joined
from searchlib.kernels.scan import scan
from searchlib.query.fields import Field, FieldKind
from searchlib.query.lexer import Token
from searchlib.query.nodes import Expansion, Phrase, Word
from searchlib.query.reporter import Reporter, shown
from searchlib.query.suffix import Suffix, read_suffix, split_suffix

# Punctuation that ends a clause and not a word.
_CLOSING: Final = ".,;:!?…"
_WILDCARDS: Final = "*?"
_IN_PHRASES: Final = frozenset({Expansion.FULL, Expansion.EXACT})
# The scanner must not split a word at its wildcards; to it they are letters.
_AS_LETTERS: Final = str.maketrans(dict.fromkeys(_WILDCARDS, "x"))


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for every word in a group, from the prefixes before it.

    Attributes:
        field: the field that is named, if one is.
        expansion: FULL, or EXACT after ``=``.
    """

    field: Field | None = None
    expansion: Expansion = Expansion.FULL

    @property
    def field_name(self) -> str | None:
        """Canonical name of the field."""
        return self.field.name if self.field else None

    @property
    def value_field(self) -> Field | None:
        """The field, if it takes values or dates and not words."""
        return self.field if self.field and self.field.kind is not FieldKind.TEXT else None


def read_chunk(token: Token, scope: Scope, reporter: Reporter) -> tuple[Word | Phrase, ...]:
    """Read the words of a WORD token; report what cannot be searched.

    Tokens without anything between them, as the characters of 京都, are a phrase: each by itself is no word.

    Example:
        >>> from searchlib.query.lexer import Kind
        >>> from searchlib.query.reporter import ProblemCollector
        >>> token = Token(Kind.WORD, "e-mai*^2,", 0, 9)
        >>> [(word.text, word.expansion.value, word.boost) for word in read_chunk(token, Scope(), ProblemCollector())]
        [('e', 'full', 2.0), ('mai', 'prefix', 2.0)]
    """
    if "://" in token.text:
        return _scan_words(token.text, token.start, scope)  # an address; its signs are no operators
    return tuple(_phrases(_read_operators(token, scope, reporter)))


def read_quotation(token: Token, suffix: Suffix, scope: Scope, reporter: Reporter) -> Word | Phrase | None:
    """Read a QUOTATION token: a phrase, a word if it holds but one, or None if it holds none.

    Example:
        >>> from searchlib.query.lexer import Kind
        >>> from searchlib.query.reporter import ProblemCollector
        >>> token = Token(Kind.QUOTATION, "«peace trea*»", 0, 13)
        >>> phrase = read_quotation(token, Suffix(), Scope(), ProblemCollector())
        >>> [(word.text, word.expansion.value) for word in phrase.words]
        [('peace', 'full'), ('trea', 'prefix')]
    """
    slop = suffix.slop(reporter)
    content = token.text[1:-1]
    words = list(_scan_words(content, token.start + 1, scope))
    if not words:
        _report_no_word(token, reporter)
        return None
    last = words[-1]
    rest = content[last.end - token.start - 1 :]
    if rest.startswith("*"):
        words[-1] = replace(last, expansion=Expansion.PREFIX)
        rest = rest.lstrip("*")
        _refuse_exact(scope, token, reporter)
    _refuse_wildcards(content[: last.end - token.start - 1] + rest, token, reporter)
    if len(words) == 1:
        return replace(words[0], boost=suffix.boost)
    return Phrase(tuple(words), slop, scope.field_name, suffix.boost, start=token.start, end=token.end)


def _scan_words(text: str, offset: int, scope: Scope) -> tuple[Word, ...]:
    starts, ends, _ = scan(text)
    return tuple(
        Word(
            text[start:end],
            scope.expansion,
            scope.field_name,
            is_joined=is_joined(text, start, before),
            start=offset + start,
            end=offset + end,
        )
        for start, end, before in zip(starts, ends, [0, *ends], strict=False)
    )


def _read_operators(token: Token, scope: Scope, reporter: Reporter) -> tuple[Word, ...]:
    text, figures = split_suffix(token.text.rstrip(_CLOSING))
    suffix = read_suffix(figures, token.start + len(text), reporter)
    edits = suffix.edits(reporter)
    for sign in "~^":
        if sign in text:
            place = text.index(sign)
            problem = f"{sign} in {shown(token.text)} stands {'before no number' if place else 'after no word'}"
            reporter.report(problem, "it is ignored", token.start + place, token.start + place + 1)
    parts = _scan_words(text.translate(_AS_LETTERS), token.start, scope)
    if not parts:
        _report_no_word(token, reporter)
    words = []
    for part in parts:
        typed = text[part.start - token.start : part.end - token.start]
        word = _read_wildcards(replace(part, text=typed, boost=suffix.boost), token, reporter)
        if word and word.expansion is scope.expansion and edits:
            _refuse_exact(scope, token, reporter)
            word = replace(word, expansion=Expansion.FUZZY, edits=edits)
        elif word and edits:
            suffix.refuse_tilde("a word with wildcards", reporter)
        if word and word.expansion is not scope.expansion:
            _refuse_exact(scope, token, reporter)
        words += [word] if word else []
    return tuple(words)


def _phrases(words: tuple[Word, ...]) -> Iterator[Word | Phrase]:
    """Yield words, those that touch each other as one phrase; a word that is open at its end stays by itself."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and runs[-1][-1].end == word.start and {runs[-1][-1].expansion, word.expansion} <= _IN_PHRASES:
            runs[-1].append(word)
        else:
            runs.append([word])
    for run in runs:
        first, last = run[0], run[-1]
        if first is last:
            yield first
        else:
            parts = tuple(replace(word, boost=1.0) for word in run)
            yield Phrase(parts, 0, first.field, first.boost, start=first.start, end=last.end)


def _read_wildcards(word: Word, token: Token, reporter: Reporter) -> Word | None:
    """Tell a prefix and a pattern from a plain word; report wildcards without a letter.

    A question mark at the end asks a question, it stands for no letter.
    """
    if not word.text.strip(_WILDCARDS):
        problem = f"the wildcards in {shown(token.text)} stand beside no letter"
        reporter.report(problem, "they are ignored", word.start, word.end)
        return None
    asked = word.text.rstrip("?")
    word = replace(word, text=asked, end=word.start + len(asked))
    bare = asked.rstrip("*")
    if any(character in bare for character in _WILDCARDS):
        return replace(word, expansion=Expansion.PATTERN)
    if bare != word.text:
        return replace(word, text=bare, expansion=Expansion.PREFIX, end=word.start + len(bare))
    return word


def _report_no_word(token: Token, reporter: Reporter) -> None:
    reporter.report(f"there is no letter or digit in {shown(token.text)}", "it is ignored", token.start, token.end)


def _refuse_exact(scope: Scope, token: Token, reporter: Reporter) -> None:
    if scope.expansion is Expansion.EXACT:
        problem = f"{shown(token.text)} cannot be exact and open at once"
        reporter.report(problem, "the = before it is ignored", token.start, token.end)


def _refuse_wildcards(content: str, token: Token, reporter: Reporter) -> None:
    """Report wildcards inside a quotation, where a question mark after a word is none."""
    is_wildcard = "*" in content or any(mark == "?" and following.isalnum() for mark, following in pairwise(content))
    if is_wildcard:
        problem = "in a quotation only its last word may end in *, and other wildcards mean nothing"
        reporter.report(problem, "they are ignored", token.start, token.end)
