"""Peaking in turn: after its peak year a region emits no more than the year before."""

from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from optimizer.rules import peak
from optimizer.rules.account import Account
from tests.small import TWO, approved, solve
from tests.verify.hand import make_allocation, make_case, make_policy

REGIONS = ["#,peak_year", "R,,,,,", "甲,R,100,200,400,{peak}", "乙,R,100,100,200,"]
YEARS = "2026, 2027, 2028"
STOCK = [f"{r},{t},100,100,{c}," for r in "甲乙" for t, c in ((2026, 400), (2027, 400), (2028, 390))]


def regions(peak: int | str) -> list[str]:
    return [row.format(peak=peak) for row in REGIONS]


def test_the_row_is_active_after_the_peak(tmp_path: Path) -> None:
    """P (carbon 10, worth 5) starts in 2027: 400 → 410. Peak in 2026: out. Peak in 2027: 410 → 400 falls, so in.

    Q (carbon 10) starts in 2028: 400 → 400 does not rise: in under both.
    """
    case = dict(
        years=YEARS, region_years=STOCK,
        projects=["P,甲,0,10,1,5,0 1 1,,,", "Q,甲,0,10,1,1,0 0 1,,,"],
    )  # fmt: skip
    assert approved(solve(tmp_path / "0", regions=regions(""), **case)) == {"P", "Q"}
    assert approved(solve(tmp_path / "1", regions=regions(2026), **case)) == {"Q"}
    assert approved(solve(tmp_path / "2", regions=regions(2027), **case)) == {"P", "Q"}


def test_the_base_year_counts_for_a_region_that_has_peaked(tmp_path: Path) -> None:
    """甲 peaked by 2025 with 400: P would make 410 of 2026. It starts in the first year, so no row within the plan."""
    case = dict(years=YEARS, region_years=STOCK, projects=["P,甲,0,10,1,5,1,,,"])
    assert approved(solve(tmp_path / "1", regions=regions(2025), **case)) == set()
    assert approved(solve(tmp_path / "2", regions=regions(2026), **case)) == {"P"}


def test_sinks_do_not_help_and_cuts_do(tmp_path: Path) -> None:
    """A cut of 10 in 2027 lets P in (worth 5, cost 1): 4. The same by 生态碳汇 does not: 0."""
    case = dict(years=YEARS, regions=regions(2026), region_years=STOCK, projects=["P,甲,0,10,1,5,0 1 1,,,"])
    cut = solve(tmp_path / "cut", measures=["M,甲,节能降碳,2027,0,10,1,,"], **case)
    assert cut.outcome.objective == pytest.approx(4)
    sink = solve(tmp_path / "sink", measures=["M,甲,生态碳汇,2027,0,10,1,,"], **case)
    assert sink.outcome.objective == pytest.approx(0)


def test_a_cut_that_ends_is_a_rise(tmp_path: Path) -> None:
    """A forced cut of 30 in 2027 alone: 370, then 390 in 2028: no plan after a peak in 2027 (within it there is)."""
    case = dict(years=YEARS, region_years=STOCK, measures=["M,甲,节能降碳,2027,0,30,1,必上,"])
    assert solve(tmp_path / "0", regions=TWO, **case).outcome.stop is Stop.PROVED_BEST
    assert solve(tmp_path / "1", regions=regions(2027), **case).outcome.stop is Stop.PROVED_IMPOSSIBLE


def test_regional_listing_counts_for_the_region(tmp_path: Path) -> None:
    """R peaked in 2026; P in 甲 is 自治区单列: not 甲's, still R's: out. With R free and 甲 peaked it comes in."""
    case = dict(years=YEARS, region_years=STOCK, projects=["P,甲,0,10,1,5,0 1 1,,自治区单列,"])
    root = ["#,peak_year", "R,,,,,2026", "甲,R,100,200,400,", "乙,R,100,100,200,"]
    assert approved(solve(tmp_path / "1", regions=root, **case)) == set()
    assert approved(solve(tmp_path / "2", regions=regions(2026), **case)) == {"P"}


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ((2027, 2028, 2030), [(2028, 405, 410, 410), (2030, 420, 405, 420)]),  # what 2026 was nobody knows
        ((2026, 2027, 2028), [(2026, 410, 400, 410), (2027, 405, 410, 410), (2028, 420, 405, 420)]),
    ],
)
def test_the_year_before_is_the_plan_s_or_the_base_year(
    years: tuple[int, ...], found: list[tuple[int, float, float, float]]
) -> None:
    """甲 peaked in the base year with 400 and emits 410, 405, 420: year, emission, the one before, the larger."""
    case = make_case(
        years=years, regions=[{"region": "甲", "carbon_base": 400, "peak_year": 2025}],
        region_years=[{"region": "甲", "year": y, "carbon": c} for y, c in zip(years, (410, 405, 420), strict=True)],
    )  # fmt: skip
    nodes = {("甲", q, y): {"usage": 0, "gdp": 0} for q in ("energy", "carbon") for y in years}
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert [(f.year, f.left, f.right, f.magnitude) for f in peak.check(account)] == found
