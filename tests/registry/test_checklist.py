"""No row of the policy checklist without its line in the page and a test named after it; no line that leads nowhere."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import optimizer.text
from optimizer.text.words import QUANTITY
from tests.architecture.sources import ROOT
from tests.registry.test_commands import COMMANDS

PAGE = ROOT / "docs" / "政策清单.md"
ROWS = range(1, 51)


def _lines() -> dict[int, list[str]]:
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in PAGE.read_text(encoding="utf-8").splitlines()
             if re.match(r"\| \d+ \|", line)]  # fmt: skip
    assert len({row[0] for row in cells}) == len(cells)
    return {int(row[0]): row[1:] for row in cells}


def _tests() -> dict[int, set[str]]:
    """The tests of each row: file and function carry its number."""
    found: dict[int, set[str]] = {}
    for path in sorted((ROOT / "tests" / "checklist").glob("test_row_*.py")):
        number = path.name[len("test_row_") :][:2]
        names = [n.name for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)]
        mine = {name for name in names if name.startswith("test_")}
        assert mine and all(name.startswith(f"test_row_{number}_") for name in mine), path.name
        found.setdefault(int(number), set()).update(mine)
    return found


def _sheets() -> Iterator[str]:
    for module in pkgutil.iter_modules(optimizer.text.__path__):
        sheets = getattr(importlib.import_module(f"optimizer.text.{module.name}"), "SHEET", {})
        for name in [sheets] if isinstance(sheets, str) else sheets.values():
            yield from (name.format(quantity=word) for word in QUANTITY.values())


LINES, SHEETS = _lines(), set(_sheets())


def test_every_row_has_a_test_and_a_line() -> None:
    assert set(ROWS) == set(_tests()) == set(LINES)


@pytest.mark.parametrize("number", LINES)
def test_verb_sheet_and_page_exist(number: int) -> None:
    matter, verbs, sheets, page = LINES[number]
    assert matter
    used = re.findall(r"`([^`]+)`", verbs)
    assert used and set(used) <= set(COMMANDS)
    named = [] if sheets == "—" else sheets.split("、")
    assert [name for name in named if name not in SHEETS] == []
    (linked,) = re.findall(r"\]\(([^)]+)\)", page)
    assert (PAGE.parent / linked).is_file()


@pytest.mark.parametrize("number", LINES)
def test_the_page_speaks_of_the_verb(number: int) -> None:
    """A line that leads to the commands leads to a section of its verb."""
    _, verbs, _, page = LINES[number]
    if "命令行.md" in page:
        text = (PAGE.parent / "命令行.md").read_text(encoding="utf-8")
        assert all(f"## shuangkong {verb}\n" in text for verb in re.findall(r"`([^`]+)`", verbs))
