"""Tables of the carbon accounts (核算输出表): summary, lines by fuel and product, closure, effect of χ, enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from optimizer.domain.accounting import Accounts, RegionAccount
from optimizer.report.parts.output import Field, OutputTable
from optimizer.text import accounting as words

NAN = float("nan")
_ZERO = Fraction(0)


def number(value: Fraction | None) -> float:
    """Return a figure for a cell, NaN where there is none."""
    return NAN if value is None else float(value)


def made(key: str, fields: Sequence[Field], rows: Sequence[Sequence[Any]], notes: Sequence[str], unit: str = "",
         roles: Sequence[str] = ()) -> OutputTable:  # fmt: skip
    """Return a table of these rows, with the sheet name and title of `key`."""
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    if roles:
        frame["role"] = list(roles)
    return OutputTable(key, words.SHEET[key], words.TITLE[key], unit, tuple(fields), frame, tuple(notes))


def field(name: str, kind: Any = "amount", unit: str = "", formula: str = "") -> Field:
    """Return a column with the label of that name; the formula holds in every row but sums."""
    return Field(name, words.LABEL[name], kind, unit=unit, formulas={"": formula, "sum": ""} if formula else {})


def note_of(accounts: Accounts) -> list[str]:
    """Return the notes that every sheet carries: factors, χ, and what has no factor."""
    missing = dict.fromkeys(name for account in accounts.regions for name in account.missing)
    said = words.OUTCOME_NOTE["factors"].format(
        edition=accounts.book.edition, power=f"{float(accounts.power_factor):g}", chi=f"{float(accounts.chi):g}"
    )
    return [said, *([words.OUTCOME_NOTE["missing"].format(items="、".join(missing))] if missing else [])]


def summary_table(accounts: Accounts) -> OutputTable:
    """Return the accounts of every region, and their sum, by year."""
    fields = (
        field("region", "text"), field("year", "year"), field("energy_part"), field("process_part"),
        field("power_part"), field("total", formula="{energy_part}+{process_part}+{power_part}"),
        field("share", "percent"), field("missing", "long"),
    )  # fmt: skip
    rows, roles = [], []
    for year in sorted({account.year for account in accounts.regions}):
        ones = [account for account in accounts.regions if account.year == year]
        whole = sum((one.total for one in ones), _ZERO)
        for one in ones:
            parts = (one.energy, one.process, one.power, one.total)
            rows.append([one.region, float(year), *map(float, parts), _share(one.total, whole), "、".join(one.missing)])
        sums = [sum(column, _ZERO) for column in zip(*((o.energy, o.process, o.power) for o in ones), strict=True)]
        rows.append([words.SUM, float(year), *map(float, sums), float(whole), _share(whole, whole), ""])
        roles += [""] * len(ones) + ["sum"]
    return made("summary", fields, rows, note_of(accounts), words.CARBON, roles)


def lines_table(accounts: Accounts) -> OutputTable:
    """Return the emission of every fuel and process product; blank where there is no factor."""
    fields = (
        field("region", "text"), field("year", "year"), field("sort", "text"), field("item", "text"),
        field("amount", "exact"), field("base", "text"), field("factor", "given"),
        field("emission", unit=words.CARBON, formula="{amount}*{factor}/10000"), field("mark", "text"),
    )  # fmt: skip
    rows = [
        [line.region, float(line.year), words.KIND[line.factor.kind], line.factor.item, float(line.amount),
         line.factor.base, number(line.factor.value), number(line.emission), words.SHIPPED_MARK[line.factor.mark]]
        for line in accounts.book.lines
    ]  # fmt: skip
    return made("lines", fields, rows, note_of(accounts))


def closure_table(accounts: Accounts) -> OutputTable:
    """Return each region's net fossil power and Σ net_i against net_R by year."""
    fields = (
        field("region", "text"), field("year", "year"), field("fossil_import"), field("fossil_export"),
        field("net", formula="{fossil_import}-{fossil_export}"), field("emission", "exact", words.CARBON),
        field("uncredited", "exact", words.CARBON),
    )  # fmt: skip
    rows, roles, ef, chi = [], [], accounts.power_factor, accounts.chi
    for closure in accounts.closures:
        for (region, year), flow in accounts.book.flows.items():
            if year == closure.year and region != accounts.book.root:
                charged = flow.emission(ef, chi)
                rows.append([region, float(year), float(flow.imported), float(flow.exported), float(flow.net),
                             float(charged), float(charged - ef * flow.net)])  # fmt: skip
                roles.append("")
        when = float(closure.year)
        rows.append([words.LABEL["leagues"], when, NAN, NAN, float(closure.leagues), float(closure.charged),
                     float(closure.uncredited)])  # fmt: skip
        root = None if closure.region is None else ef * closure.region
        rows.append([words.LABEL["root"], when, NAN, NAN, number(closure.region), number(root), NAN])
        gap = None if closure.gap is None else ef * closure.gap
        rows.append([words.LABEL["gap"], when, NAN, NAN, number(closure.gap), number(gap), NAN])
        roles += ["sum"] * 3
    notes = [*note_of(accounts), words.OUTCOME_NOTE["closure"]]
    return made("closure", fields, rows, notes, words.POWER, roles)


def effect_table(accounts: Accounts, only: Sequence[str] = ()) -> OutputTable:
    """Return what crediting exports fully (χ = 1) or not at all (χ = 0) does to totals and shares; `only` these."""
    fields = (
        field("region", "text"), field("year", "year"), field("full"), field("none"),
        field("difference", formula="{none}-{full}"), field("share_full", "percent"), field("share_none", "percent"),
        field("share_moved", "percent", formula="{share_none}-{share_full}"),
    )  # fmt: skip
    rows = []
    for one in accounts.regions:
        if only and one.region not in only:
            continue
        ones = [other for other in accounts.regions if other.year == one.year]
        full, none = _share(one.full, _sum(ones, "full")), _share(one.none, _sum(ones, "none"))
        rows.append([one.region, float(one.year), float(one.full), float(one.none), float(one.none - one.full),
                     full, none, none - full])  # fmt: skip
    return made("effect", fields, rows, [*note_of(accounts), words.OUTCOME_NOTE["effect"]], words.CARBON)


def enterprises_table(accounts: Accounts) -> OutputTable:
    """Return the enterprises of each region against the region, in carbon and energy."""
    fields = (
        field("region", "text"), field("year", "year"), field("count", "count"), field("sum_carbon", unit=words.CARBON),
        field("league_carbon", unit=words.CARBON), field("gap", unit=words.CARBON), field("verdict", "text"),
        field("sum_energy", unit=words.ENERGY), field("league_energy", unit=words.ENERGY),
        field("energy_gap", unit=words.ENERGY),
    )  # fmt: skip
    rows = []
    for one in accounts.enterprises:
        gaps = [gap for gap in (one.gap, one.energy_gap) if gap is not None]
        verdict = "" if not gaps else words.BEYOND if min(gaps) < 0 else words.WITHIN
        rows.append([one.region, float(one.year), float(one.count), float(one.carbon), number(one.carbon_league),
                     number(one.gap), verdict, float(one.energy), number(one.energy_league),
                     number(one.energy_gap)])  # fmt: skip
    return made("enterprises", fields, rows, [*note_of(accounts), words.OUTCOME_NOTE["enterprises"]])


def _sum(ones: Sequence[RegionAccount], name: str) -> Fraction:
    return sum((getattr(one, name) for one in ones), _ZERO)


def _share(part: Fraction, whole: Fraction) -> float:
    return float(part / whole) if whole > 0 else NAN
