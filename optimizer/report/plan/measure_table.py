"""The measures (减排措施): what full uptake would give, the share carried out, and what comes of it, year by year."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.report.parts.evidence import column
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.verdict import uptake_of
from optimizer.report.plan.project_table import label_of
from optimizer.text import report as words
from optimizer.text.words import UNIT

_FULL = ("energy_saving", "carbon_reduction", "value_added_loss", "cost")
_CARRIED = {"energy_saved": "energy_saving", "carbon_reduced": "carbon_reduction", "cost_paid": "cost"}


def measure_table(case: Case, allocation: Allocation) -> OutputTable:
    """Return the measures; `share` keeps its full precision, because `verify` reads it back."""
    measures, share = case.measures, uptake_of(case, allocation)
    evidence = column(measures)
    frame = pd.DataFrame(
        {
            **{name: measures[name] for name in ("measure", "name", "region", "category")},
            "year": measures["year"].astype(float), **{name: measures[name].astype(float) for name in _FULL},
            "status": label_of("measures", "status", measures["status"]), "share": share,
            **{name: measures[full].astype(float) * share for name, full in _CARRIED.items()},
            "stage": measures.get("stage", ""), "source": measures.get("source", ""), "evidence": evidence,
            "mark": [words.MARK.get(e, "") for e in evidence],
        }
    )  # fmt: skip
    notes = tuple(words.NOTE[name] for name in ("suggested", "measures", "marks", "edit"))
    fields = _fields(staged=bool((frame["stage"] != "").any()))
    return OutputTable(
        "measures", words.SHEET["measures"], words.TITLE["measures"], "", fields, frame, notes, wide=True
    )


def _fields(staged: bool) -> tuple[Field, ...]:
    label, group = words.LABEL, words.GROUP
    unit = {"energy": UNIT["energy"], "carbon": UNIT["carbon"], "value": words.MONEY_UNIT, "cost": words.MONEY_UNIT}
    return (
        Field("measure", label["measure"], "text"), Field("name", label["measure_name"], "text"),
        Field("region", label["region"], "text"), Field("category", label["category_name"], "text"),
        *((Field("stage", label["stage"], "text"),) if staged else ()), Field("year", label["year"], "year"),
        *(Field(n, label[n], "amount", group["full"], unit[n.split("_")[0]]) for n in _FULL),
        Field("status", label["status"], "light"), Field("share", label["share"], "percent"),
        *(Field(n, label[n], "amount", group["carried"], unit[n.split("_")[0]], {"": f"{{share}}*{{{full}}}"})
          for n, full in _CARRIED.items()),
        Field("source", label["source"], "long"), Field("evidence", label["evidence"], "light"),
    )  # fmt: skip
