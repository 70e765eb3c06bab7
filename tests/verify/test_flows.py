"""What printed flows must keep, by hand: planted faults are found, and each hundredth of room is where it should be.

甲 sells 1.2 out of a reduction of 5, 乙 buys 1.0 at 1.2 for one and is granted 0.5 out of 5 % of 200. In 2029 乙 banks 2
of its 95, of which half serves 2030. Totals 90 and 95, hard.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from optimizer.domain.rounded import CATEGORIES, FLOWS
from optimizer.explain.verify_flows import claims, over_total, printed_total, short_of
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from tests.verify.hand import make_allocation, make_case, make_policy

YEARS = (2029, 2030)
MOVED: dict[tuple[str, int], dict[str, float]] = {
    ("甲", 2030): {"sold": 1.2}, ("乙", 2030): {"bought": 1.0, "granted": 0.5}, ("乙", 2029): {"banked": 2.0},
}  # fmt: skip
Rows = dict[Place, dict[str, int]]


def account(mode: str = "hard", least: float = 90) -> Account:
    case = make_case(
        years=YEARS, regions=[{"region": "全"}, *({"region": r, "parent": "全"} for r in "甲乙")],
        totals=[{"region": r, "quantity": "carbon", "year": y, "total": t, "mode": mode}
                for r, t in (("甲", least), ("乙", 95)) for y in YEARS],
        measures=[{"measure": "M", "region": "甲", "year": 2030, "carbon_reduction": 5, "tradable": True}],
    )  # fmt: skip
    nodes = {
        (r, q, y): {"usage": 0, "gdp": 0, **dict.fromkeys(FLOWS, 0.0),
                    **(MOVED.get((r, y), {}) if q == "carbon" else {})}
        for r in "全甲乙" for q in ("energy", "carbon") for y in YEARS
    }  # fmt: skip
    policy = make_policy(
        market={"trade": True, "ratio": 1.2}, bank={"carry": 0.5, "bank_max": 0.1, "borrow_max": 0.1},
        hand_down={"grants": True, "reserve_share": 0.05},
    )  # fmt: skip
    return Account(case, policy.settings, make_allocation(case, nodes, uptake={("M", 2030): 1.0}))


def printed() -> Rows:
    """The table as it should be printed, hundredths."""
    rows: Rows = {}
    for y in YEARS:
        for r, total in (("全", 20000), ("甲", 9000), ("乙", 9500)):
            flows = {name: round(amount * 100) for name, amount in MOVED.get((r, y), {}).items()}
            saved = dict.fromkeys(CATEGORIES, 0) | ({"节能降碳": 500} if (r, y) == ("甲", 2030) else {})
            rows[r, "carbon", y] = {
                **dict.fromkeys(FLOWS, 0), **flows, **saved, "total": total, "overrun_1": 0, "overrun_2": 0, "budget": total,
            }  # fmt: skip
        for name in FLOWS:
            rows["全", "carbon", y][name] = rows["甲", "carbon", y][name] + rows["乙", "carbon", y][name]
    return rows


def broken(rows: Rows, found: Account) -> set[tuple[str, str, str]]:
    """Rule, region and column of the claims of 2030 that do not hold."""
    return {
        (rule, place[0], name) for place in rows if place[2] == 2030
        for rule, left, right, name in claims(found, place, rows) if left > right
    }  # fmt: skip


def test_the_right_table_keeps_everything() -> None:
    assert broken(printed(), account()) == set()


@pytest.mark.parametrize(
    ("region", "column", "hundredths", "found"),
    [
        ("全", "sold", 121, {("sums", "全", "sold")}),
        ("乙", "bought", 103, {("sums", "全", "bought"), ("market", "全", "sold")}),  # 3 off: one, and one a league
        ("乙", "bought", 104, {("sums", "全", "bought"), ("market", "全", "sold"), ("closeness", "乙", "bought")}),
        ("甲", "sold", 119, {("sums", "全", "sold")}),  # one short of 120: a hundredth for each that trades
        ("甲", "sold", 117, {("sums", "全", "sold"), ("market", "全", "sold")}),
        ("乙", "granted", 51, {("sums", "全", "granted")}),
        ("乙", "granted", 52, {("sums", "全", "granted"), ("closeness", "乙", "granted")}),
        ("甲", "节能降碳", 119, {("market", "甲", "sold")}),  # more is sold than is printed as reduced
    ],
)
def test_a_wrong_flow_is_found(region: str, column: str, hundredths: int, found: set[Any]) -> None:
    rows = printed()
    rows[region, "carbon", 2030][column] = hundredths
    assert broken(rows, account()) == found


def test_grants_are_held_to_a_budget_where_there_is_one() -> None:
    """5 % of 200 = 10 may be granted; of 9.98 not 0.5 either; without a budget nothing is said."""
    rows = printed()
    assert ("grants", 50, 1000, "granted") in claims(account(), ("全", "carbon", 2030), rows)
    rows["全", "carbon", 2030]["budget"] = 998
    assert broken(rows, account()) == {("grants", "全", "granted")}
    del rows["全", "carbon", 2030]["budget"]
    assert broken(rows, account()) == set()


def test_a_tenth_of_a_total_is_banked_to_the_hundredth() -> None:
    """10 % of 2.9 is 0.29, though in doubles 28.999999999999996 hundredths."""
    given = list(claims(account(least=2.9), ("甲", "carbon", 2029), printed()))
    assert [claim for claim in given if claim[0] == "bank"] == [("bank", 0, 29, "banked"), ("bank", 0, 29, "borrowed")]


def test_what_a_budget_must_stay_within() -> None:
    """2030: 95 + 0.5 granted + half of 2 banked = 96.5, and a hundredth for it and each of two flows. 2029: 95 − 2."""
    rows = printed()
    assert printed_total(account(), ("乙", "carbon", 2030), rows) == (Fraction(9650), 3)
    assert printed_total(account(), ("乙", "carbon", 2029), rows) == (Fraction(9300), 2)
    assert printed_total(account("elastic"), ("乙", "carbon", 2030), rows) == (Fraction(9650), 0)
    assert printed_total(account(), ("甲", "carbon", 2030), rows) == (Fraction(9000), 0)
    assert printed_total(account(), ("全", "carbon", 2030), rows) == (Fraction(20000), 0)


def test_by_how_much_a_table_misses() -> None:
    """乙's budget 97 is 0.5 over 96.5; 甲 sells 1.19 where 1.2 · 1.0 is bought: 0.01 short."""
    rows = printed()
    rows["乙", "carbon", 2030]["budget"], rows["甲", "carbon", 2030]["sold"] = 9700, 119
    assert over_total(account(), ("乙", "carbon", 2030), rows) == 50
    assert over_total(account("elastic"), ("乙", "carbon", 2030), rows) == 0
    assert over_total(account(), ("甲", "carbon", 2030), rows) == 0
    assert short_of(account(), ("全", "carbon", 2030), rows) == 1
    assert short_of(account(), ("全", "carbon", 2029), rows) == 0
