"""Have LibreOffice compute every formula of a workbook anew, with no stored value to lean on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

_PROGRAM = Path(shutil.which("soffice") or "/").resolve().parent
needs_writer = pytest.mark.skipif(not list(_PROGRAM.glob("libswlo.*")), reason="LibreOffice Writer is not installed")


def cells(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def recalculated(path: Path, folder: Path) -> Path:
    """Strip the stored values (openpyxl writes formulas without them) and let LibreOffice compute them."""
    bare = folder / "bare.xlsx"
    book = openpyxl.load_workbook(path)
    book.save(bare)
    out = folder / "computed"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(bare)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / "bare.xlsx"


def differences(path: Path, computed: Path) -> tuple[int, list[str]]:
    """Return the number of formulas and the cells whose stored value is not what was computed."""
    formulas = openpyxl.load_workbook(path)
    count, wrong = 0, []
    for name in formulas.sheetnames:
        stored, fresh = cells(path, name), cells(computed, name)
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                old, new = (table[cell.row - 1][cell.column - 1] for table in (stored, fresh))
                if not _same(old, new):
                    wrong.append(f"{name}!{cell.coordinate} {cell.value}: {old!r} stored, {new!r} computed")
    return count, wrong


def _same(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) <= 1e-9 * max(1.0, abs(old))
    return old == new and old != ""
