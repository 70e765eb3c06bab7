"""Every figure of a result, one at a time, a hundredth up or down: `verify` refutes it, or it is free and named here.

A free figure is one that the case and the plan do not determine: another value of it is as true. The file is read once
and changed in memory; `SHUANGKONG_STEP=1` tries every figure, else some (4 minutes).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer.app import verify as app
from optimizer.app.export import write_results
from optimizer.app.solve import Run, solve_case
from optimizer.app.verify import verify_result
from optimizer.errors import InputRejected
from optimizer.report.plan import read_back
from optimizer.report.plan.result_sheet import Problems, ResultSheet, open_result
from optimizer.text import report as words
from tests.oracle.cases import make_everything

K_CASE = Path("tests/samples/k-case")
EVERYTHING = 142
"""A seed of `make_everything` with a plan in which much moves."""
FREE_SHEETS = {
    words.SHEET["cover"]: "the objective of the solve with its parts, which printed overruns give to 0.01 only",
    words.SHEET["binding"]: "marginal values: only a solve can tell",
    words.SHEET["dictionary"]: "thresholds that formulas compare with, no results",
}
TRADED_SHEETS = {words.SHEET["sources"]: "with trade: shares of flows that the workbook prints to 0.01"}
FREE_COLUMNS = {(words.SHEET["ledger"], words.LABEL["price"]): "the price of a reduction: only a solve can tell"}
FREE_JSON = re.compile(r"(binding|certificate|verification|issues)\b.*|transfers\[\d+\]\.price")
STEP = int(os.environ.get("SHUANGKONG_STEP", "0"))
"""1: every figure is tried; otherwise one in 10 (K case) or in 40."""


@pytest.fixture(scope="module", params=["K", "everything"])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    folder = tmp_path_factory.mktemp("result")
    path = K_CASE if request.param == "K" else make_everything(EVERYTHING).write(folder / "case")
    run = solve_case(str(path))
    assert run.plan is not None
    write_results(run, folder / "result.xlsx", folder / "result.json")
    return run, folder


def figures(book: dict[str, ResultSheet]) -> Iterator[tuple[str, int, int]]:
    """Every cell below the headings that holds a number."""
    for name, sheet in book.items():
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if row >= 4 and isinstance(cell, float) and not isinstance(cell, bool):
                    yield name, row, column


def free(run: Run, book: dict[str, ResultSheet], name: str, column: int) -> bool:
    sheet = book[name]
    labels = {str(sheet.cell(row, column)).split("\n")[0] for row in (3, 4)}
    traded = run.checked.policy.of("market").trade and name in TRADED_SHEETS
    return name in FREE_SHEETS or traded or any((name, label) in FREE_COLUMNS for label in labels)


def test_every_cell_of_the_workbook(result: tuple[Run, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    run, folder = result
    path = folder / "result.xlsx"
    book = dict(open_result(path, Problems(path.name)))
    monkeypatch.setattr(app, "check_case", lambda case: run.checked)
    monkeypatch.setattr(read_back, "open_result", lambda path, problems: book)
    assert verify_result(path, "").verification.ok
    missed, tried = [], 0
    found = [(name, row, column) for name, row, column in figures(book) if not free(run, book, name, column)]
    for n, (name, row, column) in enumerate(found[:: step(run)]):
        right = book[name].rows[row][column]
        book[name].rows[row][column] = right + (0.01 if n % 2 else -0.01)
        tried += 1
        if not refuted(path):
            missed.append((name, book[name].where(row, column).cell, right))
        book[name].rows[row][column] = right
    assert missed == []
    assert tried > 25


def step(run: Run) -> int:
    return STEP or (10 if len(run.checked.case.years) == 1 else 40)


def refuted(path: Path) -> bool:
    """Whether the result is refuted, or rejected because a key (a year, say) is no longer one."""
    try:
        return not verify_result(path, "").verification.ok
    except InputRejected:
        return True


def leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every number of a document: where it stands, its holder and its key."""
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        name = f"{where}[{key}]" if isinstance(value, list) else f"{where}.{key}".lstrip(".")
        if isinstance(one, dict | list):
            yield from leaves(one, name)
        elif isinstance(one, int | float) and not isinstance(one, bool):
            yield name, value, key


def test_every_figure_of_the_json(result: tuple[Run, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run, folder = result
    document = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    path = tmp_path / "result.json"
    monkeypatch.setattr(app, "check_case", lambda case: run.checked)
    missed, tried = [], 0
    found = [leaf for leaf in leaves(document) if not FREE_JSON.fullmatch(leaf[0])]
    for n, (name, holder, key) in enumerate(found[:: step(run)]):
        right = holder[key]
        holder[key] = right + (0.01 if n % 2 else -0.01)
        path.write_text(json.dumps(document), encoding="utf-8")
        tried += 1
        if not refuted(path):
            missed.append((name, right))
        holder[key] = right
    assert missed == []
    assert tried > 10


def test_a_figure_changed_in_the_file_is_found(result: tuple[Run, Path], tmp_path: Path) -> None:
    """甲's printed budget a hundredth up, saved by another program: refuted, with the cells that show it."""
    run, folder = result
    book = openpyxl.load_workbook(folder / "result.xlsx", data_only=True)
    sheet = book[words.SHEET["balance_carbon"]]
    label = words.LABEL["budget"]
    column = next(c.column for row in sheet["4:5"] for c in row if str(c.value).split("\n")[0] == label)
    row = next(r for r in range(6, sheet.max_row) if isinstance(sheet.cell(r, column).value, float))
    sheet.cell(row, column).value = round(sheet.cell(row, column).value + 0.01, 2)
    book.save(tmp_path / "changed.xlsx")
    found = verify_result(tmp_path / "changed.xlsx", run.checked.case.path).verification
    assert not found.ok
    assert any(words.SHEET["balance_carbon"] in f.project for f in found.failures)
