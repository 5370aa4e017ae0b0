"""Kernels import nothing of searchlib but kernels; import-linter, which keeps the other layers, reads no Cython."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import searchlib.kernels

FOLDER = Path(searchlib.kernels.__file__).parent
SOURCES = sorted([*FOLDER.glob("*.pyx"), *FOLDER.glob("*.pxd")])
KERNELS = sorted(path.stem for path in FOLDER.glob("*.pyx"))

_IMPORT = re.compile(r"^\s*(?:from\s+([\w.]+)\s+c?import|c?import\s+([\w., ]+))", re.MULTILINE)
_PUBLIC = re.compile(r"^(?:(?:def|cpdef \w+) ([a-z]\w*)\(|([A-Z]\w*) = )", re.MULTILINE)


def imports(source: str) -> set[str]:
    return {name.strip() for one, many in _IMPORT.findall(source) for name in (one or many).split(",")}


def test_the_pattern_sees_every_way_to_import() -> None:
    source = "from a.b cimport c\nimport d, e.f\n  cimport g\nfrom . import h\n"
    assert imports(source) == {"a.b", "d", "e.f", "g", "."}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_kernel_imports_nothing_of_searchlib_but_kernels(path: Path) -> None:
    found = imports(path.read_text("utf-8"))
    assert found or path.suffix == ".pxd"  # which may declare what a header has, and need nothing
    for name in found:
        ours = name.startswith((".", "searchlib"))
        assert not ours or name.startswith("searchlib.kernels"), name
        assert not name.startswith(("whoosh", "numpy")), name


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_kernel_has_its_types_beside_it(kernel: str) -> None:
    tree = ast.parse((FOLDER / f"{kernel}.pyi").read_text("utf-8"))
    typed = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    typed |= {
        node.target.id for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    written = {name for pair in _PUBLIC.findall((FOLDER / f"{kernel}.pyx").read_text("utf-8")) for name in pair if name}
    assert typed == written
    assert all(hasattr(importlib.import_module(f"searchlib.kernels.{kernel}"), name) for name in typed)


@pytest.mark.parametrize("kernel", KERNELS)
def test_importing_a_kernel_loads_neither_numpy_nor_whoosh(kernel: str) -> None:
    code = f"import sys, searchlib.kernels.{kernel}; print([m for m in ('numpy', 'whoosh') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own words
    assert done.stdout.strip() == "[]"
