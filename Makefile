# `make replay` and `make test` set up what they need, in a virtual environment of their own.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

# What must be covered branch by branch.
CORE = */timeline/folders.py,*/timeline/text/*,*/timeline/values/*,*/timeline/entries/*,*/timeline/proof/*,*/timeline/recordfile/*,*/timeline/checks/*,*/timeline/eventlog/*,*/timeline/projections/*,*/timeline/record/*,*/timeline/answers/*

# What breaks most often, without a log on disk or a program of its own.
QUICK = tests/answers tests/projections tests/recordfile tests/text tests/tui/test_store.py tests/test_values.py \
	tests/test_order.py tests/test_merkle.py tests/test_checks.py tests/test_refusals.py tests/cases/test_time.py

.PHONY: replay test quick check bench mutants docs extras lowest format lock clean

replay:
	@sh tools/setup run "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python -m timeline replay jp-kh-2024-07

test:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=
	@$(BIN)/coverage report --format=total --fail-under=100 --include="$(CORE)" >&2 || \
		{ $(BIN)/coverage report --show-missing --skip-covered --include="$(CORE)"; exit 1; }

# A part of the tests, for while you work: under 20 seconds.
quick:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(QUICK)

check:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	@# As an installation leaves it: what is timed is not the compiler.
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python benchmarks/run.py

# Break the core in one place after another, and print what no test notices. It takes hours: COUNT=20 makes it short.
mutants:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python tools/mutants.py "$(CORE)" $(or $(COUNT),60) $(or $(SEED),1)

# The tests with the oldest versions of the dependencies that pyproject.toml allows. Needs a package index.
lowest:
	"$(PYTHON)" -m venv --clear "$(VENV)-lowest"
	"$(VENV)-lowest/bin/python" -m pip install --quiet uv
	"$(VENV)-lowest/bin/uv" pip install --quiet --python "$(VENV)-lowest/bin/python" --resolution lowest-direct --group test --group build --editable .
	"$(VENV)-lowest/bin/python" -m pytest --numprocesses auto $(QUICK)

# The pages and pictures that commands make, and the site of all documents, in `build/site`.
docs:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	@$(BIN)/python tools/json_fields.py JSON.md
	@$(BIN)/python tools/site.py --generate
	@$(BIN)/python tools/site.py build/site
	@echo "build/site/index.html"

# What the optional formats need: DOCX, Parquet, signatures.
extras:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2

format:
	@sh tools/setup dev "$(PYTHON)" "$(VENV)" >&2
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The exact versions, with the hashes of their files. Needs uv.
lock:
	sh tools/lock

clean:
	rm -rf "$(VENV)" "$(VENV)-lowest" build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
