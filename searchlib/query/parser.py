"""The parser of the query language; :doc:`docs/QUERY.md` is its manual.

Binding, from the tightest: prefixes (``+ - ! = field:``), AND, OR, and last the mere blank between two clauses.

::

    group        := alternatives*
    alternatives := conjunction (OR conjunction)*
    conjunction  := operand (AND operand)*
    operand      := prefix* (WORD | QUOTATION SUFFIX? | "(" group ")" SUFFIX?)

Whatever a person types parses. A problem goes to a reporter: :func:`parse` collects and mends it,
:func:`parse_strict` raises it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from searchlib.article import language_code
from searchlib.query.chunk import Scope, read_chunk, read_quotation
from searchlib.query.clauses import Clauses, Operand
from searchlib.query.fields import Field
from searchlib.query.filters import read_filter
from searchlib.query.lexer import Kind, Token, lex
from searchlib.query.nodes import Boolean, Expansion, Node, ParsedQuery, Phrase
from searchlib.query.reporter import ProblemCollector, ProblemRaiser, Reporter, shown
from searchlib.query.suffix import Suffix, read_suffix, split_suffix

MAX_LENGTH: Final = 10_000
"""How many code points of a query are read."""
MAX_WORDS: Final = 512
"""How many words and filters of a query are kept."""

_CACHE_SIZE = 1024  # queries come back: further pages, other filters
_LONGEST_WORD = 100  # a guess; a run without a blank that is longer than this is cut where the limit is
_EVERYTHING = frozenset({"*", "*:*"})
"""What people of other engines ask for all articles with."""

_PREFIXES = {Kind.NOT, Kind.SIGN, Kind.EXACT, Kind.FIELD}
_OPERAND_BEGINS = _PREFIXES | {Kind.WORD, Kind.QUOTATION, Kind.OPEN}


@lru_cache(_CACHE_SIZE)
def parse(source: str) -> ParsedQuery:
    """Parse a query as a person types it; mend what is wrong and say so. It never raises.

    Example:
        >>> query = parse('peace AND (treaty')
        >>> [word.text for word in query.root.must]
        ['peace', 'treaty']
        >>> query.warnings
        ('the bracket ( has no partner: it is ignored.',)
    """
    collector = ProblemCollector()
    root = _parse(source, collector)
    return ParsedQuery(source, root, collector.warnings())


def parse_strict(source: str) -> ParsedQuery:
    """Parse a query that has to be right.

    Raises:
        QueryError: at the first thing that :func:`parse` would have mended; it shows the place.

    Example:
        >>> parse_strict('peace AND (treaty')
        Traceback (most recent call last):
        searchlib.errors.QueryError: the bracket ( has no partner
          peace AND (treaty
                    ^
    """
    return ParsedQuery(source, _parse(source, ProblemRaiser(source)))


def _parse(source: str, reporter: Reporter) -> Node | None:
    if source.strip() in _EVERYTHING:
        return Boolean(start=0, end=len(source))
    read = source
    if len(source) > MAX_LENGTH:
        # A word that is cut through would be another word.
        blank = max(source.rfind(mark, MAX_LENGTH - _LONGEST_WORD, MAX_LENGTH + 1) for mark in " \n\t")
        read = source[: blank if blank >= 0 else MAX_LENGTH]
        problem = f"the query is longer than {MAX_LENGTH:,} characters"
        reporter.report(problem, "the rest is ignored", len(read), len(source))
    return _Parser(lex(read, reporter), reporter).group(Scope())


@dataclass(frozen=True, slots=True)
class _Prefixes:
    """What stands before one operand.

    Attributes:
        sign: ``"+"``, ``"-"`` or ``""``.
        scope: the field and the expansion that hold for it.
        field_start: where the field is named, or None if an outer group named it.
    """

    sign: str
    scope: Scope
    field_start: int | None


class _Parser:
    """One walk over the tokens of one query."""

    def __init__(self, tokens: list[Token], reporter: Reporter) -> None:
        self._tokens = tokens
        self._reporter = reporter
        self._at = 0
        self._room = MAX_WORDS

    # ------------------------------------------------------------ tokens

    def _kind(self, ahead: int = 0) -> Kind | None:
        """Kind of the token that comes next, or of one after it; None at the end."""
        place = self._at + ahead
        return self._tokens[place].kind if place < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _report(self, problem: str, mending: str, token: Token) -> None:
        self._reporter.report(problem, mending, token.start, token.end)

    def _ignore(self) -> None:
        """Skip a token that stands where it means nothing."""
        token = self._take()
        self._report(f"{shown(token.text)} stands where it joins nothing", "it is ignored", token)

    def _take_operator(self, kind: Kind) -> bool:
        """Take an AND or an OR if one comes next and an operand after it; skip it if none does."""
        while self._kind() is kind:
            if self._kind(1) in _OPERAND_BEGINS:
                self._take()
                return True
            self._ignore()
        return False

    # ------------------------------------------------------------ grammar

    def group(self, scope: Scope) -> Node | None:
        """Parse clauses until a closing bracket or the end."""
        clauses = Clauses()
        while self._kind() not in {None, Kind.CLOSE}:
            if self._kind() not in _OPERAND_BEGINS:
                self._ignore()
                continue
            operand = self._alternatives(scope)
            if scope.value_field and operand.sign != "-":
                clauses.add_alternative(operand)  # lang:(az ru) is one of them; no article has two languages
            else:
                clauses.add(operand)
        return clauses.build()

    def _alternatives(self, scope: Scope) -> Operand:
        operands = self._joined(Kind.OR, self._conjunction, scope)
        if len(operands) == 1:
            return operands[0]
        clauses = Clauses()
        for operand in operands:
            if operand.sign == "+":
                start, end = operand.nodes[0].start, operand.nodes[-1].end
                self._reporter.report("a + on one side of OR contradicts it", "it is ignored", start, end)
            clauses.add_alternative(operand)
        return _whole(clauses)

    def _conjunction(self, scope: Scope) -> Operand:
        operands = self._joined(Kind.AND, self._operand, scope)
        if len(operands) == 1:
            return operands[0]
        clauses = Clauses()
        for operand in operands:
            clauses.add(operand if operand.sign else replace(operand, sign="+"))
        return _whole(clauses)

    def _joined(self, operator: Kind, read: Callable[[Scope], Operand], scope: Scope) -> list[Operand]:
        """Read operands with one operator between them, without those that came to nothing."""
        operands = [read(scope)]
        while self._take_operator(operator):
            operands.append(read(scope))
        return [operand for operand in operands if operand.nodes]

    def _operand(self, scope: Scope) -> Operand:
        prefixes = self._prefixes(scope)
        nodes: Sequence[Node | None] = ()
        match self._kind():
            case Kind.OPEN:
                nodes = [self._brackets(prefixes.scope)]
            case Kind.WORD | Kind.QUOTATION if field := prefixes.scope.value_field:
                nodes = self._within_room([self._filter(prefixes, field)])
            case Kind.WORD:
                nodes = self._within_room(read_chunk(self._take(), prefixes.scope, self._reporter))
            case Kind.QUOTATION:
                token = self._take()
                nodes = self._within_room([read_quotation(token, self._suffix(), prefixes.scope, self._reporter)])
            case _:
                last = self._tokens[self._at - 1]
                self._report(f"nothing to search follows {shown(last.text)}", "it is ignored", last)
        return Operand(prefixes.sign, tuple(node for node in nodes if node))

    def _prefixes(self, scope: Scope) -> _Prefixes:
        """Take the signs, ``=`` and field names that come next."""
        signs, named = "", None
        while self._kind() in _PREFIXES:
            token = self._take()
            if token.kind is Kind.EXACT:
                scope = replace(scope, expansion=Expansion.EXACT)
            elif token.kind is Kind.FIELD:
                if named:
                    self._report(f"{shown(named.text)} is followed by another field", "it is ignored", named)
                scope, named = replace(scope, field=token.field), token
            else:
                if named:
                    self._report(
                        f"a sign belongs before {shown(named.text)}", "it is taken as if it stood there", token
                    )
                signs += "-" if token.kind is Kind.NOT else token.text.replace("!", "-")
                if len(signs) > 1:
                    self._report("there is more than one sign before a word", "the last one counts", token)
        return _Prefixes(signs[-1:], scope, named.start if named else None)

    # ------------------------------------------------------------ operands

    def _suffix(self) -> Suffix:
        """Take the suffix that comes next; an empty one if none does."""
        if self._kind() is not Kind.SUFFIX:
            return Suffix()
        token = self._take()
        return read_suffix(token.text, token.start, self._reporter)

    def _brackets(self, scope: Scope) -> Node | None:
        opening = self._take()
        node = self.group(scope)
        closing = self._take()
        suffix = self._suffix()
        suffix.refuse_tilde("a bracket", self._reporter)
        if node is None:
            problem = "there is nothing to search in a pair of brackets"
            self._reporter.report(problem, "they are ignored", opening.start, closing.end)
            return None
        if suffix.boost == 1 and not isinstance(node, Boolean):
            return node
        if not isinstance(node, Boolean) or (suffix.boost != 1 and node.boost != 1):
            node = Boolean(should=(node,))
        boost = node.boost if suffix.boost == 1 else suffix.boost
        return replace(node, boost=boost, start=opening.start, end=closing.end)

    def _filter(self, prefixes: _Prefixes, field: Field) -> Node | None:
        """Read the value of a filter; None if it has none."""
        token = self._take()
        if token.kind is Kind.QUOTATION:
            value, suffix = token.text[1:-1].strip(), self._suffix()
        else:
            value, figures = split_suffix(token.text.rstrip(",;"))
            suffix = read_suffix(figures, token.start + len(value), self._reporter)
        suffix.refuse_all("a filter", self._reporter)
        start = token.start if prefixes.field_start is None else prefixes.field_start
        if field.name == "language":
            value = self._language(value, start, token.end)
        try:
            return read_filter(field, value, start, token.end)
        except ValueError as error:
            self._reporter.report(str(error), "it is ignored", start, token.end)
            return None

    def _language(self, tag: str, start: int, end: int) -> str:
        """Return what a filter on languages asks for, without a script or a region."""
        try:
            code = language_code(tag)
        except ValueError:
            return tag  # no article has it, and the answer says so
        if len(code) == len(tag):
            return tag
        problem = f"{shown(tag)} names more than a language, by which alone articles are told apart"
        self._reporter.report(problem, f"it is read as {code}", start, end)
        return code

    def _within_room(self, nodes: Sequence[Node | None]) -> Sequence[Node | None]:
        """Return the nodes, or as many words of them as the query may still have."""
        kept: list[Node] = []
        for node in nodes:
            if node is None:
                continue
            words: tuple[Node, ...] = node.words if isinstance(node, Phrase) else (node,)
            if len(words) > self._room:
                problem = f"the query has more than {MAX_WORDS} words"
                self._reporter.report(problem, "the rest is ignored", words[self._room].start, node.end)
                self._room = 0
                break
            self._room -= len(words)
            kept.append(node)
        return kept


def _whole(clauses: Clauses) -> Operand:
    node = clauses.build()
    return Operand(nodes=(node,) if node else ())
