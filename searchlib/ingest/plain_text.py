"""Plain text as it is copied from news sites: what stands around the article is recognised and kept out of it.

From the top, line by line, until one is none of these: a link elsewhere, a breadcrumb line, a repeated title, a
date line, a byline, a dateline of its own, a headline. Then the dateline at the beginning of the text and the
author in its last line. A line is taken out only where it is one of these beyond reasonable doubt; otherwise it
stays in the body, and a text that has none of them is the body as it is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from searchlib.article import Article
from searchlib.ingest.breadcrumb import parsed_breadcrumb
from searchlib.ingest.byline import Byline, is_bare_byline, names_or_agency, parsed_byline, parsed_dated_byline
from searchlib.ingest.date_line import DateLine, parsed_date_line
from searchlib.ingest.dateline import Dateline, parsed_dateline
from searchlib.ingest.person_name import has_name_evidence, is_agency, is_name_shaped
from searchlib.ingest.tables import folded, folded_forms
from searchlib.ingest.text_line import LONGEST_HEADLINE, TextLine, paragraphs, text_lines
from searchlib.ingest.written_date import WrittenDate, find_dates

# Made up: a head of more lines than this is no head but a list.
_MOST_HEAD_LINES = 15
_LINES_TO_RUNNING_TEXT = 5
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def article_from_text(text: str, article_id: str) -> Article:
    r"""Make an article from plain text.

    The date is that of the date line. A dateline has only a day and a month; its year is taken from the text
    where the same day stands there with one year and no later year is mentioned, and otherwise there is no date.
    ``extra`` holds ``"section"``, ``"time"`` and ``"place"`` where they are given.

    Raises:
        ArticleError: the text holds nothing but spaces.

    Example:
        >>> article = article_from_text("date 2022-07-30 By Azernews\n\nBy Aysel Qasımova\n\nYol açıldı.", "n1")
        >>> article.date.isoformat(), article.source, article.author, article.body
        ('2022-07-30', 'Azernews', 'Aysel Qasımova', 'Yol açıldı.')
    """
    reader = _HeadReader(text_lines(text))
    lines = reader.read()
    body = paragraphs(lines)
    body = _without_dateline(body, reader.head)
    if not body and not reader.head.title:
        # Nothing is left: then this was no head but the text.
        return Article(article_id, "", "\n\n".join(paragraphs(reader.lines)))
    return reader.head.article(article_id, "\n\n".join(body))


@dataclass(slots=True)
class _Head:
    """What has been learned from the lines around the text so far."""

    title: str | None = None
    date: dt.date | None = None
    source: str | None = None
    author: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def add_byline(self, byline: Byline) -> None:
        self.author = self.author or byline.author
        self.source = self.source or byline.source

    def add_date_line(self, line: DateLine) -> None:
        self.date = self.date or line.date
        if line.time is not None:
            self.extra.setdefault("time", line.time)

    def add_dateline(self, dateline: Dateline, text: str) -> None:
        if dateline.place:
            self.extra.setdefault("place", dateline.place)
        self.add_byline(Byline(dateline.author, dateline.source))
        if dateline.day is not None:
            self.date = self.date or _full_date(dateline.day, text)

    def article(self, article_id: str, body: str) -> Article:
        return Article(
            article_id,
            self.title or "",
            body,
            date=self.date,
            source=self.source,
            author=self.author,
            extra=self.extra,
        )


class _HeadReader:
    """Reads the lines around the text into a head.

    Args:
        lines: all lines of the text that are not blank.
    """

    def __init__(self, lines: list[TextLine]) -> None:
        self.lines = lines
        self.head = _Head()
        self._next = 0

    def read(self) -> list[TextLine]:
        """Fill the head and return the lines of the text itself."""
        rules: tuple[Callable[[TextLine], bool], ...] = (
            self._is_navigation,
            self._is_breadcrumb,
            self._is_repeated_title,
            self._is_date_line,
            self._is_dated_byline,
            self._is_byline,
            self._is_dateline,
            self._is_bare_byline,
            self._is_headline,
        )
        while self._next < min(len(self.lines), _MOST_HEAD_LINES):
            line = self.lines[self._next].composed
            if not any(rule(line) for rule in rules):
                break
            self._next += 1
        rest = self.lines[self._next :]
        return rest[:-1] if len(rest) > 1 and self._is_last_byline(rest[-1].composed) else rest

    def _is_navigation(self, line: TextLine) -> bool:
        return len(line.text) <= LONGEST_HEADLINE and folded(line.text) in folded_forms("navigation")

    def _is_breadcrumb(self, line: TextLine) -> bool:
        following = self.lines[self._next + 1].text if self._next + 1 < len(self.lines) else ""
        found = parsed_breadcrumb(line.text, following)
        if found is None:
            return False
        self.head.extra.setdefault("section", list(found.section))
        self.head.title = self.head.title or found.title
        return True

    def _is_repeated_title(self, line: TextLine) -> bool:
        if self.head.title is None or len(line.text) > LONGEST_HEADLINE:
            return False
        return folded(line.text) == folded(self.head.title)

    def _is_date_line(self, line: TextLine) -> bool:
        found = parsed_date_line(line.text)
        if found is None:
            return False
        byline = None
        if found.by is not None:
            byline = _after_date(found.by)
            if byline is None:
                return False
            self.head.add_byline(byline)
        self.head.add_date_line(found)
        return True

    def _is_dated_byline(self, line: TextLine) -> bool:
        found = parsed_dated_byline(line.text)
        if found is not None:
            byline, date_line = found
            self.head.add_byline(byline)
            self.head.add_date_line(date_line)
        return found is not None

    def _is_byline(self, line: TextLine) -> bool:
        found = parsed_byline(line.text, "head")
        if found is not None:
            self.head.add_byline(found)
        return found is not None

    def _is_dateline(self, line: TextLine) -> bool:
        found = parsed_dateline(line.text)
        if found is None or found.end < len(line.text):
            return False
        self.head.add_dateline(found, "\n".join(following.text for following in self.lines[self._next + 1 :]))
        return True

    def _is_bare_byline(self, line: TextLine) -> bool:
        # The last line may name the author again.
        later = [following.text for following in self.lines[self._next + 1 : -1] or self.lines[self._next + 1 :]]
        has_head = self.head.date is not None or self.head.title is not None
        if self.head.author or not self._is_before_running_text():
            return False
        following = self.lines[self._next + 1]
        if not (line.ends_paragraph or following.is_running_text or _is_dated(following)):
            return False
        if not is_bare_byline(line.text, later, has_head=has_head):
            return False
        self.head.author = line.text
        return True

    def _is_headline(self, line: TextLine) -> bool:
        if self.head.title is not None or not line.is_headline_shaped or not self._is_before_running_text():
            return False
        if not line.has_gap and not self._can_follow_headline(line):
            return False
        self.head.title = " ".join(line.text.split())
        return True

    def _can_follow_headline(self, line: TextLine) -> bool:
        """Return whether what follows a line without a gap shows it to be a headline: a head line, or a paragraph."""
        following, *later = self.lines[self._next + 1 : self._next + 3]
        if line.ends_paragraph and following.is_running_text:
            # Where a link stood, sentences are broken into lines too; their rest goes on in small letters.
            return not following.text[0].islower()
        if _is_dated(following) or parsed_byline(following.text, "head") is not None:
            return True
        return is_name_shaped(following.text) and any(map(_is_dated, later))

    def _is_before_running_text(self) -> bool:
        size = len(self.lines[self._next].text)
        following = self.lines[self._next + 1 : self._next + 1 + _LINES_TO_RUNNING_TEXT]
        return any(line.is_running_text and len(line.text) > size for line in following)

    def _is_last_byline(self, line: TextLine) -> bool:
        found = parsed_byline(line.text, "last")
        if found is None or (self.head.author and found.author and folded(self.head.author) != folded(found.author)):
            return False
        self.head.add_byline(found)
        return True


def _is_dated(line: TextLine) -> bool:
    return parsed_date_line(line.text) is not None or parsed_dated_byline(line.text) is not None


def _after_date(text: str) -> Byline | None:
    """Read "By …" of a date line: a person is the author, anything else that could be a name is the source."""
    if is_agency(text) or (is_name_shaped(text) and has_name_evidence(text)):
        return names_or_agency(text)
    is_name = text[:1].isupper() and len(text.split()) <= 3 and text[-1:].isalnum()  # noqa: PLR2004  "Azerbaijan News Network"
    return Byline(None, text) if is_name else names_or_agency(text)


def _without_dateline(body: list[str], head: _Head) -> list[str]:
    """Take the dateline from the beginning of the text, or from its second paragraph after a summary."""
    for number, paragraph in enumerate(body[:2]):
        composed = unicodedata.normalize("NFC", paragraph)
        found = parsed_dateline(composed)
        if found is not None:
            rest = [_suffix(paragraph, composed[found.end :]), *body[number + 1 :]]
            if not any(text.strip() for text in [*body[:number], *rest]):
                return body
            head.add_dateline(found, "\n".join(rest))
            return [text for text in [*body[:number], *rest] if text.strip()]
        if not TextLine(paragraph, ends_paragraph=True, has_gap=True).is_headline_shaped:
            break
    return body


def _suffix(paragraph: str, composed: str) -> str:
    """Return the end of a paragraph that is the same text as this, however its letters are composed."""
    if paragraph.endswith(composed):
        return paragraph[len(paragraph) - len(composed) :]
    starts = range(len(paragraph) - len(composed), -1, -1)
    found = (paragraph[start:] for start in starts)
    return next(suffix for suffix in found if unicodedata.normalize("NFC", suffix) == composed)


def _full_date(day: WrittenDate, text: str) -> dt.date | None:
    if day.date is not None:
        return day.date
    same = {found.date for found in find_dates(text) if (found.day, found.month) == (day.day, day.month)} - {None}
    latest_year = max((int(year) for year in _YEAR.findall(text)), default=0)
    date = same.pop() if len(same) == 1 else None
    return date if date is not None and date.year >= latest_year else None
