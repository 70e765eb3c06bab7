"""The allocation tables (预算分配表): 盟市 × 年度, each cell referring to the balance table."""

from __future__ import annotations

import math

import pandas as pd

from optimizer.domain.case import Case
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.places import Place, places
from optimizer.text import report as words

_INDENT = "　"


def budget_table(case: Case, balance: OutputTable) -> OutputTable:
    """Return the allocation table that belongs to a balance table; rows: nodes, their sum, the reserve, the region."""
    quantity = balance.key.removeprefix("balance_")
    nodes = places(case)
    position = {(r, y): n for n, (r, y) in enumerate(zip(balance.frame["region"], balance.frame["year"], strict=True))}
    records = [_row(case, balance, place, position) for place in nodes[:-1]]
    region = _row(case, balance, nodes[-1], position) | {"role": "sum"}
    top = [r for r, place in zip(records, nodes, strict=False) if place.parent == nodes[-1].number]
    columns = [_year(year) for year in case.years]
    sums = {c: _total([float(str(r[c])) for r in top]) for c in columns}
    reserve = {
        c: balance.frame["reserve"].iloc[position[nodes[-1].region, year]]
        for c, year in zip(columns, case.years, strict=True)
    }
    if records:
        records.append(_extra(words.SUM_OF_REGIONS, sums) | {"role": "children"})
        if "transfer_out" in balance.frame and balance.frame["transfer_out"].notna().any():
            net = _net(case, balance.frame, position[nodes[-1].region, case.years[0]])
            records.append(_extra(words.NET_SOLD, net) | {"role": "net"})
        records.append(_extra(words.RESERVE, reserve) | {"role": "reserve"})
    frame = pd.DataFrame([*records, region])
    frame["plan_sum"] = [round(math.fsum(row), 2) for row in frame[columns].to_numpy(float)]
    key = f"budget_{quantity}"
    notes = tuple(words.NOTE[name] for name in ("suggested", "budget", "lights", "marks", "edit"))
    notes += _peaks(case) if quantity == "carbon" else ()
    fields = _fields(case, balance, len(top) == len(nodes) - 1)
    return OutputTable(key, words.SHEET[key], words.TITLE[key], balance.unit, fields, frame, notes)


def _peaks(case: Case) -> tuple[str, ...]:
    """Return the note that names the regions with a peak year."""
    named = zip(case.regions["region"], case.regions.get("peak_year", ()), strict=False)
    said = [words.PEAK.format(region=region, year=year) for region, year in named if year == year]
    return (words.NOTE["peak"].format(regions="、".join(said)),) if said else ()


def _net(case: Case, frame: pd.DataFrame, first: int) -> dict[str, float]:
    """Return what trade takes off the region's budgets: sold less bought, negative; `first` is its first year's row."""
    rows = frame.iloc[first : first + len(case.years)]
    net = (rows["transfer_in"] - rows["transfer_out"]).round(2).tolist()
    return {_year(year): amount + 0.0 for year, amount in zip(case.years, net, strict=True)}


def _year(year: int) -> str:
    return f"y{year}"


def _total(values: list[float]) -> float:
    """The sum of what is there, NaN when nothing is."""
    found = [v for v in values if math.isfinite(v)]
    return round(math.fsum(found), 2) if found else math.nan


def _row(case: Case, balance: OutputTable, place: Place, position: dict[tuple[str, int], int]) -> dict[str, object]:
    frame, last = balance.frame, position[place.region, case.years[-1]]
    at = [position[place.region, year] for year in case.years]
    return {
        "order": float(place.number), "region": _INDENT * max(place.depth - 1, 0) + place.region, "role": "leaf",
        "parent": float(place.parent), "mark": max((str(frame["mark"].iloc[n]) for n in at), key=_strength),
        **{_year(year): frame["budget"].iloc[n] for year, n in zip(case.years, at, strict=True)},
        "last_rate": frame["rate"].iloc[last], "=last_rate": balance.cell("rate", last),
        "last_light": frame["light"].iloc[last], "=last_light": balance.cell("light", last),
    }  # fmt: skip


def _strength(mark: str) -> int:
    return ["", *words.MARK.values()].index(mark)


def _extra(name: str, amounts: dict[str, float]) -> dict[str, object]:
    return {"order": math.nan, "region": name, "parent": math.nan, "mark": "", "last_rate": math.nan, "last_light": "",
            "=last_rate": "", "=last_light": "", **amounts}  # fmt: skip


def _fields(case: Case, balance: OutputTable, flat: bool) -> tuple[Field, ...]:
    label = words.LABEL
    root = len(places(case))
    years = []
    for year in case.years:
        name = _year(year)
        found = (f"SUMIFS({balance.outside('budget')},{balance.outside('number')},{{order}},"
                 f"{balance.outside('year')},{year})")  # fmt: skip
        below = f"SUM({{{name}:above}})" if flat else f"SUMIFS({{{name}:above}},{{parent:above}},{root})"
        formulas = {"leaf": found, "sum": found, "children": f"ROUND({below},2)"}
        years.append(Field(name, words.YEAR.format(year=year), "amount", unit=balance.unit, formulas=formulas))
    across = f"ROUND(SUM({{{_year(case.years[0])}}}:{{{_year(case.years[-1])}}}),2)"
    return (
        Field("order", label["order"], "count"), Field("region", label["region"], "text"), *years,
        Field("plan_sum", label["plan_sum"], "amount", unit=balance.unit, formulas={"": across}),
        Field("last_rate", label["last_rate"], "percent"), Field("last_light", label["last_light"], "light"),
        Field("mark", label["mark"], "light"), Field("parent", label["parent"], "count", hidden=True),
    )  # fmt: skip
