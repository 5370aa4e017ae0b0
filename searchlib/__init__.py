"""Multilingual news search: Azerbaijani, Turkish, Russian and English text in one Whoosh index.

Example:
    >>> import searchlib
    >>> index = searchlib.Index.create("news")
    >>> index.add([searchlib.Article("n1", "Qarabağda yeni yol", "Yol açıldı.", language="az")])
    AddReport(added=1, replaced=0)
    >>> for hit in index.search("Карабах"):
    ...     print(hit.article.title, [match.kind.value for match in hit.matches])
    Qarabağda yeni yol ['variant']

Names are loaded when they are first used, so that ``import searchlib`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchlib.article import Article
    from searchlib.errors import (
        ArticleError,
        ArticleNotFoundError,
        IndexCorruptError,
        IndexExistsError,
        IndexLockedError,
        IndexNotFoundError,
        InputError,
        QueryError,
        SearchlibError,
        StorageError,
        WorkerError,
    )
    from searchlib.index import Index
    from searchlib.ingest import InputFormat, Progress, Skipped, read_articles
    from searchlib.query.nodes import ParsedQuery
    from searchlib.query.parser import parse, parse_strict
    from searchlib.ranker import Ranker
    from searchlib.reports import AddReport, IndexStats
    from searchlib.results import Hit, Match, MatchKind, Passage, Results, Snippet

__all__ = [
    "AddReport",
    "Article",
    "ArticleError",
    "ArticleNotFoundError",
    "Hit",
    "Index",
    "IndexCorruptError",
    "IndexExistsError",
    "IndexLockedError",
    "IndexNotFoundError",
    "IndexStats",
    "InputError",
    "InputFormat",
    "Match",
    "MatchKind",
    "ParsedQuery",
    "Passage",
    "Progress",
    "QueryError",
    "Ranker",
    "Results",
    "SearchlibError",
    "Skipped",
    "Snippet",
    "StorageError",
    "WorkerError",
    "parse",
    "parse_strict",
    "parse_text",
    "read_articles",
]

_MODULES = {
    "searchlib.article": ("Article",),
    "searchlib.index": ("Index",),
    "searchlib.ingest": ("InputFormat", "Progress", "Skipped", "read_articles"),
    "searchlib.query.nodes": ("ParsedQuery",),
    "searchlib.query.parser": ("parse", "parse_strict"),
    "searchlib.query.text": ("parse_text",),
    "searchlib.ranker": ("Ranker",),
    "searchlib.reports": ("AddReport", "IndexStats"),
    "searchlib.results": ("Hit", "Match", "MatchKind", "Passage", "Results", "Snippet"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  any of the public names
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  slow to import

        return version("searchlib")
    if name not in __all__:
        raise AttributeError(f"module 'searchlib' has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "searchlib.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
