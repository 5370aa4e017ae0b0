"""The clauses of one group gathered into a Boolean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchlib.query.nodes import Boolean, Expansion, Node, Phrase, Word, is_filter

_IN_PHRASES = {Expansion.FULL, Expansion.EXACT}


@dataclass(frozen=True, slots=True)
class Operand:
    """What one word, quotation or bracket of a query came to.

    Attributes:
        sign: ``"+"``, ``"-"`` or ``""``.
        nodes: several for ``Nagorno-Karabakh``, none for what was left out.
    """

    sign: str = ""
    nodes: tuple[Node, ...] = ()


class Clauses:
    """The clauses of one group, one after the other.

    Example:
        >>> clauses = Clauses()
        >>> clauses.add(Operand("+", (Word("a"),)))
        >>> clauses.add(Operand("", (Word("b"),)))
        >>> node = clauses.build()
        >>> len(node.must), len(node.should)
        (1, 1)
    """

    def __init__(self) -> None:
        self._must: list[Node] = []
        self._should: list[Node] = []
        self._must_not: list[Node] = []

    def add(self, operand: Operand) -> None:
        """Add an operand as its sign says; filters without a sign are a must."""
        if operand.sign == "-" and operand.nodes:
            self._must_not.append(as_excluded(operand.nodes))
        for node in operand.nodes if operand.sign != "-" else ():
            if isinstance(node, Boolean) and node.is_negative:
                self._must_not.extend(node.must_not)  # war (-football) asks for the same as war -football
            elif operand.sign or is_filter(node):
                self._must.append(node)
            else:
                self._should.append(node)

    def add_alternative(self, operand: Operand) -> None:
        """Add one side of an OR, where a filter is no must and an exclusion stands for all other articles."""
        if operand.sign == "-":
            excluded = as_excluded(operand.nodes)
            self._should.append(Boolean(must_not=(excluded,), start=excluded.start, end=excluded.end))
        else:
            self._should.extend(operand.nodes)

    def build(self) -> Node | None:
        """Return the Boolean of the clauses, the clause itself if there is one that has to match, or None."""
        nodes = self._must + self._should + self._must_not
        if not nodes:
            return None
        if len(nodes) == 1 and not self._must_not:
            return nodes[0]
        return Boolean(
            tuple(self._must),
            tuple(self._should),
            tuple(self._must_not),
            start=min(node.start for node in nodes),
            end=max(node.end for node in nodes),
        )


def as_excluded(nodes: tuple[Node, ...]) -> Node:
    """Return what an article must not match if these nodes are excluded together.

    ``-Nagorno-Karabakh`` does not forbid every Karabakh: the words are excluded as a phrase.

    Example:
        >>> as_excluded((Word("Nagorno"), Word("Karabakh")))
        Phrase(words=(Word(text='Nagorno', ...), Word(text='Karabakh', ...)), slop=0, ...)
    """
    first, last = nodes[0], nodes[-1]
    if len(nodes) == 1:
        return first
    words = tuple(replace(node, boost=1.0) for node in nodes if isinstance(node, Word))
    if len(words) == len(nodes) and _can_be_phrase(words):
        return Phrase(words, field=words[0].field, start=first.start, end=last.end)
    return Boolean(must=nodes, start=first.start, end=last.end)


def _can_be_phrase(words: tuple[Word, ...]) -> bool:
    before = all(word.expansion in _IN_PHRASES for word in words[:-1])
    return before and words[-1].expansion in _IN_PHRASES | {Expansion.PREFIX}
