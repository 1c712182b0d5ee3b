# make run: the demo. make test: everything. make check: fast, for every commit.
PORT ?= 8000
DATA ?= $(CURDIR)/var
SYSTEM_PYTHON ?= $(shell command -v python3.11 || command -v python3)

export PATH := $(CURDIR)/.venv/bin:$(PATH)
MANAGE := .venv/bin/python manage.py
PYTEST := .venv/bin/python -m pytest

FRONT := $(shell find frontend/src frontend/public frontend/build -type f 2>/dev/null) \
	$(wildcard frontend/*.html frontend/*.ts frontend/*.js)
WORDS := $(patsubst %.po,%.mo,$(wildcard wellbeing/locale/*/LC_MESSAGES/*.po))

.DELETE_ON_ERROR:
.PHONY: setup build run test check audit soak bench clean

setup: .venv/ready frontend/node_modules/ready $(WORDS)

.venv/bin/uv: requirements-uv.txt
	$(SYSTEM_PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

.venv/ready: requirements-dev.txt requirements-uv.txt .venv/bin/uv
	# uv itself is in its own lock, and a sync removes what it does not name.
	cat requirements-uv.txt requirements-dev.txt > .venv/wanted.txt
	.venv/bin/uv pip sync --quiet --require-hashes .venv/wanted.txt
	@touch $@

frontend/node_modules/ready: frontend/package-lock.json frontend/.npmrc .venv/ready
	cd frontend && npm ci --no-audit --no-fund
	@touch $@

%.mo: %.po .venv/ready
	pybabel --quiet compile -i $< -o $@

build: setup frontend/dist/index.html

frontend/dist/index.html: $(FRONT) frontend/node_modules/ready
	cd frontend && npm run build --silent
	.venv/bin/python -m whitenoise.compress --quiet frontend/dist
	@touch $@

run: export AFTERCALL_DEMO := 1
run: export AFTERCALL_DATA := $(DATA)
run: export AFTERCALL_ORIGIN ?= http://localhost:$(PORT)
run: build
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@exec $(MANAGE) serve --port $(PORT)

test: build
	.ci/services
	.venv/bin/python -m tests.everything

check: setup
	ruff format --check --quiet .
	ruff check --quiet .
	mypy
	lint-imports
	$(MANAGE) makemigrations --check --dry-run
	.ci/schema
	$(PYTEST) -q -m "not browser and not reliability"
	cd frontend && npm run check --silent && npm test --silent

# The long proofs of the trends: every preset, more years, smaller mistakes planted.
audit: setup
	$(MANAGE) trends_audit --trials 5000
	$(MANAGE) trends_attack
	AFTERCALL_AUDIT=1 $(PYTEST) -q tests/trends

# Ten thousand reports over a line that loses a fifth each way, while servers are killed.
soak: setup
	AFTERCALL_SOAK=10000 $(PYTEST) -q -s tests/reliability/test_reports_through_a_bad_line.py

bench: build
	for one in benchmarks/*.py; do .venv/bin/python $$one || exit 1; done

clean:
	rm -rf frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf test-results $(WORDS)
	find . -name __pycache__ -not -path './.venv/*' -not -path './frontend/*' -prune -exec rm -rf {} +
