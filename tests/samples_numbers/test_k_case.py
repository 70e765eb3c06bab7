"""Domain document K: three leagues, six projects, five measures, no trade."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.files import CaseFiles
from tests.oracle.solve import oracle
from tests.samples_numbers.worked import approved, case, league, node, run, target

PROJECTS = {
    "P1": ("甲", 260, 95, 45), "P2": ("甲", 90, 30, 40), "P3": ("乙", 180, 60, 20),
    "P4": ("乙", 60, 22, 30), "P5": ("丙", 110, 40, 25), "P6": ("乙", 120, 45, 85),
}  # fmt: skip
MEASURES = {
    "M1": ("甲", 120, 0.35, 0.030, "节能降碳"), "M2": ("甲", 60, 0.0, 0.050, "碳减排工程"),
    "M3": ("乙", 70, 0.40, 0.020, "淘汰产能"), "M4": ("丙", 40, 0.30, 0.025, "用能结构优化"),
    "M5": ("丙", 15, 0.0, 0.010, "生态碳汇"),
}  # fmt: skip
STOCK = {
    "甲": ((3000, 3300, 9000), (3900, 3690, 9480), 12, 18, 9700),
    "乙": ((2000, 1500, 4000), (2560, 1680, 4200), 11, 17, 4300),
    "丙": ((1500, 480, 1200), (1950, 547, 1290), 9, 15, 1330),
}


def k_case(price: float) -> CaseFiles:
    """The tables of K.1; every carbon total elastic with one endless tier at `price` (亿元 per 万t)."""
    found = case([2030], {})
    for name, (base, stock, energy, carbon, total) in STOCK.items():
        league(found, name, base, stock)
        target(found, name, "energy", energy)
        target(found, name, "carbon", carbon)
        row = {"region": name, "quantity": "carbon", "year": 2030, "mode": "elastic"}
        found.rows("totals").append(row | {"total": total, "price_1": price})
    target(found, "全区", "carbon", 17)
    for project, (region, carbon, energy, value) in PROJECTS.items():
        row = {"project": project, "region": region, "carbon": carbon}
        found.rows("projects").append(row | {"energy": energy, "value_added": value})
    for measure, (region, most, saved, cost, category) in MEASURES.items():
        row = {"measure": measure, "region": region, "category": category, "year": 2030}
        amounts = {"carbon_reduction": most, "energy_saving": most * saved, "cost": most * cost}
        found.rows("measures").append(row | amounts)
    return found


def must(found: CaseFiles, project: str) -> CaseFiles:
    """The case with one project 必上."""
    next(p for p in found.rows("projects") if p["project"] == project)["status"] = "must"
    return found


def test_cheap_overruns(tmp_path: Path) -> None:
    """Price 0.02: 40 + 45 + 30 + 85 = 200 of value.

    甲 needs b = 149.3 − 8.4 = 140.9 against H = 114.0, so 26.9 of M1 at 0.03 = 0.807. Overruns: 甲 9 480 + 350 −
    26.9 − 9 700 = 103.1 and 乙 4 200 + 180 − 4 300 = 80, at 0.02 = 3.662. 200 − 0.807 − 3.662 = 195.531.
    """
    found = run(k_case(0.02), tmp_path)
    assert found["objective"] == pytest.approx(195.5310, abs=1e-4)
    assert approved(found) == {"P1", "P2", "P4", "P6"}
    uptake = {m["measure"]: m["share"] for m in found["measures"]}
    assert uptake["M1"] * 120 == pytest.approx(26.9, abs=1e-6)
    assert [uptake[m] for m in ("M2", "M3", "M4", "M5")] == pytest.approx([0, 0, 0, 0], abs=1e-9)
    assert sum(node(found, "甲", "carbon")["overrun"]) == pytest.approx(103.1, abs=1e-6)
    assert sum(node(found, "乙", "carbon")["overrun"]) == pytest.approx(80, abs=1e-6)


def test_dear_overruns(tmp_path: Path) -> None:
    """Price 0.12: every measure cheaper than 0.12 that still cuts an overrun is carried out.

    甲 is 130 over: M1 120 (3.6) and M2 10 (0.5). 乙 is 80 over: M3 70 (1.4), 10 remain at 0.12 = 1.2.
    200 − 3.6 − 0.5 − 1.4 − 1.2 = 193.3.
    """
    found = run(k_case(0.12), tmp_path)
    assert found["objective"] == pytest.approx(193.3000, abs=1e-4)
    assert approved(found) == {"P1", "P2", "P4", "P6"}
    uptake = {m["measure"]: m["share"] * MEASURES[m["measure"]][1] for m in found["measures"]}
    assert [uptake[m] for m in ("M1", "M2", "M3", "M4", "M5")] == pytest.approx([120, 10, 70, 0, 0], abs=1e-6)
    assert sum(node(found, "乙", "carbon")["overrun"]) == pytest.approx(10, abs=1e-6)


@pytest.mark.parametrize(("price", "optimum"), [(0.02, 195.5310), (0.12, 193.3000)])
def test_oracle_agrees_with_the_document(price: float, optimum: float, tmp_path: Path) -> None:
    assert oracle(k_case(price).write(tmp_path)).objective == pytest.approx(optimum, abs=1e-9)


def test_stricter_league_target(tmp_path: Path) -> None:
    """K.3: D of 甲 20 %: 148.98 with P2, P4, P6.  τ = 2.4, H = 9 360 − 9 480 = −120, P2 gives 6.

    甲 must cut 114: M1 114 = 3.42. Its usage is 9 480 + 90 − 114 = 9 456, no overrun. 乙 as before: 1.4 + 1.2.
    40 + 30 + 85 − 3.42 − 2.6 = 148.98.
    """
    found = k_case(0.12)
    next(t for t in found.rows("targets") if (t["region"], t["quantity"]) == ("甲", "carbon"))["reduction"] = 20
    document = run(found, tmp_path)
    assert document["objective"] == pytest.approx(148.98, abs=1e-4)
    assert approved(document) == {"P2", "P4", "P6"}


def test_still_stricter_league_target_has_no_plan(tmp_path: Path) -> None:
    """K.3: D of 甲 21 %: τ = 2.37, H = −237, P2 gives 2.37 · 40 − 90 = 4.8, measures 180: 52.2 are missing."""
    found = k_case(0.12)
    next(t for t in found.rows("targets") if (t["region"], t["quantity"]) == ("甲", "carbon"))["reduction"] = 21
    document = run(found, tmp_path)
    assert document["outcome"] == document["outcome"] | {"stop": "proved_impossible", "hold": "none"}
    found.rows("region_years")[0]["carbon"] = 9480 - 52.3
    assert run(found, tmp_path)["ok"]
    found.rows("region_years")[0]["carbon"] = 9480 - 52.1
    assert not run(found, tmp_path)["ok"]


@pytest.mark.parametrize(("project", "place", "gap"), [("P3", 1, 6.1), ("P5", 2, 2.0)])
def test_gap_of_a_forced_project(project: str, place: int, gap: float, tmp_path: Path) -> None:
    """K.3: P3 lacks 6.1 in 乙 (146.8 − 21.1 of P6 − 49.6 − 70 of M3), P5 lacks 2.0 in 丙 (93 − 36 − 40 − 15).

    Less existing carbon than that by 0.1 makes a plan possible; 0.1 short of it does not.
    """
    assert not run(must(k_case(0.02), project), tmp_path)["ok"]
    for missing, possible in ((0.1, False), (-0.1, True)):
        found = must(k_case(0.02), project)
        found.rows("region_years")[place]["carbon"] -= gap - missing
        assert run(found, tmp_path)["ok"] is possible
