"""The codec under every distribution of Whoosh that installs the package ``whoosh``, each in an environment of its own.

    nox                       # all of them
    nox -s whoosh -- -k name  # arguments for pytest

Kernels are not compiled again: the sessions import searchlib from the checkout, in which `make` has compiled them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True

DISTRIBUTIONS = ("whoosh==2.7.4", "whoosh-reloaded==2.7.5", "whoosh3==3.54.0")
TESTS = ("tests/codec/test_oracle.py", "tests/behaviour", "tests/test_index.py")


@nox.session(python=sys.executable)
@nox.parametrize("distribution", DISTRIBUTIONS)
def whoosh(session: nox.Session, distribution: str) -> None:
    """Run what concerns Whoosh with one of its distributions."""
    project = nox.project.load_toml("pyproject.toml")["project"]
    extras = project["optional-dependencies"]
    others = [each for each in project["dependencies"] if not each.startswith("whoosh")]
    test = [each for each in extras["test"] if not each.startswith("searchlib")]
    session.install("--quiet", distribution, *others, *test, *extras["html"], *extras["zstd"])
    if not list(Path("searchlib", "kernels").glob("*.so")):
        session.error("the kernels are not compiled; run `make` first")
    session.run("python", "-m", "pytest", "--quiet", *TESTS, *session.posargs)
