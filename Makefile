# `make replay` and `make test` set up what they need, in a virtual environment of their own.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: replay test check bench format lock clean

replay:
	@sh tools/setup run "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python -m timeline replay jp-kh-2024-07

test:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/python -m pytest --cov --cov-report=term

check:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python benchmarks/run.py

format:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The exact versions, with the hashes of their files. Needs uv.
lock:
	sh tools/lock

clean:
	rm -rf "$(VENV)" build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
