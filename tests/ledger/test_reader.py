"""Every problem of a sheet of the ledger is said with its cell, and nothing else is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from optimizer.domain.ledger import Line
from optimizer.errors import InputRejected, OutputRefused
from optimizer.tables.ledger.source import read_entries, read_progress
from optimizer.tables.ledger.template import write_ledger_template
from optimizer.tables.numbers import parse_date
from optimizer.text.issues import LEDGER
from tests.ledger.small import book

HEAD = "地区,类别,年份,科目,数量（万吨）,减排类别,项目或措施,对方地区,折算比例,日期,依据"
PROGRESS = "项目编号,年份,批复日期,开工日期,实际用能（万吨标准煤）,实际碳排放（万吨CO2）"
BROKEN: dict[str, tuple[list[str], str]] = {
    "ledger_category_missing": (["甲,碳,2026,削减量,3,,M9,,,,文"], "F2"),
    "ledger_category_unused": (["甲,碳,2026,上级统筹,3,节能降碳,,,,,文"], "F2"),
    "ledger_batch_category": (["甲,碳,2026,削减量,3,节能降碳,M9,,,,文", "甲,碳,2027,削减量,3,淘汰产能,M9,,,,文"], "F3"),
    "ledger_negative": (["甲,碳,2026,上级统筹,-3,,,,,,文"], "E2"),
    "ledger_party": (["甲,碳,2026,调出,3,,,甲,,,文"], "H2"),
    "ledger_ratio": (["甲,碳,2026,调出,3,,,乙,0.8,,文"], "I2"),
    "ledger_bad_date": (["甲,碳,2026,上级统筹,3,,,,,2026-13-01,文"], "J2"),
    "unknown_region": (["丙,碳,2026,上级统筹,3,,,,,,文"], "A2"),
    "year_outside_plan": (["甲,碳,2031,上级统筹,3,,,,,,文"], "C2"),
    "unknown_choice": (["甲,碳,2026,目标强度,3,,,,,,文"], "D2"),
    "required_blank": (["甲,碳,2026,上级统筹,3,,,,,,"], "K2"),
    "not_a_number": (["甲,碳,2026,上级统筹,三吨半,,,,,,文"], "E2"),
}


def _sheet(folder: Path, name: str, head: str, rows: list[str]) -> Path:
    (folder / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return folder


def entries(folder: Path, *rows: str):
    return read_entries(_sheet(folder, "entries", HEAD, list(rows)), book(), {"M1": "节能降碳"})


@pytest.mark.parametrize("code", BROKEN)
def test_it_is_found_at_its_cell(code: str, tmp_path: Path) -> None:
    rows, cell = BROKEN[code]
    with pytest.raises(InputRejected) as rejected:
        entries(tmp_path, *rows)
    assert [(i.code, i.where.file, i.where.cell) for i in rejected.value.issues] == [(code, "entries.csv", cell)]


def test_every_code_of_the_ledger_has_a_case() -> None:
    assert set(LEDGER) - set(BROKEN) == {"ledger_unknown_project"}


def test_a_batch_of_the_book_keeps_its_category(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        entries(tmp_path, "甲,碳,2026,削减量,3,生态碳汇,M1,,,,文")
    assert rejected.value.issues[0].says == "“M1”归入生态碳汇，此前已归入节能降碳"


def test_all_problems_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        entries(tmp_path, *BROKEN["ledger_negative"][0], *BROKEN["ledger_party"][0], *BROKEN["ledger_bad_date"][0])
    assert [i.where.cell for i in rejected.value.issues] == ["E2", "H3", "J4"]


def test_a_transfer_has_two_sides(tmp_path: Path) -> None:
    """2 万t to 乙 at 1.2: 2.4 out of 甲, 2 into 乙."""
    found = entries(tmp_path, "甲,碳排放,2026,调出,2,,B1,乙,1.2,2026/6/1,协议")
    assert [(e.region, e.line, e.amount, e.party, e.subject, e.date) for e in found] == [
        ("甲", Line.TRANSFER_OUT, Decimal("2.4"), "乙", "B1", dt.date(2026, 6, 1)),
        ("乙", Line.TRANSFER_IN, Decimal(2), "甲", "B1", dt.date(2026, 6, 1)),
    ]


def test_units_are_converted_exactly(tmp_path: Path) -> None:
    """12,345 t are 1.2345 万t; 节能改造 is the energy word for 节能降碳."""
    (tmp_path / "entries.csv").write_text(
        HEAD.replace("万吨", "吨") + '\n甲,能耗,2026,削减量,"12,345",节能改造,M9,,,,文\n', encoding="utf-8"
    )
    found = read_entries(tmp_path, book(), {})[0]
    assert (found.amount, found.category, found.quantity) == (Decimal("1.2345"), "节能降碳", "energy")


@pytest.mark.parametrize(("text", "date"), [
    ("2027-03-15", dt.date(2027, 3, 15)), ("2027年3月15日", dt.date(2027, 3, 15)), ("2027.3.5", dt.date(2027, 3, 5)),
    ("2027-02-29", None), ("15/3/2027", None), ("明天", None),
])  # fmt: skip
def test_dates(text: str, date: dt.date | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(("row", "code", "cell"), [
    ("P9,2026,,,1,1", "ledger_unknown_project", "A2"), ("P1,2026,昨天,,1,1", "ledger_bad_date", "C2"),
    ("P1,2026,,,-1,1", "negative_quantity", "E2"), ("P1,2031,,,1,1", "year_outside_plan", "B2"),
])  # fmt: skip
def test_problems_of_the_progress_sheet(row: str, code: str, cell: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        read_progress(_sheet(tmp_path, "progress", PROGRESS, [row]), book(), ["P1"])
    assert [(i.code, i.where.cell) for i in rejected.value.issues] == [(code, cell)]


def test_progress_is_read(tmp_path: Path) -> None:
    path = _sheet(tmp_path, "progress", PROGRESS, ["Ｐ1,2026,2024年3月1日,,11.2,"])
    found = read_progress(path, book(), ["P1"])[0]
    assert (found.project, found.approved_on, found.started_on) == ("P1", dt.date(2024, 3, 1), None)
    assert (found.energy, found.carbon) == (Decimal("11.2"), None)


def test_the_template_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    """A blank workbook with a row in each sheet is read; Excel's own dates are dates; it is never overwritten."""
    path = tmp_path / "t.xlsx"
    write_ledger_template(path, book())
    workbook = openpyxl.load_workbook(path)
    workbook["台账分录"].append(["甲", "碳排放", 2026, "上级统筹", 3, None, None, None, None, dt.datetime(2026, 5, 1), "文"])
    workbook["项目进展"].append(["P1", 2026, dt.datetime(2024, 3, 1), None, 11.2, 15])
    workbook.save(path)
    assert [(e.amount, e.date) for e in read_entries(path, book(), {})] == [(3, dt.date(2026, 5, 1))]
    assert read_progress(path, book(), ["P1"])[0].approved_on == dt.date(2024, 3, 1)
    with pytest.raises(OutputRefused):
        write_ledger_template(path, book())
