# Everything lives in .venv, made by scripts/setup.sh once and then used offline.
BIN := .venv/bin
CORPORA ?= ../shared/corpora
RECORDS ?= ../shared/records/records.jsonl
GOLD ?= ../shared/gold
RUN ?= build/run

.DEFAULT_GOAL := help
.PHONY: help demo test quality train speed wheel clean

help:  ## Show what there is to do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 15

demo:  ## Read the example report and show its record
	@bash scripts/setup.sh run
	@$(BIN)/chancery read examples/orban-putin-call.txt --published 2024-12-11 --title "Orbán telephones Putin"

test:  ## Check types, style and layers, and run the tests
	@bash scripts/setup.sh dev
	@$(BIN)/ruff check -q src tests training benchmarks scripts
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > .layers.log 2>&1 || { cat .layers.log; rm -f .layers.log; exit 1; }; rm -f .layers.log
	@$(BIN)/python -m pytest

quality:  ## Hold the bundle's figures against their floors (CORPORA, RECORDS, GOLD name the folders)
	@bash scripts/setup.sh dev
	@$(BIN)/python -m training.quality $(CORPORA) $(RECORDS) $(GOLD)

train:  ## Train the network, export and measure it in build/ (CORPORA, RECORDS, GOLD; hours on two cores)
	@bash scripts/setup.sh train
	@bash scripts/train.sh $(BIN)/python $(CORPORA) $(RECORDS) $(GOLD) $(RUN)

speed:  ## Measure reports a second on this machine
	@bash scripts/setup.sh dev
	@$(BIN)/python -m benchmarks.speed

wheel:  ## Build the wheel into dist/
	@bash scripts/setup.sh dev
	@$(BIN)/python -m build --wheel . > .wheel.log 2>&1 || { cat .wheel.log; rm -f .wheel.log; exit 1; }; rm -f .wheel.log
	@ls dist/*.whl

clean:  ## Remove the environment and everything built
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find src tests training -name __pycache__ -prune -exec rm -rf {} +
