"""Runs of the store in the terminal (测算档案): list, facts of one, and the differences of a reproduction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from optimizer.domain.record import CaseVersion, RunRecord
from optimizer.report.parts.safe import clean
from optimizer.text import store as words
from optimizer.text.report import STOP

MOST = 40
"""Differences that are shown one by one."""


def runs_table(records: Iterable[RunRecord]) -> Table:
    """Return the runs, one row each, in local time."""
    table = Table(*words.RUN_HEADINGS, pad_edge=False)
    for one in records:
        cells = (one.id, _time(one), one.case, one.pack, STOP[one.stop], _objective(one), one.who)
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def run_facts(record: RunRecord, version: CaseVersion, scenario: str) -> Table:
    """Return what is known of one run, one row a fact."""
    facts = {
        "id": record.id, "at": _time(record), "who": record.who, "case": record.case, "file": version.file,
        "number": str(version.number), "checksum": record.checksum, "pack": record.pack, "scenario": scenario,
        "versions": _pairs(record.versions), "options": _pairs(record.options), "outcome": STOP[record.stop],
        "objective": _objective(record),
    }  # fmt: skip
    table = Table(show_header=False, pad_edge=False)
    for key, value in facts.items():
        table.add_row(words.RUN_FACTS[key], Text(clean(value)))
    return table


def differences_table(rows: Sequence[tuple[str, Any, Any]]) -> Table:
    """Return place, value then and value now; the first ones, and how many more there are."""
    table = Table(*words.DIFFERENCE_HEADINGS, pad_edge=False)
    for row in rows[:MOST]:
        table.add_row(*(Text(clean(cell if isinstance(cell, str) else _plain(cell))) for cell in row))
    if len(rows) > MOST:
        table.add_row(words.MORE.format(count=len(rows) - MOST), "", "")
    return table


def _time(record: RunRecord) -> str:
    return f"{record.at.astimezone():%Y-%m-%d %H:%M:%S}" if record.at else ""


def _objective(record: RunRecord) -> str:
    return "—" if record.objective is None else f"{record.objective:.4f}"


def _pairs(facts: Any) -> str:
    return ", ".join(f"{key} {value}" for key, value in facts.items() if value is not None) or "—"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
