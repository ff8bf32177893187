# `make run` and `make test` are all a new user needs; both create .venv first.
BIN := .venv/bin
MINUTES ?= 10

.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz soak samples lock clean

help: ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/complete ## publish a dataset from samples/ into dataset/
	$(BIN)/almanac run --sources samples/sources --dataset dataset

test: .venv/complete ## the tests, a file at a time on each processor
	$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/complete ## linters, types and the table of rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/complete ## speed, what is read and recognised right, and docs/restoration.md anew (fetches texts of Debian and Python)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.entries
	$(BIN)/python -m benchmarks.fields
	$(BIN)/python -m benchmarks.identity
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.replay
	$(BIN)/python -m benchmarks.crawling
	$(BIN)/python -m benchmarks.restore --write

fuzz: .venv/complete ## look for texts that break restoration (MINUTES=10 for each of two fuzzers)
	@test -d .venv/fuzz || $(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes --target .venv/fuzz -r fuzz/requirements.lock || \
		echo 'atheris cannot be installed here: half of the fuzzing is missing' >&2
	@failed=0; \
	$(BIN)/python -m fuzz.properties --minutes $(MINUTES) || failed=1; \
	PYTHONPATH=.venv/fuzz $(BIN)/python -m fuzz.coverage --minutes $(MINUTES) || failed=1; \
	exit $$failed

soak: .venv/complete ## kill a hundred runs at random moments and look at what each leaves
	$(BIN)/python -m benchmarks.soak --kills 100

samples: .venv/complete ## make the damaged sample documents again
	$(BIN)/python samples/damage.py

lock: ## pin the newest libraries that pyproject.toml allows (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header \
		--python-version 3.11 --upgrade --output-file requirements.lock
	echo pip-audit | uv pip compile - --universal --generate-hashes --no-header \
		--python-version 3.11 --upgrade --output-file scripts/audit.lock

clean: ## remove the environment and the dataset
	rm -rf .venv dataset

.venv/complete: requirements.lock pyproject.toml scripts/make-environment
	./scripts/make-environment
