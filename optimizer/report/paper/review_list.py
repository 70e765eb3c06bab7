"""The project list with impact indices (项目清单及影响评价表): the columns of the official entries (domain.md I)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.review import Impact, Review
from optimizer.report.parts.evidence import column
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.review.tables import NAN, advice_text, class_text, number, sources_text
from optimizer.rules.policy import Policy
from optimizer.text import report as house
from optimizer.text import review as words

BLANK = ("carbon_fuel", "carbon_process", "carbon_power")
"""Columns of the official entries that a case may not hold; those blank throughout are named in a note."""
_PARTS = {"carbon_fuel": "carbon_fuel", "carbon_process": "carbon_process", "carbon_power": "carbon_electricity"}
_LINKED = ("m", "n", "burden_carbon", "burden_energy")


def review_list(case: Case, policy: Policy, reviews: Sequence[Review], impacts: OutputTable) -> OutputTable:
    """Return one row a project; m, n and burdens refer to the league's rows of the impact sheet."""
    place = {key: n for n, key in enumerate((r.record, id(i)) for r in reviews for i in r.impacts)}
    evidence = column(case.projects)
    rows = [_row(case, order, review) for order, review in enumerate(reviews, start=1)]
    for row, review in zip(rows, reviews, strict=True):
        energy, carbon = (review.impact(review.region, q) for q in ("energy", "carbon"))
        sources = (("m", energy, "m"), ("n", energy, "n"), ("burden_carbon", carbon, "burden"),
                   ("burden_energy", energy, "burden"))  # fmt: skip
        for name, impact, there in sources:
            row[f"={name}"] = impacts.cell(there, place[review.record, id(impact)])
        row["mark"] = house.MARK.get(evidence[review.record], "")
    fields = _fields()
    names = [*(f.name for f in fields), *(f"={name}" for name in _LINKED), "mark"]
    lines: Any = policy.edition.parameters["review"]["energy_lines"]
    said = "、".join(f"{line:,}" for line in lines)
    frame = pd.DataFrame(rows, columns=names)
    blank = "、".join(f.header for f in fields if f.name in BLANK and frame[f.name].isna().all())
    notes = (
        words.NOTE["suggested"], words.NOTE["impact"], words.NOTE["carbon"],
        words.NOTE["authority"].format(lines=said), *((words.NOTE["blank"].format(columns=blank),) if blank else ()),
    )  # fmt: skip
    return OutputTable(
        "review", words.SHEET["review"], words.TITLE["review"], "", fields, frame, notes, wide=True,
    )  # fmt: skip


def _row(case: Case, order: int, review: Review) -> dict[str, Any]:
    project = case.projects.iloc[review.record]
    energy, carbon = (review.impact(review.region, q) for q in ("energy", "carbon"))
    added = energy.value_added
    decision = review.decision
    return {
        "order": float(order), "project": review.project, "name": str(project["name"]), "region": review.region,
        "sector": str(project["sector"]), "start_year": float(project["start_year"]),
        **{name: float(project[name]) for name in
           ("energy_calorific", "energy", "feedstock", "nonfossil", "carbon", "value_added")},
        **{name: float(project.get(column, NAN)) for name, column in _PARTS.items()}, "ratio": review.ratio or NAN,
        "intensity_carbon": number(carbon.amount / added if added > 0 else None),
        "intensity_energy": number(energy.amount / added if added > 0 else None),
        "benchmark": words.RUNG[review.rung], "authority": words.AUTHORITY[review.authority.level],
        "m": number(energy.m), "n": number(energy.n), "class_league": class_text(energy.worst),
        "class_region": class_text(review.impact(case.root, "energy").worst),
        "class_overall": class_text(review.overall("energy")),
        "class_carbon": class_text(review.overall("carbon")),
        "burden_carbon": number(carbon.burden), "burden_energy": number(energy.burden),
        "sources": sources_text(decision),
        "worth": NAN if decision.worth is None else decision.worth,
        "advice": advice_text(decision), "reason": _reason(review, (energy, carbon)),
    }  # fmt: skip


def _reason(review: Review, impacts: tuple[Impact, ...]) -> str:
    said = [review.decision.reason]
    if any(impact.flatters for impact in impacts):
        said.append(words.FLATTERS_SHORT)
    if not review.authority.calorific:
        said.append(words.NO_CALORIFIC)
    return "；".join(said)


def _fields() -> tuple[Field, ...]:
    label, group = words.LABEL, words.GROUP
    money = house.MONEY_UNIT
    return (
        Field("order", label["order"], "count"),
        *(Field(n, label[n], "text") for n in ("project", "name", "region", "sector")),
        Field("start_year", label["start_year"], "year"),
        *(Field(n, label[n], group=group["energy"]) for n in
          ("energy_calorific", "energy", "feedstock", "nonfossil")),
        *(Field(n, label[n], group=group["carbon"]) for n in
          ("carbon_fuel", "carbon_process", "carbon_power", "carbon")),
        Field("value_added", label["value_added"], "money", unit=money),
        *(Field(f"intensity_{q}", label[f"intensity_{q}"], "intensity", group["intensity"])
          for q in ("carbon", "energy")),
        Field("benchmark", label["benchmark"], "text"), Field("authority", label["authority"], "text"),
        Field("m", label["m"], "percent", group["impact"]), Field("n", label["n"], "percent", group["impact"]),
        *(Field(n, label[n], "text", group["class"]) for n in ("class_league", "class_region", "class_overall")),
        Field("class_carbon", label["class_carbon"], "text"),
        Field("burden_carbon", label["burden_carbon"], group=group["burden"]),
        Field("burden_energy", label["burden_energy"], group=group["burden"]),
        Field("sources", label["sources"], "text"), Field("ratio", label["ratio"], "percent"),
        Field("worth", label["worth"], "money", unit=money),
        Field("advice", label["advice"], "text"), Field("reason", label["reason"], "long"),
    )  # fmt: skip
