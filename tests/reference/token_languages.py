"""The language of each token of a text, by regular expressions over the text and sums over its tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchlib.analysis import language as limits
from searchlib.analysis import ngrams
from searchlib.analysis.spans import MAX_SPAN, SENTENCE_ODDS_BITS, SPAN_ODDS_BITS
from searchlib.kernels import scan

LONGEST_TOKEN = 255
Token = tuple[int, str, int]  # start, surface and shape

_SPAN = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]|«([^»\n]+)»|\(([^()\n]+)\)|\[([^\[\]\n]+)\]')
_SENTENCE = re.compile(r"\S[^\n.!?…]{14,}(?:[.!?…](?!\s)[^\n.!?…]*)*[.!?…]*")
_WORDS = r"{letters}+(?:[ ,:;–—'’-]+{letters}+)+"
_CYRILLIC_RUN = re.compile(_WORDS.format(letters="[Ѐ-ӿəƏ]"))
_LATIN_RUN = re.compile(_WORDS.format(letters="[A-Za-zÀ-ɏəƏ]"))
_LATIN_1_LETTERS = re.compile("[ýþðÝÞÐ]")
_LETTERS_BESIDE_LATIN_1 = re.compile("[^\\W\\d_a-zA-ZýþðÝÞÐçöüÇÖÜâîûÂÎÛ]")
_TURKISH_OF_LATIN_1 = str.maketrans("ýþðÝÞÐ", "ışğİŞĞ")
_MARKS = {"latin": "əƏ", "cyrillic": "ҹҸҝҜјЈ"}


@dataclass
class Reading:
    """What tokens cost under each model of a script, in units."""

    costs: dict[str, int]
    letters: int = 0
    words: int = 0
    others: int = 0


@dataclass
class Evidence:
    """What the models say of tokens, in units."""

    costs: dict[str, int]
    margin: float
    letters: int
    script: str
    is_sure: bool = False

    def best(self, languages: Sequence[str]) -> str:
        costs = {code: self.costs[code] for code in sorted(languages) if code in self.costs}
        return min(costs, key=costs.__getitem__) if costs else "und"


def tokens_of(text: str) -> list[Token]:
    return [(start, text[start:end], shape) for start, end, shape in zip(*scan.scan(text), strict=True)]


def read_token(surface: str, script: str) -> Reading:
    """Read one token; of too long ones nothing is known but that they hold letters."""
    names, table = ngrams.load_tables()[script]
    if len(surface) > LONGEST_TOKEN:
        return Reading(dict.fromkeys(names, 0), others=255)
    composed = unicodedata.normalize("NFC", surface)
    costs, letters, words, others = table.score(composed, "i", *ngrams._SLACKS)
    reading = Reading(dict(zip(names, costs, strict=True)), letters, words, others)
    if script == "latin":
        turkic = dict(zip(names, table.score(composed, "ı", *ngrams._SLACKS)[0], strict=True))
        reading.costs.update({name: cost for name, cost in turkic.items() if name in ngrams.TURKIC_CASING})
    return reading


def read(surfaces: Sequence[str], script: str) -> Reading:
    """Read tokens, each by itself."""
    total = Reading(dict.fromkeys(ngrams.load_tables()[script][0], 0))
    for surface in surfaces:
        one = read_token(surface, script)
        total.costs = {name: cost + one.costs[name] for name, cost in total.costs.items()}
        total.letters += one.letters
        total.words += one.words
        total.others += one.others
    return total


def weigh(surfaces: Sequence[str]) -> Evidence:
    """Return what the models say of tokens as a whole."""
    together = " ".join(surfaces)
    if _LATIN_1_LETTERS.search(together) and not _LETTERS_BESIDE_LATIN_1.search(together):
        surfaces = [surface.translate(_TURKISH_OF_LATIN_1) for surface in surfaces]
    script, reading = "latin", read(surfaces, "latin")
    if reading.others > reading.letters:
        typed = [surface.replace("ə", "ә").replace("Ə", "Ә") for surface in surfaces]
        script, reading = "cyrillic", read(typed, "cyrillic")
    elif reading.others:
        reading = read([surface.replace("ә", "ə").replace("Ә", "Ə") for surface in surfaces], "latin")
    if not reading.letters or reading.others > reading.letters:
        return Evidence({}, float("-inf"), reading.letters + reading.others, "latin")
    evidence = Evidence({}, float("inf"), reading.letters, script)
    rest = float("inf")
    for name, cost in reading.costs.items():
        code, against, _ = ngrams._role(name, script)
        if code is None:
            rest = min(rest, cost)
        else:
            evidence.costs[code] = min(evidence.costs.get(code, cost + against), cost + against)
    evidence.margin = rest - min(evidence.costs.values())
    marks = sum(surface.count(mark) for surface in surfaces if len(surface) <= LONGEST_TOKEN for mark in _MARKS[script])
    evidence.is_sure = is_sure(evidence, reading, is_marked=marks >= reading.letters * limits.MIN_SHARE_OF_SCHWA)
    return evidence


def is_sure(evidence: Evidence, reading: Reading, *, is_marked: bool) -> bool:
    """Whether tokens are in the likeliest of the modelled languages for sure."""
    best = evidence.best(sorted(limits.MODELLED))
    if is_marked and best == "az" and evidence.margin >= ngrams.to_units(limits.MIN_MARKED_MARGIN_BITS):
        return True
    if reading.letters < limits.MIN_LETTERS:
        return False
    if evidence.margin < ngrams.to_units(limits.MIN_MARGIN_BITS[evidence.script]):
        return False
    bits = evidence.costs[best] / ngrams.UNITS_PER_BIT
    return bits <= limits.MAX_BITS_PER_SYMBOL[best] * (reading.letters + reading.words)


def around(text: str, language: str, languages: Sequence[str]) -> list[str]:
    """Return the language around each token: that of the innermost part of the text that is in another one."""
    tokens = tokens_of(text)
    found = [language] * len(tokens)
    if language == "und":
        return found
    bare = _blanked(text, _SPAN)
    pattern = _LATIN_RUN if language in ngrams.CYRILLIC_LANGUAGES else _CYRILLIC_RUN
    runs = [] if text.isascii() else list(_foreign(pattern, bare, tokens, language, languages))
    lines = bare if text.isascii() else _blanked(bare, pattern)
    sentences = list(_foreign(_SENTENCE, lines, tokens, language, languages))
    for start, end, code in [*sentences, *runs]:
        _paint(found, tokens, start, end, code)
    for match in _SPAN.finditer(text):
        inner = match[match.lastindex or 0]
        if len(inner) > MAX_SPAN or " " not in inner.strip():
            continue
        outside = _language_at(match.start(), runs) or _language_at(match.start(), sentences) or language
        start, end = match.span(match.lastindex or 0)
        code = _likelier([s for at, s, _ in tokens if start <= at < end], outside, languages, SPAN_ODDS_BITS)
        if code != outside:
            _paint(found, tokens, start, end, code)
    return found


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match[0]) if len(match[0]) <= MAX_SPAN else match[0], text)


def _foreign(
    pattern: re.Pattern[str], text: str, tokens: list[Token], language: str, languages: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    odds = SENTENCE_ODDS_BITS if pattern is _SENTENCE else SPAN_ODDS_BITS
    for match in pattern.finditer(text):
        if len(match[0]) == len(text):
            break
        start, end = match.span()
        # A token that is blanked out is judged elsewhere.
        inside = [surface for at, surface, _ in tokens if start <= at < end and text[at] == surface[0]]
        code = _likelier(inside, language, languages, odds)
        if code != language:
            yield start, end, code


def _paint(found: list[str], tokens: list[Token], start: int, end: int, code: str) -> None:
    for number, (at, _, _) in enumerate(tokens):
        if start <= at < end:
            found[number] = code


def _language_at(offset: int, regions: list[tuple[int, int, str]]) -> str | None:
    return next((code for start, end, code in regions if start <= offset < end), None)


def _likelier(surfaces: list[str], outside: str, languages: Sequence[str], odds: float) -> str:
    evidence = weigh(surfaces)
    best = evidence.best(sorted(limits.MODELLED.intersection(languages)))
    if best not in ("und", outside) and _ahead(evidence, best, outside) >= ngrams.to_units(odds):
        return best
    return outside


def _ahead(evidence: Evidence, code: str, outside: str) -> float:
    if outside in evidence.costs:
        return evidence.costs[outside] - evidence.costs[code]
    is_of_script = (outside in ngrams.CYRILLIC_LANGUAGES) == (evidence.script == "cyrillic")
    return evidence.margin if is_of_script else ngrams.to_units(evidence.letters)


def of_token(surface: str, shape: int, outside: str) -> str:
    """Return the language of one token by its letters."""
    if shape & scan.CYRILLIC:
        return _of_cyrillic_token(surface, outside)
    if not shape & scan.LATIN:
        return outside
    if outside in ngrams.TURKIC_CASING:
        is_foreign = not shape & scan.NON_ASCII and "I" in surface and _is_foreign(surface, outside)
        return "en" if is_foreign else outside
    if re.search("[əƏ]", surface):
        return "az"
    if re.search("[əƏğĞşŞıİ]", surface):
        return "tr"
    return "en" if outside in ngrams.CYRILLIC_LANGUAGES else outside


def _of_cyrillic_token(surface: str, outside: str) -> str:
    if re.search("[ҹҸҝҜғҒәӘһҺөӨүҮјЈ]", surface) and outside not in ngrams.CYRILLIC_LANGUAGES - {"ru"}:
        return "az"
    if outside == "az":
        return "ru" if re.search("[йцщъьэюяёЙЦЩЪЬЭЮЯЁ]", surface) else "az"
    return outside if outside in ngrams.CYRILLIC_LANGUAGES else "ru"


def _is_foreign(surface: str, outside: str) -> bool:
    if len(surface) > LONGEST_TOKEN:
        return False
    costs = read_token(re.split("['-]", surface, maxsplit=1)[0], "latin").costs
    others = [cost for name, cost in costs.items() if name == "en" or name.startswith("und")]
    return costs[outside] - min(others) >= ngrams.to_units(limits.CAPITAL_ODDS_BITS)
