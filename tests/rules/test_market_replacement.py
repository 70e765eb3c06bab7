"""Market and replacement together: what is sold does not replace, what is bought does, and nothing is used twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.solve import oracle
from tests.rules.test_market import moved, traded, uptake
from tests.samples_numbers.worked import run


@pytest.mark.parametrize("ratio", [1.0, 1.2])
def test_one_reduction_serves_once(ratio: float, tmp_path: Path) -> None:
    """P4 of 乙 must replace its 60 one to one: 乙's 70 of M3 less what it sells plus what it buys are at least 60."""
    found = traded(0.02, ratio)
    next(p for p in found.rows("projects") if p["project"] == "P4")["replacement_ratio"] = 100
    document = run(found, tmp_path / "case")
    assert document["objective"] == pytest.approx(oracle(tmp_path / "case").objective, abs=1e-6)
    used = sum(s["amount"] for s in document["sources"] if s["project"] == "P4")
    assert used == pytest.approx(60), "Σ sources = ρ · 60: what 乙 sold serves no project of its own"
    assert all(s["amount"] <= uptake(document)[2] - moved(document, "sold")[1] + 1e-9 for s in document["sources"]
               if s["measure"] == "M3")  # fmt: skip
    served = uptake(document)[2] - moved(document, "sold")[1] + moved(document, "bought")[1]
    assert served >= 60 - 1e-9


def test_bought_quota_replaces(tmp_path: Path) -> None:
    """P1 of 甲 must replace 260 of which 甲 can do 180 (M1, M2): only 70 + 40 of 乙 and 丙 make up for the rest."""
    found = traded(0.02)
    next(p for p in found.rows("projects") if p["project"] == "P1")["replacement_ratio"] = 100
    found.rows("projects")[0]["status"] = "must"
    document = run(found, tmp_path / "case")
    assert document["objective"] == pytest.approx(oracle(tmp_path / "case").objective, abs=1e-6)
    assert moved(document, "bought")[0] >= 80 - 1e-9
    own = [s for s in document["sources"] if s["project"] == "P1" and s["kind"] in ("replacement", "bought")]
    assert sum(s["amount"] for s in own) == pytest.approx(260), "Σ sources = ρ · 260, what is bought among them"
    assert {s["kind"] for s in own} == {"replacement", "bought"}
    del found.settings["rules"]["market"]
    assert run(found, tmp_path / "off")["outcome"]["stop"] == "proved_impossible"
