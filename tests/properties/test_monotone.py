"""More room never lowers the optimum, less room never raises it (domain.md K.5)."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.files import CaseFiles
from tests.oracle.product import approvals
from tests.properties.optimum import cases, few, margin, optimum, result, same

randoms = st.randoms(use_true_random=False)


def _at_least(case: CaseFiles, more: float, less: float) -> None:
    assert more >= less - margin(case, more, less)


@few
@given(cases, randoms)
def test_a_larger_total_never_hurts(case: CaseFiles, random: Random) -> None:
    assume(case.tables["totals"])
    larger, smaller = case.copy(), case.copy()
    row = random.randrange(len(case.tables["totals"]))
    larger.tables["totals"][row]["total"] *= 1.02
    smaller.tables["totals"][row]["total"] *= 0.98
    middle = optimum(case)
    _at_least(case, optimum(larger), middle)
    _at_least(case, middle, optimum(smaller))


@few
@given(cases, randoms)
def test_a_tighter_target_never_helps(case: CaseFiles, random: Random) -> None:
    assume(case.tables["targets"])
    weaker, tighter = case.copy(), case.copy()
    row = random.randrange(len(case.tables["targets"]))
    weaker.tables["targets"][row]["reduction"] *= 0.9
    tighter.tables["targets"][row]["reduction"] *= 1.1
    middle = optimum(case)
    _at_least(case, optimum(weaker), middle)
    _at_least(case, middle, optimum(tighter))


@few
@given(cases)
def test_a_larger_reserve_never_helps(case: CaseFiles) -> None:
    found = []
    for share in (0.0, 0.005, 0.02):
        case.settings["rules"]["hand_down"]["reserve_share"] = share
        found.append(optimum(case))
    _at_least(case, found[0], found[1])
    _at_least(case, found[1], found[2])


@few
@given(cases)
def test_shares_are_never_worse_than_whole_approvals(case: CaseFiles) -> None:
    whole, shared = case.copy(), case.copy()
    for row in whole.tables.get("projects", []):
        row["divisible"] = False
    for row in shared.tables.get("projects", []):
        row["divisible"] = True
    _at_least(case, optimum(shared), optimum(whole))


@few
@given(cases)
def test_one_more_free_measure_never_hurts(case: CaseFiles) -> None:
    """A measure that costs nothing and saves both quantities only adds room."""
    more = case.copy()
    for stock in case.tables["region_years"][:1]:
        more.rows("measures").append({
            "measure": "新措施", "region": stock["region"], "year": stock["year"], "category": "节能降碳", "cost": 0,
            "energy_saving": stock["energy"] * 0.02, "carbon_reduction": stock["carbon"] * 0.02,
        })  # fmt: skip
    _at_least(case, optimum(more), optimum(case))


@few
@given(cases)
def test_a_project_of_negative_burden_uses_no_room(case: CaseFiles) -> None:
    """K.5: with b = c − τ·v < 0 everywhere, even a must project only adds room under the intensity targets.

    Without totals; c = τ·v·(1 − 10 %) for the lowest τ of any node and year, energy likewise, in the first league.
    """
    case.tables["totals"] = []
    case.settings["rules"]["total"] = {"derive": False}
    case.settings["gdp_includes_candidates"] = False
    more = case.copy()
    leaf = case.tables["region_years"][0]
    added = leaf["gdp"] * 0.05
    clean = {"project": "新项目", "region": leaf["region"], "value_added": added, "status": "must"}
    clean |= {q: 0.9 * _lowest_target(case, q) * added for q in ("energy", "carbon")}
    more.rows("projects").append(clean)
    _at_least(case, optimum(more), optimum(case))


def _lowest_target(case: CaseFiles, quantity: str) -> float:
    """A bound below every target intensity: the lowest base intensity times the largest reduction."""
    bases = [r[f"{quantity}_base"] / r["gdp_base"] for r in case.tables["regions"] if r.get("gdp_base")]
    falls = [t["reduction"] for t in case.tables["targets"] if t["quantity"] == quantity]
    return min(bases) * (1 - max(falls, default=0.0) / 100)


@few
@given(cases)
def test_the_approved_plan_fixed_earns_the_same(case: CaseFiles) -> None:
    """Whole approvals turned into 必上 and 否决: the same objective, nothing left to decide."""
    for row in case.tables.get("projects", []):
        row["divisible"] = False
    found = result(case)
    assume(found["ok"])
    chosen = approvals(found)
    for row in case.tables.get("projects", []):
        row["status"] = "must" if chosen[row["project"]] == 1 else "rejected"
    assert same(case, found["objective"], optimum(case))


@few
@given(cases)
def test_a_rejected_project_changes_nothing(case: CaseFiles) -> None:
    case.settings["gdp_includes_candidates"] = False
    more = case.copy()
    leaf = case.tables["region_years"][0]
    row = {"project": "新项目", "region": leaf["region"], "energy": leaf["energy"], "carbon": leaf["carbon"]}
    more.rows("projects").append(row | {"value_added": leaf["gdp"], "status": "rejected"})
    assert same(case, optimum(case), optimum(more))
