"""The public names: sorted, importable, documented, and free of cost until they are used."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import searchlib

HEAVY = ("whoosh", "numpy", "rich", "click", "py3langid", "dateparser", "markdown_it", "snowballstemmer")


def test_all_is_sorted_and_has_no_name_twice() -> None:
    assert searchlib.__all__ == sorted(set(searchlib.__all__))


def test_dir_is_all() -> None:
    assert dir(searchlib) == searchlib.__all__


@pytest.mark.parametrize("name", searchlib.__all__)
def test_a_public_name_can_be_imported_and_is_documented(name: str) -> None:
    value = getattr(searchlib, name)
    assert value.__name__ == name
    documentation = (value.__doc__ or "").strip()
    assert documentation.partition("\n")[0].endswith("."), documentation
    # A dataclass without a docstring has its signature for one.
    assert not documentation.startswith(f"{name}(")
    assert getattr(importlib.import_module(value.__module__), name) is value


def test_any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Indexx'"):
        _ = searchlib.Indexx


def test_nothing_public_is_left_out_of_all() -> None:
    code = (
        "import searchlib; print(*(n for n in vars(searchlib) if not n.startswith('_') and n not in searchlib.__all__))"
    )
    assert printed(code) <= {"TYPE_CHECKING", "Any", "import_module"}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert printed("import sys, searchlib; print(*sys.modules)").isdisjoint(HEAVY)


def test_values_and_errors_load_nothing_heavy() -> None:
    code = "import sys; from searchlib import Article, Hit, QueryError, Results; print(*sys.modules)"
    assert printed(code).isdisjoint(HEAVY)


def printed(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own words
    return set(done.stdout.split())
