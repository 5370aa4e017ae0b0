"""Tokens of a source text, as columns of offsets.

What a token is, and where this differs from Unicode Standard Annex #29, stands in
:mod:`searchlib.kernels.scan`, which does the work.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from searchlib.kernels import scan


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, in text order.

    Attributes:
        text: the source text.
        starts, ends: offsets in code points; token ``i`` is ``text[starts[i]:ends[i]]``.
        shapes: what each is made of, a bit set of the constants in :mod:`searchlib.kernels.scan`.
    """

    text: str
    starts: array[int]
    ends: array[int]
    shapes: array[int]

    def __len__(self) -> int:
        return len(self.starts)

    def surfaces(self) -> list[str]:
        """Return the tokens as they stand in the text."""
        text = self.text
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def gaps(self) -> list[str]:
        """Return what stands before, between and after the tokens; one more than there are tokens."""
        edges = zip([0, *self.ends], [*self.starts, len(self.text)], strict=True)
        return [self.text[start:end] for start, end in edges]


def tokenize(text: str) -> Tokens:
    """Find the tokens of a text.

    Raises:
        ValueError: the text has more than 2,147,483,647 code points.

    Example:
        >>> tokenize("“Cənnət yuxusu” Bakı'da, U.S. and Nagorno-Karabakh: 3.5%").surfaces()
        ['Cənnət', 'yuxusu', "Bakı'da", 'U.S', 'and', 'Nagorno', 'Karabakh', '3.5']
    """
    return Tokens(text, *scan.scan(text))
