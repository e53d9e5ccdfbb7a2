# Everything works from a fresh clone with git, make and Python 3.11+ (with venv); nothing else needs to be there.
PYTHON ?= python3
BIN := .venv/bin
DEMO ?= demo
SHARED ?= ../shared
# The day the example company is looked at: its newest orders end there.
AS_OF := 2026-06-30

.PHONY: demo test test-fast lint types generate check-generated acceptance browser office fuzz bench wheel clean

demo: .venv/base
	$(BIN)/salesplan demo $(DEMO) --force
	$(BIN)/salesplan inspect $(DEMO)/customers.xlsx
	$(BIN)/salesplan classify $(DEMO)/customers.xlsx --as-of $(AS_OF) --write --on-error skip
	$(BIN)/salesplan targets split --plan $(DEMO)/plan.yaml --as-of $(AS_OF)
	@echo
	@echo "打开看看 / open: $(DEMO)/customers.xlsx  $(DEMO)/plan.yaml"

test: .venv/dev
	$(BIN)/python -m pytest -n auto -m "not acceptance and not browser and not office"

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

generate: .venv/dev
	$(BIN)/python tools/index.py
	$(BIN)/python tools/texts.py
	$(BIN)/python tools/codes.py
	$(BIN)/python tools/example.py
	$(BIN)/python tools/docs.py

check-generated: .venv/dev
	$(BIN)/python tools/index.py --check
	$(BIN)/python tools/texts.py --check
	$(BIN)/python tools/codes.py --check
	$(BIN)/python tools/example.py --check
	$(BIN)/python tools/docs.py --check

acceptance: .venv/dev
	@if [ -d $(SHARED)/data ]; then $(BIN)/python -m pytest -n auto -m acceptance; else echo "acceptance: NOT RUN ($(SHARED)/data is absent)"; fi

# Pages in Chromium and workbooks in LibreOffice, as people open them; both must be installed.
browser: .venv/dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[browser]"
	$(BIN)/python -m pytest -m "browser and not acceptance"

office: .venv/dev
	$(BIN)/python -m pytest -n auto -m "office and not acceptance"

# The property tests of the lossless update and of splits, many more examples than usual: about half an hour.
fuzz: .venv/dev
	$(BIN)/python -m pytest --hypothesis-profile=long --hypothesis-show-statistics tests/write tests/compute \
		-k "any_columns or any_cells or any_tree"

bench: .venv/dev
	$(BIN)/python bench/bench.py

wheel: .venv/dev
	rm -rf dist
	$(BIN)/python -m pip wheel -q --no-deps -w dist .

clean:
	rm -rf .venv demo dist build .pytest_cache .mypy_cache .ruff_cache

# A stamp file a level: made anew when pyproject or the pinned versions change.
.venv/base: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	$(BIN)/python -m compileall -q src
	touch $@

.venv/dev: .venv/base
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@
