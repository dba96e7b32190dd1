# Two commands for a newcomer: `make demo` and `make test`. Each works on a fresh machine with Python 3.11 or
# later, make and git; neither needs the other first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := examples/otan-2025/results
CATALOGUES := $(shell find src -name '*.po')

.PHONY: demo test lint types imports tests long browser bench bench-peers messages clean

demo: $(VENV)/.installed
	$(BIN)/pourparler run examples/otan-2025 --out $(OUT)
	@echo
	@echo "The report: $(CURDIR)/$(OUT)/report.html"

test: lint types imports tests

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

imports: $(VENV)/.tested
	$(BIN)/lint-imports

# On all cores; a file's tests stay together, so that what they share is made once. In the order of the folders:
# the files that take longest come early, so that no core waits for another at the end.
tests: $(VENV)/.tested
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not long and not browser"

# Fuzzing, kills, and every property as often as it should be tried: for people and nights.
long: $(VENV)/.tested
	$(BIN)/python -m pytest -m "long"
	POURPARLER_EFFORT=full $(BIN)/python -m pytest -n auto --dist loadfile -m "not long" tests/properties tests/unit

# Needs Chromium and its driver; tests are skipped with a sentence where they are missing.
browser: $(VENV)/.tested
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[browser]'
	$(BIN)/python -m pytest -m "browser" tests/browser

bench: $(VENV)/.tested
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/commands.py
	$(BIN)/python -m pytest benchmarks --benchmark-columns=median,min,max,rounds

# Side by side with NegMAS, which is AGPL: it is installed into an environment of its own, never a dependency.
bench-peers: $(VENV)/.installed .peers/.made
	$(BIN)/python benchmarks/peers/compare.py $(BIN)/python .peers/bin/python
	$(BIN)/python benchmarks/peers/compare_talks.py $(BIN)/python .peers/bin/python

.peers/.made:
	$(PYTHON) -m venv .peers
	.peers/bin/python -m pip install --quiet --disable-pip-version-check negmas
	@touch $@

messages: $(VENV)/.tested
	$(BIN)/python tests/messages.py --update

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; try make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml catalogues.py $(CATALOGUES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tested: $(VENV)/bin/python pyproject.toml catalogues.py $(CATALOGUES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
