"""Cases as files of every kind: a folder from the good case, the same case as a workbook, and broken workbooks."""

from __future__ import annotations

import csv
import datetime
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

HERE = Path(__file__).parent
GOOD = HERE / "good"
BROKEN = HERE / "broken"
LABELS = {
    "regions": "地区", "region_years": "年度", "targets": "目标", "totals": "总量", "projects": "项目",
    "measures": "措施",
}  # fmt: skip


def copy_good(target: Path) -> Path:
    """Return a fresh folder with the good case."""
    shutil.copytree(GOOD, target)
    return target


def cell_value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def to_workbook(folder: Path, target: Path) -> Path:
    """Write the case of a folder as a workbook: numbers as numbers, settings as two columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "测算设置"
    sheet.append(["键", "值"])
    for key, value in tomllib.loads((folder / "case.toml").read_text()).items():
        if key == "rules":
            for rule, settings in value.items():
                for name, setting in settings.items():
                    sheet.append([f"rules.{rule}.{name}", setting])
        else:
            sheet.append([key, " ".join(map(str, value)) if isinstance(value, list) else value])
    for name, label in LABELS.items():
        sheet = book.create_sheet(label)
        with (folder / f"{name}.csv").open(newline="") as file:
            for row in csv.reader(file):
                sheet.append([cell_value(text) if text else None for text in row])
    book.save(target)
    return target


def edited(folder: Path, edit: Callable[[openpyxl.Workbook], None]) -> Path:
    """Return the good case as a workbook after `edit` has changed it."""
    path = to_workbook(GOOD, folder / "case.xlsx")
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        def edit(book: openpyxl.Workbook) -> None:
            book[sheet][cell] = value

        return edited(folder, edit)

    return build


def _file(name: str, data: bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return build


def _folder_for_a_file(folder: Path) -> Path:
    case = copy_good(folder / "case")
    (case / "totals.csv").unlink()
    (case / "totals.csv").mkdir()
    return case


def _bomb(folder: Path) -> Path:
    """700 MB of zeros in a part that nothing names: about 0.7 MB packed."""
    path = to_workbook(GOOD, folder / "case.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(700):
            part.write(bytes(10**6))
    return path


def _far_cell(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("说明")
    sheet["A1"] = "x"
    sheet["XFD1048576"] = "x"


def _stranger(book: openpyxl.Workbook) -> None:
    book.create_sheet("项目库存")["A1"] = "x"


def _no_settings(book: openpyxl.Workbook) -> None:
    del book["测算设置"]


def _twice(book: openpyxl.Workbook) -> None:
    book["测算设置"].insert_rows(6)
    book["测算设置"]["A6"], book["测算设置"]["B6"] = "base_year", 2025


def _merged(book: openpyxl.Workbook) -> None:
    book["年度"].merge_cells("D2:D3")


BUILT: dict[str, Callable[[Path], Path]] = {
    "case_not_found": lambda folder: folder / "case.xlsx",
    "unsupported_file": _file("case.pdf", b"%PDF-1.7"),
    "file_unreadable": _folder_for_a_file,
    "workbook_old_format": _file("case.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "workbook_corrupt": _file("case.xlsx", b"PK\x03\x04 cut off"),
    "file_too_large": _bomb,
    "sheet_too_large": lambda folder: edited(folder, _far_cell),
    "unknown_sheet": lambda folder: edited(folder, _stranger),
    "settings_missing": lambda folder: edited(folder, _no_settings),
    "duplicate_setting": lambda folder: edited(folder, _twice),
    "formula_without_value": set_cell("年度", "D3", "=D2+90"),
    "date_in_text": set_cell("项目", "A2", datetime.date(2026, 3, 1)),
    "flag_in_number": set_cell("年度", "D3", True),
    "merged_number": lambda folder: edited(folder, _merged),
}
"""Broken cases that a text file cannot be, by issue code."""


def broken_case(code: str, folder: Path) -> Path:
    """Return the broken case of one code: the good case with the files of broken/<code> laid over it."""
    if code in BUILT:
        return BUILT[code](folder)
    case = copy_good(folder / "case")
    for file in (BROKEN / code).iterdir():
        if file.name != "expect.toml":
            shutil.copy(file, case / file.name)
    for name in tomllib.loads((BROKEN / code / "expect.toml").read_text()).get("remove", []):
        (case / name).unlink()
    return case


def write_rows(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """Write a workbook with stored formula values by XlsxWriter: a row of cells a list."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)
    return path
