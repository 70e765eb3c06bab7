"""The tables of monitoring (监测表): barometer, progress and forecast, series with versions, electricity, calls."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from optimizer.domain.case import QUANTITIES
from optimizer.domain.monitor import Actual, Actuals, Measure, Monitored, Progress, Standing
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.rules.policy import Policy
from optimizer.text import monitor as words
from optimizer.text.report import AMOUNT_UNIT, MONEY_UNIT
from optimizer.text.review import INTENSITY
from optimizer.text.words import QUANTITY

NAN = float("nan")


def number(value: Fraction | None) -> float:
    """Return a figure for a cell, NaN where there is none."""
    return NAN if value is None else float(value)


def light(standing: Standing | None, measure: Measure) -> str:
    """Return the level in words, "" where there is none."""
    level = None if standing is None else standing.level(measure)
    return "" if level is None else words.LEVEL[level]


def column(
    name: str, kind: Kind = "text", group: str = "", unit: str = "", formula: str = "", label: str = ""
) -> Field:  # fmt: skip
    """Return one field with its label from the words of monitoring."""
    formulas = {"": formula} if formula else {}
    group = words.GROUP[group] if group else ""
    return Field(name, words.LABEL[label or name], kind, group=group, unit=unit, formulas=formulas)


def make_table(
    key: str, fields: tuple[Field, ...], rows: list[dict[str, Any]], notes: tuple[str, ...], unit: str = "",
    **facts: object,
) -> OutputTable:  # fmt: skip
    """Return the output table of that name; `facts` fill the title."""
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    title = words.TITLE[key].format(**facts)
    return OutputTable(key, words.SHEET[key], title, unit, fields, frame, notes, wide=True)


def barometer_table(found: Monitored, policy: Policy, method: str) -> OutputTable:
    """Return the levels of the year so far, one region a row, under the published headings."""
    lights = [(q, m) for q in QUANTITIES for m in ("intensity", "total")]
    by_place = {(one.region, one.quantity): one for one in found.progress}
    rows = [
        {"region": region} | {f"{q}_{m}": light(by_place[region, q].to_date, m) for q, m in lights}  # type: ignore[arg-type]
        for region in dict.fromkeys(one.region for one in found.progress)
    ]
    fields = (column("region"), *(column(f"{q}_{m}", "light") for q, m in lights))
    warn: Any = policy.edition.parameters["warn"]
    levels = words.NOTE["levels" if method == "national" else f"levels_{method}"].format(
        method=words.METHOD[method], red=warn["red_gap"]
    )
    notes = (levels, words.NOTE["total"], words.NOTE["period"])
    return make_table("barometer", fields, rows, notes, quarter=found.quarter)


def progress_table(found: Monitored) -> OutputTable:
    """Return progress and forecast of every region and quantity with their arithmetic."""
    rows = [
        {
            "region": one.region, "quantity": QUANTITY[one.quantity], "status": words.STATUS[one.status],
            "basis": words.BASIS[one.basis], **_side("a", one.to_date), **_side("z", one.forecast),
        }
        for one in found.progress
    ]  # fmt: skip
    fields = (
        column("region"), column("quantity"), column("status"), column("basis"),
        *_side_fields("a", "to_date"), *_side_fields("z", "forecast"),
    )  # fmt: skip
    notes = tuple(words.NOTE[n] for n in ("suggested", "period", "forecast", "total"))
    return make_table("progress", fields, rows, notes, AMOUNT_UNIT)


def _side_fields(side: str, group: str) -> tuple[Field, ...]:
    def one(name: str, kind: Kind = "amount", unit: str = "", formula: str = "") -> Field:
        own = column(name, kind, group, unit, formula.replace("#", side))
        return Field(f"{side}_{name}", own.label, kind, own.group, unit, own.formulas)

    return (
        one("usage"), one("gdp", "money", MONEY_UNIT),
        one("intensity", "intensity", INTENSITY, "{#_usage}/{#_gdp}"), one("target_intensity", "intensity", INTENSITY),
        one("due", "percent"), one("achieved", "percent"),
        one("gap", "percent", "", "IF({#_due}>0,MAX(0,{#_due}-{#_achieved})/{#_due},0)"),
        one("level_intensity", "light"), one("total"), one("allowed"), one("increment"), one("level_total", "light"),
    )  # fmt: skip


def _side(side: str, standing: Standing | None) -> dict[str, Any]:
    intensity = standing.reading("intensity") if standing else None
    total = standing.reading("total") if standing else None
    plain: dict[str, Any] = {
        "usage": standing and standing.usage, "gdp": standing and standing.gdp,
        "intensity": standing and standing.intensity, "target_intensity": standing and standing.target_intensity,
        "due": intensity and intensity.target, "achieved": intensity and intensity.achieved,
        "gap": intensity and intensity.gap, "total": standing and standing.total,
        "allowed": total and total.target, "increment": total and total.achieved,
    }  # fmt: skip
    lights = {"level_intensity": light(standing, "intensity"), "level_total": light(standing, "total")}
    return {f"{side}_{name}": number(value) for name, value in plain.items()} | {
        f"{side}_{name}": text for name, text in lights.items()
    }


def series_table(found: Monitored, actuals: Actuals) -> OutputTable:
    """Return every version of every report; a revised figure keeps the old one, with what changed."""
    used = {id(report) for report in actuals.latest(found.quarter).values()}
    order = sorted(actuals.reports, key=lambda r: (r.region, r.quarter, r.version))
    rows = []
    for place, report in enumerate(order):
        before = order[place - 1] if place else None
        if before is not None and (before.region, before.quarter) != (report.region, report.quarter):
            before = None
        state = words.IN_FORCE if id(report) in used else words.SUPERSEDED
        rows.append({
            "region": report.region, "year": float(report.quarter.year), "quarter": float(report.quarter.number),
            "version": float(report.version), "status": words.STATUS[report.status],
            "energy": number(report.energy), "carbon": number(report.carbon), "gdp": number(report.gdp),
            "energy_change": _change(before, report, "energy"), "carbon_change": _change(before, report, "carbon"),
            "used": state if report.quarter <= found.quarter else words.LATER, "source": report.source,
        })  # fmt: skip
    fields = (
        column("region"), column("year", "year"), column("quarter", "count"), column("version", "count"),
        column("status"), column("energy", "amount"), column("carbon", "amount"),
        column("gdp", "money", unit=MONEY_UNIT),
        column("energy_change", "change", "change", label="energy"),
        column("carbon_change", "change", "change", label="carbon"), column("used"), column("source", "long"),
    )  # fmt: skip
    return make_table("series", fields, rows, (words.NOTE["suggested"], words.NOTE["series"]), AMOUNT_UNIT)


def _change(before: Actual | None, report: Actual, item: str) -> float:
    old, new = getattr(before, item, None), getattr(report, item)
    return NAN if old is None or new is None else float(new - old)


def electricity_table(found: Monitored, policy: Policy) -> OutputTable:
    """Return statistics beside the electricity model, with the flag."""
    rows = [
        {
            "region": e.region, "year": float(e.quarter.year), "quarter": float(e.quarter.number),
            "statistics": number(e.statistics), "electricity": number(e.electricity), "estimate": number(e.estimate),
            "gap": number(e.gap), "flagged": words.FLAG_WORD if e.flagged else "", "basis": words.BASIS[e.basis],
        }
        for e in found.estimates
    ]  # fmt: skip
    fields = (
        column("region"), column("year", "year"), column("quarter", "count"), column("statistics", "amount"),
        column("electricity", "amount"), column("estimate", "amount"),
        Field("gap", words.DIFFERENCE, "percent", formulas={"": "ABS({statistics}-{electricity})/{statistics}"}),
        column("flagged", "light"), column("basis"),
    )  # fmt: skip
    settings: Any = policy.edition.parameters["monitor"]
    said = words.NOTE["electricity"].format(weight=settings["statistics_weight"], line=settings["electricity_gap"])
    return make_table("electricity", fields, rows, (words.NOTE["suggested"], said), AMOUNT_UNIT)


def calls_table(found: Monitored) -> OutputTable:
    """Return who is called in and why, one reason a row."""
    rows = [
        {"region": call.region, "urgency": urgency_text(call.urgent), "reasons": reason}
        for call in found.calls for reason in call.reasons
    ]  # fmt: skip
    fields = (column("region"), column("urgency"), column("reasons", "long"))
    return make_table("calls", fields, rows, (words.NOTE["suggested"],))


def urgency_text(urgent: bool) -> str:
    """Return how a region is called in."""
    return words.URGENT if urgent else words.WATCH


def basis_text(one: Progress) -> str:
    """Return what a figure rests on, with its status."""
    return f"{words.STATUS[one.status]} {words.BASIS[one.basis]}"
