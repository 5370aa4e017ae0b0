"""Arguments of an index checked, with one message for each mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchlib.article import Article, language_code
from searchlib.errors import ArticleError
from searchlib.lexicon.expand import ALL_KINDS
from searchlib.matches import MatchKind
from searchlib.query.nodes import ParsedQuery
from searchlib.results import SORTS
from searchlib.search.matching import FACETS

_MOST = {"processes": 256, "memory_mb": 3_000}
"""The largest arguments of adding; places in a part of the index that is in memory are numbers of 32 bits."""


def language_codes(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the ISO 639 codes of languages in order; see :func:`searchlib.article.language_code`.

    Raises:
        TypeError, ValueError: they are no list, or one of them is no code.

    Example:
        >>> language_codes(["TR", "az_Latn"])
        ('az', 'tr')
    """
    if isinstance(languages, str):
        raise TypeError('languages must be a list, for example ["az"]')
    codes = list(languages)
    for code in codes:
        if not isinstance(code, str):
            raise TypeError(f"languages must be strings such as 'az', not {code!r}")
    return tuple(sorted(set(map(language_code, codes))))


def kinds_of(names: Iterable[MatchKind | str]) -> frozenset[MatchKind]:
    """Return kinds of match by their names.

    Raises:
        TypeError, ValueError: they are no list, or there is no such kind.

    Example:
        >>> sorted(kind.value for kind in kinds_of(["root", MatchKind.FOLD]))
        ['fold', 'root']
    """
    if names is MatchKind:
        return ALL_KINDS
    if isinstance(names, str):
        raise TypeError('expand must be a list, for example ["fold"]')
    known = [kind.value for kind in MatchKind]
    wanted = [name.value if isinstance(name, MatchKind) else name for name in names]
    if unknown := [name for name in wanted if name not in known]:
        raise ValueError(f"expand has no kind of match {unknown[0]!r}; there are {', '.join(known)}")
    return frozenset(map(MatchKind, wanted))


def keyed_kinds(names: Iterable[MatchKind | str]) -> tuple[str, ...]:
    """Return the names of those of some kinds of match that need a lexicon.

    Raises:
        TypeError, ValueError: as of :func:`kinds_of`.
    """
    from searchlib.lexicon.build import KINDS  # noqa: PLC0415  only writing needs it

    return tuple(sorted(kind.value for kind in kinds_of(names) & KINDS))


def facets_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of facets, each once.

    Raises:
        TypeError, ValueError: they are no list, or there is no such facet.
    """
    if isinstance(names, str):
        raise TypeError('facets must be a list, for example ["language"]')
    wanted = tuple(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in FACETS]:
        raise ValueError(f"there is no facet {unknown[0]!r}; there are {', '.join(FACETS)}")
    return wanted


def check_page(query: object, limit: int, offset: int, count_to: int | None, sort: str) -> None:
    """Check a query, and which of its hits are wanted.

    Raises:
        TypeError, ValueError: that cannot be.
    """
    if not isinstance(query, str | ParsedQuery):
        raise TypeError(f"query must be a string or a ParsedQuery, not {type(query).__name__}")
    for name, value in (("limit", limit), ("offset", offset), ("count_to", count_to or 0)):
        if not isinstance(value, int):
            raise TypeError(f"{name} must be a whole number, not {value!r}")
        if value < 0:
            raise ValueError(f"{name} must be 0 or more, not {value}")
    if sort not in SORTS:
        raise ValueError(f"hits cannot be sorted by {sort!r}; there are {', '.join(SORTS)}")


def checked_articles(articles: Iterable[Article]) -> Iterator[Article]:
    """Return an iterator of articles that can be added; each is checked when it comes.

    Raises:
        TypeError: they are no list or other iterable of articles.
        ArticleError: something among them is not an Article, or is one without its text.
    """
    if isinstance(articles, Article):
        raise TypeError("articles must be a list of articles, not one; write [article]")
    if not isinstance(articles, Iterable):
        raise TypeError(f"articles must be a list of articles, not {type(articles).__name__}")
    return _each_checked(articles)


def _each_checked(articles: Iterable[Article]) -> Iterator[Article]:
    for number, article in enumerate(articles):
        if not isinstance(article, Article):
            raise ArticleError(f"item {number} is not an Article but {article!r:.80}", field="id")
        if not article.title and not article.body:
            raise ArticleError(
                f"article {article.id!r} comes from an index that does not store texts; take it from where its text is",
                field="body",
                article_id=article.id,
            )
        yield article


def check_adding(processes: int, memory_mb: int) -> None:
    """Check what adding may take.

    Raises:
        ValueError: that is nothing, or too much.
    """
    for name, value in (("processes", processes), ("memory_mb", memory_mb)):
        if not 1 <= value <= _MOST[name]:
            raise ValueError(f"{name} must be 1 to {_MOST[name]}, not {value}")
