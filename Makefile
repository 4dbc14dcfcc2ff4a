# make run     a playground in the browser: no account, no key, no setting (ARGS="--port 4000", "--http")
# make start   serve the Slack of .env
# make test    the whole suite
# make check   is everything in place for `make start`?
# make lint    ruff, mypy --strict, import-linter
# make bench   acknowledgements and memory, beside a bare Bolt app; how lean the playground is
# make chaos   the full size of every proof
# make words   collect the sentences for translators
# make screenshots, make lock

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are cores, for some tests wait; what a worker has left over, an idle one takes.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() + 1))')
SUITE = -m pytest -n $(WORKERS) --dist worksteal

.PHONY: run start check test lint bench chaos screenshots words lock

run: $(VENV)/ready
	@$(BIN)/python -m bot play $(ARGS)

start: $(VENV)/ready
	@$(BIN)/python -m bot run

check: $(VENV)/ready
	@$(BIN)/python -m bot check

test: $(VENV)/ready-dev
	@$(BIN)/python $(SUITE)

lint: $(VENV)/ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready-dev
	@$(BIN)/python -m tests.benchmarks

chaos: $(VENV)/ready-dev
	@CHAOS=1 $(BIN)/python $(SUITE) tests/chaos

screenshots: $(VENV)/ready-dev
	@SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser

# Collects every sentence into the catalogues, without what changes by itself: places, dates, versions, names.
LOCALES := templates/locale
SENTENCES = $(BIN)/pybabel --quiet extract --mapping .ci/babel.toml -k Refused -k SettingsError -k AddressNotAllowed \
  --no-location --no-wrap --sort-output
CHURN := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

words: $(VENV)/ready-dev
	@$(SENTENCES) --output $(LOCALES)/allstar.pot bot handlers templates
	@$(BIN)/pybabel --quiet update --domain allstar --input-file $(LOCALES)/allstar.pot --output-dir $(LOCALES) \
	  --no-wrap --no-fuzzy-matching --ignore-obsolete
	@rm $(LOCALES)/allstar.pot
	@for words in $(LOCALES)/*/LC_MESSAGES/allstar.po; do \
	  grep -Ev '^"($(CHURN)):' $$words >$$words.new && mv $$words.new $$words; done

# The stamps are newer than the lock they were made from, so a second start installs nothing.
$(VENV)/ready: requirements.lock | $(BIN)/python
	@echo "Installing what Allstar needs into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock | $(BIN)/python
	@echo "Installing what Allstar's tests need into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/ready

$(BIN)/python:
	@$(PYTHON) -c 'import sys, venv; sys.exit(0 if (3, 11) <= sys.version_info < (3, 15) else 1)' \
	  || { echo "Allstar needs Python 3.11 to 3.14 with venv: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Both locks, for every system and Python that we support, with hashes and without addresses.
UV_COMPILE = $(VENV)-lock/bin/uv pip compile --quiet --universal --upgrade --generate-hashes --no-annotate \
  --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml

lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	$(UV_COMPILE) -o requirements.lock
	$(UV_COMPILE) --group dev -o requirements-dev.lock
	rm -r $(VENV)-lock
	@! grep -En '://|^--' requirements.lock requirements-dev.lock
