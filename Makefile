# Two commands do the work: `make report` and `make test`. Both set up .venv on first use and reuse it after: the first
# with what reports need, the second with everything.
PYTHON ?= python3
CORPUS ?= data/sample
OUT ?= reports
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REPORTS := $(VENV)/.reports
AXE := tests/browser/node_modules/.package-lock.json

.PHONY: report test torture lab docs check lock sample golden bench same mutants weight clean baselines
.DEFAULT_GOAL := report

report: $(REPORTS)
	$(BIN)/analytics report --corpus "$(CORPUS)" --out "$(OUT)" $(if $(ENTITY),--entity "$(ENTITY)")

test: $(READY) check $(AXE)
	$(BIN)/python -m pytest -n 0 -m lab tests/test_lab.py
	$(BIN)/python -m pytest

# Hostile input at length: takes some twenty minutes. `make test` runs a quick part of it.
torture: $(READY)
	$(BIN)/python -m pytest -n 0 -m torture tests/torture

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=notebooks --LabApp.extension_manager=readonly \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

# The reference site, in build/site; warnings are errors.
docs: $(READY)
	$(BIN)/mkdocs build --strict --quiet

# Lint, format, types, layers, and notebooks without outputs.
check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify $(wildcard notebooks/*.ipynb notebooks/lab/*.ipynb)

# Takes some minutes; SIZES="1000 10000 100000" for the whole, BENCH_DIR for another place of the corpora.
bench: $(READY)
	$(BIN)/python -m benchmarks $(SIZES)

# The tables of every measure, compared with those of an earlier commit: make same REF=main CORPORA="data/sample path".
# ARTICLES=own lets each version read the corpora for itself.
same: $(READY)
	$(BIN)/python -m tools.same $(or $(REF),HEAD) $(CORPORA) --articles $(or $(ARTICLES),REF)

# Small faults in the library that its tests have to notice: make mutants N=50 SEED=2 ONLY=analytics/text.
mutants: $(READY)
	$(BIN)/python -m tools.mutants --number $(or $(N),300) --seed $(or $(SEED),1) --only $(ONLY)

# Lines of code by folder, and what is too long.
weight: $(READY)
	$(BIN)/python -m tools.weight

# The sample corpus, written anew from its bank of stories; the tests hold it to what is committed.
sample: $(READY)
	$(BIN)/python data/make_sample.py

# Every sentence over the sample, in both languages, written anew: review the difference before committing it.
golden: $(READY)
	$(BIN)/python -m tests.reports.sentences.golden

# The charts' baselines, written anew from the sample; look at the diff and the pictures before committing it.
baselines: $(READY)
	$(BIN)/python -m tests.charts.baselines

# Needs uv; everyone else only reads the locks.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock:
	$(LOCK) --extra dev --extra bench --group build --output-file requirements.lock
	$(LOCK) --extra reports --group build --constraints requirements.lock --output-file requirements-reports.lock

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 report" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(REPORTS): requirements-reports.lock pyproject.toml | $(VENV)
	$(INSTALL) --require-hashes --requirement requirements-reports.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(READY): requirements.lock pyproject.toml | $(VENV)
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(REPORTS)

# The accessibility checker of the browser tests. Where it cannot be had they skip and say so.
$(AXE): tests/browser/package-lock.json tests/browser/package.json
	-@command -v npm >/dev/null && cd tests/browser && npm ci --silent --no-audit --no-fund && touch ../../$@

clean:
	rm -rf $(VENV) tests/browser/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
