"""The account's own arithmetic: target paths, totals and tiers, listing, books."""

from __future__ import annotations

import math
from typing import Any

import pytest

from optimizer.rules.account import Account
from optimizer.rules.account_limits import TotalTerms
from optimizer.rules.account_parts import Part
from tests.verify.hand import NAN, make_allocation, make_case, make_policy
from tests.verify.plan import right_allocation, right_case, right_policy

YEARS = (2026, 2027, 2028, 2029, 2030)


def account_of(targets: list[dict[str, Any]], totals: list[dict[str, Any]] = [], **rules: Any) -> Account:  # noqa: B006
    """One league 甲 with base carbon intensity 200 ÷ 100 = 2 and expected GDP 120 every year."""
    case = make_case(
        years=YEARS,
        regions=[{"region": "全"}, {"region": "甲", "parent": "全", "gdp_base": 100, "carbon_base": 200}],
        region_years=[{"region": "甲", "year": y, "gdp": 110, "gdp_expected": 120} for y in YEARS],
        targets=targets,
        totals=totals,
    )
    nodes = {(r, q, y): {"usage": 0, "gdp": 110} for r in ("全", "甲") for q in ("energy", "carbon") for y in YEARS}
    return Account(case, make_policy(**rules).settings, make_allocation(case, nodes))


def path_of(account: Account) -> list[float | None]:
    found = [account.target(("甲", "carbon", year)) for year in YEARS]
    return [round(1 - target.intensity / 2, 5) if target else None for target in found]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("linear", [0.034, 0.068, 0.102, 0.136, 0.17]),
        ("geometric", [0.03658, 0.07182, 0.10577, 0.13849, 0.17]),
        ("none", [None, None, None, None, 0.17]),
    ],
)
def test_the_path_to_one_target(path: str, expected: list[float | None]) -> None:
    """17 % over five years: 3.4 points a year, or 1 − 0.83^(1/5) = 3.658 % a year (domain.md F.3)."""
    target = {"region": "甲", "quantity": "carbon", "year": 2030, "reduction": 0.17}
    account = account_of([target], intensity={"path": path})
    assert path_of(account) == expected


def test_the_path_runs_between_rows_and_not_beyond_the_last() -> None:
    """4 % in 2027, 10 % in 2029: 2026 halfway to 4, 2028 halfway between, 2030 none; 2028 reports as its next row."""
    account = account_of(
        [
            {"region": "甲", "quantity": "carbon", "year": 2029, "reduction": 0.10, "mode": "report"},
            {"region": "甲", "quantity": "carbon", "year": 2027, "reduction": 0.04},
        ]
    )
    assert path_of(account) == [0.02, 0.04, 0.07, 0.10, None]
    modes = [account.target(("甲", "carbon", year)) for year in YEARS[:4]]
    assert [target.mode for target in modes if target] == ["hard", "hard", "report", "report"]
    assert [account.limited(("甲", "carbon", year)) for year in YEARS] == [True, True, False, False, False]


def test_a_typed_intensity_replaces_the_base_year() -> None:
    """1.5 typed, 20 % off: 1.2."""
    account = account_of([{"region": "甲", "quantity": "carbon", "year": 2026, "reduction": 0.2, "intensity": 1.5}])
    target = account.target(("甲", "carbon", 2026))
    assert target is not None
    assert target.intensity == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, (0.03, 0.02, 0.12)),
        ({"band": 0.05}, (0.05, 0.02, 0.12)),
        ({"price_1": 0.04}, (math.inf, 0.04, 0.04)),
        ({"price_1": 0.04, "band": 0.05}, (0.05, 0.04, 0.04)),
        ({"price_2": 0.5}, (0.03, 0.02, 0.5)),
        ({"price_1": 0.04, "price_2": 0.5}, (0.03, 0.04, 0.5)),
    ],
)
def test_blank_terms_of_a_total_come_from_the_pack(typed: dict[str, float], expected: tuple[float, ...]) -> None:
    account = account_of([], [{"region": "甲", "quantity": "carbon", "year": 2026, "total": 100, **typed}])
    terms = account.terms(("甲", "carbon", 2026))
    assert terms == TotalTerms(100, "elastic", *expected)
    assert terms.width == pytest.approx(100 * expected[0])


def test_a_derived_total_is_target_intensity_times_expected_gdp() -> None:
    """2.0 less 10 % = 1.8; 1.8 × 120 = 216; a typed row wins."""
    target = {"region": "甲", "quantity": "carbon", "year": 2026, "reduction": 0.1}
    account = account_of([target], total={"derive": True, "mode": "hard"})
    assert account.terms(("甲", "carbon", 2026)) == TotalTerms(pytest.approx(216), "hard", 0.03, 0.02, 0.12)
    typed = {"region": "甲", "quantity": "carbon", "year": 2026, "total": 7, "mode": "report"}
    terms = account_of([target], [typed], total={"derive": True}).terms(("甲", "carbon", 2026))
    assert terms is not None
    assert (terms.total, terms.mode) == (7, "report")
    assert account_of([target]).terms(("甲", "carbon", 2026)) is None


@pytest.mark.parametrize(
    ("follows", "stays", "region", "league", "gdp"),
    [
        (True, True, 1455, 394, 520),
        (False, True, 1040 + 415 + 9, 409, 520),  # the carbon of P3 (15) is 乙's, that of P4 (9) is 甲's again
        (True, False, 1455, 394, 500),  # the value added of P3 (20) leaves 乙
    ],
)
def test_what_listing_moves(follows: bool, stays: bool, region: float, league: float, gdp: float) -> None:
    case = right_case()
    policy = right_policy(listing={"carbon_follows": follows, "value_added_stays": stays})
    account = Account(case, policy.settings, right_allocation(case))
    assert account.usage(("全", "carbon", 2030)) == pytest.approx(region)
    assert account.usage(("乙", "carbon", 2030)) == pytest.approx(league)
    assert account.usage(("全", "energy", 2030)) == pytest.approx(724)
    assert account.gdp("乙", 2030) == pytest.approx(gdp)
    assert account.gdp("全", 2030) == pytest.approx(1560 if stays else 1550)  # P4's 10 leave the region altogether


def test_the_objective_by_parts() -> None:
    """Values 30 + 20 + 10, penalty 0.078 + 0.252, costs 1 + 0.6."""
    case = right_case()
    objective = Account(case, right_policy().settings, right_allocation(case)).objective
    assert (objective.value, objective.penalty, objective.cost) == pytest.approx((60, 0.33, 1.6))
    assert objective.total == pytest.approx(58.07)


def test_three_levels_add_up() -> None:
    """旗 (5, sink 2) under 甲 (own 3) under 全 (own 1): 甲 assessment 3 + 5 − 2 = 6; region national 1 + 3 + 5 = 9."""
    case = make_case(
        regions=[{"region": "全"}, {"region": "甲", "parent": "全"}, {"region": "旗", "parent": "甲"}],
        region_years=[
            {"region": "全", "carbon": 1, "gdp": 1}, {"region": "甲", "carbon": 3, "gdp": 2},
            {"region": "旗", "carbon": 5, "sink": 2, "gdp": 4},
        ],
    )  # fmt: skip
    nodes = {(r, q, 2030): {"usage": NAN, "gdp": NAN} for r in ("全", "甲", "旗") for q in ("energy", "carbon")}
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert [account.usage((r, "carbon", 2030)) for r in ("旗", "甲", "全")] == [3, 6, 9]
    assert [account.gdp(r, 2030) for r in ("旗", "甲", "全")] == [4, 6, 7]
    assert account.relief_below(("全", "carbon", 2030)) == 2


def test_the_magnitude_of_noise_is_the_largest_term() -> None:
    """Of 3 + 50 − 7 − 2 − 11 the largest single term is 50, of a sink of 60 it is 60, whatever they add up to."""
    part = Part(existing=3.0, projects=50.0, reductions=(7.0, 2.0), sink=11.0, excluded=(False, True))
    assert (part.largest, part.national, part.assessment) == (50.0, 46.0, 33.0)
    assert Part(3.0, 50.0, (7.0, 2.0), 60.0, (False, True)).largest == 60.0


def test_the_magnitude_of_the_objective_is_its_largest_term() -> None:
    """Values 30, 20, 10, penalties 0.078 and 0.252, costs 1 and 0.6: 30; of a plan of nothing 0."""
    case = right_case()
    assert Account(case, right_policy().settings, right_allocation(case)).objective.largest == pytest.approx(30)
    assert account_of([]).objective.largest == 0.0


def test_flows_of_a_plan_with_three_years() -> None:
    """甲 bought 10 in 2026 and 5 in 2028 at 0.001 亿元 a 万t: 0.015. The region's total of 90 is nothing to bank against."""
    years = (2026, 2028, 2030)
    totals = [{"region": r, "quantity": "carbon", "year": 2026, "total": t} for r, t in (("全", 90), ("甲", 80))]
    case = make_case(years=years, regions=[{"region": "全"}, {"region": "甲", "parent": "全"}], totals=totals)
    bought = {2026: 10.0, 2028: 5.0, 2030: 0.0}
    nodes = {
        (r, q, y): {"usage": 0, "gdp": 0, "bought": bought[y] if (r, q) == ("甲", "carbon") else 0.0}
        for r in ("全", "甲") for q in ("energy", "carbon") for y in years
    }  # fmt: skip
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert account.objective.trade == pytest.approx(0.015)
    assert [account.bankable((r, "carbon", 2026)) for r in ("全", "甲")] == [0.0, 80.0]
    assert [account.later(("甲", "carbon", y))[2] for y in years] == [2028, 2030, 0]


def test_an_overrun_that_is_not_there_is_none() -> None:
    case = make_case(regions=[{"region": "全"}])
    blank = {"usage": 0, "gdp": 0, "overrun_1": NAN, "overrun_2": NAN}
    nodes = {("全", q, 2030): blank for q in ("energy", "carbon")}
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert account.overruns(("全", "carbon", 2030)) == (0.0, 0.0)


def test_a_base_figure_that_is_typed_is_not_added_up() -> None:
    """全 has 100 of its own, its leagues 40 + 50; the energy that it leaves blank is 30 + 20, and a league's blank stays."""
    case = make_case(
        regions=[
            {"region": "全", "gdp_base": 100}, {"region": "甲", "parent": "全", "gdp_base": 40, "energy_base": 30},
            {"region": "乙", "parent": "全", "gdp_base": 50, "energy_base": 20},
        ]
    )  # fmt: skip
    nodes = {(r, q, 2030): {"usage": 0, "gdp": 0} for r in ("全", "甲", "乙") for q in ("energy", "carbon")}
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert (account.base("全", "gdp_base"), account.base("全", "energy_base")) == (100, 50)
    assert math.isnan(account.base("甲", "carbon_base"))
