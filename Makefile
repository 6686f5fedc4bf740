# Each target is one command for one job. `make setup test` is all that a fresh machine needs.

PYTHON ?= $(shell python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo python3 || echo python3.11)
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check --retries 5
STAMP = $(VENV)/.installed
# One more than there are processors: many tests wait for browsers, daemons and other programs.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := help
.PHONY: help setup system test conformance lint format bench docs clean

help:  ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST)

setup: system $(STAMP) $(VENV)/node_modules  ## create the virtual environment, with all that tests and documentation need

# Again only when the dependencies may have changed; so that it needs no network when all is there.
$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --editable '.[dev]'
	$(BIN)/python -m compileall -q topodraw renderers
	@touch $@

# The programs that read Mermaid and draw.io, which the tests hold our files against. Where they cannot be had, those
# tests are skipped; setup asks again.
$(VENV)/node_modules: | $(STAMP)
	@if ! command -v npm >/dev/null || ! npm install --prefix $(VENV) --no-save --no-audit --no-fund --loglevel=error \
	    mermaid@11 jsdom@24 mxgraph@4 >/dev/null; then \
	  echo "make: no Mermaid and no mxGraph from npm: the tests that need them are skipped"; \
	fi

# Graphviz, a browser, npm and routing daemons from the system where that is possible without asking; the wheel of the
# `graphviz` extra stands in for the first elsewhere. Chromium looks at SVG drawings and pages. The daemons run in the
# tests only: /usr/sbin/policy-rc.d keeps their services from being started, and they are not left enabled.
system:
	@missing=; command -v dot >/dev/null || missing=graphviz; \
	command -v chromium >/dev/null && command -v chromedriver >/dev/null || missing="$$missing chromium chromium-driver"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v zsh >/dev/null || missing="$$missing zsh"; \
	daemons=; [ -x /usr/lib/frr/bgpd ] || daemons=frr; \
	[ -x /usr/sbin/bird ] || command -v bird >/dev/null || daemons="$$daemons bird2"; \
	[ -z "$$daemons" ] || missing="$$missing $$daemons iproute2"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    export DEBIAN_FRONTEND=noninteractive; \
	    if [ -n "$$daemons" ] && [ ! -e /usr/sbin/policy-rc.d ]; then \
	      trap 'rm -f /usr/sbin/policy-rc.d' EXIT; \
	      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d; \
	    fi; \
	    apt-get update -qq && apt-get install -qq --no-install-recommends $$missing >/dev/null || exit 1; \
	    for daemon in $$daemons; do systemctl --quiet disable $${daemon%2} 2>/dev/null || true; done; \
	  else \
	    echo "make: tests that need them are skipped; to run them: apt install $$missing"; \
	  fi; \
	fi

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest --quiet --numprocesses $(WORKERS) --dist worksteal $(PYTEST)

conformance: $(STAMP)  ## compare 500 fresh random labs with netlab itself, and break 2,000 more
	TOPODRAW_FRESH=1 TOPODRAW_LABS=500 TOPODRAW_MUTANTS=2000 \
	  $(BIN)/python -m pytest --quiet --numprocesses auto tests/conformance $(PYTEST)

lint: $(STAMP)  ## check style, types, layers and sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --quiet tests/unit/test_architecture.py

format: $(STAMP)  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)  ## compare the time a drawing takes, and how good it is, with other programs
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/fabrics.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/configurations.py
	$(BIN)/python benchmarks/regenerating.py

docs: $(STAMP)  ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

clean:  ## remove what the other targets made
	rm -rf $(VENV) site dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
