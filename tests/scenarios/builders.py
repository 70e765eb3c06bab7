"""Cases with scenarios: the K case of the domain document with a scenarios.toml, or as a workbook with a sheet."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from optimizer.app.compare import Comparison, Wish, compare_case
from optimizer.app.scenario import Under, open_desk
from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected
from optimizer.report.compare.side import Side
from tests.tables.books import to_workbook

K_CASE = Path(__file__).parents[1] / "samples" / "k-case"
DEAR = 'changes = [{ table = "totals", where = { quantity = "carbon" }, set = { price_1 = 0.12, price_2 = 0.12 } }]'
"""Overruns at 0.12, as in K.2's second setting."""


def k_case(folder: Path, text: str = "", **edits: tuple[str, str]) -> Path:
    """Write the K case with a scenarios.toml; `edits` replace a text in a table's file."""
    case = folder / "k"
    shutil.copytree(K_CASE, case)
    if text:
        (case / "scenarios.toml").write_text(text, encoding="utf-8")
    for table, (old, new) in edits.items():
        file = case / (f"{table}.csv" if table != "case" else "case.toml")
        content = file.read_text(encoding="utf-8")
        assert old in content
        file.write_text(content.replace(old, new), encoding="utf-8")
    return case


def k_workbook(folder: Path, rows: list[list[object]], title: str = "方案") -> Path:
    """Write the K case as a workbook with a sheet of scenarios."""
    path = to_workbook(K_CASE, folder / "k.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def scenario(name: str, body: str) -> str:
    """One entry of a scenarios.toml."""
    return f'[[scenario]]\nname = "{name}"\n{body}\n'


def under(case: Path, name: str) -> Under:
    """The case under one of its scenarios."""
    desk = open_desk(str(case))
    return desk.under(desk.named(name))


def issues(case: Path, *names: str) -> list[Issue]:
    """What is said of the scenarios of a case (of those named, or of all)."""
    try:
        desk = open_desk(str(case))
        said = [issue for one in desk.scenarios if not names or one.name in names for issue in desk.under(one).warnings]
    except InputRejected as rejected:
        said = list(rejected.issues)
    return said


def compare(case: Path, **wish: object) -> Comparison:
    """The comparison of a case."""
    return compare_case(str(case), Wish(**wish))  # type: ignore[arg-type]


def approved(side: Side) -> set[str]:
    """The projects approved on one side."""
    assert side.allocation is not None
    frame = side.allocation.approvals
    return set(frame["project"][frame["approval"] > 0])
