"""Intensity: growth must be cleaner than the target allows; paths fill the years (F.3)."""

from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from tests.small import ONE, approved, figure, solve


def test_value_added_makes_room(tmp_path: Path) -> None:
    """τ = 0.9·200/100 = 1.8; room 1.8·100 − 170 = 10. P1 takes 30 − 1.8·10 = 12 > 10, P2 30 − 1.8·12 = 8.4 ≤ 10.

    Without the rule both would be approved: 10 + 12 = 22.
    """
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,170,0,"], targets=["甲,能耗,2030,10,"],
        projects=["P1,甲,30,0,10,,,,,", "P2,甲,30,0,12,,,,,"],
    )  # fmt: skip
    assert approved(run) == {"P2"}
    assert figure(run, "甲", "energy", "target_intensity") == pytest.approx(1.8)
    assert figure(run, "甲", "energy", "budget") == pytest.approx(1.8 * 112)


def test_a_clean_project_carries_a_dirty_one(tmp_path: Path) -> None:
    """No room (180 = 1.8·100): P2 gives back 30 − 1.8·20 = −6, which pays for P1's 24 − 1.8·10 = 6."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,180,0,"], targets=["甲,能耗,2030,10,"],
        projects=["P1,甲,24,0,10,,,,,", "P2,甲,30,0,20,,,,,"],
    )  # fmt: skip
    assert approved(run) == {"P1", "P2"}
    assert figure(run, "甲", "energy", "headroom") == pytest.approx(0, abs=1e-9)


def test_intensity_is_never_relaxed(tmp_path: Path) -> None:
    """181 > 1.8·100: no plan, whatever it would pay; reported only, the same case passes."""
    case = dict(regions=ONE, region_years=["甲,2030,100,181,0,"])
    assert solve(tmp_path / "h", targets=["甲,能耗,2030,10,"], **case).outcome.stop is Stop.PROVED_IMPOSSIBLE
    run = solve(tmp_path / "r", targets=["甲,能耗,2030,10,仅报告"], **case)
    assert figure(run, "甲", "energy", "intensity") == pytest.approx(1.81)


@pytest.mark.parametrize(
    ("path", "cumulative"),
    [("linear", [3.4, 6.8, 10.2, 13.6, 17.0]), ("geometric", [3.658, 7.182, 10.577, 13.849, 17.0])],
)
def test_paths(tmp_path: Path, path: str, cumulative: list[float]) -> None:
    """F.3: D = 17 % over five years; base intensity 200/100 = 2.0."""
    years = [2026, 2027, 2028, 2029, 2030]
    run = solve(
        tmp_path, years=", ".join(map(str, years)), path=path, regions=ONE,
        region_years=[f"甲,{year},100,100,0," for year in years], targets=["甲,能耗,2030,17,"],
    )  # fmt: skip
    for year, reduction in zip(years, cumulative, strict=True):
        found = figure(run, "甲", "energy", "target_intensity", year)
        assert 100 * (1 - found / 2.0) == pytest.approx(reduction, abs=5e-4)


def test_no_path_leaves_the_years_between_free(tmp_path: Path) -> None:
    """2029 may use 190 (> 1.8·100) when only 2030 has a target; a linear path asks for 1 − 0.8·0.1 = 0.92·2·100."""
    case = dict(
        years="2029, 2030", regions=ONE, region_years=["甲,2029,100,190,0,", "甲,2030,100,170,0,"],
        targets=["甲,能耗,2030,10,"],
    )  # fmt: skip
    assert solve(tmp_path / "n", **case).outcome.ok
    assert solve(tmp_path / "l", path="linear", **case).outcome.stop is Stop.PROVED_IMPOSSIBLE


def test_years_after_the_last_row_have_no_target(tmp_path: Path) -> None:
    run = solve(
        tmp_path, years="2029, 2030", path="linear", regions=ONE, targets=["甲,能耗,2029,10,"],
        region_years=["甲,2029,100,170,0,", "甲,2030,100,999,0,"],
    )  # fmt: skip
    assert figure(run, "甲", "energy", "target_intensity", 2030) != figure(
        run, "甲", "energy", "target_intensity", 2029
    )
    assert run.outcome.ok
