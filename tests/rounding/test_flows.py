"""Rounding of what moves: every hard row holds to the hundredth, and where no table can, the note says so."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.app.solve import Run, solve_case
from tests.oracle.cases import make
from tests.small import TWO, solve

RULES = "[rules.market]\ntrade = true\ncost = 0.001"
MISSED = ("印出的调出比调入所需少", "印出的预算比印出的总量多")


def missed(run: Run) -> list[str]:
    """Notes of rows that the printed figures miss."""
    assert run.plan is not None
    return [note for note in run.plan.verification.notes if any(words in note for words in MISSED)]


def printed(run: Run, region: str, column: str) -> int:
    """One printed carbon figure, hundredths."""
    assert run.plan is not None
    nodes = run.plan.rounded.nodes
    at = (nodes["region"] == region) & (nodes["quantity"] == "carbon")
    return round(float(nodes.loc[at, column].iloc[0]) * 100)


def pair(folder: Path, reduction: float, seller: float) -> Run:
    """甲 emits 5 and may emit `seller`; 乙 emits 10 and may emit 9.999, so that it must buy 0.001."""
    return solve(
        folder, regions=TWO, rules=RULES,
        region_years=["甲,2030,120,1,5,0", "乙,2030,110,1,10,0"],
        totals=[f"甲,carbon,2030,{seller},刚性,,,", "乙,carbon,2030,9.999,刚性,,,"],
        measures=["#,tradable", f"M,甲,碳减排工程,2030,0,{reduction},0,必上,否,是"],
    )  # fmt: skip


def test_a_whole_hundredth_is_bought_and_delivered(tmp_path: Path) -> None:
    """乙's total prints as 9.99, so it buys 0.01 of 甲, whose 0.011 prints as 0.02: 5 − 0.02 + 0.01 = 4.99.

    With the nearest figure, 0.01, 甲 would stand at 5 − 0.01 + 0.01 = 5.00 above its 4.99.
    """
    run = pair(tmp_path, 0.011, 4.99)
    assert (printed(run, "乙", "total"), printed(run, "乙", "bought")) == (999, 1)
    assert [printed(run, "甲", name) for name in ("碳减排工程", "usage", "sold", "total")] == [2, 498, 1, 499]
    assert not missed(run)


def test_what_no_table_can_meet_is_noted(tmp_path: Path) -> None:
    """As above with 0.01 delivered and a total of 4.991: 4.99 + 0.01 sold is more than the 4.99 that is printed."""
    run = pair(tmp_path, 0.01, 4.991)
    assert len(missed(run)) == 1 and "0.0100 万吨CO2" in missed(run)[0]


@pytest.mark.parametrize("seed", [9, 65, 187, 231, 236, 307, 338, 347, 349, 389, 453, 479, 531, 578, 605, 661, 698])
def test_no_row_is_missed(seed: int, tmp_path: Path) -> None:
    """Random cases where figures rounded one by one miss a row: here all that is bought is sold, at its ratio."""
    run = solve_case(str(make(seed).write(tmp_path / "case")))
    assert run.plan is not None and not missed(run)
    market = run.checked.policy.of("market")
    if not market.trade or market.ratio_by != "fixed":
        return
    nodes, leaves = run.plan.rounded.nodes, set(run.checked.case.leaves)
    for _, rows in nodes[nodes["region"].isin(leaves)].groupby(["quantity", "year"]):
        sold, bought = (sum(round(amount * 100) for amount in rows[name]) for name in ("sold", "bought"))
        assert Fraction(str(market.ratio)) * bought <= sold
