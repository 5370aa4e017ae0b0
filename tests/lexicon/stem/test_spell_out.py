"""The endings in the package are those that the graphs spell out."""

from __future__ import annotations

from importlib.resources import files as resources

from searchlib.lexicon.stem.spell_out import files


def test_the_files_are_up_to_date() -> None:
    folder = resources("searchlib.lexicon.stem") / "data"
    for name, content in files():
        assert (folder / name).read_text("utf-8") == content, f"run python -m searchlib.lexicon.stem.spell_out: {name}"
