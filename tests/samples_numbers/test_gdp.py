"""Domain document C.2 derived totals and E.4 the double-counted value added, each through a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.files import CaseFiles
from tests.samples_numbers.worked import approved, case, league, node, run, target


def _one_league(gdp: float, project: dict[str, float], rules: dict[str, object], includes: bool) -> CaseFiles:
    """League 甲 of K: base 9 000 / 3 000, target −18 %, so τ = 2.46; existing carbon 9 480."""
    found = case([2030], rules, includes)
    league(found, "甲", (3000, 0, 9000), (gdp, 0, 9480))
    target(found, "甲", "carbon", 18)
    found.rows("projects").append({"project": "P1", "region": "甲", "energy": 0} | project)
    return found


def _derived(expected: float | None) -> CaseFiles:
    rules = {"total": {"derive": True, "mode": "elastic", "band": 0.002, "price_1": 0.02, "price_2": 0.12}}
    found = _one_league(3900, {"carbon": 150, "value_added": 60}, rules, includes=False)
    found.rows("region_years")[0]["gdp_expected"] = expected
    return found


def test_overrun_of_a_derived_total_is_backed_by_growth(tmp_path: Path) -> None:
    """C.2: total = 2.46 · 3 900 = 9 594; usage 9 480 + 150 = 9 630 is 36 over it, inside 2.46 · 60 = 147.6.

    First tier 0.2 % of 9 594 = 19.188 at 0.02 = 0.38376, the other 16.812 at 0.12 = 2.01744.
    60 − 0.38376 − 2.01744 = 57.5988.
    """
    found = run(_derived(None), tmp_path)
    assert found["objective"] == pytest.approx(57.5988, abs=1e-9)
    assert node(found, "甲", "carbon")["total"] == pytest.approx(9594)
    assert node(found, "甲", "carbon")["overrun"] == pytest.approx([19.188, 16.812], abs=1e-6)


def test_derived_total_follows_expected_gdp(tmp_path: Path) -> None:
    """C.2: planned GDP 3 950 gives 2.46 · 3 950 = 9 717 ≥ 9 630: nothing over, objective 60."""
    found = run(_derived(3950), tmp_path)
    assert found["objective"] == pytest.approx(60)
    assert node(found, "甲", "carbon")["total"] == pytest.approx(9717)
    assert sum(node(found, "甲", "carbon")["overrun"]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("includes", "chosen", "objective"), [(True, set(), 0.0), (False, {"P1"}, 45.0)])
def test_value_added_is_not_counted_twice(includes: bool, chosen: set[str], objective: float, tmp_path: Path) -> None:
    """E.4: the planned GDP 3 945 already contains the 45 of P1 (carbon 260, burden 260 − 2.46 · 45 = 149.3).

    Included: G⁰ = 3 900, headroom 2.46 · 3 900 − 9 480 = 114.0 < 149.3, not approved.
    Taken as not included, headroom would be 2.46 · 3 945 − 9 480 = 224.7 and P1 would look affordable.
    """
    found = _one_league(3945, {"carbon": 260, "value_added": 45}, {}, includes)
    document = run(found, tmp_path)
    assert approved(document) == chosen
    assert document["objective"] == pytest.approx(objective, abs=1e-9)


def test_derived_total_keeps_the_typed_gdp(tmp_path: Path) -> None:
    """E.4 and C.2: gdp_expected is by default the GDP as typed, 2.46 · 3 945 = 9 704.7, candidates included."""
    rules = {"total": {"derive": True, "mode": "elastic"}}
    found = _one_league(3945, {"carbon": 260, "value_added": 45}, rules, includes=True)
    assert node(run(found, tmp_path), "甲", "carbon")["total"] == pytest.approx(9704.7)
