"""Verify printed tables (成果复核): decisions and printed figures of a workbook, against the case.

Approvals, uptake and intensity limits are checked as strictly as ever; where a printed budget or flow meets an
unrounded usage, each printed figure may be off by the 0.01 万t that it is rounded to. Between printed figures nothing
is let off: they are whole hundredths, and keep every sum and limit as the rounded plan does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.finding import Finding, Verification
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.domain.rounded import CATEGORIES, RoundedPlan
from optimizer.domain.rows import rows_of
from optimizer.explain.verdict import together, verdict
from optimizer.explain.verify import limits_have_budgets
from optimizer.explain.verify_flows import flowing_of
from optimizer.explain.verify_rounded import CELLS, verify_rounded
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy

GRID = 0.01
ON_GRID = frozenset({"coverage", "hand_down", "total", "bank", "grants"})
TRADED = frozenset({"market", "replacement"})
BINDING = ["rule", "region", "year", "quantity", "marginal_value", "says"]
PRICES = ["quantity", "year", "price", "paid"]
"""Columns of what only a solve can tell: there is none of it here."""


def printed_plan(
    case: Case, policy: Policy, approvals: pd.DataFrame, uptake: pd.DataFrame, nodes: pd.DataFrame
) -> tuple[Allocation, RoundedPlan]:
    """Return a printed plan with all that follows from its figures.

    nodes: region, year, quantity, the cells of the table (existing, projects, categories, sink), total, overruns,
    budget, and the flows whose rules are on (万t).
    """
    outcome = Outcome(Stop.UNPROVED, Hold.FEASIBLE)
    binding = pd.DataFrame(columns=BINDING)
    prices = pd.DataFrame([(q, y, np.nan, np.nan) for q in QUANTITIES for y in case.years], columns=PRICES)
    given = nodes.assign(usage=np.nan)
    account = Account(case, policy.settings, Allocation(outcome, approvals, uptake, given, binding))
    rows = {(str(r["region"]), str(r["quantity"]), int(r["year"])): r for r in rows_of(nodes)}
    printed = pd.DataFrame([{**rows[p], **_follows(account, p, rows)} for p in account.places()])
    facts = pd.DataFrame([_facts(account, place) for place in account.places()])
    allocation = Allocation(outcome, approvals, uptake, printed.assign(**facts), binding, prices)
    return allocation, RoundedPlan(printed)


def _follows(account: Account, place: Place, rows: dict[Place, Any]) -> dict[str, float]:
    """Return usages, headroom and reserve as the printed figures give them."""
    row, root = rows[place], place[0] == account.root
    out = dict(zip(CATEGORIES, account.own(place).excluded, strict=True))
    national = row["existing"] + row["projects"] - sum(row[c] for c in CATEGORIES if not out[c])
    assessment = national - sum(row[c] for c in CATEGORIES if out[c]) - row["sink"]
    usage = national if account.on_national_book(place[0]) else assessment
    net = row.get("sold", 0.0) - row.get("bought", 0.0)
    below = [rows[child, place[1], place[2]]["budget"] for child in account.children[place[0]]]
    reserve = row["budget"] - sum(below) + (net if root else 0.0) if below else np.nan
    found = {
        "usage_national": national, "usage_assessment": assessment, "usage": usage,
        "headroom": row["budget"] - usage - (0.0 if root else net), "reserve": reserve,
    }  # fmt: skip
    return {name: round(amount * 100) / 100 if amount == amount else np.nan for name, amount in found.items()}


def _facts(account: Account, place: Place) -> dict[str, float]:
    """Return what no decision rounds: usage, GDP and target intensity."""
    target = account.target(place)
    return {
        "usage": account.usage(place), "gdp": account.gdp(place[0], place[2]),
        "target_intensity": target.intensity if target else np.nan,
    }  # fmt: skip


def verify_printed(case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan) -> Verification:
    """Check a printed plan as `printed_plan` returns it."""
    account = Account(case, policy.settings, allocation)
    traded = "sold" in rounded.nodes
    decisions = verdict([*limits_have_budgets(account), *_findings(account, traded)])
    return together(decisions, verify_rounded(case, policy, allocation, rounded))


def _findings(account: Account, traded: bool) -> Iterator[Finding]:
    """Yield every rule's findings; a node's figures are as many as its nodes, and cells where they are moved about."""
    leaves, moving = len(account.case.leaves), flowing_of(account)
    for rule in RULES:
        for finding in rule.check(account):
            figures = 0
            if finding.rule in ON_GRID:
                cells = len(CELLS) + leaves if finding.quantity in moving else 1
                figures = cells * (1 + len(account.below(finding.region)))
            elif traded and finding.rule in TRADED:
                figures = 1 + leaves
            yield finding._replace(right=finding.right + GRID * figures) if figures else finding
