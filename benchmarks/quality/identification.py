"""Which of the four languages a text is in: the share told right, beside py3langid that knows only these four."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.measuring_data import DATA, stored
from benchmarks.quality.figures import Figure, MissingDataError
from benchmarks.quality.language import FOUR, KINDS, odd_lines
from benchmarks.quality.relevance_sets import plain
from searchlib.analysis import identify

TURKIC = ("az", "tr")


def measure() -> Iterator[Figure]:
    """Measure on test lines that no model learned from, as they are and without diacritics."""
    restricted = _py3langid()
    for kind in KINDS:
        path = DATA / "language" / f"lingua_{kind}.tsv"
        if stored(path) is None:
            raise MissingDataError(f"{path} is not there")
        lines = odd_lines(kind)
        yield from _with_mean(kind, [_figure(f"{code} {kind}", lines[code], code, restricted) for code in FOUR])
        for code in TURKIC:
            typed = [plain(text) for text in lines[code]]
            yield _figure(f"{code} {kind}, no diacritics", typed, code, restricted)


def share_right(lines: list[str], code: str, identifier: Callable[[str], str]) -> float:
    """Return the share of lines that are told to be in a language.

    Example:
        >>> share_right(["yol", "road"], "az", lambda text: "az")
        1.0
    """
    return sum(identifier(line) == code for line in lines) / len(lines)


def _figure(subject: str, lines: list[str], code: str, restricted: Callable[[str], str]) -> Figure:
    ours = share_right(lines, code, lambda text: identify(text, FOUR))
    others = {"py3langid": share_right(lines, code, restricted)}
    return Figure("language", subject, ours, len(lines), baselines=others)


def _with_mean(kind: str, figures: list[Figure]) -> Iterator[Figure]:
    """Yield the figures of the languages, then their mean."""
    yield from figures
    value = sum(figure.value for figure in figures) / len(figures)
    other = sum(figure.baselines["py3langid"] for figure in figures) / len(figures)
    count = sum(figure.count for figure in figures)
    yield Figure("language", f"{kind}, mean", value, count, baselines={"py3langid": other})


def _py3langid() -> Callable[[str], str]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  it takes over half a second

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(set(FOUR))
    return lambda text: str(model.classify(text)[0])
