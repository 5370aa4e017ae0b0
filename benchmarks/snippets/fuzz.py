"""Any text, any query: what has to hold for every snippet, whatever it is made of."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser

import regex

from searchlib import Article, Hit, Index, formatters
from searchlib.analysis import normalize
from searchlib.analysis.clusters import width
from searchlib.analysis.tokenizer import tokenize
from searchlib.marked_text import MarkedText

CASES = 100_000
_BATCH = 250
_COLUMNS = (20, 60, 120, 240, 400)
_PIECES = (
    *("Bakı", "BAKI", "bakı", "İstanbul", "istanbul", "ISPARTA", "ırmaq", "Əliyev", "Алиев", "Qarabağ", "Карабах"),
    *("s\u0327əhər", "go\u0308l", "и\u0306од", "Bakı'da", "Bakı’da", "don't", "U.S.", "т.е.", "e-mail", "BMT-nin"),
    *("road", "roads", "treaty", "film", "filmi", "дорога", "дороги", "yol", "yolu", "5", "3,5", "№5", "1\ufe0f\u20e3"),
    *("👩\u200d🚀", "🇦🇿", "中国", "かな", "한국", "ไทย", "שלום", "العربية", "\u202eabc", "\u0301", "\u200d", "\u00ad"),
    *("<b>", "&amp;", "**", "`x`", "\x1b[31m", "]]>", "—", "…", "ﬁlm", "Ａｂ", "ʼ", "_", "#tag", "a*b"),
)
_GAPS = (" ", " ", " ", " ", ". ", ", ", "\n", "\n\n", "! ", "? ", " – ", "-", "", "\u00a0", "\r\n", "… ")
_OPERATORS = ("", "", "", "", '"', "*", "~1", "+", "=")


def run(cases: int, seed: int = 1) -> Iterator[str]:
    """Yield an empty string for each case that is as it has to be, else what is wrong with it."""
    chance = random.Random(seed)  # noqa: S311  the same cases on every machine, no secret
    done = 0
    while done < cases:
        articles = [Article(f"n{number}", _text(chance, 4), _text(chance, 60) + "x") for number in range(_BATCH)]
        with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as folder, Index.create(folder) as index:
            index.add(articles)
            for _ in range(2 * _BATCH):
                for hit in index.search(_query(chance), limit=20):
                    if done == cases:
                        return
                    done += 1
                    yield problem(hit, chance.choice(_COLUMNS), chance.randint(1, 3))


def _text(chance: random.Random, most: int) -> str:
    found = []
    for _ in range(chance.randint(1, most)):
        piece = chance.choice(_PIECES)
        if chance.random() < 0.1:  # noqa: PLR2004  one in ten
            piece = "".join(chr(chance.choice((chance.randrange(32, 0xD800), chance.randrange(0xE000, 0x20000)))))
        found.append(piece + chance.choice(_GAPS))
    return "".join(found)


def _query(chance: random.Random) -> str:
    words = [chance.choice(_PIECES) for _ in range(chance.randint(1, 4))]
    operator = chance.choice(_OPERATORS)
    return f'"{" ".join(words[:2])}"' if operator == '"' else " ".join(f"{word}{operator}" for word in words)


def problem(hit: Hit, columns: int, passages: int) -> str:
    """Return what is wrong with the snippet and the marks of a hit, or an empty string."""
    snippet = hit.make_snippet(columns=columns, passages=passages)
    body = hit.article.body
    edges = {0, *(found.end() for found in regex.finditer(r"\X", body))}
    for passage in snippet.passages:
        end = passage.start + len(passage.text)
        if body[passage.start : end] != passage.text:
            return f"the passage {passage.text!r} is not in the text at {passage.start}"
        if not {passage.start, end} <= edges:
            return f"the passage {passage.text!r} is cut inside a character"
    if width(snippet.marked.text) > max(columns, 2 * passages + 4):
        return f"{snippet.marked.text!r} takes more than {columns} columns"
    marked = (hit.headline, hit.body, snippet.marked)
    return next(
        filter(None, (check(one) for text in marked for check in (_marks_problem, _shown_problem) for one in (text,))),
        "",
    )


def _marks_problem(marked: MarkedText) -> str:
    """Whether each mark is one of the terms that it says."""
    for match in marked.matches:
        inner = marked.text[match.start : match.end]
        surfaces = tokenize(inner).surfaces()
        terms = match.term.split(" ")
        if len(surfaces) != len(terms):
            return f"the mark {inner!r} has not the words of {match.term!r}"
        for surface, term in zip(surfaces, terms, strict=True):
            if term not in (normalize(surface), normalize(surface, "tr")):
                return f"{surface!r} is marked as {term!r}"
    return ""


class _Page(HTMLParser):
    def __init__(self, shown: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(shown)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag if [name for name, _ in attrs] == ["data-kind", "data-word"] else f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


def _shown_problem(marked: MarkedText) -> str:
    """Whether what formatters show is the text with our markup and no other."""
    page = _Page(marked.format(formatters.html))
    if not page.tags <= {"mark"} or page.text.rstrip("\u202c\u2069") != marked.text.rstrip("\u202c\u2069"):
        return f"as HTML {marked.text!r} shows {page.text!r} with {page.tags}"
    if marked.format(formatters.plain).count("**") != 2 * len(marked.matches):
        return f"as plain text {marked.text!r} has other stars than its marks"
    if len(re.findall("\x1b", marked.format(formatters.ansi))) != 2 * len(marked.matches):
        return f"as ANSI {marked.text!r} has other escapes than its marks"
    return _offsets_problem(marked)


def _offsets_problem(marked: MarkedText) -> str:
    found = json.loads(marked.format(formatters.json_offsets))
    utf8, utf16 = marked.text.encode(), marked.text.encode("utf-16-le")
    for mark, match in zip(found["marks"], marked.matches, strict=True):
        inner = marked.text[match.start : match.end]
        start, end = mark["utf16"]
        if utf8[slice(*mark["utf8"])].decode() != inner or utf16[2 * start : 2 * end].decode("utf-16-le") != inner:
            return f"the offsets {mark} do not slice {marked.text!r}"
    return ""
