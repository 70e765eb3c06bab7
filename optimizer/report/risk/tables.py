"""The tables of a risk run (风险测算表): chances by region, by year, by project, and what was assumed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.risk import Risk, interval
from optimizer.report.parts.output import Field, OutputTable
from optimizer.tables.schema import UNCERTAINTY
from optimizer.text import risk as words
from optimizer.text.words import QUANTITY, UNIT

_LABEL, _GROUP, _NOTE = words.LABEL, words.GROUP, words.NOTE


def risk_tables(case: Case, risk: Risk) -> list[OutputTable]:
    """Return the tables in the order of the workbook; control indicators last, where the case has hard ones."""
    tables = [region_table(case, risk), place_table(risk), project_table(risk), assumption_table(case)]
    return tables if risk.controls.empty else [*tables, control_table(risk)]


def verdict(chance: float) -> str:
    """Return the light of a chance, "" where there is no target."""
    if math.isnan(chance):
        return ""
    name = "safe" if chance >= words.SURE else "likely" if chance >= words.LIKELY else "weak"
    return words.VERDICT[name]


def run_note(risk: Risk) -> str:
    """Return how many draws there were and how far a chance may be off."""
    ends = {share: interval(share / 100, risk.draws) for share in (50, 90, 99)}
    reach = {f"at{share}": (high - low) / 2.0 for share, (low, high) in ends.items()}
    return _NOTE["run"].format(draws=risk.draws, seed=risk.seed, **reach)


def evidence_note(case: Case) -> str:
    """Return what the chances rest on: how many distributions there are, and how many are assumed."""
    evidence = case.uncertainty["evidence"]
    return _NOTE["evidence"].format(count=len(evidence), assumed=int((evidence == words.ASSUMED).sum()))


def again_notes(risk: Risk) -> tuple[str, str]:
    """Return how re-optimizing went, and what it does to the objective."""
    low, middle, high = risk.objective
    again = _NOTE["again"].format(met=risk.met, short=risk.short, open=risk.open)
    return again, _NOTE["objective"].format(nominal=risk.nominal, low=low, middle=middle, high=high)


def region_table(case: Case, risk: Risk) -> OutputTable:
    """Return the chance that each region meets its targets with the plan held; the last row: all at once."""
    group = _GROUP["intensity"]
    fields = (
        Field("region", _LABEL["region"], "text"),
        *(Field(name, _LABEL[name], "chance", group) for name in ("energy", "carbon", "both", "low", "high")),
        *(Field(f"y{year}", str(year), "chance", _GROUP["years"]) for year in case.years if len(case.years) > 1),
        Field("total", _LABEL["total"], "chance"), Field("verdict", _LABEL["verdict"], "light"),
    )  # fmt: skip
    ends = [interval(chance, risk.draws) for chance in risk.regions["both"]]
    frame = risk.regions.assign(
        region=[region or words.TOGETHER for region in risk.regions["region"]],
        low=[low for low, _ in ends], high=[high for _, high in ends],
        verdict=[verdict(chance) for chance in risk.regions["both"]],
        role=["" if region else "sum" for region in risk.regions["region"]],
    )  # fmt: skip
    said = _NOTE["held"], run_note(risk), _NOTE["verdict"], _NOTE["together"]
    return _table("regions", fields, frame, (*said, *again_notes(risk), evidence_note(case)))


def place_table(risk: Risk) -> OutputTable:
    """Return chances and quantiles of every region, quantity and year."""
    fields = [
        Field("region", _LABEL["region"], "text"), Field("quantity", _LABEL["quantity"], "text"),
        Field("year", _LABEL["year"], "year"),
        *(Field(name, _LABEL[name], "chance", _GROUP["held"]) for name in ("intensity", "total", "covered")),
    ]  # fmt: skip
    for name in ("margin", "budget", "headroom"):
        fields += [Field(f"{name}_{q}", _LABEL[f"p{q}"], "amount", _GROUP[name]) for q in ("10", "50", "90")]
    fields += [Field("short", _LABEL["chance"], "chance", _GROUP["short"]),
               Field("shortage", _LABEL["shortage"], "amount", _GROUP["short"])]  # fmt: skip
    fields += [Field(f"relative_{q}", f"relative_{q}", "percent", hidden=True) for q in ("10", "50", "90")]
    frame = risk.places.assign(
        quantity=[QUANTITY[quantity] for quantity in risk.places["quantity"]],
        **{f"relative_{q}": risk.places[f"margin_{q}"] / risk.places["budget_50"] for q in ("10", "50", "90")},
    )
    notes = (_NOTE["held"], again_notes(risk)[0], _NOTE["quantile"], run_note(risk))
    return _table("places", fields, frame, notes, words.UNITS)


def control_table(risk: Risk) -> OutputTable:
    """Return the chance that each hard control indicator is kept with the plan held."""
    fields = (
        Field("region", _LABEL["region"], "text"), Field("control", _LABEL["control"], "text"),
        Field("year", _LABEL["year"], "year"),
        *(Field(name, _LABEL[label], "chance", _GROUP["held"]) for name, label in
          (("chance", "kept"), ("low", "low"), ("high", "high"))),
        *(Field(f"room_{q}", _LABEL[f"p{q}"], "amount", _GROUP["room"]) for q in ("10", "50", "90")),
        Field("verdict", _LABEL["verdict"], "light"),
    )  # fmt: skip
    ends = [interval(chance, risk.draws) for chance in risk.controls["chance"]]
    frame = risk.controls.assign(
        control=[QUANTITY[control] for control in risk.controls["control"]],
        low=[low for low, _ in ends], high=[high for _, high in ends],
        verdict=[verdict(chance) for chance in risk.controls["chance"]],
    )  # fmt: skip
    return _table("controls", fields, frame, (_NOTE["held"], _NOTE["controls"], run_note(risk)), UNIT["coal"])


def project_table(risk: Risk) -> OutputTable:
    """Return how often each project is approved, the surest first; decided ones last."""
    names = ("project", "name", "region", "sector", "status")
    fields = (
        *(Field(name, _LABEL[name], "text") for name in names), Field("plan", _LABEL["plan"], "chance"),
        *(Field(name, _LABEL[name], "chance", _GROUP["often"]) for name in ("often", "low", "high")),
        Field("mean", _LABEL["mean"], "chance"),
        Field("verdict", _LABEL["verdict"], "light"),
    )  # fmt: skip
    frame = ranked(risk)
    ends = [interval(often, risk.solved) for often in frame["often"]]
    frame = frame.assign(
        low=[low for low, _ in ends], high=[high for _, high in ends],
        verdict=[firmness(*one) for one in zip(frame["status"], frame["often"], strict=True)],
        status=[words.STATUS[status] for status in frame["status"]],
    )
    return _table("projects", fields, frame, (_NOTE["firm"], *again_notes(risk), run_note(risk)))


def ranked(risk: Risk) -> pd.DataFrame:
    """Return the projects by how often they are approved; those decided beforehand last."""
    open_ones = risk.projects["status"] == "candidate"
    first = risk.projects[open_ones].sort_values(["often", "project"], ascending=[False, True], kind="stable")
    return pd.concat([first, risk.projects[~open_ones]], ignore_index=True)


def firmness(status: str, often: float) -> str:
    """Return whether a project is in, out, or up to chance."""
    if status != "candidate" or math.isnan(often):
        return words.FIRM["decided"] if status != "candidate" else ""
    return words.FIRM["in" if often >= 0.9 else "out" if often <= 0.1 else "open"]


def assumption_table(case: Case) -> OutputTable:
    """Return what the case declares uncertain, as it declares it."""
    names = ("what", "scope", "region", "project", "distribution", "parameters", "elasticity", "source", "evidence",
             "note")  # fmt: skip
    kinds = {"elasticity": "percent", "source": "long", "note": "long"}
    fields = tuple(Field(name, _LABEL[name], kinds.get(name, "text")) for name in names)  # type: ignore[arg-type]
    rows = []
    for row in case.uncertainty.to_dict("records"):
        said: dict[str, Any] = {name: row[name] for name in names}
        for name in ("what", "scope", "distribution"):
            said[name] = next(c.label for c in UNCERTAINTY.column(name).choices if c.name == row[name])
        said["region"] = row["region"] or words.WHOLE
        said["elasticity"] = row["elasticity"] if row["what"] == "growth" else math.nan
        said["mark"] = words.ASSUMED if row["evidence"] == words.ASSUMED else ""
        rows.append(said)
    return _table("assumptions", fields, pd.DataFrame(rows), (_NOTE["assumptions"], evidence_note(case)))


def _table(
    key: str, fields: Sequence[Field], frame: pd.DataFrame, notes: tuple[str, ...], unit: str = ""
) -> OutputTable:
    return OutputTable(key, words.SHEET[key], words.TITLE[key], unit, tuple(fields), frame, notes, wide=True)
