"""Verify printed tables (成果复核): decisions and budgets as a workbook prints them, against the case.

Approvals, uptake and intensity limits are checked as strictly as ever; where a printed budget meets an unrounded
usage, each printed figure may be off by the 0.01 万t that it is rounded to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Finding, Verification
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.explain.verdict import verdict
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy

GRID = 0.01
ON_GRID = frozenset({"coverage", "hand_down", "total", "market", "bank", "grants"})


def verify_printed(
    case: Case, policy: Policy, approvals: pd.DataFrame, uptake: pd.DataFrame, amounts: pd.DataFrame
) -> Verification:
    """Check printed figures; amounts: region, year, quantity, budget, overrun_1, overrun_2, flows (万t)."""
    printed = Allocation(
        Outcome(Stop.UNPROVED, Hold.FEASIBLE), approvals, uptake, amounts.assign(usage=np.nan), pd.DataFrame()
    )
    account = Account(case, policy.settings, printed)
    usage = [account.usage(place) for place in account.places()]
    keys = pd.DataFrame(list(account.places()), columns=["region", "quantity", "year"]).assign(usage=usage)
    nodes = amounts.merge(keys, on=["region", "quantity", "year"], how="left", validate="one_to_one")
    return verdict(_findings(Account(case, policy.settings, replace(printed, nodes=nodes))))


def _findings(account: Account) -> Iterator[Finding]:
    for rule in RULES:
        for finding in rule.check(account):
            if finding.rule in ON_GRID:
                figures = 1 + len(account.below(finding.region))
                finding = finding._replace(right=finding.right + GRID * figures)
            yield finding
