"""What must be replaced, what is delivered and who serves whom, in the account's own arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.rules.account import Account
from optimizer.rules.account_replacement import Delivery, Source, needed, sources, supplied
from tests.verify.hand import NAN, make_allocation, make_case, make_policy

YEARS = (2029, 2030)


def account(
    projects: list[dict[str, Any]], measures: list[dict[str, Any]] = [], reclaimed: float = NAN,  # noqa: B006
    approvals: dict[str, float] | None = None, flows: dict[str, float] | None = None, **replacement: Any,
) -> Account:  # fmt: skip
    """甲 alone, measures carried out whole, projects approved unless said; flows: of 甲's carbon in 2030."""
    case = make_case(
        years=YEARS, regions=[{"region": "甲"}], region_years=[{"region": "甲", "year": 2030, "reclaimed": reclaimed}],
        projects=[{"region": "甲", "start_year": 2030, **project} for project in projects],
        measures=[{"region": "甲", "tradable": True, **measure} for measure in measures],
    )  # fmt: skip
    nodes = {
        ("甲", q, y): {"usage": 0, "gdp": 0, **((flows or {}) if (q, y) == ("carbon", 2030) else {})}
        for q in ("energy", "carbon") for y in YEARS
    }  # fmt: skip
    taken = {(m["measure"], m["year"]): 1.0 for m in measures}
    given = {p["project"]: 1.0 for p in projects} | (approvals or {})
    return Account(case, make_policy(replacement=replacement).settings, make_allocation(case, nodes, given, taken))


def amounts(found: list[Source]) -> list[tuple[str, str, str, float]]:
    return [(s.project, s.kind, s.measure, pytest.approx(s.amount)) for s in found]


def serves(measure: str, year: int, amount: float) -> dict[str, Any]:
    return {"measure": measure, "year": year, "carbon_reduction": amount}


@pytest.mark.parametrize(("added", "volume", "ratio"), [(5, 1.5, 0.3), (0, 5, 1.0)])
def test_the_henan_form_without_coal_or_value_added(added: float, volume: float, ratio: float) -> None:
    """A = 5, C = 5/5 = 1 of a mean of 1: 0.3 · 5 = 1.5. What adds no value replaces all it uses."""
    one = {"project": "P", "energy": 5, "value_added": added, "two_high": True}
    (need,) = needed(account([one], form="henan", henan_mean=1.0))
    assert (need.volume, need.ratio) == pytest.approx((volume, ratio))


def test_who_is_not_asked_replaces_nothing() -> None:
    """Not 两高 under the forms, and 两高 of a league without a target, which has no bands."""
    plain = {"project": "P", "energy": 5, "carbon": 10, "value_added": 1}
    assert needed(account([plain], form="henan", henan_mean=1.0)) == []
    assert needed(account([plain | {"two_high": True}], form="bands")) == []


@pytest.mark.parametrize(("bought", "more"), [(0.0, []), (0.5, [Delivery("", 0.5)])])
def test_what_is_sold_serves_nobody_at_home(bought: float, more: list[Delivery]) -> None:
    """12 of M's 10 and N's 8 are sold: nothing is left of M, 6 of N; what is bought comes on top."""
    found = supplied(account([], [serves("M", 2030, 10), serves("N", 2030, 8)], flows={"sold": 12, "bought": bought}))
    assert found["甲", "carbon", 2030] == [Delivery("M", 0), Delivery("N", 6), *more]


@pytest.mark.parametrize("early", [5.0, 0.5])
def test_who_delivers_first_serves_first(early: float) -> None:
    """M stands first in the table but delivers nothing before 2030; N does from 2029, be it little: P's 8 are N's 5, M's 3."""
    given = [serves("M", 2029, 0), serves("M", 2030, 10), serves("N", 2029, early), serves("N", 2030, 5)]
    found = sources(account([{"project": "P", "carbon": 8, "replacement_ratio": 1.0}], given))
    assert amounts(found) == [("P", "replacement", "N", 5), ("P", "replacement", "M", 3)]


def test_a_refused_project_has_no_sources() -> None:
    one = {"project": "P", "carbon": 8, "replacement_ratio": 1.0}
    assert sources(account([one], [serves("M", 2030, 10)], approvals={"P": 0.0})) == []


def test_the_rest_is_reclaimed_quota_then_growth() -> None:
    """Each uses 10 − 2 − 1 = 7 and replaces 40 %, 2.8; 4.2 are left. Of 5 reclaimed P takes 4.2, Q 0.8 and 3.4 of growth."""
    both = [{"project": p, "energy": 10, "feedstock": 2, "nonfossil": 1, "replacement_ratio": 0.4} for p in "PQ"]
    found = sources(account(both, reclaimed=5.0, quantities=("energy",)))
    assert amounts(found) == [("P", "reclaimed", "", 4.2), ("Q", "reclaimed", "", 0.8), ("Q", "growth", "", 3.4)]


def test_without_reclaimed_quota_the_rest_is_growth() -> None:
    one = {"project": "P", "energy": 10, "replacement_ratio": 0.4}
    assert amounts(sources(account([one], quantities=("energy",)))) == [("P", "growth", "", 6)]


def test_who_replaces_more_than_it_uses_takes_no_quota() -> None:
    """150 % of 10: nothing of the 3 reclaimed."""
    one = {"project": "P", "energy": 10, "replacement_ratio": 1.5}
    assert sources(account([one], reclaimed=3.0, quantities=("energy",))) == []


def test_a_billionth_of_what_it_uses_is_noise() -> None:
    """999,999,999 of 10⁹ are replaced: 1 is left, a billionth, which is none; 10 left are growth."""
    one = {"project": "P", "energy": 1e9, "replacement_ratio": 0.999999999}
    assert sources(account([one], quantities=("energy",))) == []
    two = {"project": "P", "energy": 1e9, "replacement_ratio": 0.99999999}
    assert amounts(sources(account([two], quantities=("energy",)))) == [("P", "growth", "", 10)]
