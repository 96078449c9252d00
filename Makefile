# The interface of the project. `make demo` and `make test` need nothing but Python 3.11.
SHELL := /bin/sh
PYTHON := $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
ids ?=

.PHONY: setup demo code serve test check bench assurance lock translations

setup: .venv/.runtime                  ## everything an instance needs: environment, keys, database, fonts, static files
	@$(PY) -m config.keys
	@$(PY) manage.py prepare

demo: setup                            ## a dozen decided cases, recorded, evaluated, decided, and printed as reports
	@$(PY) manage.py demo

code:                                  ## the codes with which the demonstration's people sign in, good for half a minute
	@$(PY) manage.py demo_code

serve: setup                           ## the web application on this machine
	@$(PY) -m gunicorn config.wsgi --bind 127.0.0.1:8000 --workers 2 --access-logfile /dev/null

test: .venv/.dev setup                 ## all tests
	@$(PY) -m pytest -n 2 --dist loadfile

check: .venv/.dev setup                ## lint, types, import order, law
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports
	@$(PY) manage.py makemigrations --check --dry-run --verbosity 0
	@$(PY) manage.py check_law

bench: .venv/.bench setup              ## every benchmark, each a JSON object in its last line
	@for file in bench/*.py; do echo "== $$file"; .venv/bench/bin/python $$file || exit 1; done

assurance: .venv/.dev setup            ## make assurance ids="I1 I3": those promises; without ids all, and docs/assurance.md
	@$(PY) -m pytest -n 2 --dist loadfile --assurance "$(or $(ids),all)"

lock:                                  ## pins requirements*.txt from requirements*.in
	@for name in requirements requirements-dev requirements-bench; do \
	  .venv/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	    --no-emit-find-links --no-emit-trusted-host --output-file $$name.txt $$name.in || exit 1; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Threshold needs Python 3.11."; exit 1; }
	@echo "environment: making .venv"
	@$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt | .venv/bin/python
	@echo "environment: installing the pinned runtime packages (about half a minute)"
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/.runtime
	@echo "environment: installing what the tests need"
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.bench: requirements-bench.txt | .venv/bin/python
	@echo "environment: installing what the benchmarks compare with"
	@$(PYTHON) -m venv .venv/bench
	@.venv/bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@
