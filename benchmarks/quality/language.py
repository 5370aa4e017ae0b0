"""How well languages are told apart: texts in the four languages, in others, and capitals in Azerbaijani and Turkish.

Run ``python -m benchmarks.quality.language`` with SEARCHLIB_DATA set to the folder of measuring data (default:
``../shared/data`` beside the checkout). Test lines with odd numbers are measured; character models learned other
languages from the even ones. Printed are:

- closed set: the share of test lines of each language that is told right among az, en, ru and tr, as they are and
  without diacritics, beside py3langid restricted to the four;
- open set: the same among all languages, and the share of lines in other languages taken for one of the four;
- capitals: tokens with a capital I in Azerbaijani or Turkish text that are taken for another language.
"""

from __future__ import annotations

import lzma
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from benchmarks.quality.train_language import passage_words
from searchlib.analysis import identify
from searchlib.analysis.spans import token_language
from searchlib.kernels.scan import scan

DATA = Path(os.environ.get("SEARCHLIB_DATA", "../shared/data"))
FOUR = ("az", "en", "ru", "tr")
KINDS = ("single-words", "word-pairs", "sentences")
_WITHOUT_DIACRITICS = str.maketrans("əğıöşüçâîûƏĞİÖŞÜÇ", "egiosucaiuEGIOSUC")
_TURKIC_CAPITALS = str.maketrans("iı", "İI")

Identifier = Callable[[str], str]


def odd_lines(kind: str) -> dict[str, list[str]]:
    """Return the lines with odd numbers of each language in a test file."""
    lines: dict[str, list[str]] = defaultdict(list)
    with lzma.open(DATA / "language" / f"lingua_{kind}.tsv.xz", "rt", encoding="utf-8") as rows:
        for row in rows:
            language, text = row.rstrip("\n").split("\t", 1)
            lines[language].append(text)
    return {language: texts[::2] for language, texts in lines.items()}


def accuracies(lines: dict[str, list[str]], identifier: Identifier) -> str:
    """Return the share of lines of each of the four languages that is told right, as text."""
    shares = {code: sum(identifier(text) == code for text in lines[code]) / len(lines[code]) for code in FOUR}
    mean = sum(shares.values()) / len(shares)
    return "  ".join(f"{code} {share:.3f}" for code, share in shares.items()) + f"  mean {mean:.4f}"


def false_acceptances(lines: dict[str, list[str]], identifier: Identifier) -> str:
    """Return the share of lines in other languages that is taken for one of the four, and where it is greatest."""
    wrong = {code: sum(identifier(text) in FOUR for text in texts) for code, texts in lines.items() if code not in FOUR}
    total = sum(len(lines[code]) for code in wrong)
    worst = sorted(wrong, key=lambda code: -wrong[code] / len(lines[code]))[:5]
    named = ", ".join(f"{code} {wrong[code] / len(lines[code]):.3f}" for code in worst)
    return f"others taken for ours {sum(wrong.values()) / total:.4f} (most: {named})"


def capitals(around: str, counts: Counter[str]) -> Iterator[tuple[str, int]]:
    """Yield the frequent words with a plain I in capitals, by the casing of a language, and how often they occur."""
    for word, count in counts.items():
        spelt = word.translate(_TURKIC_CAPITALS).upper() if around in ("az", "tr") else word.upper()
        if count >= 10 and len(word) > 2 and "I" in spelt and spelt.isascii():  # noqa: PLR2004  rarer ones are noise
            yield spelt, count


def taken_for_foreign(around: str, words: Iterator[tuple[str, int]]) -> str:
    """Return the share of words, and of their occurrences, that are not taken for the language around."""
    judged = [(token_language(word, scan(word)[2][0], around) != around, count) for word, count in words]
    occurrences = sum(is_foreign * count for is_foreign, count in judged) / sum(count for _, count in judged)
    return f"{sum(found for found, _ in judged) / len(judged):.4f} of words, {occurrences:.4f} of occurrences"


def main() -> None:
    """Measure and print."""
    everything = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    restricted = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    restricted.set_languages(set(FOUR))
    identifiers: dict[str, tuple[Identifier, Identifier]] = {
        "searchlib": (lambda text: identify(text, FOUR), identify),
        "py3langid": (lambda text: str(restricted.classify(text)[0]), lambda text: str(everything.classify(text)[0])),
    }
    for kind in KINDS:
        lines = odd_lines(kind)
        typed = {code: [text.translate(_WITHOUT_DIACRITICS) for text in lines[code]] for code in FOUR}
        for name, (closed, opened) in identifiers.items():
            print(f"{kind:12}  {name}  closed                   {accuracies(lines, closed)}")
            print(f"{kind:12}  {name}  closed, no diacritics    {accuracies(typed, closed)}")
            print(f"{kind:12}  {name}  open                     {accuracies(lines, opened)}")
            print(f"{kind:12}  {name}  open                     {false_acceptances(lines, opened)}")
    counts = passage_words()
    for around in ("az", "tr"):
        print(f"capitals in {around}: own words {taken_for_foreign(around, capitals(around, counts[around]))}")
        print(f"capitals in {around}: English words {taken_for_foreign(around, capitals('en', counts['en']))}")


if __name__ == "__main__":
    main()
