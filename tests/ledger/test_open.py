"""Opening a book from a plan: the K case by hand, everything that a case may have, and the identity of B.3."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from optimizer.app.check import check_case
from optimizer.app.ledger import ROUNDING
from optimizer.app.solve import solve_checked
from optimizer.domain.ledger import Line
from optimizer.systems.ledger.ledger import balance
from optimizer.systems.ledger.open import gaps, open_book
from tests.ledger.small import K_CASE, TWO_YEARS, opened, row
from tests.oracle.files import CaseFiles
from tests.properties.optimum import cases, few
from tests.small import write_case

SHIPPED = "neimenggu-2026"


def test_the_k_case_by_hand() -> None:
    """K.2, no trade, π = 0.02: P1 and P2 in 甲, M1 26.9. Quota 2.46·3900 − 9000 = 594; stock 9480 − 9000 = 480;
    594 − 480 + 26.9 − (260 + 90) = −209.1 = −2.46·85: the value added above the expected path. The hard balance has
    room 0, the elastic one is over by 103.1, all of it backed by growth."""
    found = row(balance(opened(K_CASE), "carbon"), "甲", 2030)
    assert {line: found.flow(line) for line in (Line.QUOTA, Line.STOCK, Line.OCCUPATION)} == {
        Line.QUOTA: 594, Line.STOCK: 480, Line.OCCUPATION: 350,
    }  # fmt: skip
    assert found.reductions == {"节能降碳": pytest.approx(Decimal("26.9"), abs=Decimal("1e-9"))}
    assert found.closing == pytest.approx(Decimal("-209.1"), abs=Decimal("1e-9"))
    assert found.intensity_room == pytest.approx(0, abs=1e-9)
    assert found.backed == pytest.approx(Decimal("103.1"), abs=Decimal("1e-9"))
    assert found.unbacked == pytest.approx(0, abs=1e-9)


def test_energy_and_carbon_are_separate_books() -> None:
    """甲 energy: 0.968·3900 − 3300 = 475.2; stock 390; M1 26.9·0.35 = 9.415; P1 95 + P2 30."""
    found = row(balance(opened(K_CASE), "energy"), "甲", 2030)
    assert (found.flow(Line.QUOTA), found.flow(Line.STOCK), found.flow(Line.OCCUPATION)) == (Decimal("475.2"), 390, 125)
    assert found.reductions["节能降碳"] == pytest.approx(Decimal("9.415"), abs=Decimal("1e-9"))


@pytest.mark.parametrize("name", ["k", "two years", SHIPPED])
def test_the_identity_holds(name: str, tmp_path: Path) -> None:
    """B.3 to 1e-6 at every node and year, with ramps, listings, sinks and a measure that ends."""
    case = {"k": str(K_CASE), SHIPPED: SHIPPED}.get(name) or str(write_case(tmp_path, **TWO_YEARS))  # type: ignore[arg-type]
    found = opened(Path(case))
    left = list(gaps(found.book, found.entries, check_case(case).case))
    assert len(left) >= 6
    assert max(abs(gap) for *_, gap, _ in left) < Decimal("1e-6")


@few
@given(cases)
def test_the_identity_holds_in_any_case(case: CaseFiles) -> None:
    """Random cases: trees of three levels, gaps between a measure's years, listings, sinks, figures of any size."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(case.write(Path(folder) / "case"))
        checked = check_case(path)
        run = solve_checked(checked)
    if run.allocation is None:
        return
    made, entries = open_book("账", checked.case, checked.policy, run.allocation, "SK-0")
    for *_, gap, size in gaps(made, entries, checked.case):
        assert abs(gap) <= max(Decimal("1e-6"), size * ROUNDING)


def test_a_measure_may_rest_for_a_year(tmp_path: Path) -> None:
    """M1 saves 12 in 2026 and 2028 and has no row for 2027: 12, −12, 12."""
    tables = TWO_YEARS | {
        "years": "2026, 2027, 2028", "measures": ["M1,甲,节能降碳,2026,6,12,0.1,必上,", "M1,甲,节能降碳,2028,6,12,0.1,必上,"],
        "region_years": [*TWO_YEARS["region_years"], "甲,2028,130,215,430,5", "乙,2028,130,108,215,0"],
        "targets": ["甲,carbon,2028,7,hard"], "projects": ["P1,甲,10,20,10,5,0.5 1 1,must,,"],
    }  # fmt: skip
    entries = opened(write_case(tmp_path, **tables)).entries  # type: ignore[arg-type]
    assert [(e.year, e.amount) for e in entries if (e.subject, e.quantity) == ("M1", "carbon")] == [
        (2026, 12), (2027, -12), (2028, 12),
    ]  # fmt: skip


def test_where_listed_projects_are_charged(tmp_path: Path) -> None:
    """自治区单列 P2: occupation at R in its first year, memo at 甲; 国家单列 P3: memo at 乙 alone."""
    entries = opened(write_case(tmp_path, **TWO_YEARS)).entries  # type: ignore[arg-type]
    found = {(e.subject, e.line, e.region, e.year, e.amount) for e in entries
             if e.quantity == "carbon" and e.line in (Line.OCCUPATION, Line.LISTED)}  # fmt: skip
    assert found == {
        ("P1", Line.OCCUPATION, "甲", 2026, 20), ("P2", Line.OCCUPATION, "R", 2027, 8), ("P2", Line.LISTED, "甲", 2027, 8),
        ("P3", Line.LISTED, "乙", 2026, 12),
    }  # fmt: skip


def test_sinks_count_for_the_league_and_not_for_the_region(tmp_path: Path) -> None:
    """甲: sinks that exist 2 then 5, and M2 3 in 2026 and none after: 2 + 3, then 3 − 3."""
    found = balance(opened(write_case(tmp_path, **TWO_YEARS)), "carbon")  # type: ignore[arg-type]
    assert [row(found, "甲", y).reductions["生态碳汇"] for y in (2026, 2027)] == [5, 0]
    assert all("生态碳汇" not in row(found, "R", y).reductions for y in (2026, 2027))


def test_approved_value_is_occupied_whatever_the_ramp(tmp_path: Path) -> None:
    """P1 runs at half in 2026 and takes its whole 20 from the balance all the same."""
    found = row(balance(opened(write_case(tmp_path, **TWO_YEARS)), "carbon"), "甲", 2026)  # type: ignore[arg-type]
    assert found.flow(Line.OCCUPATION) == 20
