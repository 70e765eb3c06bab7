"""The tables of assessment (考核表): 5+9 verdicts, points, parks, and the back test of forecasts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from optimizer.domain.monitor import Monitored, Verdict
from optimizer.report.monitor.tables import column, make_table, number
from optimizer.report.parts.output import Field, OutputTable
from optimizer.rules.policy import Policy
from optimizer.text import monitor as words
from optimizer.text.report import AMOUNT_UNIT
from optimizer.text.words import QUANTITY, UNIT


def verdict_table(verdicts: Iterable[Verdict], policy: Policy) -> OutputTable:
    """Return the fourteen indicators of every assessed region and year with the class."""
    rows = [
        {
            "region": verdict.region, "year": float(verdict.year), "kind": words.KIND[kind],
            "indicator": {**words.CONTROL, **words.SUPPORT}[name], "met": words.MET[met],
            "by": words.BY[_by(verdict, name, met)], "result": words.RESULT[verdict.result],
        }
        for verdict in verdicts
        for kind, part in (("control", verdict.control), ("support", verdict.support)) for name, met in part.items()
    ]  # fmt: skip
    fields = (
        column("region"), column("year", "year"), column("kind"), column("indicator"), column("met"), column("by"),
        column("result"),
    )  # fmt: skip
    note = words.NOTE["verdict"].format(fail=policy.edition.parameters["assess"]["fail_support"])
    return make_table("verdicts", fields, rows, (note,))


def _by(verdict: Verdict, name: str, met: bool | None) -> str:
    if met is None:
        return "none"
    if name in verdict.by_model:
        return "forecast" if verdict.forecast else "model"
    return "hand"


def score_table(found: Monitored) -> OutputTable:
    """Return the points of complete years by each template."""
    rows = [
        {
            "region": s.region, "year": float(s.year), "template": words.TEMPLATE[s.template],
            "annual": number(s.annual), "annual_full": float(s.annual_full), "cumulative": number(s.cumulative),
            "cumulative_full": float(s.cumulative_full),
        }
        for s in found.scores
    ]  # fmt: skip
    fields = (
        column("region"), column("year", "year"), column("template"), column("annual", "amount"),
        column("annual_full", "count"), column("cumulative", "amount"), column("cumulative_full", "count"),
    )  # fmt: skip
    return make_table("scores", fields, rows, (words.NOTE["scores"],))


def park_table(found: Monitored, policy: Policy) -> OutputTable:
    """Return the share test of every park."""
    said = {True: words.YES, False: words.NO}
    rows = [
        {
            "park": t.park.park, "region": t.park.region, "year": float(t.park.year), "power": number(t.park.total),
            "renewable": number(t.park.renewable), "share": number(t.share), "zero": said[t.zero_carbon],
            "low": said[t.low_carbon], "growth": number(t.growth),
        }
        for t in found.parks
    ]  # fmt: skip
    fields = (
        column("park"), column("region"), column("year", "year"), column("power", "amount"),
        column("renewable", "amount"), column("share", "percent", formula="{renewable}/{power}"), column("zero"),
        column("low"), column("growth", "percent"),
    )  # fmt: skip
    lines: Any = policy.edition.parameters["park"]
    note = words.NOTE["parks"].format(zero=lines["zero_carbon"], low=lines["low_carbon"])
    return make_table("parks", fields, rows, (words.NOTE["suggested"], note), words.POWER_UNIT)


def back_table(found: Monitored) -> OutputTable:
    """Return the errors of forecasts of years that are now complete."""
    rows = [
        {
            "region": t.region, "quantity": QUANTITY[t.quantity], "year": float(t.year),
            "quarters": float(t.quarters), "forecast": number(t.forecast), "actual": number(t.actual),
            "error": number(t.error),
        }
        for t in found.back_tests
    ]  # fmt: skip
    fields = (
        column("region"), column("quantity"), column("year", "year"), column("quarters", "count"),
        column("forecast", "amount"), column("actual", "amount"),
        column("error", "percent", formula="{forecast}/{actual}-1"),
    )  # fmt: skip
    quarters = found.back_tests[0].quarters
    notes = (words.NOTE["suggested"], words.NOTE["back"].format(quarters=quarters))
    return make_table("back_tests", fields, rows, notes, AMOUNT_UNIT)


def rectification_table(found: Monitored) -> OutputTable:
    """Return what is to be put right: overdue first, done last."""
    late = {True: words.OVERDUE, False: ""}
    order = sorted(found.rectifications, key=lambda r: (r.status == "done", r.due, r.region))
    rows = [
        {
            "region": r.region, "item": r.item, "deadline": str(r.due), "state": words.PROGRESS[r.status],
            "overdue": late[r.status != "done" and r.due < found.quarter], "note": r.note,
        }
        for r in order
    ]  # fmt: skip
    fields = (
        column("region"), column("item", "long"), column("deadline"), column("state", "light"),
        column("overdue", "light"), column("note", "long"),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["rectifications"].format(quarter=found.quarter))
    return make_table("rectifications", fields, rows, notes)


def overrun_table(found: Monitored, policy: Policy) -> OutputTable:
    """Return the actual energy of projects against what was approved."""
    rows = [
        {
            "project": o.operation.project, "region": o.region, "year": float(o.operation.year),
            "approved": number(o.approved), "actual": number(o.operation.energy), "share": number(o.share),
            "flagged": words.OVERRUN_FLAG if o.flagged else "",
        }
        for o in found.overruns
    ]  # fmt: skip
    fields = (
        column("project"), column("region"), column("year", "year"), column("approved", "amount"),
        column("actual", "amount"),
        Field("share", words.OF_APPROVED, "percent", formulas={"": "{actual}/{approved}"}),
        column("flagged", "light"),
    )  # fmt: skip
    note = words.NOTE["overruns"].format(line=policy.edition.parameters["review"]["overrun"])
    return make_table("overruns", fields, rows, (words.NOTE["suggested"], note), UNIT["energy"])
