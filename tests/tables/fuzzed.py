"""Every reader with a valid sample, and what holds whatever stands in the files: a value, or issues with a place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from optimizer.app.check import check_case
from optimizer.app.scenario import check_scenarios, open_desk
from optimizer.app.upload import look_at
from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected, UploadRefused
from optimizer.packs.load import load_pack
from optimizer.report.plan.read_back import read_result
from optimizer.report.plan.workbook import write_workbook
from optimizer.systems.accounting.read import read_book
from optimizer.tables.actuals.actuals import read_actuals
from optimizer.tables.ledger.source import read_entries, read_progress
from optimizer.tables.read import read_case
from optimizer.tables.register.register import read_register
from tests.accounting import books
from tests.ledger.small import book
from tests.ledger.test_reader import HEAD, PROGRESS
from tests.monitor import small as monitor
from tests.register.small import write_register
from tests.report.plan import Given, given
from tests.risk.small import DELAY
from tests.risk.small import small as uncertain_case
from tests.scenarios.builders import k_workbook
from tests.tables.books import GOOD, copy_good, to_workbook

SCENARIOS = """[[scenario]]
name = "从严"
approve = ["P1"]
reject = ["P2"]
note = "试"
changes = [
  { table = "totals", where = { region = "甲" }, set = { total = "206 万吨标准煤" } },
  { table = "rules", where = { rule = "hand_down" }, set = { reserve_share = 0.01 } },
]
[[scenario]]
name = "更严"
base = "从严"
changes = [{ table = "targets", where = { region = "甲", year = 2030 }, set = { reduction = "13 %" } }]
"""
PACK = """name = "例"
title = "例"
extends = "base"
[documents.one]
title = "文"
how_seen = "读过"
[[editions]]
id = "one"
title = "一"
version = "2026-01"
valid_from = 2026-01-01
[editions.rules.hand_down]
reserve_share = { value = 0.01, document = "one", mark = "DESIGN" }
"""
WORDS = (
    "", " ", "-", "—", "0", "-1", "1e308", "1e-320", "1e999", "nan", "inf", "9" * 400, "9" * 5000, "١٢", "½", "²", "１２", "1,2,3",
    "12,345", "18%", "-0.0", "2030", "2030年", "0", "1900", "9999", "2026-13-45", "2026-02-29", "是", "否", "合计", "注：x", "#REF!",
    "=1/0", "甲", "乙", "R", "丁", "全区", "P1", "P9", "energy", "碳排放", "must", "初步", "\x00", "\ufeff", "\u202e", "𝟙", "'", '"',
    "（亿元）", "（万吨）", "（%）", "万顿", "true", "[]", "{}", "[[]]", "{ a = 1 }", '"x"', '[1, "x"]', "1979-05-27", "07:32:00", "0x7f",
    "1_000", "0:50% 1年:50%", "0.5 1", "1年", "-5年", "a" * 300,
)
"""Words that readers have to be careful with; put in place of those of a sample."""
_CELL = re.compile(r"([A-Z]{1,3}\d{1,7}|第\d+行)")


@dataclass(frozen=True)
class Reader:
    """A reader (读取): how its sample is written into a folder, and how it is read."""

    write: Callable[[Path], Path]
    read: Callable[[Path], Any]


@cache
def _around() -> Any:
    """The case beside which actuals and the register stand."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return read_case(monitor.write_case(Path(folder) / "case", **monitor.CASE))  # type: ignore[arg-type]


def _case(folder: Path) -> Path:
    case = uncertain_case(folder / "case", DELAY, "growth,each,甲,,normal,0% 1%,60,试验,假设", controls=[])
    (case / "scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    return case


def _scenarios(path: Path) -> Any:
    return check_scenarios(open_desk(str(path)))


def _actuals(folder: Path) -> Path:
    return monitor.write_actuals(
        folder / "actuals", actuals=["甲,2026,1,1,初步,45,90,,27,", "甲,2026,2,1,,46,91,1,28,5"],
        electricity=["甲,2026,1,工业,10"], electricity_base=["甲,工业,2025,400,50"], works=[], parks=["园,甲,2026,10,4"],
        indicators=[], project_actuals=[], rectifications=[],
    )  # fmt: skip


def _ledger(folder: Path) -> Path:
    path = folder / "ledger"
    path.mkdir()
    rows = "甲,碳,2026,上级统筹,3,,,,,2026-01-02,文\n甲,碳,2026,调出,2,,B1,乙,1.2,,文\n甲,碳,2026,削减量,3,节能降碳,M9,,,,文\n"
    (path / "entries.csv").write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    (path / "progress.csv").write_text(f"{PROGRESS}\nP1,2026,2025-03-01,,11.2,3\n", encoding="utf-8")
    return path


def _read_ledger(path: Path) -> Any:
    return read_progress(path, book(), ["P1"]), read_entries(path, book(), {"M1": "节能降碳"})


def _accounting(folder: Path) -> Path:
    return books.write_book(
        folder / "book", activity=["甲,2025,烟煤,10,万吨"], power=books.POWER, nonfossil=books.NONFOSSIL,
        province=books.PROVINCE, years=books.YEARS, feedstock=books.FEEDSTOCK, regions=["全区,", "甲,全区", "乙,全区", "丙,全区"],
        factors=["process,水泥熟料,0.5,tCO2/t,试"], process=["甲,2025,水泥熟料,3"], enterprises=["厂,甲,2025,1,2"], green=["甲,2025,1"],
    )  # fmt: skip


def _pack(folder: Path) -> Path:
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    return folder / "pack.toml"


SHEET = [
    ["方案", "基于", "批准", "否决", "表", "编号", "地区", "指标", "年份", "列", "改为", "备注"],
    ["从严", None, "P1", "P2、P3", "总量", None, "甲", "碳排放", 2030, "总量", 9600, "试"],
    [None, None, None, None, "项目", "P4", None, None, None, "年碳排放", 9, None],
    ["更严", "从严", None, None, "规则", "hand_down", None, None, None, "reserve_share", 0.01, None],
]


@cache
def _plan() -> Given:
    return given()


def _result(folder: Path) -> Path:
    write_workbook(folder / "result.xlsx", *_plan().exported)
    return folder / "result.xlsx"


def _upload(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "case.zip", "w") as archive:
        for file in sorted(copy_good(folder / "case").iterdir()):
            archive.write(file, file.name)
    return folder / "case.zip"


def _look(path: Path) -> Any:
    try:
        issues = look_at(path.name, path.read_bytes()).issues
    except UploadRefused as refused:
        assert str(refused)
    else:
        assert all(issue.says and issue.hint for issue in issues)


READERS = {
    "case": Reader(lambda folder: copy_good(folder / "case"), lambda path: check_case(str(path))),
    "workbook": Reader(lambda folder: to_workbook(GOOD, folder / "case.xlsx"), lambda path: check_case(str(path))),
    "uncertainty": Reader(_case, lambda path: check_case(str(path))),
    "scenarios": Reader(_case, _scenarios),
    "scenario_sheet": Reader(lambda folder: k_workbook(folder, SHEET), _scenarios),
    "actuals": Reader(_actuals, lambda path: read_actuals(path, _around())),
    "register": Reader(lambda f: write_register(f / "register"), lambda path: read_register(path, _around())),
    "ledger": Reader(_ledger, _read_ledger),
    "accounting": Reader(_accounting, read_book),
    "pack": Reader(_pack, lambda path: load_pack(str(path))),
    "result": Reader(_result, lambda path: read_result(path, _plan().case)),
    "upload": Reader(_upload, _look),
}


def outcome(reader: Reader, path: Path) -> tuple[Issue, ...] | None:
    """Read a sample: None when it is well, else the issues, whose files and cells exist; no other error."""
    try:
        reader.read(path)
    except InputRejected as rejected:
        assert any(issue.severity == "error" for issue in rejected.issues)
        for issue in rejected.issues:
            _check(issue, path)
        return rejected.issues
    return None


def _check(issue: Issue, path: Path) -> None:
    files = {path.name: path} | ({f.name: f for f in path.iterdir()} if path.is_dir() else {})
    name = Path(issue.where.file).name
    assert issue.says and issue.hint, issue
    assert name in files or name in ("", "pack.toml"), issue
    if issue.where.cell:
        assert name, issue
        if name.endswith((".csv", ".xlsx")):
            assert _CELL.fullmatch(issue.where.cell), issue
    if name.endswith(".csv") and issue.where.cell:
        text = files[name].read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        row = int(re.sub(r"\D", "", issue.where.cell))
        assert 1 <= row <= text.count(b"\n") + 1, issue


def exchanged(data: bytes, at: int, word: str) -> bytes:
    """Return a text with one of its words (the `at`-th, counted round) exchanged for another."""
    words = list(re.finditer(rb"[^,;=<>\[\]{}\"\s]+", data))
    if not words:
        return word.encode("utf-8", "replace")
    one = words[at % len(words)]
    return data[: one.start()] + word.encode("utf-8", "replace") + data[one.end() :]


def files_of(path: Path) -> list[tuple[str, str]]:
    """Return what may be replaced in a sample: files (name, ""), and parts of a workbook (name, part)."""
    if path.is_dir():
        return sorted((file.name, "") for file in path.iterdir())
    if path.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(path) as archive:
            return [(path.name, ""), *((path.name, name) for name in sorted(archive.namelist()))]
    return [(path.name, "")]


def content_of(path: Path, place: tuple[str, str]) -> bytes:
    """Return what stands there in a sample."""
    file = path / place[0] if path.is_dir() else path
    if not place[1]:
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return archive.read(place[1])


def replace_content(path: Path, place: tuple[str, str], data: bytes) -> None:
    """Write other bytes there."""
    file = path / place[0] if path.is_dir() else path
    if place[1]:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in (parts | {place[1]: data}).items():
                archive.writestr(name, content)
        data = packed.getvalue()
    file.write_bytes(data)
