"""The tables of key units (重点单位表): list, firms under the statistical headings, accounts, sectors, groups."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from optimizer.domain.register import Listed, Register, Registered
from optimizer.report.monitor.tables import number
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.text import register as words
from optimizer.text.report import AMOUNT_UNIT
from optimizer.text.words import UNIT


def field(
    name: str, kind: Kind = "text", group: str = "", unit: str = "", formula: str = "", label: str = ""
) -> Field:  # fmt: skip
    """Return one field with its label from the words of the register."""
    formulas = {"": formula} if formula else {}
    group = words.GROUP[group] if group else ""
    return Field(name, words.LABEL[label or name], kind, group=group, unit=unit, formulas=formulas)


def table(
    key: str, year: int, fields: tuple[Field, ...], rows: list[dict[str, Any]], notes: tuple[str, ...], unit: str = ""
) -> OutputTable:
    """Return the output table of that name; a row's `role` "sum" is printed as a total."""
    names = [f.name for f in fields] + (["role"] if any("role" in row for row in rows) else [])
    frame = pd.DataFrame(rows, columns=names)
    if "role" in frame:
        frame["role"] = frame["role"].fillna("")
    title = words.TITLE[key].format(year=year)
    return OutputTable(key, words.SHEET[key], title, unit, fields, frame, notes, wide=True)


def list_table(found: Registered) -> OutputTable:
    """Return the units on the list, the largest emitter first, with the status of their reports."""
    rows = [
        {
            "region": one.unit.region, "unit": one.unit.name, "code": one.unit.code, "sector": one.unit.sector,
            "group": one.unit.group, "ets": words.YES_NO[one.unit.ets], "why": words.WHY[one.by_energy, one.by_carbon],
            "energy": _of(one, "energy"), "carbon": _of(one, "carbon"), "status": _status(one),
        }
        for one in sorted(found.listed, key=lambda one: -_size(one)) if one.listed or one.overdue
    ]  # fmt: skip
    fields = (
        field("region"), field("unit"), field("code"), field("sector"), field("group"), field("ets"), field("why"),
        field("energy", "exact", unit=UNIT["energy"]), field("carbon", "exact", unit=UNIT["carbon"]),
        field("status", "light"),
    )  # fmt: skip
    energy, carbon = (float(line) for line in found.thresholds)
    notes = (words.NOTE["suggested"], words.NOTE["list"].format(energy=energy, carbon=carbon))
    return table("list", found.year, fields, rows, notes)


def _of(one: Listed, name: str) -> float:
    return number(None if one.report is None else getattr(one.report, name))


def _size(one: Listed) -> Fraction:
    return (one.report.carbon if one.report is not None else None) or Fraction(0)


def _status(one: Listed) -> str:
    return words.STATUS["missing" if one.report is None else one.report.status]


def firms_table(register: Register, found: Registered) -> OutputTable:
    """Return every report of the year under the headings of the statistical form."""
    units = {unit.name: unit for unit in register.units}
    rows = []
    for report in (r for r in register.years.values() if r.year == found.year):
        unit = units[report.unit]
        rows.append({
            "year": float(report.year), "unit": unit.name, "code": unit.code, "section": unit.section,
            "sector": unit.sector, "subsector": unit.subsector, "region": unit.region, "county": unit.county,
            "phone": unit.phone, "calorific": number(report.energy_calorific), "equivalent": number(report.energy),
            "feedstock": number(report.feedstock), **{name: number(value) for name, value in report.coal.items()},
            "status": words.STATUS[report.status],
        })  # fmt: skip
    coal = ("coal_feedstock", "raw_coal", "washed_coal", "other_coal", "coke")
    fields = (
        field("year", "year"), *(field(n) for n in ("unit", "code", "section", "sector", "subsector")),
        field("region"), field("county"), field("phone"),
        field("calorific", "exact", "energy", UNIT["energy"]), field("equivalent", "exact", "energy", UNIT["energy"]),
        field("feedstock", "exact", unit=UNIT["energy"]), field("coal_physical", "exact", "coal", AMOUNT_UNIT),
        field("coal_standard", "exact", "coal", UNIT["energy"]),
        *(field(name, "exact", unit=AMOUNT_UNIT) for name in coal), field("status", "light"),
    )  # fmt: skip
    return table("firms", found.year, fields, rows, ())


def account_table(found: Registered) -> OutputTable:
    """Return the carbon account of every unit that has a row for the year."""
    rows = [
        {
            "region": a.unit.region, "unit": a.unit.name, "sector": a.unit.sector, "ets": words.YES_NO[a.unit.ets],
            "before": number(a.before), "fuel": number(a.report.fuel), "process": number(a.report.process),
            "power": number(a.report.power), "carbon": number(a.report.carbon), "change": number(a.change),
            "target": number(a.target), "left": number(a.left), "status": words.STATUS[a.report.status],
        }
        for a in found.accounts
    ]  # fmt: skip
    fields = (
        field("region"), field("unit"), field("sector"), field("ets"), field("before", "exact"),
        field("fuel", "exact", "parts"), field("process", "exact", "parts"), field("power", "exact", "parts"),
        field("carbon", "exact", "parts", formula="{fuel}+{process}+{power}"),
        field("change", "change_exact", formula="{carbon}-{before}"), field("target", "exact"),
        field("left", "exact", formula="{target}-{carbon}"), field("status", "light"),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["accounts"])
    return table("accounts", found.year, fields, rows, notes, UNIT["carbon"])


def sector_table(found: Registered) -> OutputTable:
    """Return the sum of the units of each sector against the sector's own account, with the gap."""
    rows = [
        {
            "region": s.region, "sector": s.sector, "count": float(s.count), "reported": float(s.reported),
            "units": number(s.carbon), "total": number(s.total), "gap": number(s.gap),
            "verdict": words.UNKNOWN if s.gap is None else words.ABOVE if s.gap < 0 else words.WITHIN,
        }
        for s in found.sectors
    ]  # fmt: skip
    fields = (
        field("region"), field("sector"), field("count", "count"), field("reported", "count"), field("units", "exact"),
        field("total", "exact"), field("gap", "exact", formula="{total}-{units}"), field("verdict", "light"),
    )  # fmt: skip
    return table("sectors", found.year, fields, rows, (words.NOTE["suggested"], words.NOTE["sectors"]), UNIT["carbon"])


def group_table(found: Registered) -> OutputTable:
    """Return every state-owned group against its targets; the last row is the whole register."""
    rows: list[dict[str, Any]] = []
    for g in found.groups:
        left = [g.left(quantity) for quantity in ("energy", "carbon")]
        known = [one >= 0 for one in left if one is not None]
        rows.append({
            "group": g.group or words.NO_GROUP, "count": float(g.count), "energy": number(g.energy),
            "energy_target": number(g.goal("energy")), "energy_left": number(left[0]), "carbon": number(g.carbon),
            "carbon_target": number(g.goal("carbon")), "carbon_left": number(left[1]),
            "verdict": words.MET[all(known)] if known else "",
        })  # fmt: skip
    rows.append({
        "group": words.ALL, "count": float(sum(g.count for g in found.groups)), "role": "sum",
        "energy": number(sum((g.energy for g in found.groups), Fraction(0))), "energy_target": float("nan"),
        "energy_left": float("nan"), "carbon": number(sum((g.carbon for g in found.groups), Fraction(0))),
        "carbon_target": float("nan"), "carbon_left": float("nan"), "verdict": "",
    })  # fmt: skip
    total = {"sum": "SUM({%s:above})"}
    fields = (
        field("group"), Field("count", words.LABEL["count"], "count", formulas={"sum": total["sum"] % "count"}),
        *(
            one
            for name in ("energy", "carbon")
            for one in (
                Field(name, words.LABEL[name], "exact", unit=UNIT[name], formulas={"sum": total["sum"] % name}),
                field(f"{name}_target", "exact", unit=UNIT[name]),
                field(f"{name}_left", "exact", unit=UNIT[name], formula=f"{{{name}_target}}-{{{name}}}"),
            )
        ),
        field("verdict", "light"),
    )  # fmt: skip
    return table("groups", found.year, fields, rows, (words.NOTE["suggested"], words.NOTE["groups"]))


def score_table(found: Registered, share: float) -> OutputTable:
    """Return the points of every unit with targets; what is open is blank."""
    rows = [
        {
            "unit": s.unit.name, "region": s.unit.region, "due": number(s.due), "achieved": number(s.achieved),
            **dict(zip(("intensity", "amount", "measures"), map(number, s.points), strict=True)),
            "points": number(s.total), "grade": "" if s.grade is None else words.GRADE[s.grade],
        }
        for s in found.scores
    ]  # fmt: skip
    fields = (
        field("unit"), field("region"), field("due", "percent"), field("achieved", "percent"),
        *(field(n, "amount") for n in ("intensity", "amount", "measures")),
        field("points", "amount", formula="{intensity}+{amount}+{measures}"), field("grade"),
    )  # fmt: skip
    note = words.NOTE["scores"].format(full=found.scores[0].full, share=share)
    return table("scores", found.year, fields, rows, (note,))


def ladder_table(found: Registered) -> OutputTable:
    """Return every production line on the ladder, the worst of each product first."""
    rows = [
        {
            "product": line.benchmark.product, "unit": line.capacity.unit, "line": line.capacity.line,
            "region": line.region, "capacity": number(line.capacity.capacity),
            "specific": number(line.capacity.specific), "baseline": number(line.benchmark.baseline),
            "advanced": number(line.benchmark.advanced), "measured": line.benchmark.measured,
            "rung": words.RUNG[line.rung], "short": number(line.gap), "advice": words.ADVICE[line.rung],
            "source": line.benchmark.source,
        }
        for line in found.lines
    ]  # fmt: skip
    gap = "MAX(0,{specific}-IF({specific}>{baseline},{baseline},{advanced}))"
    fields = (
        field("product"), field("unit"), field("line"), field("region"), field("capacity", "amount", unit=AMOUNT_UNIT),
        field("specific", "amount"), field("baseline", "amount"), field("advanced", "amount"), field("measured"),
        field("rung"), field("short", "amount", formula=gap), field("advice", "light"), field("source"),
    )  # fmt: skip
    return table("ladder", found.year, fields, rows, (words.NOTE["suggested"], words.NOTE["ladder"]))


def shares_table(found: Registered, targets: Any) -> OutputTable:
    """Return each product's capacity at baseline and advanced level against the shares wanted."""
    rows = [
        {
            "product": s.product, "capacity": number(s.capacity), "reached": number(s.baseline),
            "reached_share": number(s.baseline / s.capacity if s.capacity else None),
            "reached_met": words.REACHED[s.baseline_met], "top": number(s.advanced),
            "top_share": number(s.advanced / s.capacity if s.capacity else None),
            "top_met": words.REACHED[s.advanced_met],
        }
        for s in found.shares
    ]  # fmt: skip
    fields = (
        field("product"), field("capacity", "amount"), field("reached", "amount"),
        field("reached_share", "percent", formula="{reached}/{capacity}"), field("reached_met", "light"),
        field("top", "amount"), field("top_share", "percent", formula="{top}/{capacity}"), field("top_met", "light"),
    )  # fmt: skip
    said = words.NOTE["shares" if "baseline_share" in targets else "no_shares"]
    note = said.format(baseline=targets.get("baseline_share"), advanced=targets.get("advanced_share"))
    return table("shares", found.year, fields, rows, (words.NOTE["suggested"], note), AMOUNT_UNIT)
