# Everything runs in .venv, installed with the versions that were tested (constraints.txt).
PYTHON ?= python3
MINUTES ?= 30
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
DONE := pyproject.toml constraints.txt
TERMINAL := tests/cli/test_terminal.py tests/cli/test_kill.py

.PHONY: start test lint bench clean

start: $(VENV)/.installed                   ## an interview: make start MINUTES=5 ARGS="--topic async-basics"
	@$(BIN)/mockint start --minutes $(MINUTES) $(ARGS)

test: $(VENV)/.installed-test               ## every test
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest -n auto $(TERMINAL:%=--ignore=%)
	# Forking a pseudo-terminal out of a process with threads can hang; this one has none.
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest $(TERMINAL)

lint: $(VENV)/.installed-lint               ## style, types, the bank and its vectors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mockint bank lint
	$(BIN)/mockint bank build --check

bench: $(VENV)/.installed                   ## whole-process timings against baselines of the same run
	HF_HUB_OFFLINE=1 $(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "mockint needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python $(DONE)
	@echo "Installing mockint and its libraries into $(VENV) (once; some minutes) ..."
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[test,examples]'
	@touch $@

$(VENV)/.installed-lint: $(VENV)/.installed-test
	$(PIP) install -c constraints.txt -e '.[test,examples,lint]'
	@touch $@
