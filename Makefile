# Every target sets up its own virtual environment from the pinned constraints. Python 3.11, git, make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PACKAGES := pipeline extractors schemas

.PHONY: run check test lint types layers schema docs bench clean

run: $(READY)  ## read the samples into out.json
	$(BIN)/extract samples -o out.json

check: lint types layers test  ## everything that must be green on every commit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-logo

test: $(READY)  ## the tests, those of the corpus where it is at hand
	$(BIN)/python -m pytest

schema: $(READY)  ## rewrite what is generated: JSON Schema, records, pages of rules, lists of tables, the notebook
	$(BIN)/python -m schemas.generate
	$(BIN)/python -m docs.generate_rules
	$(BIN)/python -m docs.generate_catalogue
	$(BIN)/python -m docs.run_notebook

bench: $(READY)  ## ratios against named peers, measured here and now
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.text_speed
	$(BIN)/python -m benchmarks.layouts
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.pdf_scale
	$(BIN)/python -m benchmarks.catalogue

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis out.json

# compileall: start-up counts, and byte code is not written everywhere by itself.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt pip hatchling editables
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	$(BIN)/python -m compileall -q $(PACKAGES)
	touch $@
