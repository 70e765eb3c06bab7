"""The tables of a review (评估表): project list with indices, impacts with live arithmetic, effects, steps, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.review import Decision, Effect, Impact, Review
from optimizer.report.parts.output import Field, OutputTable
from optimizer.text import review as words
from optimizer.text.report import AMOUNT_UNIT, MONEY_UNIT
from optimizer.text.words import QUANTITY, UNIT

NAN = float("nan")
MOST = 4
"""Sources named in one cell; the sheet of sources has all."""


def advice_text(decision: Decision) -> str:
    """Return 批准, 有条件批准, 缓批到某年 or 不予通过."""
    if decision.year is not None:
        return words.DEFERRED.format(year=decision.year)
    return words.VERDICT[decision.verdict]


def sources_text(decision: Decision) -> str:
    """Return what pays for the project, the first few sources by name."""
    more = words.MORE_SOURCES.format(count=len(decision.sources)) if len(decision.sources) > MOST else ""
    return "、".join(decision.sources[:MOST]) + more


def class_text(number: int | None) -> str:
    """Return the name of a class."""
    return words.NO_CLASS if number is None else words.CLASS[number]


def note_text(impact: Impact) -> str:
    """Return what must be said beside the indices: what is undefined, that carbon is not official, what flatters."""
    carbon = words.CARBON_CLASS if impact.standing.quantity == "carbon" else ""
    said = (words.IMPACT_NOTE[impact.note], words.FLATTERS if impact.flatters else "", carbon)
    return "；".join(part for part in said if part)


def number(value: Fraction | None) -> float:
    """Return a figure for a cell, NaN where there is none."""
    return NAN if value is None else float(value)


def impact_table(case: Case, reviews: Sequence[Review]) -> OutputTable:
    """Return m, n, burden and break-even of every project, region and quantity, with their arithmetic."""
    rows = [_impact(case, review, impact) for review in reviews for impact in review.impacts]
    label = words.LABEL
    now = "({base}+{amount})/({gdp}+{value_added})-{base}/{gdp}"
    fields = (
        _text("project"), _text("name"), Field("node", label["node"], "text"),
        Field("quantity", label["quantity"], "text"),
        Field("amount", label["amount"]), Field("value_added", label["value_added"], "money", unit=MONEY_UNIT),
        Field("base", label["base"]), Field("gdp", label["gdp"], "money", unit=MONEY_UNIT),
        Field("gdp_expected", label["gdp_expected"], "money", unit=MONEY_UNIT),
        Field("target", label["target"], "intensity", unit=words.INTENSITY),
        Field("increment", label["increment"], formulas={"": "{target}*{gdp_expected}-{base}"}),
        Field("m", label["m"], "percent", formulas={"": "{amount}/{increment}"}),
        Field("m_class", label["m_class"], "text"),
        Field("n", label["n"], "percent", formulas={"": f"({now})/({{base}}/{{gdp}})"}),
        Field("n_class", label["n_class"], "text"), Field("class", label["class"], "text"),
        Field("burden", label["burden"], formulas={"": "{amount}-{target}*{value_added}"}),
        Field("break_even", label["break_even"], "money", unit=MONEY_UNIT, formulas={"": "{amount}/{target}"}),
        Field("note", label["note"], "long"),
    )  # fmt: skip
    notes = tuple(words.NOTE[n] for n in ("suggested", "impact", "increment", "flatters", "carbon"))
    return _table("impact", fields, rows, notes, AMOUNT_UNIT)


def _impact(case: Case, review: Review, impact: Impact) -> dict[str, Any]:
    standing = impact.standing
    plain = {
        "amount": impact.amount, "value_added": impact.value_added, "base": standing.base, "gdp": standing.gdp,
        "gdp_expected": standing.gdp_expected, "target": standing.target, "increment": standing.increment,
        "m": impact.m, "n": impact.n, "burden": impact.burden, "break_even": impact.break_even,
    }  # fmt: skip
    return {
        **_named(case, review), "node": standing.region, "quantity": QUANTITY[standing.quantity],
        **{name: number(value) for name, value in plain.items()},
        "m_class": class_text(impact.m_class), "n_class": class_text(impact.n_class),
        "class": class_text(impact.worst), "note": note_text(impact),
    }  # fmt: skip


def effect_table(case: Case, reviews: Sequence[Review]) -> OutputTable:
    """Return room and intensity before and after, in the target year and in the tightest year."""
    rows = [
        {
            **_named(case, review), "node": e.region, "quantity": QUANTITY[e.quantity], "year": float(e.year),
            "which": which, "before": e.headroom_before, "after": e.headroom_after,
            "change": e.headroom_after - e.headroom_before, "intensity_before": e.intensity_before,
            "intensity_after": e.intensity_after, "intensity_change": e.intensity_after - e.intensity_before,
            "target": e.target,
        }
        for review in reviews for which, e in shown_effects(review)
    ]  # fmt: skip
    label, room, actual = words.LABEL, words.GROUP["headroom"], words.GROUP["actual"]
    fields = (
        _text("project"), _text("name"), Field("node", label["node"], "text"),
        Field("quantity", label["quantity"], "text"), Field("year", label["year"], "year"),
        Field("which", label["which"], "text"), Field("before", label["before"], group=room),
        Field("after", label["after"], group=room),
        Field("change", label["change"], group=room, formulas={"": "{after}-{before}"}),
        Field("intensity_before", label["before"], "intensity", group=actual, unit=words.INTENSITY),
        Field("intensity_after", label["after"], "intensity", group=actual, unit=words.INTENSITY),
        Field("intensity_change", label["change"], "intensity", group=actual, unit=words.INTENSITY,
              formulas={"": "{intensity_after}-{intensity_before}"}),
        Field("target", label["target"], "intensity", unit=words.INTENSITY),
    )  # fmt: skip
    return _table("effect", fields, rows, (words.NOTE["suggested"], words.NOTE["effect"]), AMOUNT_UNIT)


def shown_effects(review: Review) -> Iterable[tuple[str, Effect]]:
    """Yield the target year and the tightest year of every region and quantity that has a target."""
    for region, quantity in dict.fromkeys((e.region, e.quantity) for e in review.effects):
        last, worst = review.target_year(region, quantity), review.worst_year(region, quantity)
        if last is not None and last == worst:
            yield words.BOTH_YEARS, last
        elif last is not None and worst is not None:
            yield words.TARGET_YEAR, last
            yield words.WORST_YEAR, worst


def steps_table(case: Case, reviews: Sequence[Review]) -> OutputTable:
    """Return every step of every decision with its test, finding and sentence."""
    rows = [
        {
            **_named(case, review), "order": float(step.number), "step": words.STEP[step.number],
            "test": words.STEP_TEST[step.number], "result": words.RESULT[step.result], "says": step.says,
        }
        for review in reviews for step in review.decision.steps
    ]  # fmt: skip
    label = words.LABEL
    fields = (
        _text("project"), _text("name"), Field("order", label["order"], "count"), _text("step"),
        Field("test", label["test"], "long"), Field("result", label["result"], "light"),
        Field("says", label["says"], "long"),
    )  # fmt: skip
    return _table("steps", fields, rows, (words.NOTE["suggested"], words.NOTE["steps"]))


def sources_table(case: Case, reviews: Sequence[Review]) -> OutputTable:
    """Return what changes when each project comes in, and what is missing where it cannot."""
    rows = [
        {
            **_named(case, review), "kind": words.CHANGE[c.kind], "subject": QUANTITY.get(c.name, c.name),
            "node": c.region, "year": float(c.year), "share": c.share, "energy_amount": c.energy or NAN,
            "carbon_amount": c.carbon or NAN, "value_gap": NAN,
        }
        for review in reviews for c in review.decision.changes
    ] + [
        {
            **_named(case, review), "kind": words.GAP_KIND, "subject": QUANTITY[g.quantity] + words.GAP_RULE[g.rule],
            "node": g.region, "year": float(g.year), "share": NAN, "value_gap": g.value_added,
            "energy_amount": g.amount if g.quantity == "energy" else NAN,
            "carbon_amount": g.amount if g.quantity == "carbon" else NAN,
        }
        for review in reviews for g in review.decision.gaps
    ]  # fmt: skip
    label, group = words.LABEL, words.GROUP["amount"]
    fields = (
        _text("project"), _text("name"), Field("kind", label["kind"], "text"),
        Field("subject", label["subject"], "text"),
        Field("node", label["node"], "text"), Field("year", label["year"], "year"),
        Field("share", label["share"], "percent"),
        Field("carbon_amount", label["carbon_amount"], group=group, unit=UNIT["carbon"]),
        Field("energy_amount", label["energy_amount"], group=group, unit=UNIT["energy"]),
        Field("value_gap", label["value_gap"], "money", unit=MONEY_UNIT),
    )  # fmt: skip
    return _table("sources", fields, rows, (words.NOTE["suggested"], words.NOTE["sources"]))


def _table(
    key: str, fields: tuple[Field, ...], rows: list[dict[str, Any]], notes: tuple[str, ...], unit: str = ""
) -> OutputTable:
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    return OutputTable(key, words.SHEET[key], words.TITLE[key], unit, fields, frame, notes, wide=True)


def _text(name: str) -> Field:
    return Field(name, words.LABEL[name], "text")


def _named(case: Case, review: Review) -> dict[str, Any]:
    return {"project": review.project, "name": str(case.projects["name"].iloc[review.record])}
