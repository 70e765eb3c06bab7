"""Every rule states one law twice: its rows in the program and its check in plain arithmetic. Held against each other.

On random cases and random plans, right or wrong, the slack of each row (limit − Σ coefficients·values, from the matrix)
equals the slack of the check of the same name (right − left, from the account).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from optimizer.app.check import check_case
from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.formulation.build import build
from optimizer.formulation.columns import Columns, columns_of
from optimizer.formulation.gather import gather
from optimizer.rules import RULES, approvals, market, measures
from optimizer.rules.account import Account
from optimizer.rules.facts import Facts
from optimizer.solver.matrix import read_matrix
from tests.oracle.cases import make_further

COMPARED = ("coverage", "intensity", "total", "hand_down", "controls", "peak", "replacement", "redundancy", "grants")
FLOWS = ("sold", "bought", "granted", "banked", "borrowed")
Key = tuple[str, str, str, int]


def rows(facts: Facts, matrix, x: np.ndarray) -> dict[Key, tuple[float, float]]:
    """Slack and magnitude of every compared row."""
    terms = matrix.value * x[matrix.index]
    used = np.bincount(matrix.row_of, terms, minlength=len(matrix.rows))
    size = np.bincount(matrix.row_of, np.abs(terms), minlength=len(matrix.rows)) + np.abs(matrix.row_upper)
    return {
        (rule, *key): (matrix.row_upper[r] - used[r], size[r])
        for r, (rule, key) in enumerate(matrix.rows)
        if rule in COMPARED and len(key) == 3
    }


def plan(case, facts: Facts, x: np.ndarray) -> Allocation:
    """The same decisions and budgets as labelled tables."""
    columns = columns_of(facts)
    cuts = np.cumsum(list(columns.blocks.values()))
    approval, uptake, budget, overrun = np.split(x, cuts)[:4]
    approvals = case.projects[["project", "region"]].assign(approval=0.0)
    approvals.loc[facts.projects.record, "approval"] = approval
    shares = case.measures[["measure", "year"]].assign(share=0.0)
    shares.loc[facts.measures.record, "share"] = uptake
    budgets = budget.reshape(facts.limits.total.shape)
    nodes = []
    for n, region in enumerate(facts.tree.names):
        for t, year in enumerate(facts.years):
            for k, quantity in enumerate(QUANTITIES):
                tiers = [*overrun[columns.overruns[k, n, t][columns.overruns[k, n, t] >= 0]], 0.0, 0.0]
                nodes.append((region, year, quantity, budgets[k, n, t], tiers[0], tiers[1], np.nan, *moved(columns, x, k, n, t)))
    names = ["region", "year", "quantity", "budget", "overrun_1", "overrun_2", "usage", *FLOWS]
    outcome = Outcome(Stop.UNPROVED, Hold.FEASIBLE)
    return Allocation(outcome, approvals, shares, pd.DataFrame(nodes, columns=names), pd.DataFrame())


def hanging_together(matrix, x: np.ndarray) -> list[float]:
    """Slacks of groups, start years and links, in order of size: their rows have no region and year of their own."""
    used = np.bincount(matrix.row_of, matrix.value * x[matrix.index], minlength=len(matrix.rows))
    return sorted(matrix.row_upper[r] - used[r] for r, (rule, _) in enumerate(matrix.rows) if rule == "approvals")


def never_falling(matrix, x: np.ndarray) -> list[float]:
    """Slacks of the rows by which uptake may not fall, in order of size: they are named by record, not by node."""
    used = np.bincount(matrix.row_of, matrix.value * x[matrix.index], minlength=len(matrix.rows))
    return sorted(matrix.row_upper[r] - used[r] for r, (rule, _) in enumerate(matrix.rows) if rule == "measures")


def told_of_falling(account: Account) -> list[float]:
    """The same by the check: of a measure and year the second finding, where there are two."""
    found = [((f.project, f.year), f.right - f.left) for f in measures.check(account)]
    return sorted(slack for before, (key, slack) in zip(found, found[1:], strict=False) if before[0] == key)


def sales(facts: Facts, matrix, x: np.ndarray) -> dict[Key, float]:
    """Slack of what a league may sell (its row, or its bound where that is nearer) and of the market's balance."""
    columns, names = columns_of(facts).flows, facts.tree.names
    used = np.bincount(matrix.row_of, matrix.value * x[matrix.index], minlength=len(matrix.rows))
    found: dict[Key, float] = {}
    for r, (rule, key) in enumerate(matrix.rows):
        if rule == "market":
            slack, (region, quantity, year) = matrix.row_upper[r] - used[r], key
            n, t = names.index(region), facts.years.index(year)
            column = columns["sold"][QUANTITIES.index(quantity), n, t] if n != facts.tree.root else -1
            found[rule, *key] = slack if column < 0 else min(slack, matrix.upper[column] - x[column])
    return found


def moved(columns: Columns, x: np.ndarray, k: int, n: int, t: int) -> list[float]:
    """What a node sold, bought, was granted, banked and borrowed; 0 where it has no such column."""
    at = [columns.flows[name][k, n, t] if name in columns.flows else -1 for name in FLOWS]
    return [float(x[column]) if column >= 0 else 0.0 for column in at]


@pytest.mark.parametrize("seed", range(40))
def test_rows_and_checks_agree(seed: int, tmp_path: Path) -> None:
    checked = check_case(str(make_further(5000 + seed).write(tmp_path / "case")))
    facts = gather(checked.case, checked.policy)
    matrix = read_matrix(build(facts, checked.policy, RULES))
    pull = np.random.default_rng(seed)
    x = pull.uniform(0.0, 1.0, len(matrix.cost))
    free = ~np.isfinite(matrix.lower)
    x[free] = facts.tree.sums(facts.existing[0]).max() * pull.uniform(0.5, 1.5, int(free.sum()))
    expected = rows(facts, matrix, x)
    account = Account(checked.case, checked.policy.settings, plan(checked.case, facts, x))
    found: dict[Key, float] = {}
    for rule in RULES:
        if rule.id in COMPARED:
            for finding in rule.check(account):
                key = rule.id, finding.region, finding.quantity, finding.year
                if rule.id != "grants" or (account.settings["hand_down"].grants and finding.region == account.root):
                    found.setdefault(key, finding.right - finding.left)
    assert set(found) == set(expected)
    for key, (slack, size) in expected.items():
        assert found[key] == pytest.approx(slack, rel=0, abs=1e-9 * size), key
    market_told: dict[Key, float] = {}
    for finding in market.check(account):
        market_told.setdefault(("market", finding.region, finding.quantity, finding.year), finding.right - finding.left)
    scale = max((size for _, size in expected.values()), default=1.0)
    for key, slack in sales(facts, matrix, x).items():
        assert market_told[key] == pytest.approx(slack, rel=0, abs=1e-9 * scale), key
    assert told_of_falling(account) == pytest.approx(never_falling(matrix, x), abs=1e-12)
    told = [f.right - f.left for f in approvals.check(account)][len(checked.case.projects) :]
    assert sorted(told) == pytest.approx(hanging_together(matrix, x), abs=1e-12)
