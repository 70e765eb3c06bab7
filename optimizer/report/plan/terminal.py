"""What the terminal shows (终端): outcome, budgets with lights in words, projects, objective, verdict; issue tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.domain.rounded import RoundedPlan
from optimizer.report.parts.places import places
from optimizer.report.parts.safe import clean, spreadsheet_round
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import outcome_text, proof_text, verification_text, worth
from optimizer.report.plan.balance import warn_share
from optimizer.report.plan.project_table import by_project
from optimizer.rules import RULES
from optimizer.rules.policy import Policy
from optimizer.text import report as words
from optimizer.text.rules import CHECK
from optimizer.text.words import QUANTITY, UNIT

_MOST = 200
_NAMED, _LARGEST = 30, 6


def summary(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, verification: Verification, stamp: Stamp
) -> Group:
    """Return what an officer wants to see first, ready for a rich console; no text of the case is taken for markup.

    The budgets are the rounded plan's, the same as in the workbook.
    """
    parts, said = worth(case, allocation), words.TERMINAL
    lines = [
        said["outcome"].format(outcome=outcome_text(allocation.outcome), run=stamp.run),
        said["objective"].format(objective=allocation.outcome.objective, value=parts.value, cost=parts.cost,
                                 overrun=parts.overrun)
        + (said["trade"].format(trade=parts.trade) if len(allocation.prices) else ""),
        *_approvals(case, allocation),
        *(clean(note) for note in verification.notes),
        *_overruns(rounded),
        *filter(None, [proof_text(allocation.outcome)]),
        said["verification"].format(verdict=verification_text(verification)),
        said["pack"].format(pack=clean(stamp.pack)),
    ]  # fmt: skip
    warn = warn_share(policy)
    tables = [
        part for quantity in reversed(QUANTITIES)
        for part in (Text(said["budgets"].format(quantity=QUANTITY[quantity], unit=UNIT[quantity])),
                     _budgets(case, rounded, quantity, warn))
    ]  # fmt: skip
    return Group(Text(lines[0], style="bold"), *tables, *(Text(line) for line in lines[1:]))


def issues_table(issues: Sequence[Issue]) -> Group:
    """Return the problems found, errors first: place, sentence, what to do."""
    table = Table(*words.ISSUE_HEADINGS, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    ordered = sorted(issues, key=lambda issue: issue.severity != "error")
    for issue in ordered[:_MOST]:
        severity = Text(words.SEVERITY[issue.severity], style="red" if issue.severity == "error" else "yellow")
        where, says, hint = (Text(clean(text)) for text in (issue.where, issue.says, issue.hint))
        table.add_row(severity, where, says, hint)
    rest = len(ordered) - _MOST
    return Group(table, *([Text(words.MORE_ISSUES.format(count=rest))] if rest > 0 else []))


def failures_table(verification: Verification) -> Table:
    """Return the rows that an independent check found wrong."""
    table, titles = Table(*words.FAILURE_HEADINGS, pad_edge=False), CHECK | {rule.id: rule.title for rule in RULES}
    for finding in verification.failures[:_MOST]:
        place = " ".join(clean(part) for part in (finding.region, finding.project) if part)
        year = str(finding.year) if finding.year else ""
        table.add_row(
            titles.get(finding.rule, finding.rule), Text(place), year, QUANTITY.get(finding.quantity, finding.quantity),
            f"{finding.left:,.6g}", f"{finding.right:,.6g}", f"{finding.violation:,.3g}",
        )  # fmt: skip
    return table


def _budgets(case: Case, rounded: RoundedPlan, quantity: Quantity, warn: float) -> Table:
    """Regions by years: the budget, its use and the light in words."""
    table = Table(pad_edge=False)
    table.add_column(words.LABEL["region"], overflow="fold")
    for year in case.years:
        table.add_column(words.YEAR.format(year=year), justify="right", overflow="fold")
    rows = rounded.nodes[rounded.nodes["quantity"] == quantity]
    cells = {(str(r["region"]), int(r["year"])): _cell(r, warn) for r in rows.to_dict("records")}
    for place in places(case):
        table.add_row(Text(clean(place.region)), *(cells[place.region, year] for year in case.years))
    return table


def _cell(row: dict[object, float], warn: float) -> Text:
    budget, usage = float(row["budget"]), float(row["usage"])
    if not math.isfinite(budget):
        return Text(words.TERMINAL["unlimited"].format(usage=usage))
    rate = spreadsheet_round((budget - float(row["headroom"])) / budget, 4) if budget > 0 else math.nan
    over = row["overrun_1"] > 0 or row["overrun_2"] > 0
    light = words.LIGHT_OVER if over else words.LIGHT_WARN if rate >= warn else words.LIGHT_NORMAL
    shown = f"{rate:.1%}" if math.isfinite(rate) else ""
    style = {words.LIGHT_OVER: "red", words.LIGHT_WARN: "yellow", words.LIGHT_NORMAL: ""}[light]
    return Text(f"{budget:,.2f}\n{shown} {words.LIGHT_WORD[light]}", style=style)


def _approvals(case: Case, allocation: Allocation) -> list[str]:
    """How many projects are in, in part, and out; their names while they are few."""
    names, said = by_project(case, allocation)
    names = [clean(name, 24) for name in names]
    whole = [name for name, word in zip(names, said, strict=True) if word == words.APPROVED]
    refused = [name for name, word in zip(names, said, strict=True) if word == words.REFUSED_PROJECT]
    counted = words.APPROVED_COUNT.format(
        whole=len(whole), part=len(said) - len(whole) - len(refused), refused=len(refused), all=len(said)
    )
    if not 0 < len(said) <= _NAMED:
        return [counted]
    part = [words.PART_NAMED.format(name=name, advice=word) for name, word in zip(names, said, strict=True)
            if word.startswith(words.PARTLY)]  # fmt: skip
    none = words.COVER["none"]
    return [counted, words.TERMINAL["approved"].format(
        approved="、".join([*whole, *part]) or none, refused="、".join(refused) or none)]  # fmt: skip


def _overruns(rounded: RoundedPlan) -> list[str]:
    """The largest overruns, and how many more there are."""
    nodes = rounded.nodes.fillna({"overrun_1": 0.0, "overrun_2": 0.0})
    nodes = nodes.assign(amount=nodes["overrun_1"] + nodes["overrun_2"])
    found = nodes[nodes["amount"] > 0].sort_values("amount", ascending=False, kind="stable")
    lines = [
        words.TERMINAL["overrun"].format(
            region=clean(row["region"]), year=int(row["year"]), quantity=QUANTITY[row["quantity"]],
            amount=row["amount"], unit=UNIT[row["quantity"]],
        )
        for row in found.head(_LARGEST).to_dict("records")
    ]  # fmt: skip
    rest = len(found) - _LARGEST
    return [*lines, *([words.TERMINAL["more_overruns"].format(count=rest)] if rest > 0 else [])]
