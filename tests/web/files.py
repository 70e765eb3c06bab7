"""Files to upload in tests: the tables of a case folder as a workbook, and archives that mean harm."""

from __future__ import annotations

import csv
import io
import struct
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from optimizer.tables.schema import TABLES
from tests.small import write_case

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def workbook(edits: Mapping[tuple[str, int, int], str] | None = None, folder: Path = SAMPLE) -> bytes:
    """Return the case as .xlsx; `edits` put a text at a sheet, row and column (from 0)."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        sheet = book.add_worksheet("测算设置")
        settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        for row, (key, value) in enumerate(_flat("", settings)):
            sheet.write_row(row, 0, [key, value])
        for table in (t for t in TABLES if (folder / f"{t.name}.csv").exists()):
            sheet = book.add_worksheet(table.label)
            with (folder / f"{table.name}.csv").open(encoding="utf-8-sig") as file:
                for row, cells in enumerate(csv.reader(file)):
                    for column, cell in enumerate(cells):
                        _write(sheet, row, column, (edits or {}).get((table.label, row, column), cell))
    return memory.getvalue()


def _flat(prefix: str, settings: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in settings.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{key}.", value)
        else:
            word = {True: "是", False: "否"}.get(value) if isinstance(value, bool) else value
            found.append((prefix + key, " ".join(map(str, value)) if isinstance(value, list) else word))
    return found


def _write(sheet: Any, row: int, column: int, text: str) -> None:
    try:
        sheet.write_number(row, column, float(text))
    except ValueError:
        sheet.write_string(row, column, text)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive with exactly these names."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


def folder_files(folder: Path = SAMPLE) -> dict[str, bytes]:
    """Return the files of a case folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def lying(size: int = 50_000_000) -> bytes:
    """Return an archive whose directory says 10 bytes where `size` come out, with the sum of those 10."""
    content = bytes(size)
    blob = bytearray(zipped({"case.toml": content}))
    directory = blob.rindex(b"PK\x01\x02")
    struct.pack_into("<I", blob, directory + 16, zlib.crc32(content[:10]))
    struct.pack_into("<I", blob, directory + 24, 10)
    return bytes(blob)


LONG = {
    "changes": [{"table": "rules", "where": {"rule": "total"}, "set": {name: 9.0}} for name in ("price_1", "price_2")]
}
"""The changes that make `long_case` long."""


def long_case(folder: Path, projects: int = 400, regions: int = 8) -> Path:
    """Write a case that is solved at once, and whose proof takes far longer than a test waits under `LONG`.

    Overruns cost nothing, so every project is approved; where they are dear, the totals of every league, year and
    quantity leave room for a fraction of the whole projects: a knapsack with six edges a league.
    """
    draw = np.random.default_rng(3)
    base = {f"盟{i}": float(energy) for i, energy in enumerate(draw.uniform(300, 500, regions))}
    years, names = (2028, 2029, 2030), list(base)
    rows = []
    for i in range(projects):
        energy = draw.uniform(5, 25)
        carbon, value = energy * draw.uniform(1.5, 2.5), energy * draw.uniform(0.9, 1.1)
        first, second = draw.uniform(0.1, 0.5), draw.uniform(0.5, 1.0)
        rows.append(
            f"P{i:03d},{names[i % regions]},{energy:.3f},{carbon:.3f},0,{value:.4f},"
            f"{first:.2f} {second:.2f} 1,candidate,none,false"
        )
    return write_case(
        folder, years="2028, 2029, 2030", total='derive = false, mode = "elastic", price_1 = 0, price_2 = 0',
        regions=["R,,,,", *(f"{name},R,1000,{energy:.2f},{2 * energy:.2f}" for name, energy in base.items())],
        region_years=[f"{name},{year},1000,{0.8 * energy:.3f},{1.6 * energy:.3f}," for name, energy in base.items()
                      for year in years],
        targets=[],
        totals=[f"{name},{quantity},{year},{k * share * energy:.2f},,,," for name, energy in base.items()
                for quantity, k in (("energy", 1), ("carbon", 2)) for year, share in zip(years, (0.83, 0.87, 0.9), strict=True)],
        projects=rows,
    )  # fmt: skip
