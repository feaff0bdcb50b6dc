# The same targets locally and in CI. `make demo` and `make test` set everything up on their own; a second run does
# no set-up work, because each step leaves a stamp that depends on the file it was made from.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamps

.PHONY: setup demo test lint types format spell check clean

$(STAMP)/venv:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "webgen-env needs Python 3.11 or newer, got " + sys.version'
	$(PYTHON) -m venv $(VENV)
	mkdir -p $(STAMP)
	touch $@

$(STAMP)/python: pyproject.toml $(STAMP)/venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(STAMP)/toolchain: webgen_env/toolchain/package-lock.json $(STAMP)/python
	$(BIN)/webgen setup
	touch $@

## set up: virtual environment, Python packages, Node, scaffold packages, Chromium
setup: $(STAMP)/toolchain

## bundled tasks x bundled policies: a table and a gallery
demo: setup
	$(BIN)/webgen demo

## every test
test: setup
	$(BIN)/python -m pytest

lint: $(STAMP)/python
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)/python
	$(BIN)/mypy

spell: $(STAMP)/python
	$(BIN)/codespell

format: $(STAMP)/python
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## what CI runs
check: lint types spell test

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
