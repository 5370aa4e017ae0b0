"""searchlib rebuild: a new lexicon for the same articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import searchlib


def test_it_says_how_many_terms_there_are_and_changes_no_answer(run: Any, own_news: Path) -> None:
    with searchlib.Index.open(own_news) as index:
        terms = index.stats().terms
        before = [hit.article.id for hit in index.search("karabakh film")]
    result = run("rebuild", "--index", own_news)
    assert (result.exit_code, result.stdout) == (
        0,
        f"the lexicon of {own_news} was made anew and holds {terms:,} terms\n",
    )
    with searchlib.Index.open(own_news) as index:
        assert [hit.article.id for hit in index.search("karabakh film")] == before
