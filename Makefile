# The commands of the house. Every path is relative, so the checkout may lie under any name.

# The first interpreter that really starts and is new enough; `make PYTHON=/path/to/python …` overrides it.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && command -v "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest

.PHONY: demo test lint bench docs clean

demo: .venv/.installed
	$(BIN)/shuangkong solve neimenggu-2026 -o 分配方案.xlsx --json 分配方案.json

test: .venv/.installed-test
	$(PYTEST) -n auto

lint: .venv/.installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -q tests/architecture

bench: .venv/.installed-bench
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.build_transfer --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.large --appsi --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.tools --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.office --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.reading --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.regret --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.draws --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.conflicts --write docs/性能.md
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.whole --write docs/性能.md

docs: .venv/.installed-test
	$(BIN)/python tools/build_cases.py
	$(BIN)/python tools/write_model_md.py
	$(BIN)/python tools/write_dictionary.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	rm -f 分配方案.xlsx 分配方案.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.python:
	@test -n "$(PYTHON)" || { \
		echo "没有找到 Python 3.11 或更高版本。请先安装，或用 make PYTHON=解释器路径 指定。"; \
		echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python"; exit 1; }
	rm -rf .venv
	@"$(PYTHON)" -m venv .venv || { \
		echo "无法创建虚拟环境。在 Debian、Ubuntu 上请先安装 python3-venv。"; \
		echo "The virtual environment could not be made. On Debian or Ubuntu install python3-venv first."; \
		rm -rf .venv; exit 1; }
	@touch $@

.venv/.installed: pyproject.toml | .venv/.python
	$(PIP) --editable .
	@touch $@

.venv/.installed-bench: .venv/.installed-test
	$(PIP) --editable ".[test,bench]"
	@touch $@

.venv/.installed-test: pyproject.toml | .venv/.python
	$(PIP) --editable ".[test,cluster]"
	@touch $@ .venv/.installed
