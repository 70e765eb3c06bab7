"""The checks between the tables (表间校验): left, right, difference and verdict, all live formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.report.parts.output import Field, OutputTable, dictionary_cell
from optimizer.report.parts.places import places
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.rules.policy import Policy
from optimizer.tables.schema import LISTING, STATUS
from optimizer.text import report as words
from optimizer.text.words import QUANTITY

TOLERANCE = 1e-6
_STATUS = {choice.name: choice.label for choice in STATUS}
_LISTING = {choice.name: choice.label for choice in LISTING}


@dataclass(frozen=True, slots=True)
class Check:
    """One row: two formulas with their stored values; `loose`: equal but for the rounding of the cells."""

    item: str
    left: str
    left_value: float
    right: str
    right_value: float
    loose: bool = False


def node_tolerance(case: Case) -> float:
    """How far a sum of rounded node figures may lie from the unrounded sum (万t)."""
    return round(0.01 * len(case.regions), 2)


def check_table(case: Case, policy: Policy, tables: dict[str, OutputTable]) -> OutputTable:
    """Return the check sheet over the balance, allocation and project tables (by key)."""
    found = [check for quantity in reversed(QUANTITIES) for check in _of_quantity(case, policy, tables, quantity)]
    found += _of_projects(tables["projects"])
    tight, loose = dictionary_cell("tolerance"), dictionary_cell("node_tolerance")
    frame = pd.DataFrame(
        [
            {"item": c.item, "left": c.left_value, "=left": c.left, "right": c.right_value, "=right": c.right,
             "difference": spreadsheet_round(c.left_value - c.right_value, 6),
             "verdict": _verdict(c, node_tolerance(case)), "limit": loose if c.loose else tight}
            for c in found
        ]
    )  # fmt: skip
    table = OutputTable(
        "checks", words.SHEET["checks"], words.TITLE["checks"], "", _fields(), frame, (words.NOTE["checks"],)
    )
    frame["=verdict"] = [
        f'IF(ABS(D{row})<={limit},"{words.AGREE}","{words.DISAGREE}")'
        for row, limit in enumerate(frame["limit"], start=table.first_row + 1)
    ]
    return table


def _fields() -> tuple[Field, ...]:
    item, left, right, difference, verdict = words.CHECK_HEADINGS
    return (
        Field("item", item, "long"), Field("left", left, "amount"), Field("right", right, "amount"),
        Field("difference", difference, "amount", formulas={"": "ROUND({left}-{right},6)"}),
        Field("verdict", verdict, "light"),
    )  # fmt: skip


def _verdict(check: Check, loose: float) -> str:
    gap = abs(spreadsheet_round(check.left_value - check.right_value, 6))
    return words.AGREE if gap <= (loose if check.loose else TOLERANCE) else words.DISAGREE


def _of_quantity(case: Case, policy: Policy, tables: dict[str, OutputTable], quantity: str) -> Iterator[Check]:
    balance, budget = tables[f"balance_{quantity}"], tables[f"budget_{quantity}"]
    name = {"quantity": QUANTITY[quantity]}
    yield from _sums(case, balance, budget, name)
    yield from _limits(balance, name)
    frame = balance.frame
    halves = [balance.outside(n) for n in ("growth_backed", "unbacked", "overrun_1", "overrun_2")]
    values = [float(frame[n].sum()) for n in ("growth_backed", "unbacked", "overrun_1", "overrun_2")]
    yield Check(
        words.CHECK["elastic"].format(**name), f"ROUND(SUM({halves[0]},{halves[1]}),2)", round(sum(values[:2]), 2),
        f"ROUND(SUM({halves[2]},{halves[3]}),2)", round(sum(values[2:]), 2),
    )  # fmt: skip
    yield _occupied(policy, tables["projects"], balance, quantity)


def _sums(case: Case, balance: OutputTable, budget: OutputTable, name: dict[str, str]) -> Iterator[Check]:
    """The nodes' budgets and the reserve make the region's budget; rows and columns of the allocation agree."""
    rows = budget.frame["role"].tolist()
    if "children" not in rows:
        return
    children, reserve, root = rows.index("children"), rows.index("reserve"), len(places(case))
    extra = [reserve, *([rows.index("net")] if "net" in rows else [])]
    at = {
        y: n for n, (p, y) in enumerate(zip(balance.frame["number"], balance.frame["year"], strict=True)) if p == root
    }
    for year, record in at.items():
        column, whole = f"y{year}", float(balance.frame["budget"].iloc[record])
        parts = budget.frame[column].iloc[[children, *extra]].astype(float)
        added = "+".join(budget.cell(column, row) for row in (children, *extra))
        if math.isfinite(whole) and parts.notna().all():
            yield Check(
                words.CHECK["columns"].format(year=year, **name),
                f"ROUND({added},2)",
                round(float(parts.sum()), 2),
                balance.cell("budget", record), whole,
            )  # fmt: skip
    top = budget.frame["parent"] == root
    left, right = float(budget.frame.loc[top, "plan_sum"].sum()), float(budget.frame["plan_sum"].iloc[children])
    if math.isfinite(right) and budget.frame.loc[top, "plan_sum"].notna().all():
        yield Check(
            words.CHECK["sums"].format(**name),
            f"ROUND(SUMIFS({budget.outside('plan_sum')},{budget.outside('parent')},{root}),2)", round(left, 2),
            budget.cell("plan_sum", children), right,
        )  # fmt: skip


def _limits(balance: OutputTable, name: dict[str, str]) -> Iterator[Check]:
    """Count the rows that miss a limit; each count must be 0."""
    at, frame, tight = balance.outside, balance.frame, dictionary_cell("tolerance")
    over = frame["overrun_1"].fillna(0.0) + frame["overrun_2"].fillna(0.0)
    lift = f"+{at('lift')}" if any(field.name == "lift" for field in balance.fields) else ""
    budget = f"ISNUMBER({at('budget')})*({at('budget')}>"
    counts = {
        "usage": (f"ISNUMBER({at('headroom')})*({at('headroom')}<-{tight})", frame["headroom"] < -TOLERANCE),
        "total": (
            f"({at('total_bound')}=1)*ISNUMBER({at('total')})*{budget}{at('total')}+{at('overrun_1')}+{at('overrun_2')}"
            f"{lift}+{tight})",
            (frame["total_bound"] == 1) & (frame["budget"] > frame["total"] + over + frame["lift"] + TOLERANCE),
        ),
        "intensity": (
            f"({at('target_bound')}=1)*{budget}{at('target_intensity')}*{at('gdp')}+{tight})",
            (frame["target_bound"] == 1) & (frame["budget"] > frame["target_intensity"] * frame["gdp"] + TOLERANCE),
        ),
    }
    for key, (formula, missed) in counts.items():
        yield Check(words.CHECK[key].format(**name), f"SUMPRODUCT({formula})", float(missed.sum()), "0", 0.0)


def _occupied(policy: Policy, projects: OutputTable, balance: OutputTable, quantity: str) -> Check:
    """What the approved projects use in the last year, against the region's row of the balance."""
    used, frame = f"{quantity}_used", projects.frame
    follows = quantity == "energy" or bool(policy.of("listing").carbon_follows)
    left, value = f"SUM({projects.outside(used)})", float(frame[used].sum())
    if follows:
        nobody = _LISTING["national"]
        left = f'SUMIFS({projects.outside(used)},{projects.outside("listing")},"<>{nobody}")'
        value = float(frame.loc[frame["listing"] != nobody, used].sum())
    last = len(balance.frame) - 1
    return Check(
        words.CHECK["projects"].format(quantity=QUANTITY[quantity]), left, value, balance.cell("projects", last),
        float(balance.frame["projects"].iloc[last]), loose=True,
    )  # fmt: skip


def _of_projects(projects: OutputTable) -> Iterator[Check]:
    """What the officer decided stands: rejected projects have nothing, must projects all."""
    frame, approval, status = projects.frame, projects.outside("approval"), projects.outside("status")
    rejected, must = _STATUS["rejected"], _STATUS["must"]
    total = {word: float(frame.loc[frame["status"] == word, "approval"].sum()) for word in (rejected, must)}
    yield Check(words.CHECK["rejected"], f'SUMIFS({approval},{status},"{rejected}")', total[rejected], "0", 0.0)
    yield Check(
        words.CHECK["must"], f'SUMIFS({approval},{status},"{must}")', total[must],
        f'COUNTIF({status},"{must}")', float((frame["status"] == must).sum()),
    )  # fmt: skip
