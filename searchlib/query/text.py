"""A text as a query: a headline, a sentence or a question, none of whose signs is an operator."""

from __future__ import annotations

from searchlib.kernels import scan
from searchlib.query.nodes import Boolean, Node, ParsedQuery, Word
from searchlib.query.parser import MAX_WORDS


def parse_text(text: str) -> ParsedQuery:
    """Return a query for articles with any of the words of a text; those with more of them come first.

    Quotation marks, colons, minus signs and the like are read as in an article, so a text from anywhere can be
    searched for as it is: a headline, to find articles like it, or a question.

    Args:
        text: the text; its first 512 words count, a repeated one as often as it stands there.

    Example:
        >>> query = parse_text('He said: "No" (twice)')
        >>> [word.text for word in query.root.should]
        ['He', 'said', 'No', 'twice']
        >>> parse_text("...").root is None
        True
    """
    starts, ends, _ = scan.scan(text)
    words = tuple(Word(text[a:b], start=a, end=b) for a, b in zip(starts[:MAX_WORDS], ends[:MAX_WORDS], strict=True))
    if len(words) <= 1:
        return ParsedQuery(text, words[0] if words else None)
    root: Node = Boolean(should=words, start=words[0].start, end=words[-1].end)
    return ParsedQuery(text, root)
