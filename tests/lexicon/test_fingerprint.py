"""Rules that give other keys have other fingerprints, so that an index says by what it was built."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib.lexicon import fingerprint
from searchlib.lexicon.fingerprint import INSTALLATION, differing, fingerprints

LANGUAGES = ("az", "en", "ru", "tr", "de")


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tables of the lexicon in a folder of their own, which the fingerprints look at."""
    here = Path(fingerprint.__file__).parent
    for folder in (here / "data", here / "stem" / "data"):
        shutil.copytree(folder, tmp_path / folder.relative_to(here))
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "__file__", str(tmp_path / "fingerprint.py"))
        fingerprint._of_language.cache_clear()
        yield tmp_path
    fingerprint._of_language.cache_clear()


def append(table: Path, line: str) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    fingerprint._of_language.cache_clear()


def test_the_same_rules_have_the_same_fingerprints(tables: Path) -> None:
    assert (tables / "data").is_dir()
    assert not differing({**fingerprints(LANGUAGES), INSTALLATION: "another"})


def test_a_root_more_is_a_rule_of_its_language_only(tables: Path) -> None:
    built = {**fingerprints(LANGUAGES), INSTALLATION: "another"}
    append(tables / "stem" / "data" / "turkish_roots.txt", "zehir:zehr")
    assert differing(built) == {"tr"}


def test_a_line_more_in_a_table_of_all_is_a_rule_of_all(tables: Path) -> None:
    built = {**fingerprints(LANGUAGES), INSTALLATION: "another"}
    append(tables / "data" / "cities.tsv", "atlantis\tatlantida")
    assert differing(built) == set(LANGUAGES)


def test_what_is_only_looked_up_is_no_rule(tables: Path) -> None:
    built = {**fingerprints(LANGUAGES), INSTALLATION: "another"}
    append(tables / "data" / "weights.tsv", "# a note")
    assert not differing(built)
