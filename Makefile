# Two commands: `make demo` and `make test`. Both make .venv with the pinned versions first.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m

.PHONY: demo test test-long browser bench docs lint format clean

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: $(VENV)/installed
	$(VENV)/bin/kampung run experiments/kaloran_brimob.yaml

test: lint browser
	$(RUN) pytest -n 2 -m "not long"

test-long: $(VENV)/installed
	$(RUN) pytest -n 2 -m long

# Chromium and letters for the tests of the dashboard, from Debian's own packages
browser:
	@command -v chromium >/dev/null || { \
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$as_root apt-get update -q && \
		$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium fonts-noto-core; }

bench: $(VENV)/installed
	$(RUN) benchmarks

# The documentation as a site, in site/; it needs no internet
docs: $(VENV)/installed
	$(RUN) mkdocs build --strict

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
