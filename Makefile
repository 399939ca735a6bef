# Two commands: `make demo` and `make test`; `make check` while you work. All make .venv with the pinned versions first.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALL = as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); $$as_root apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q

.PHONY: demo check test test-long coverage browser libreoffice bench plausible docs archive lint format clean

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: $(VENV)/installed
	$(VENV)/bin/kampung run experiments/kaloran_brimob.yaml

# What is quick to tell: format, lint, types, floors, and the tests that run no study, browser or process
check: lint
	$(RUN) pytest -n 2 -q -m "not slow and not long"

test: lint browser libreoffice
	$(RUN) pytest -n 2 -m "not long"

test-long: $(VENV)/installed
	$(RUN) pytest -n 2 -m long

# Lines and branches that the tests reach, by room; a measurement, so a test that fails does not end it
coverage: $(VENV)/installed
	$(RUN) coverage erase
	-NUMBA_DISABLE_JIT=1 $(RUN) coverage run -m pytest -q -n 2 -m "not slow and not long" tests/model/rules tests/measures tests/interventions tests/mechanisms
	-$(RUN) coverage run -m pytest -q -n 2 -m "not long" --ignore tests/browser
	$(RUN) coverage combine --quiet
	@for room in simulation/*/; do \
		printf '%-28s' "$$room"; $(RUN) coverage report --include "$$room*" | tail -n 1; \
	done

# Chromium and letters for the tests of the dashboard, from Debian's own packages
browser:
	@command -v chromium >/dev/null || { $(INSTALL) chromium fonts-noto-core; }

# LibreOffice without a screen, which calculates the workbooks of `kampung office` anew; from Debian too
libreoffice:
	@command -v soffice >/dev/null || { $(INSTALL) --no-install-recommends libreoffice-calc-nogui; }

bench: $(VENV)/installed
	$(RUN) benchmarks

# The ensemble that ships, simulation/experiment/data/plausible.parquet; stopped, it goes on
plausible: $(VENV)/installed
	$(VENV)/bin/python experiments/calibration/plausible.py

# The documentation as a site, in site/; it needs no internet
docs: $(VENV)/installed
	$(RUN) mkdocs build --strict

# What model libraries such as CoMSES ask for, in dist/: code as committed, ODD, narrative, instructions, licence
archive: $(VENV)/installed
	$(VENV)/bin/python docs/archive.py dist

lint: $(VENV)/installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/deptry .

format: $(VENV)/installed
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean:
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache .hypothesis
