"""The lines of a plain text, and what can be said of each: a headline, running text, or neither."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

# Made up, from what news sites print: longer headlines are rare, and so are shorter lines of running text.
LONGEST_HEADLINE = 250
_SHORTEST_RUNNING_TEXT = 60
_LONGEST_WRAPPED_LINE = 100
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»“)\]]*$")
_NO_HEADLINE_END = re.compile(r"(?:(?<!\.)\.|[:;,])[\"'”’»“)\]]*$")
_LIST_MARK = re.compile(r"[-–—•*·]\s|\d+[.)]\s")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank.

    Attributes:
        text: without spaces around it.
        ends_paragraph: whether the next line, if there is one, begins another paragraph.
        has_gap: whether an empty line or the end of the text follows.
    """

    text: str
    ends_paragraph: bool
    has_gap: bool

    @property
    def composed(self) -> TextLine:
        """This line with letters and their marks as one character (NFC), as all the rules expect them."""
        return replace(self, text=unicodedata.normalize("NFC", self.text))

    @property
    def is_running_text(self) -> bool:
        """Whether this is a line or paragraph of sentences, long enough to be no heading."""
        return len(self.text) >= _SHORTEST_RUNNING_TEXT and _SENTENCE_END.search(self.text) is not None

    @property
    def is_headline_shaped(self) -> bool:
        """Whether this could be a headline: one short line that is no closed sentence and no list item."""
        return (
            len(self.text) <= LONGEST_HEADLINE
            and any(ch.isalpha() for ch in self.text)
            and _NO_HEADLINE_END.search(self.text) is None
            and _LIST_MARK.match(self.text) is None
        )


def text_lines(text: str) -> list[TextLine]:
    r"""Split a text into its lines that are not blank.

    In a text without any empty line, long lines are paragraphs; a text wrapped at 72 or 80 letters has none.

    Example:
        >>> [line.ends_paragraph for line in text_lines("Yeni yol\n\nYol açıldı.\nVəssalam.")]
        [True, False, True]
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    is_one_line_each = "" not in lines and any(len(line) > _LONGEST_WRAPPED_LINE for line in lines)
    return [
        TextLine(line, ends_paragraph=is_one_line_each or following == "", has_gap=following == "")
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if line
    ]


def paragraphs(lines: list[TextLine]) -> list[str]:
    r"""Put lines together as paragraphs.

    Example:
        >>> paragraphs(text_lines("Yeni yol\n\nYol açıldı.\nVəssalam."))
        ['Yeni yol', 'Yol açıldı.\nVəssalam.']
    """
    found, current = [], []
    for line in lines:
        current.append(line.text)
        if line.ends_paragraph:
            found.append("\n".join(current))
            current = []
    return [*found, "\n".join(current)] if current else found
