"""Coverage: what a node uses and hands down stays inside its budget; two books."""

from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from tests.small import ONE, TWO, approved, figure, solve


def test_usage_stays_inside_the_budget(tmp_path: Path) -> None:
    """甲 exists with 100 under a hard total of 110: P1 (8) and P2 (5) need 13, room is 10, so only P1 (value 8).

    Without coverage both would be approved: 8 + 5 = 13.
    """
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,100,0,"], totals=["甲,能耗,2030,110,刚性,,,"],
        projects=["P1,甲,8,0,8,,,,,", "P2,甲,5,0,5,,,,,"],
    )  # fmt: skip
    assert approved(run) == {"P1"}
    assert run.outcome.objective == pytest.approx(8)
    assert figure(run, "甲", "energy", "usage") == pytest.approx(108)
    assert figure(run, "甲", "energy", "budget") == pytest.approx(110)


def test_the_league_may_pass_where_the_region_fails(tmp_path: Path) -> None:
    """Sinks of 10 bring 甲 (100) to 90 ≤ 95 on the assessment book; the region stays at 100 > 98 on the national one."""
    case = dict(
        regions=ONE, region_years=["甲,2030,100,0,100,10"],
        totals=["甲,碳排放,2030,95,刚性,,,", "R,碳排放,2030,98,刚性,,,"],
    )  # fmt: skip
    assert solve(tmp_path / "n", **case).outcome.stop is Stop.PROVED_IMPOSSIBLE
    counted = solve(tmp_path / "a", rules="coverage = { root_counts_sinks = true }", **case)
    assert figure(counted, "R", "carbon", "usage") == pytest.approx(90)


def test_ecological_measures_count_for_the_league_only(tmp_path: Path) -> None:
    """M (20, 生态碳汇) brings 甲 from 100 to 90 with half of it; the region's 100 does not move."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,0,100,"], totals=["甲,碳排放,2030,90,刚性,,,"],
        measures=["M,甲,生态碳汇,2030,,20,4,,"],
    )  # fmt: skip
    assert run.outcome.objective == pytest.approx(-2)
    assert figure(run, "甲", "carbon", "usage") == pytest.approx(90)
    assert figure(run, "R", "carbon", "usage") == pytest.approx(100)


def test_every_league_may_spend_its_whole_budget(tmp_path: Path) -> None:
    """R may emit 250; 甲 uses 100 − 20 sinks, 乙 100: handed down are 250 − 20 = 230, in the ratio 80 : 100.

    If both spent it all, the nation would count 230 + 20 = 250. Without coverage of the budgets 250 would be handed
    down and the nation could count 270.
    """
    run = solve(
        tmp_path, regions=TWO, region_years=["甲,2030,100,0,100,20", "乙,2030,100,0,100,"],
        totals=["R,碳排放,2030,250,刚性,,,"],
    )  # fmt: skip
    assert figure(run, "甲", "carbon", "budget") == pytest.approx(230 * 80 / 180)
    assert figure(run, "乙", "carbon", "budget") == pytest.approx(230 * 100 / 180)


def test_the_regions_own_part_is_kept_for_it(tmp_path: Path) -> None:
    """R's own 30 of 250 is not handed down: 甲 and 乙 (100 each) get 110 each."""
    run = solve(
        tmp_path, regions=TWO, totals=["R,碳排放,2030,250,刚性,,,"],
        region_years=["甲,2030,100,0,100,", "乙,2030,100,0,100,", "R,2030,0,0,30,"],
    )  # fmt: skip
    assert figure(run, "R", "carbon", "usage") == pytest.approx(230)
    assert figure(run, "甲", "carbon", "budget") == pytest.approx(110)
