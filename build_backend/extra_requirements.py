"""Print the requirements of an extra, one a line, for `pip install --requirement`.

Installing the extra itself would compile the kernels once more.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def requirements(extra: str, extras: dict[str, list[str]]) -> Iterator[str]:
    """Yield what an extra asks for, with what the extras ask for that it names."""
    for requirement in extras[extra]:
        named = re.fullmatch(r"searchlib\[([\w,]+)\]", requirement)
        if named is None:
            yield requirement
        else:
            for other in named[1].split(","):
                yield from requirements(other, extras)


if __name__ == "__main__":
    table = tomllib.loads(PYPROJECT.read_text("utf-8"))
    sys.stdout.write("\n".join(requirements(sys.argv[1], table["project"]["optional-dependencies"])) + "\n")
