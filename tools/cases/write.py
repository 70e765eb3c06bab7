"""Writing a case (案例落盘): Chinese headers with units from the data dictionary, one fixed number format."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.tables.schema import Column, Table, table

DECIMALS = {"energy": 2, "carbon": 2, "amount": 2, "money": 2, "share": 4, "population": 2, "electricity": 2}


def write_case(folder: Path, settings: dict[str, Any], tables: dict[str, pd.DataFrame], preface: str) -> None:
    """Write case.toml and one CSV a table (UTF-8 with BOM, so that Excel and WPS show Chinese)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(_toml(settings, preface), encoding="utf-8", newline="\n")
    write_tables(folder, {table(name): rows for name, rows in tables.items()})


def write_tables(folder: Path, tables: dict[Table, pd.DataFrame]) -> None:
    """Write one CSV a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for one, rows in tables.items():
        (folder / f"{one.name}.csv").write_text(_csv(one, rows), encoding="utf-8-sig", newline="")


def _csv(one: Table, rows: pd.DataFrame) -> str:
    columns = [c for c in one.columns if c.name in rows.columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.header for c in columns])
    for record in rows.to_dict("records"):
        writer.writerow([_cell(c, record[c.name]) for c in columns])
    return out.getvalue()


def _cell(column: Column, value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column.kind == "choice":
        return next((c.label for c in column.choices if value in (c.name, c.label)), str(value))
    if column.kind not in DECIMALS:
        return str(value)
    scaled = 100 * value if column.kind == "share" else value
    text = f"{scaled:.{DECIMALS[column.kind]}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _toml(settings: dict[str, Any], preface: str) -> str:
    lines = [f"# {line}" for line in preface.splitlines()]
    plain = {k: v for k, v in settings.items() if not isinstance(v, dict)}
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    for section, body in settings.items():
        if isinstance(body, dict):
            lines += ["", f"[{section}]"]
            lines += [f"{rule} = {_inline(values)}" for rule, values in body.items()]
    return "\n".join(lines) + "\n"


def _inline(values: dict[str, Any]) -> str:
    inner = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "{ " + inner + " }"
