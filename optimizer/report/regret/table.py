"""The table of regrets (项目影响值表): one row a decision that would change something, the weightiest first."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from optimizer.domain.case import Case
from optimizer.domain.regret import Effect, Regret, Regrets, Shift, State
from optimizer.explain.conflict import says
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.text import regret as words
from optimizer.text.words import UNIT

NAMED = 6
"""So many projects that move are named."""
LIMITS = 3
"""So many limits that block are named."""
_NAN = float("nan")
_PARTS = ("own", "others", "measures", "overrun", "trade")
_ROOMS = ("league_carbon", "league_energy", "region_carbon", "region_energy")


def regret_table(case: Case, found: Regrets) -> OutputTable:
    """Return the table; a blank change stands beside 无可行方案 or 未算出."""
    rows = [_row(order, *one) for order, one in enumerate(found.ranked, start=1)]
    fields = _fields(any(effect.blocked for _, effect in found.ranked))
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    states = {effect.state for _, effect in found.ranked}
    kept = {
        "incomplete": not found.complete, "interval": State.INTERVAL in states, "impossible": State.IMPOSSIBLE in states
    }  # fmt: skip
    order = ("incomplete", "meaning", "interval", "impossible", "room", "even")
    notes = tuple(words.NOTE[name] for name in order if kept.get(name, True))
    return OutputTable("regret", words.SHEET, words.TITLE, "", fields, frame, notes, wide=True)


def write_regrets(path: Path, case: Case, found: Regrets, stamp: Stamp) -> None:
    """Write the workbook of the regrets; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties({"title": words.TITLE, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    write_table(book, Style(book), regret_table(case, found), stamp)
    book.close()
    replace_file(path, memory.getvalue())


def named(shifts: Sequence[Shift]) -> str:
    """Return the projects that move with their change, the weightiest first, and how many there are when many."""
    said = [
        name if abs(shift.change) == 1 else words.SHIFT.format(project=name, change=shift.change)
        for shift in shifts[:NAMED] for name in [clean(shift.project, 24)]
    ]  # fmt: skip
    more = words.MORE_SHIFTS.format(count=len(shifts)) if len(shifts) > NAMED else ""
    return "、".join(said) + more


def blocked_text(effect: Effect) -> str:
    """Return the hard limits in whose way the decision stands, as sentences ("" where it stands in none)."""
    said = [clean(says(member), 60) for member in effect.blocked[:LIMITS]]
    more = words.MORE_LIMITS.format(count=len(effect.blocked)) if len(effect.blocked) > LIMITS else ""
    return words.AND.join(said) + more


def _row(order: int, regret: Regret, effect: Effect) -> dict[str, Any]:
    burden = asdict(regret.burden)
    eaten = asdict(effect.eaten) if effect.eaten is not None else {}
    parts = asdict(effect.parts) if effect.parts is not None else {}
    return {
        "order": float(order), "project": regret.project, "name": regret.name, "region": regret.region,
        "status": words.STATUS[regret.status], "approval": regret.approval,
        "decision": words.DECISION[effect.decision.value], "state": words.STATE[effect.state.value],
        "blocked": blocked_text(effect),
        **{name: value if math.isfinite(value) else _NAN
           for name, value in (("high", effect.high), ("low", effect.low))},
        "new": _NAN if effect.approval is None else effect.approval,
        **{name: parts.get(name, _NAN) for name in _PARTS},
        "displaced": named(effect.displaced), "admitted": named(effect.admitted),
        **{f"burden_{room}": burden[room] for room in _ROOMS},
        **{f"eaten_{room}": eaten.get(room, _NAN) for room in _ROOMS},
        "value_added": regret.value_added, "break_even_carbon": regret.break_even_carbon,
        "break_even_energy": regret.break_even_energy,
    }  # fmt: skip


def _fields(blocked: bool) -> tuple[Field, ...]:
    label, group = words.LABEL, words.GROUP

    def unit(room: str) -> str:
        return UNIT[room.rpartition("_")[2]]

    return (
        Field("order", label["order"], "count"), Field("project", label["project"], "text"),
        Field("name", label["name"], "text"), Field("region", label["region"], "text"),
        Field("status", label["status"], "light"), Field("approval", label["approval"], "percent"),
        Field("decision", label["decision"], "text"), Field("state", label["state"], "light"),
        *([Field("blocked", label["blocked"], "long")] if blocked else []),
        *(Field(n, label[n], "intensity", group["change"], words.MONEY) for n in ("high", "low")),
        Field("new", label["new"], "percent"),
        *(Field(n, label[n], "money", group["parts"], words.MONEY) for n in _PARTS),
        Field("displaced", label["displaced"], "long"), Field("admitted", label["admitted"], "long"),
        *(Field(f"burden_{r}", label[f"burden_{r}"], "amount", group["burden"], unit(r)) for r in _ROOMS),
        *(Field(f"eaten_{r}", label[f"eaten_{r}"], "amount", group["eaten"], unit(r)) for r in _ROOMS),
        *(Field(n, label[n], "money", group["even"], words.MONEY)
          for n in ("value_added", "break_even_carbon", "break_even_energy")),
    )  # fmt: skip
