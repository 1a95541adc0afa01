# make site   set everything up and build the site into site/
# make test   set everything up and pass every check and test
# Needs Python 3.11 or newer and make; everything else is installed here.

PYTHON ?= python3
# Folder of real papers that the benchmarks read.
SCALE ?= ../shared/scale
# The page of a paper that Lighthouse looks at.
PAPER ?= papers/vatt-transformers-for-multimodal-self-supervised-learning/
VENV := .venv
BIN := $(VENV)/bin
# Build settings of the machine at hand stay out of reproducible installs.
UV_RUN = $(if $(shell command -v uv 2>/dev/null),uv,$(BIN)/uv)

ASSET_SOURCES := $(shell find site_templates/assets -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print 2>/dev/null)

.PHONY: help site serve readme validate test lint unit chromium spark bench bench-enrich lighthouse words lock clean

help: ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kbgen needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	@command -v uv >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'

$(VENV)/.dependencies: requirements.lock requirements-node.lock | $(BIN)/python
	$(UV_RUN) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@command -v uv >/dev/null 2>&1 || $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@$(BIN)/python -c 'import sys; sys.path.insert(0, "."); from tools import node; sys.exit(node.system_node() is None)' \
		|| $(UV_RUN) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-node.lock
	@touch $@

site_templates/assets/dist/.built: $(VENV)/.dependencies $(ASSET_SOURCES)
	$(BIN)/python tools/node.py assets
	@touch $@

$(VENV)/.installed: $(VENV)/.dependencies site_templates/assets/dist/.built pyproject.toml
	KBGEN_ASSETS=keep $(UV_RUN) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

site: $(VENV)/.installed ## Build the site into site/
	$(BIN)/kbgen build

serve: $(VENV)/.installed ## Build the site, show it, rebuild on every change
	$(BIN)/kbgen serve

readme: $(VENV)/.installed ## Write README.md and the lists
	$(BIN)/kbgen readme

validate: $(VENV)/.installed ## Check every record
	$(BIN)/kbgen validate

test: lint unit ## Pass every check and test, the browser tests included

lint: $(VENV)/.installed $(VENV)/.spark ## Style, types, architecture, records, README
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --persona=pedantic --quiet .github
	$(BIN)/python tools/node.py npm run --silent check
	$(BIN)/python tools/node.py npm run --silent lint
	$(BIN)/kbgen schema --check
	$(BIN)/kbgen validate
	$(BIN)/python tools/awesome_lint.py

unit: $(VENV)/.installed chromium spark ## The tests
	$(BIN)/python tools/node.py npm test --silent
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

chromium: $(VENV)/.installed
	@$(BIN)/python tools/chromium.py

# Half a gigabyte that only the tests of Spark need.
$(VENV)/.spark: requirements-spark.lock $(VENV)/.dependencies
	$(UV_RUN) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-spark.lock
	@touch $@

spark: $(VENV)/.spark
	@$(BIN)/python -m tools.java

bench: $(VENV)/.installed ## Measure load, validate, readme and build against mkdocs-material and Hugo
	$(BIN)/python -m benchmarks --source $(SCALE)

bench-enrich: $(VENV)/.installed ## Measure enrichment under the services' limits, on a simulated clock
	$(BIN)/python -m benchmarks.enrich --source $(SCALE)

lighthouse: $(VENV)/.installed chromium ## What Lighthouse says of the home page, a paper and the explorer
	$(BIN)/python tools/node.py npm ci --no-audit --no-fund
	$(BIN)/kbgen build
	$(BIN)/python -m benchmarks.lighthouse site "" $(PAPER) explore/

words: $(VENV)/.installed ## Bring the catalogues of the interface up to date with the code
	$(BIN)/python -m tools.words

lock: | $(BIN)/python ## Bring the locked versions up to date
	$(UV_RUN) pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command 'make lock' --extra snapshot --extra zensical --group dev --upgrade -o requirements.lock pyproject.toml
	$(UV_RUN) pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command 'make lock' --group spark --constraint requirements.lock --upgrade -o requirements-spark.lock
	$(UV_RUN) pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command 'make lock' --group node --upgrade -o requirements-node.lock

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) site .kbgen site_templates/assets/node_modules site_templates/assets/dist
