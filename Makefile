# Two commands for a newcomer: `make demo` and `make test`. Both make .venv if it is not there.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml build_backend/searchlib_build.py $(wildcard searchlib/kernels/*.pyx searchlib/kernels/*.pxd searchlib/kernels/*.h)
QUERY ?= Səssiz bağ

.PHONY: demo test lint bench clean

demo: .venv/installed  ## index the sample news and show highlighted results
	$(BIN)/python -m searchlib index index_data/articles --index index_data/index
	$(BIN)/python -m searchlib query --index index_data/index --limit 3 '$(QUERY)'

test: .venv/test-installed  ## run the whole test-suite
	$(BIN)/python -m pytest

lint: .venv/lint-installed  ## style, types and import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cython-lint searchlib/kernels
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench-installed  ## measure quality and speed, and render the pages and plots of docs; takes about an hour
	$(BIN)/python -m benchmarks quality --save
	$(BIN)/python -m benchmarks speed --save
	$(BIN)/python -m benchmarks report

clean:  ## remove everything that the commands above made
	rm -rf .venv build dist *.egg-info index_data/index
	rm -f searchlib/kernels/*.c searchlib/kernels/*.so

# A stamp file says which extras were installed from which sources; the kernels are compiled once, for the first.
.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=24'

.venv/installed: .venv/bin/python $(SOURCES)
	$(BIN)/python -m pip install --quiet --editable '.[all]'
	touch $@

.venv/test-installed: .venv/installed
	$(BIN)/python build_backend/extra_requirements.py test | $(BIN)/python -m pip install --quiet --requirement /dev/stdin
	touch $@

.venv/lint-installed: .venv/test-installed
	$(BIN)/python build_backend/extra_requirements.py lint | $(BIN)/python -m pip install --quiet --requirement /dev/stdin
	touch $@

.venv/bench-installed: .venv/test-installed
	$(BIN)/python build_backend/extra_requirements.py bench | $(BIN)/python -m pip install --quiet --requirement /dev/stdin
	touch $@
