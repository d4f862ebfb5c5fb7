# Every target works on a fresh machine with Python 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check format golden tables docs bench fuzz clean

help: ## list what there is to make
	@grep -E '^[a-z/]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z/]+):.*## (.*)/  \1\t\2/' | expand -t 12

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[frames,pictures]'
	$(BIN)/python -m pip install --quiet --group test --group check
	@touch $@

demo: $(STAMP) ## print the levels and equations of three models with their data; .tex files in build/demo
	$(BIN)/python examples/demo.py build/demo

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -n auto

check: $(STAMP) ## formatting, lint, types and the room test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/project

format: $(STAMP) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(STAMP) ## write the golden files anew, for you to read the difference
	$(BIN)/python tests/golden/regenerate.py
	$(BIN)/python tests/equations/worked.py

tables: $(STAMP) ## write the formula grammar's parse table anew
	$(BIN)/python -m formula2eq.formula.tabulate

build/katex: ## KaTeX, which a test asks whether it reads our LaTeX; needs npm
	npm install --no-save --silent --prefix build/katex katex

docs: $(STAMP) ## make the generated pages of docs anew
	$(BIN)/python docs/make_gallery.py

bench: $(STAMP) ## measure, and print tables of times and ratios
	$(BIN)/python -m pip install --quiet formulaic patsy formulae
	$(BIN)/python benchmarks/run.py

FUZZ_SECONDS ?= 60
fuzz: $(STAMP) ## throw random text at the grammars for FUZZ_SECONDS
	$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python tests/fuzz/fuzz_formula.py -max_total_time=$(FUZZ_SECONDS)
	$(BIN)/python tests/fuzz/fuzz_equations.py -max_total_time=$(FUZZ_SECONDS)

clean: ## remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
