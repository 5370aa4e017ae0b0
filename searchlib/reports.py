"""What adding articles did, and what an index holds, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding a batch of articles did.

    Attributes:
        added: articles that were not in the index before.
        replaced: articles that took the place of one with the same id.
    """

    added: int
    replaced: int


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What is in an index.

    Attributes:
        articles: articles that can be found.
        deleted: articles that are deleted but take room until a later commit merges them away.
        segments: parts that the index is in.
        terms: distinct terms, those of each segment counted.
        size_bytes: what the files take on the disk.
        languages: articles by language, the most frequent first.
        first_date, last_date: oldest and newest day of publication, or None if no article has a date.
        generation: number of the last commit.
    """

    articles: int
    deleted: int
    segments: int
    terms: int
    size_bytes: int
    languages: dict[str, int]
    first_date: str | None
    last_date: str | None
    generation: int
