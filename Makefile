# careerpath: `make run` serves the app, `make test` proves it. `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
PORT ?= 8000
# From the command line only: some shells export a HOST of their own.
HOST := 127.0.0.1
# What people type: passkeys are for a name, never for a number.
NAME = $(if $(filter 127.0.0.1,$(HOST)),localhost,$(HOST))
PYTHON ?= python3
TEST_ARGS ?=

# Its own for another Python: make test PYTHON=python3.12 VENV=.venv-3.12
VENV ?= .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
DATA := $(or $(CAREERPATH_DATA_DIR),var)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# What a change of makes the database or the static files due again.
MIGRATIONS := $(wildcard careerpath/*/migrations/*.py assessments/migrations/*.py roadmap/migrations/*.py)
FIXTURES := $(wildcard fixtures/*.json fixtures/*.po)
STATIC := $(shell find careerpath/static -type f 2>/dev/null)

.PHONY: help run admin test check lint types templates migrations format messages lock mutation proof-edits proof-calendar questions screenshots gallery bench bench-page breaks release-data audit outdated clean

help: ## Say what there is to do
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'

run: $(DATA)/.database $(DATA)/.static ## Set everything up and serve on http://localhost:8000/ (PORT=8123 for another)
	@CAREERPATH_URL=$${CAREERPATH_URL:-http://$(NAME):$(PORT)} $(BIN)/python -m careerpath.operations.serve --host $(HOST) --port $(PORT)

admin: $(DATA)/.database ## Create an editor who may change the framework at /admin/
	@$(MANAGE) createsuperuser

test: $(VENV)/.dev $(DATA)/secret-key ## Set everything up and run the tests, with a browser where there is one
	@$(BIN)/pytest -n auto --dist loadgroup $(TEST_ARGS)

check: lint types templates migrations ## Lint, types, templates, migrations

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev $(DATA)/secret-key
	@$(BIN)/mypy

templates: $(VENV)/.dev
	@$(BIN)/djlint --lint --quiet careerpath assessments roadmap tests/browser/gallery

# Settings as docs/deploy.md has them, on SQLite and for a company; `check` connects to nothing.
PRODUCTION = CAREERPATH_URL=https://careers.example.org EMAIL_URL=smtp+tls://u:p@mail.example.org:587 \
	CAREERPATH_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')
COMPANY = DATABASE_URL=postgresql://careerpath@db.example.org/careerpath REDIS_URL=redis://cache.example.org/0 \
	DATABASE_REPLICA_URL=postgresql://careerpath@replica.example.org/careerpath \
	CAREERPATH_DATABASE_CONNECTIONS=8 CAREERPATH_BEHIND_PROXY=yes CAREERPATH_TRUSTED_PROXIES=1

migrations: $(VENV)/.dev $(DATA)/secret-key
	@$(MANAGE) check --fail-level WARNING
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	@$(PRODUCTION) $(COMPANY) $(MANAGE) check --deploy --fail-level WARNING
	@$(MANAGE) makemigrations --check --dry-run

format: $(VENV)/.dev ## Put the code in its one form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

mutation: $(VENV)/.dev ## Mutate the rules and see the tests catch it (minutes)
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

proof-edits: STEPS ?= 10000
proof-edits: $(VENV)/.dev $(DATA)/secret-key ## Edit paths while people rate, STEPS=10000 times, and see that nobody is hurt
	@CAREERPATH_EDIT_STEPS=$(STEPS) $(BIN)/pytest -q -s tests/test_edits.py

screenshots: $(VENV)/.dev $(DATA)/secret-key ## Take pictures of every page and state into screenshots/, and the README's (five minutes)
	@CAREERPATH_NO_SKIPS=1 $(BIN)/pytest -q tests/browser/pictures.py

gallery: $(VENV)/.dev $(DATA)/secret-key ## Show every component in every state on http://localhost:8000/gallery/
	@$(MANAGE) runserver --settings tests.browser.gallery.settings $(PORT)

bench-page: $(VENV)/.dev ## Open the roadmap on a slow phone and print what it cost (a minute)
	@$(BIN)/python -m tests.browser.bench $(TEST_ARGS)

# How often: a number, or "full" for what docs/quality.md promises; DATABASE_URL chooses the database.
COUNT ?= full
READERS = build/readers
proof-calendar: $(VENV)/.dev $(DATA)/secret-key ## Read a plan's calendar in ics.py, khal, radicale, ical.js and calcurse, installed beside the app (needs npm)
	@$(PYTHON) -m venv $(READERS) && $(READERS)/bin/pip -q install -r requirements/readers.txt
	@npm install --silent --no-audit --no-fund --prefix $(READERS) ical.js@2.2.1
	@CAREERPATH_CALENDAR_READERS=$(READERS) $(BIN)/pytest -q -s tests/proofs/test_calendar.py

proof-%: $(VENV)/.dev $(DATA)/secret-key ## Prove one promise of docs/quality.md in full: documents, kill, races, load, saved-faults, scripts, ...
	@COUNT=$(COUNT) CAREERPATH_NO_SKIPS=1 $(BIN)/pytest -q -s $(wildcard $(patsubst %,tests/%/test_$(subst -,_,$*).py,proofs browser)) $(TEST_ARGS)

questions: proof-questions ## Settle the level of 20,000 made-up people on each shipped path, and print what it asked (COUNT=1000 for fewer)

messages: $(VENV)/.runtime $(DATA)/secret-key ## Bring the German catalogue up to date and compile it (needs gettext)
	@$(MANAGE) makemessages -l de --no-obsolete --no-wrap --add-location file -i '.venv*' -i 'tests' -i 'var' -i 'mutants'
	@sed -i '/^"POT-Creation-Date/d' careerpath/locale/de/LC_MESSAGES/django.po
	@$(MANAGE) compilemessages -l de

BASE ?=
bench: $(VENV)/.dev ## Print what each page costs as a multiple of a floor, and of what it did in BASE=commit (minutes)
	@$(BIN)/python -m tests.bench $(if $(BASE),--base $(BASE)) $(TEST_ARGS)

ONLY ?=
JOBS ?= 2
breaks: $(VENV)/.dev $(DATA)/secret-key ## Take each defence down on purpose and see its test fail (ONLY=word for some, JOBS at once)
	@JOBS=$(JOBS) $(BIN)/python -m tests.proofs.breaks "$(ONLY)"

VERSION ?=
release-data: $(VENV)/.dev ## Write what upgrades from this release are tested with (VERSION=0.2.0)
	@$(BIN)/python -m tests.releases "$(VERSION)"

audit: $(VENV)/.dev ## Ask the advisory database about the pinned packages (needs the network)
	@command -v pip-audit >/dev/null 2>&1 || { echo "pip-audit is not installed: pipx install pip-audit, then make audit. Nothing was checked."; exit 1; }
	@pip-audit --strict --require-hashes --disable-pip -r requirements/runtime.txt || { echo "Not clean, or the advisory database could not be reached: read above. An audit that could not ask is no pass."; exit 1; }

outdated: $(VENV)/.dev ## List pinned packages with newer releases, and what those say of security (needs the network; before each release)
	@$(BIN)/python -m tests.releases.outdated

lock: ## Pin every package again, with hashes (needs uv)
	uv pip compile -q --upgrade --python-version 3.11 --universal --generate-hashes --no-header --extra postgres --extra redis pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --upgrade --python-version 3.11 --universal --generate-hashes --no-header -c requirements/runtime.txt --extra postgres --extra redis --group test --group lint pyproject.toml -o requirements/dev.txt

clean: ## Remove the environment; the data in var/ stays
	rm -rf $(VENV)

# --- What the targets above stand on --------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "careerpath needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)."; \
	  echo "Install a newer one, or name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "python3 could not make an environment; on Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements/runtime.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages (a minute the first time) ..."
	@$(BIN)/pip install --quiet --no-compile --require-hashes --no-deps -r requirements/runtime.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages for development (a minute the first time) ..."
	@$(BIN)/pip install --quiet --no-compile --require-hashes --no-deps -r requirements/dev.txt
	@touch $@ $(VENV)/.runtime

# A key of this machine's own, readable by its owner only, never in git.
$(DATA)/secret-key: | $(VENV)/bin/python
	@mkdir -p $(DATA)
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(DATA)/.database: $(MIGRATIONS) $(FIXTURES) $(VENV)/.runtime | $(DATA)/secret-key
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_paths
	@touch $@

$(DATA)/.static: $(STATIC) $(VENV)/.runtime | $(DATA)/secret-key
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
