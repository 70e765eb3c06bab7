"""What the inputs are worth (数据性质): which rows rest on estimates and assumptions."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.case import Case, Quantity
from optimizer.report.parts.places import children, places
from optimizer.text import report as words

_ORDER = ("", words.ESTIMATED, words.ASSUMED)


def _weakest(*found: str) -> str:
    return max((f if f in _ORDER else "" for f in found), key=_ORDER.index)


def column(table: pd.DataFrame) -> list[str]:
    """Return the evidence of each record ("" where the table does not say)."""
    return [str(e) for e in table["evidence"]] if "evidence" in table else [""] * len(table)


def marks(case: Case, quantity: Quantity) -> dict[tuple[str, int], str]:
    """Return 估, 假 or "" by node and year: the weakest input that the row rests on (base, stock, target, total)."""
    weakest: dict[tuple[str, int], str] = {}

    def note(region: str, years: tuple[int, ...], found: str) -> None:
        for year in years:
            weakest[region, year] = _weakest(weakest.get((region, year), ""), found)

    for region, found in zip(case.regions["region"], column(case.regions), strict=True):
        note(str(region), case.years, found)
    for table in (case.region_years, case.targets, case.totals):
        for record, found in zip(table.to_dict("records"), column(table), strict=True):
            if record.get("quantity", quantity) == quantity:
                note(str(record["region"]), (int(record["year"]),), found)
    for region, below in children(places(case)).items():
        for child in below:
            for year in case.years:
                note(region, (year,), weakest[child, year])
    return {key: words.MARK.get(found, "") for key, found in weakest.items()}


def counts(table: pd.DataFrame) -> dict[str, int]:
    """Return how many records are published, estimated, assumed, or without a word."""
    found = column(table)
    known = {name: found.count(name) for name in (words.PUBLISHED, words.ESTIMATED, words.ASSUMED)}
    return known | {words.NO_EVIDENCE: len(found) - sum(known.values())}
