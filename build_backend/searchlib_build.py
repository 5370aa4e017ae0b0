"""The build backend: setuptools, after a check that the kernels can be compiled at all.

searchlib's hot loops are Cython modules that are compiled while it is installed from source.
Without a C compiler, or without Python's own header files, setuptools ends in a long trace; this
backend looks first and says what to install.
"""

import platform
import sysconfig
import tempfile
import warnings
from pathlib import Path

from setuptools import build_meta as _setuptools
from setuptools._distutils.ccompiler import new_compiler
from setuptools._distutils.errors import CCompilerError, DistutilsError
from setuptools._distutils.sysconfig import customize_compiler
from setuptools.build_meta import *

# An installing user can do nothing about either: the table of extension modules in pyproject.toml is marked
# experimental, and an editable installation warns of folders named like the package.
warnings.filterwarnings("ignore", message=".*ext-modules.*experimental")
warnings.filterwarnings("ignore", message="Editable installation")

_INSTALL = {
    "Linux": (
        "Debian, Ubuntu:  sudo apt-get install gcc python3-dev\n"
        "  Fedora, RHEL:    sudo dnf install gcc python3-devel\n"
        "  Alpine:          sudo apk add gcc musl-dev python3-dev\n"
        "  Arch:            sudo pacman -S gcc"
    ),
    "Darwin": "xcode-select --install",
    "Windows": 'the "Desktop development with C++" workload of the Visual Studio Build Tools',
}


class CompilerMissing(SystemExit):
    """No working C compiler, or no Python headers: the message says what to install."""


def _compile_trial() -> str | None:
    """Compile a one-line program against Python.h; return the compiler's complaint or None."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "trial.c")
        source.write_text("#include <Python.h>\nint trial(void) { return PY_MAJOR_VERSION; }\n")
        compiler = new_compiler()
        customize_compiler(compiler)
        include = [sysconfig.get_path("include"), sysconfig.get_path("platinclude")]
        try:
            compiler.compile([str(source)], output_dir=folder, include_dirs=include)
        except (CCompilerError, DistutilsError, OSError) as error:
            return str(error)
    return None


def _require_compiler() -> None:
    complaint = _compile_trial()
    if complaint is None:
        return
    install = _INSTALL.get(platform.system(), "a C compiler and the header files of this Python")
    raise CompilerMissing(
        "\nsearchlib compiles its kernels while it is installed, and that needs a C compiler and Python's header "
        f"files.\nA trial compilation failed: {complaint}\n\n"
        f"Install them and run the same command again:\n  {install}\n"
    )


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ANN001, ANN201, D103  PEP 517 hook
    _require_compiler()
    return _setuptools.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ANN001, ANN201, D103  PEP 660 hook
    _require_compiler()
    return _setuptools.build_editable(wheel_directory, config_settings, metadata_directory)
