# Two commands are enough to begin: `make demo` and `make test`. `make` alone lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test ruff mypy pytest test-slow fix gate lock clean

PYTHON ?= python3
VENV := .venv
EXAMPLE := examples/shusha-2020
BIN := $(VENV)/bin
# The stamps carry a checksum of what was installed: a changed lock file installs again, anything else does not.
RUN := $(VENV)/run-$(shell cat pyproject.toml requirements/build.txt requirements/run.txt | cksum | cut -d' ' -f1)
DEV := $(VENV)/dev-$(shell cat pyproject.toml requirements/build.txt requirements/dev.txt | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --no-config

help:
	@echo "make demo       read the example reports, print what is contested, write a briefing to open in a browser"
	@echo "make test       ruff, mypy and all quick tests"
	@echo
	@echo "For work on the program itself:"
	@echo "make test-slow  the tests that take longer than a few seconds"
	@echo "make fix        let ruff mend and format the code"
	@echo "make gate       run the benchmarks and compare them with benchmarks/floors.json"
	@echo "make lock       resolve requirements/*.txt again (needs uv)"
	@echo "make clean      remove the environment, the demo and all caches"

# The tool's home is .venv; a run that was interrupted while making it begins again.
$(VENV)/ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Rashomon needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)"; \
		echo "Install one, or name one that you have: make PYTHON=python3.12 demo"; exit 1; }
	@echo "-- making $(VENV) with $$($(PYTHON) --version)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PIP) --version >/dev/null 2>&1 || { \
		echo "-- this Python comes without ensurepip: borrowing its pip"; \
		$(PYTHON) -m pip --python $(BIN)/python install -qq --require-hashes -r requirements/build.txt; } || { \
		echo "No pip for the new environment. Install the venv module and try again (Debian, Ubuntu: apt install python3-venv)."; \
		rm -rf $(VENV); exit 1; }
	@touch $@

# install(lock file): a line for every ten packages in place of pip's pages, which are shown if it fails.
define install
@all=$$(grep -c '^[a-z]' $(1)); echo "-- installing the $$all packages of $(1)"; \
$(PIP) install --progress-bar off --require-hashes -r $(1) 2>&1 | tee $(VENV)/pip.log | { \
	seen=0; while read -r line; do case "$$line" in \
		Collecting*|Processing*|Ignoring*|"Requirement already"*) seen=$$((seen + 1)); (( seen % 10 )) || echo "   $$seen of $$all";; \
		Building*|*Retrying*) echo "   $$line";; \
		Installing*) echo "   unpacking";; \
	esac; done; } || { \
tail -n 30 $(VENV)/pip.log; \
echo "Could not install $(1): the lines above say why. The first set-up needs the network; run make again to go on."; exit 1; }
endef

define install_rashomon
$(call install,requirements/build.txt)
@echo "-- installing rashomon itself"; $(PIP) install -qq --no-build-isolation --no-deps --editable .
@touch $@
endef

$(RUN): | $(VENV)/ready
	$(call install,requirements/run.txt)
	$(install_rashomon)

$(DEV): | $(VENV)/ready
	$(call install,requirements/dev.txt)
	$(install_rashomon)
	@touch $(RUN)

# Status 3 of `rashomon build` says that some pages were skipped: the example holds one broken page on purpose.
demo: $(RUN)
	@echo "-- reading $(EXAMPLE)/reports into demo/ledger.sqlite"
	@mkdir -p demo; rm -f demo/ledger.sqlite*
	@$(BIN)/rashomon build $(EXAMPLE)/reports --knowledge $(EXAMPLE)/outlets.toml --ledger demo/ledger.sqlite || { \
		status=$$?; (( status == 3 )) || exit $$status; echo "   (that page is broken on purpose, to show how skipping works)"; }
	@echo "-- what is contested"
	@$(BIN)/rashomon disputes --text --ledger demo/ledger.sqlite
	@echo "-- writing the briefing"
	@$(BIN)/rashomon report --ledger demo/ledger.sqlite --output demo/briefing.html
	@echo
	@echo "All of it, with every word in its report:  open $(CURDIR)/demo/briefing.html in a browser"
	@echo "One place, by any of its names:            $(BIN)/rashomon disputes --place Shushi --ledger demo/ledger.sqlite"
	@echo "Any words:                                 $(BIN)/rashomon search \"fierce battles\" --ledger demo/ledger.sqlite"
	@echo "Everything else, and your own files:       $(BIN)/rashomon --help"

test: ruff mypy pytest

ruff: $(DEV)
	@echo "-- ruff: rules and format"
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .

mypy: $(DEV)
	@echo "-- mypy: types"
	@$(BIN)/python -m mypy

pytest: $(DEV)
	@echo "-- pytest: the quick tests"
	@$(BIN)/python -m pytest

test-slow: $(DEV)
	@$(BIN)/python -m pytest -m slow

fix: $(DEV)
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

gate: $(DEV)
	@$(BIN)/python -m benchmarks.gate

lock:
	@$(COMPILE) pyproject.toml -o requirements/run.txt
	@$(COMPILE) pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
	@$(PYTHON) -c "import tomllib; print('\n'.join(['editables', 'pip', *tomllib.load(open('pyproject.toml', 'rb'))['build-system']['requires']]))" \
		| $(COMPILE) - -c requirements/dev.txt -o requirements/build.txt

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
