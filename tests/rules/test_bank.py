"""Bank and borrow: what is left of one year's total serves the next, within limits, on the total only."""

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.explain.verdict import fails
from optimizer.explain.verify import verify
from optimizer.rules import bank
from optimizer.rules.account import Account
from tests.small import TWO, figure, solve
from tests.verify.hand import make_allocation, make_case, make_policy


def totals(amount: float, *years: int, mode: str = "刚性") -> list[str]:
    return [f"甲,能耗,{year},{amount},{mode},,," for year in years]


def stock(*use: float) -> list[str]:
    """甲's energy year by year; 乙 has 1."""
    found = [f"甲,{2026 + n},100,{amount},0," for n, amount in enumerate(use)]
    return found + [f"乙,{2026 + n},100,1,0," for n in range(len(use))]


def case(use: tuple[float, ...], bank: str, total: float = 100, mode: str = "刚性") -> dict:
    years = range(2026, 2026 + len(use))
    return dict(
        years=", ".join(map(str, years)), regions=TWO, region_years=stock(*use), totals=totals(total, *years, mode=mode),
        rules=f"bank = {{ {bank} }}" if bank else "",
    )  # fmt: skip


def test_a_surplus_serves_later_years(tmp_path: Path) -> None:
    """Totals of 100, use 95, 103, 102: 5 banked in 2026 give 3 to 2027 and 2 to 2028. Without a bank there is no plan;
    at a carry of 0.9 the 5 shrink to 4.5, then (4.5 − 3) · 0.9 = 1.35 < 2: no plan either.
    """
    run = solve(tmp_path / "bank", **case((95, 103, 102), "bank_max = 0.05"))
    assert [figure(run, "甲", "energy", "banked", year) for year in (2026, 2027, 2028)] == pytest.approx([5, 2, 0])
    assert not solve(tmp_path / "off", **case((95, 103, 102), "")).outcome.ok
    assert not solve(tmp_path / "less", **case((95, 103, 102), "bank_max = 0.05, carry = 0.9")).outcome.ok


def test_only_so_much_is_banked(tmp_path: Path) -> None:
    """4 % of 100 is 4, one short of what 2027 and 2028 need."""
    assert not solve(tmp_path, **case((95, 103, 102), "bank_max = 0.04")).outcome.ok


def test_the_next_year_lends(tmp_path: Path) -> None:
    """103 and 95 against 100 each: 3 of the 5 that 2027 may lend; nothing can be borrowed beyond the plan."""
    run = solve(tmp_path / "borrow", **case((103, 95), "borrow_max = 0.05"))
    assert figure(run, "甲", "energy", "borrowed", 2026) == pytest.approx(3)
    assert figure(run, "甲", "energy", "borrowed", 2027) == 0
    assert not solve(tmp_path / "last", **case((95, 103), "borrow_max = 0.05")).outcome.ok


def test_an_overrun_is_saved(tmp_path: Path) -> None:
    """Elastic totals: 103 in 2027 would cost 3 · 0.02; the 5 left in 2026 make it free."""
    assert solve(tmp_path / "off", **case((95, 103), "", mode="弹性")).outcome.objective == pytest.approx(-0.06)
    assert solve(tmp_path / "on", **case((95, 103), "bank_max = 0.05", mode="弹性")).outcome.objective == 0


def test_the_intensity_never_banks(tmp_path: Path) -> None:
    """Base 2 a unit of GDP, 2027 down 50 %: at most 100 in 2027, whatever 2026 left."""
    asked = case((95, 103), "bank_max = 0.05", total=110) | {"targets": ["甲,能耗,2027,50,"]}
    assert not solve(tmp_path, **asked).outcome.ok


@pytest.mark.parametrize(("year", "name", "amount"), [(2026, "banked", 5.1), (2027, "banked", 1), (2026, "borrowed", -1)])
def test_a_wrong_amount_is_refuted(year: int, name: str, amount: float, tmp_path: Path) -> None:
    """5.1 is more than 5 %, 2027 is the last year, and nothing is negative."""
    run = solve(tmp_path, **case((95, 103), "bank_max = 0.05"))
    assert run.allocation is not None
    nodes = run.allocation.nodes.copy()
    nodes.loc[(nodes["region"] == "甲") & (nodes["quantity"] == "energy") & (nodes["year"] == year), name] = amount
    verdict = verify(run.checked.case, run.checked.policy, replace(run.allocation, nodes=nodes))
    assert {finding.rule for finding in verdict.failures} >= {"bank"}


@pytest.mark.parametrize(
    ("totals", "borrowed", "found"),
    [({2029: 0.5, 2030: 0.5}, 0.05, False), ({2029: 0.5, 2030: 0.5}, 0.06, True), ({2030: 80.0}, 8.0, True),
     ({2029: 80.0}, 8.0, True)],
)  # fmt: skip
def test_nothing_is_borrowed_where_either_year_has_no_total(
    totals: dict[int, float], borrowed: float, found: bool
) -> None:
    """10 % of the later year's total: 0.05 of 0.5; nothing from a year without one, nothing into one."""
    years = (2029, 2030)
    case = make_case(
        years=years, regions=[{"region": "全"}, {"region": "甲", "parent": "全"}],
        totals=[{"region": "甲", "quantity": "carbon", "year": y, "total": total} for y, total in totals.items()],
    )  # fmt: skip
    nodes = {(r, q, y): {"usage": 0, "gdp": 0} for r in ("全", "甲") for q in ("energy", "carbon") for y in years}
    nodes["甲", "carbon", 2029] = {"usage": 0, "gdp": 0, "borrowed": borrowed}
    allocation = make_allocation(case, nodes)
    allocation.nodes["borrowed"] = allocation.nodes["borrowed"].fillna(0.0)
    account = Account(case, make_policy(bank={"bank_max": 0.1, "borrow_max": 0.1}).settings, allocation)
    assert any(map(fails, bank.RULE.check(account))) is found
