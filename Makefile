PYTHON ?= python3

VENV := .venv
BIN  := $(VENV)/bin
COURSE := $(VENV)/.course
DONE := $(VENV)/.installed
# A module stays on one worker; in the order of their names the browser's, mostly waiting, is first.
PYTEST := $(BIN)/python -m pytest --dist loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help lab site test check lint bench clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: $(COURSE)  ## open the course in JupyterLab
	$(BIN)/opstools lab

site: $(DONE)  ## the course as HTML, in build/site; needs no network, then or later
	$(BIN)/python -m docs

check: lint  ## lint, types and the fast tests, in about three minutes
	$(PYTEST) -n auto -m "not browser and not slow and not notebooks"

test: lint  ## everything: notebooks and the browser too
	$(PYTEST) -n 2

lint: $(DONE)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(DONE)  ## speed and scale beside other tools
	$(BIN)/python -m benchmarks

clean:  ## remove the environment, caches and build output
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# What the course itself needs; what the tests need beside it is as much again, and no student's business.
$(COURSE): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'opstools needs Python 3.11 or newer, and $(PYTHON) is not.' \
	       'Name another one: make PYTHON=python3.12' >&2; exit 1; }
	@# pip, not python: a venv that failed halfway (Debian without python3-venv) has only python.
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV), once. This takes a few minutes, in which nothing more is said.'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DONE): $(COURSE)
	@echo 'Installing what the tests need.'
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@
