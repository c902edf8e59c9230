# make run     the app; what it takes goes in ARGS: make run ARGS="now --json"
# make test    everything that CI runs: format, lint, types, tests
# make test-caldav    the part of it that needs a calendar server, in an environment of its own
# make test-lowest    the tests with the lowest versions that pyproject.toml allows; ARGS="tests/cli" for a part
# make test-newest    the tests with the newest versions that pyproject.toml allows
# make audit   looks the libraries up in the lists of known vulnerabilities; needs network, exits with an error without
# make fuzz    the readers under bytes that coverage leads, a minute each; ARGS="--seconds 600 xml" for more of one
# make bench  how fast it is, from outside, a quarter of an hour; ARGS="now keys" for some of it: see BENCHMARKS.md
# make manual  writes man/scale-tui.1 from the parsers, and make reference docs/keys.md and docs/commands.md
# make pictures  makes the pictures and the recording of README and docs/ from the real program; ARGS="recording" for one
# make soak    the long forms of the tests under made-up faults: an hour or two, more where SCALE_TUI_SCHEDULES is set
# make install-test   builds the package, installs it without pins in an empty environment, starts it
#
# Needs Python 3.11 or newer and make, nothing else. Another Python: make run PYTHON=python3.13

PYTHON ?= python3
ARGS ?=
VENV := .venv
CALDAV_VENV := .venv-caldav
LOWEST_VENV := .venv-lowest
NEWEST_VENV := .venv-newest
AUDIT_VENV := .venv-audit
BIN := $(VENV)/bin
CALDAV_TESTS := tests/sync/test_caldav.py tests/cli/test_sync_caldav.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run manual reference pictures test test-caldav test-lowest test-newest audit format fuzz soak bench install-test clean
.DEFAULT_GOAL := run

run: $(VENV)/installed
	@$(BIN)/scale-tui $(ARGS)

test: $(VENV)/installed-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto $(ARGS)
ifeq ($(ARGS),)
	@$(MAKE) --no-print-directory test-caldav
endif

test-caldav:
	@$(MAKE) --no-print-directory VENV=$(CALDAV_VENV) $(CALDAV_VENV)/installed-test-caldav
	@$(CALDAV_VENV)/bin/pytest --numprocesses auto $(CALDAV_TESTS)

# The calendar's libraries cannot stand beside the others: see pyproject.toml.
test-lowest:
	@$(MAKE) --no-print-directory VENV=$(LOWEST_VENV) $(LOWEST_VENV)/installed-lowest
	@$(LOWEST_VENV)/bin/pytest --numprocesses auto $(ARGS)
ifeq ($(ARGS),)
	@$(MAKE) --no-print-directory VENV=$(LOWEST_VENV)-caldav $(LOWEST_VENV)-caldav/installed-lowest-caldav
	@$(LOWEST_VENV)-caldav/bin/pytest --numprocesses auto $(CALDAV_TESTS)
endif

test-newest:
	@$(MAKE) --no-print-directory VENV=$(NEWEST_VENV) $(NEWEST_VENV)/made
	@$(NEWEST_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --upgrade --upgrade-strategy eager \
		--editable '.[keyring,test]'
	@$(NEWEST_VENV)/bin/pytest --numprocesses auto $(ARGS)

audit:
	@$(MAKE) --no-print-directory VENV=$(AUDIT_VENV) $(AUDIT_VENV)/made
	@$(AUDIT_VENV)/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	@$(AUDIT_VENV)/bin/python tests/audit.py $(AUDIT_VENV)/bin/pip-audit constraints.txt constraints-lowest.txt

format: $(VENV)/installed-test
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

fuzz: $(VENV)/installed-fuzz
	@$(BIN)/python tests/fuzz/guided.py $(ARGS)

manual: $(VENV)/installed-test
	@$(BIN)/python man/write_manual.py

reference: $(VENV)/installed-test
	@PYTHONPATH=. $(BIN)/python docs/write_reference.py

pictures: $(VENV)/installed-pictures
	@PYTHONPATH=. $(BIN)/python -m docs.pictures.make $(ARGS)

soak: $(VENV)/installed-test
	@SCALE_TUI_SOAK=1 SCALE_TUI_FULL_SIZE=1 $(BIN)/pytest --numprocesses auto $(or $(ARGS),tests/fuzz tests/storage)

bench: $(VENV)/installed-bench
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m bench $(ARGS)

install-test:
	@PYTHON="$(PYTHON)" sh tests/install_test.sh

clean:
	rm -rf $(VENV) $(VENV)-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing scale-tui into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing scale-tui and its test tools into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable '.[mcp,test,web]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-test-caldav: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing scale-tui and what speaks with calendar servers into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable '.[test-caldav]'
	@touch $@

$(VENV)/installed-lowest: pyproject.toml constraints-lowest.txt | $(VENV)/made
	@echo "Installing scale-tui with the lowest versions it allows into $(VENV) …" >&2
	@$(PIP) install --constraint constraints-lowest.txt --editable '.[keyring,test]'
	@touch $@

$(VENV)/installed-lowest-caldav: pyproject.toml constraints-lowest.txt | $(VENV)/made
	@$(PIP) install --constraint constraints-lowest.txt --editable '.[test-caldav]'
	@touch $@

$(VENV)/installed-fuzz: $(VENV)/installed-test
	@echo "Installing what coverage-guided fuzzing needs into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable '.[test,fuzz]'
	@touch $@

$(VENV)/installed-bench: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing scale-tui and what measures it into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable '.[bench]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-pictures: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing scale-tui and what draws its pictures into $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable '.[pictures]'
	@touch $@ $(VENV)/installed

# The check runs on any Python, however old, and says in one line what is missing.
define CHECK
import sys
name = sys.executable or "this Python"
if sys.version_info < (3, 11):
    sys.exit("scale-tui needs Python 3.11 or newer, and %s is %d.%d. Try: make PYTHON=python3.12" % ((name,) + sys.version_info[:2]))
try:
    import ensurepip, venv
except ImportError:
    sys.exit("%s has no venv module. On Debian and Ubuntu: apt install python3-venv" % name)
endef
export CHECK

$(VENV)/made:
	@command -v $(PYTHON) >/dev/null || { echo "scale-tui needs Python 3.11 or newer, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) -c "$$CHECK"
	@$(PYTHON) -m venv $(VENV)
	@# The command that an older pip writes takes 10 ms more to start (it imports re). Where no newer one is to be had, it will do.
	@$(PIP) install --retries 1 --upgrade pip 2>/dev/null || true
	@touch $@
