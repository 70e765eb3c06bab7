"""Trade, grants and banking in hundredths: what is sold covers what is bought, and every printed year still adds up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.app.check import Checked, check_case
from optimizer.app.solve import Run, solve_case
from optimizer.explain.verify import verify_rounded
from tests.oracle.files import CaseFiles
from tests.rules.test_bank import case as banked
from tests.rules.test_market import traded
from tests.small import write_case


def solved(found: CaseFiles, folder: Path) -> tuple[Checked, Run]:
    path = str(found.write(folder))
    return check_case(path), solve_case(path)


def cells(run: Run, quantity: str = "carbon") -> dict[tuple[str, int], dict[str, Any]]:
    """Printed rows as whole hundredths."""
    assert run.plan is not None
    return {
        (r["region"], r["year"]): {c: round(v * 100) for c, v in r.items() if isinstance(v, float) and v == v}
        for r in run.plan.rounded.nodes.to_dict("records") if r["quantity"] == quantity
    }  # fmt: skip


def test_everything_bought_is_sold_at_its_ratio(tmp_path: Path) -> None:
    """K.2 at 0.02 and 1.2: 乙 buys 16.3, 丙 2.0; 甲 sells 1.2 · 18.3 = 21.96; the region 21.96 and 18.3."""
    _, run = solved(traded(0.02, 1.2), tmp_path / "case")
    found = cells(run)
    moved = {region: (row["sold"], row["bought"]) for (region, _), row in found.items()}
    assert moved == {"甲": (2196, 0), "乙": (0, 1630), "丙": (0, 200), "全区": (2196, 1830)}


@pytest.mark.parametrize("ratio", [1.0, 1.07, 1.2, 1.37, 2.0])
def test_off_the_grid_what_is_sold_covers_what_is_bought(ratio: float, tmp_path: Path) -> None:
    """In whole hundredths: sold ≥ ratio · bought, each within one hundredth of its unrounded figure, budgets kept."""
    checked, run = solved(traded(0.02, ratio, 18.00333), tmp_path / "case")
    assert run.allocation is not None and run.plan is not None
    found, leaves = cells(run), ("甲", "乙", "丙")
    assert found["全区", 2030]["sold"] >= ratio * found["全区", 2030]["bought"] - 1e-9
    for column in ("sold", "bought"):
        assert found["全区", 2030][column] == sum(found[leaf, 2030][column] for leaf in leaves)
        exact = run.allocation.nodes.query("quantity == 'carbon'").set_index("region")[column]
        assert all(abs(found[leaf, 2030][column] - 100 * exact[leaf]) <= 1 + 1e-6 for leaf in leaves)
    for leaf in leaves:
        row = found[leaf, 2030]
        assert row["headroom"] == row["budget"] - row["sold"] + row["bought"] - row["usage"] >= 0
    assert verify_rounded(checked.case, checked.policy, run.allocation, run.plan.rounded).ok


@pytest.mark.parametrize(("use", "rule"), [((95.004, 103.003), "bank_max = 0.05"), ((103.003, 95.004), "borrow_max = 0.05")])
def test_what_is_kept_serves_the_other_year(use: tuple[float, float], rule: str, tmp_path: Path) -> None:
    """Hard totals of 100 a year; 95.004 and 103.003 print as 95.00 and 103.00, so that 3.00 have to move.

    Banked or borrowed, the 3.003 go down: 3.00 are enough.
    """
    path = str(write_case(tmp_path / "case", **banked(use, rule)))  # type: ignore[arg-type]
    checked, run = check_case(path), solve_case(path)
    assert run.allocation is not None and run.plan is not None
    found = cells(run, "energy")
    first, second = found["甲", 2026], found["甲", 2027]
    assert first["budget"] <= 10_000 + first["borrowed"] - first["banked"]
    assert second["budget"] <= 10_000 + first["banked"] - first["borrowed"] + second["borrowed"]
    assert (first["banked"], first["borrowed"]) == ((300, 0) if "bank" in rule else (0, 300))
    assert min(first["headroom"], second["headroom"]) >= 0
    assert verify_rounded(checked.case, checked.policy, run.allocation, run.plan.rounded).ok
