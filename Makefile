# Everything runs in .venv, which these targets make themselves: Python 3.11+ and make are all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check evals bench lock clean

demo: $(VENV)/run.stamp  ## read the sample articles, on the terminal and as a page
	$(BIN)/allegedly samples demo
	$(BIN)/allegedly read demo/[0-9]*
	$(BIN)/allegedly read demo/[0-9]* --format html > demo/articles.html
	@echo "The same as a page: demo/articles.html"

test: $(VENV)/dev.stamp  ## the whole test suite
	$(BIN)/python -m pytest -q

check: $(VENV)/dev.stamp  ## linters, types, import walls
	$(BIN)/ruff check src tests evals bench training docs
	$(BIN)/ruff format --check src tests evals bench training docs
	$(BIN)/mypy
	$(BIN)/lint-imports

evals: $(VENV)/dev.stamp  ## every yardstick on ../shared/data, against its floor
	$(BIN)/python -m evals

bench: $(VENV)/dev.stamp  ## speed and memory, as ratios in one run
	$(BIN)/python -m bench

lock: $(VENV)/dev.stamp  ## pin what pyproject.toml allows, with hashes
	$(BIN)/python -m pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/run.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	touch $@

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
