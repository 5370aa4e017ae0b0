"""A query string cut into tokens: words with their prefixes, quotations, brackets and operators.

Nothing is looked up and no word is taken apart here; see :mod:`searchlib.query.chunk` for that. Tokens come in
the order of the source, never overlap, and what lies between them is white space, control characters,
punctuation or a quotation mark without a partner. Brackets leave this module in pairs, at most :data:`MAX_DEPTH` deep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from searchlib.query.fields import FIELD_NAMES, Field, FieldKind, find_field
from searchlib.query.reporter import Reporter, shown

MAX_DEPTH: Final = 50
"""How deep brackets may be nested."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    """a run of characters without white space, quotation marks and brackets"""
    QUOTATION = "quotation"
    """a quotation with its two marks"""
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    SIGN = "sign"
    """``+``, ``-`` or ``!`` right before something, or several of them"""
    EXACT = "="
    """``=`` right before something"""
    FIELD = "field"
    """a known field name and its colon, right before something"""
    SUFFIX = "suffix"
    """``~3`` and ``^2`` right after a quotation or a bracket"""


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        kind: what it is.
        text: its characters, ``source[start:end]``.
        start, end: its place in code points.
        field: the field it names, if it is a FIELD.
    """

    kind: Kind
    text: str
    start: int
    end: int
    field: Field | None = None


# A quotation ends at the nearest mark that is a partner of the one that began it, so that «ООО "Газпром"» is one,
# and if there is none, at the nearest mark of any kind.
# Marks that are used in more than one way (“so” in English, „so“ in Azerbaijani) have more than one partner.
_PARTNERS = {
    '"': '"',
    "“": '”"',
    "”": '”"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«»",
    "″": '″"',
    "＂": '＂"',
}
_MARKS = "".join(_PARTNERS)

_SPACE = r"\s\x00-\x1f\x7f-\x9f"
_SOMETHING_FOLLOWS = rf"(?=[^{_SPACE})])"
_BLANK = re.compile(rf"[{_SPACE}]+")
_WORD = re.compile(rf"(?:(?!&&|\|\|)[^{_SPACE}(){_MARKS}])+")
_SIGNS = re.compile(rf"[-+!]++{_SOMETHING_FOLLOWS}")
_EXACT = re.compile(rf"=++{_SOMETHING_FOLLOWS}")
# Punctuation that stands alone in good prose, or may do so after a quotation or a bracket.
_PUNCTUATION = re.compile(rf"[.,;:?…–—]++(?=[{_SPACE}(){_MARKS}]|\Z)")
_CLOSING = re.compile(rf"[.,;:?!…–—]++(?=[{_SPACE}(){_MARKS}]|\Z)")
_NAME = re.compile(r"([^\W\d]\w*+):(?!//)")
_SUFFIX = re.compile(r"(?:~[0-9.]*+|\^[-+]?[0-9.]*+)++")
_FOLLOWED = re.compile(_SOMETHING_FOLLOWS)
_CLOSED_KINDS = {Kind.QUOTATION, Kind.CLOSE, Kind.SUFFIX}
_SYMBOLS = {"(": Kind.OPEN, ")": Kind.CLOSE, "&&": Kind.AND, "||": Kind.OR}
_KEYWORDS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


def lex(source: str, reporter: Reporter) -> list[Token]:
    """Cut a query string into tokens.

    Example:
        >>> from searchlib.query.reporter import ProblemCollector
        >>> [token.text for token in lex('+title:war -"so called"~2', ProblemCollector())]
        ['+', 'title:', 'war', '-', '"so called"', '~2']
    """
    return pair_brackets(_Lexer(source, reporter).run(), reporter)


class _Lexer:
    """One walk through one source."""

    def __init__(self, source: str, reporter: Reporter) -> None:
        self._source = source
        self._reporter = reporter
        self._at = 0
        self._tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self._at < len(self._source):
            if blank := _BLANK.match(self._source, self._at):
                self._at = blank.end()
            elif punctuation := self._punctuation().match(self._source, self._at):
                self._at = punctuation.end()
            elif self._source[self._at] in _MARKS:
                self._quotation()
            elif not self._symbol():
                self._chunk()
        return self._tokens

    def _punctuation(self) -> re.Pattern[str]:
        """Return the pattern of what may be passed over here."""
        last = self._tokens[-1] if self._tokens else None
        closes = last is not None and last.end == self._at and last.kind in _CLOSED_KINDS
        return _CLOSING if closes else _PUNCTUATION

    def _emit(self, kind: Kind, end: int, field: Field | None = None) -> None:
        self._tokens.append(Token(kind, self._source[self._at : end], self._at, end, field))
        self._at = end

    def _emit_match(self, kind: Kind, pattern: re.Pattern[str]) -> bool:
        """Emit what the pattern matches here, if it does."""
        found = pattern.match(self._source, self._at)
        if found:
            self._emit(kind, found.end())
        return found is not None

    def _symbol(self) -> bool:
        for symbol, kind in _SYMBOLS.items():
            if self._source.startswith(symbol, self._at):
                self._emit(kind, self._at + len(symbol))
                if kind is Kind.CLOSE:
                    self._emit_match(Kind.SUFFIX, _SUFFIX)
                return True
        return False

    def _quotation(self) -> None:
        mark, after = self._source[self._at], self._at + 1
        closing = self._nearest(_PARTNERS[mark], after)
        if closing is None:
            closing = self._nearest(_MARKS, after)
        if closing is None:
            problem = f"the quotation mark {mark} has no partner"
            self._reporter.report(problem, "it is ignored", self._at, after)
            self._at = after
            return
        self._emit(Kind.QUOTATION, closing + 1)
        self._emit_match(Kind.SUFFIX, _SUFFIX)

    def _nearest(self, marks: str, start: int) -> int | None:
        places = (self._source.find(mark, start) for mark in marks)
        return min((place for place in places if place >= 0), default=None)

    def _chunk(self) -> None:
        """Emit the prefixes that stand here and the word after them; after prefixes there may be none."""
        before = len(self._tokens)
        while self._emit_match(Kind.SIGN, _SIGNS) or self._emit_match(Kind.EXACT, _EXACT) or self._field():
            if self._tokens[-1].field and self._tokens[-1].field.kind is not FieldKind.TEXT:
                break  # the value is taken as it stands
        found = _WORD.match(self._source, self._at)
        if found:
            is_prefixed = len(self._tokens) > before
            kind = Kind.WORD if is_prefixed else _KEYWORDS.get(found[0], Kind.WORD)
            self._emit(kind, found.end())

    def _field(self) -> bool:
        """Emit a field name, if one stands here; report what looks like one and is none."""
        found = _NAME.match(self._source, self._at)
        if found is None:
            return False
        field = find_field(found[1])
        has_value = _FOLLOWED.match(self._source, found.end()) is not None
        if field and has_value:
            self._emit(Kind.FIELD, found.end(), field)
            return True
        if field:
            problem = f"{shown(found[0])} has nothing right after its colon"
            self._reporter.report(problem, "it is searched as a word", *found.span())
        elif has_value:
            problem = f"there is no field {shown(found[1])}, only {FIELD_NAMES}"
            self._reporter.report(problem, "it is searched as a word", *found.span(1))
        return False


def pair_brackets(tokens: list[Token], reporter: Reporter) -> list[Token]:
    """Leave out the brackets that have no partner and the pairs that are nested too deep."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            waiting.append(number)
        elif token.kind is Kind.CLOSE and waiting:
            partners[waiting.pop()] = number
    paired = partners.keys() | set(partners.values())
    kept, depth = [], 0
    for number, token in enumerate(tokens):
        if token.kind not in {Kind.OPEN, Kind.CLOSE}:
            kept.append(token)
        elif number not in paired:
            problem = f"the bracket {token.text} has no partner"
            reporter.report(problem, "it is ignored", token.start, token.end)
        else:
            depth += token.kind is Kind.OPEN
            if depth <= MAX_DEPTH:
                kept.append(token)
            else:
                problem = f"brackets are nested more than {MAX_DEPTH} deep"
                reporter.report(problem, "the inner ones are ignored", token.start, token.end)
            depth -= token.kind is Kind.CLOSE
    return kept
