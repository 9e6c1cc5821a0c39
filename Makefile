# The two commands: `make demo` runs the main job, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: demo run test test-networks check fmt bench eval drill size looks lock clean help

help: ## these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.runtime ## Rapport in a sandbox, in your browser
	$(BIN)/rapport demo

run: $(VENV)/.runtime ## Rapport on your own Slack workspace (needs a .env)
	$(BIN)/rapport run

test: $(VENV)/.dev ## the fast tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q -n 3 --dist loadfile -m "not networks"

test-networks: $(VENV)/.dev ## install real networks for the tests, and run those that want one
	$(BIN)/python -m tests.servers.install
	PYTHONDONTWRITEBYTECODE= RAPPORT_NETWORKS=required $(BIN)/pytest -q -n 3 --dist loadfile -m networks

check: $(VENV)/.dev ## ruff, mypy, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fmt: $(VENV)/.dev ## let ruff lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## measure, each figure beside its baseline
	$(BIN)/python -m bench

eval: $(VENV)/.dev ## the judgements against labelled data, beside baselines; DATA=folder (default: ../shared/eval)
	$(BIN)/python -m bench.eval $(DATA)

drill: $(VENV)/.dev ## all drills (two hours), a table at the end; DRILL=kill NETWORK=x DATABASE=sqlite for one, SHORT=1
	$(BIN)/python -m bench.drills $(if $(DRILL),--drill $(DRILL)) $(if $(NETWORK),--network $(NETWORK)) \
		$(if $(DATABASE),--database $(DATABASE)) $(if $(SHORT),--short)

size: $(VENV)/.dev ## each command, window and Home beside 1,000,000 followers; SHORT=1
	$(BIN)/python -m bench.size $(if $(SHORT),--short)

looks: $(VENV)/.dev ## pictures of a team's day in Slack; TO=folder (default: looks), SCENE=one (wants a browser)
	$(BIN)/python -m bench.looks $(if $(TO),--to $(TO)) $(SCENE)

lock: $(VENV)/.dev ## pin every dependency again
	echo 'flit-core>=3.11,<5' | $(UV_COMPILE) --extra sandbox pyproject.toml - -o requirements/runtime.txt
	$(UV_COMPILE) --extra dev pyproject.toml -o requirements/dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Rapport needs Python 3.11 or newer: this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime

clean: ## forget the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
