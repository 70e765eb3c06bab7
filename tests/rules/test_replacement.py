"""Replacement: what new projects add is replaced, at a ratio, by reductions delivered before they start."""

from pathlib import Path

import pytest

from optimizer.errors import ShuangkongError
from tests.small import ONE, approved, solve

MORE = "#,two_high,replacement_ratio（%）,start_year,coal（万吨标准煤）"
SERVES = "#,tradable"
YEARS = dict(years="2029, 2030", regions=ONE, region_years=["甲,2029,100,100,400,", "甲,2030,100,100,400,"])
ONE_YEAR = dict(regions=ONE, region_years=["甲,2030,100,100,400,"])


def measures(*amounts: float, tradable: str = "是") -> list[str]:
    """M saves these amounts of carbon in 2029, 2030 (or 2030 alone) at 0.1 a year."""
    years = (2029, 2030)[-len(amounts) :]
    return [SERVES, *(f"M,甲,节能降碳,{y},0,{a},0.1,,,{tradable}" for y, a in zip(years, amounts, strict=True))]


def test_the_ratio_and_who_may_serve(tmp_path: Path) -> None:
    """P adds 10 of carbon (worth 5). Without the rule it comes at once: 5. At 1.2 it needs 12.

    A reduction of 12 at 0.1 lets it in: 4.9; of 11.9 not: 0; one that may not serve neither.
    """
    project = [MORE, "P,甲,0,10,5,5,,,,,,120,,"]
    free = solve(tmp_path / "0", projects=[MORE, "P,甲,0,10,5,5,,,,,,,,"], **ONE_YEAR)
    assert free.outcome.objective == pytest.approx(5)
    for name, given, worth in (
        ("enough", measures(12), 4.9), ("short", measures(11.9), 0), ("closed", measures(12, tradable="否"), 0)
    ):  # fmt: skip
        run = solve(tmp_path / name, projects=project, measures=given, **ONE_YEAR)
        assert run.outcome.objective == pytest.approx(worth), name


def test_two_high_projects_take_the_ratio_of_the_pack(tmp_path: Path) -> None:
    """两高 at 1.5 needs 15; a ratio of its own, 0 %, frees it; other projects are not asked."""
    rules = "replacement = { two_high_ratio = 1.5 }"
    given = measures(14)
    for name, row, worth in (("pack", "是,", 0), ("own", "是,0", 5), ("other", "否,", 5)):
        run = solve(
            tmp_path / name, rules=rules, projects=[MORE, f"P,甲,0,10,5,5,,,,,{row},,"], measures=given, **ONE_YEAR
        )  # fmt: skip
        assert run.outcome.objective == pytest.approx(worth), name


def test_a_source_that_comes_too_late_is_refused(tmp_path: Path) -> None:
    """P starts in 2029 and needs 10; M delivers 0 in 2029 and 20 in 2030: out. Started in 2030 it comes: 5 − 0.1."""
    early = solve(
        tmp_path / "1", projects=[MORE, "P,甲,0,10,5,5,,,,,,100,2029,"], measures=measures(0, 20), **YEARS
    )  # fmt: skip
    assert approved(early) == set()
    late = solve(tmp_path / "2", projects=[MORE, "P,甲,0,10,5,5,,,,,,100,2030,"], measures=measures(0, 20), **YEARS)
    assert approved(late) == {"P"}


def test_one_reduction_serves_once_and_the_table_says_whom(tmp_path: Path) -> None:
    """P (10, from 2029) and Q (10, from 2030); M delivers 10, then 15: Q is 5 short. With 20 both: 10 each.

    Σ sources of each = 1.0 · 10; P's from 2029, Q's from 2030.
    """
    projects = [MORE, "P,甲,0,10,5,5,,,,,,100,2029,", "Q,甲,0,10,4,4,,,,,,100,2030,"]
    assert approved(solve(tmp_path / "1", projects=projects, measures=measures(10, 15), **YEARS)) == {"P"}
    run = solve(tmp_path / "2", projects=projects, measures=measures(10, 20), **YEARS)
    assert approved(run) == {"P", "Q"}
    found = {(s["project"], s["measure"], s["year"]): s["amount"] for s in run.document["sources"]}
    assert found == {("P", "M", 2029): pytest.approx(10), ("Q", "M", 2030): pytest.approx(10)}


def test_a_source_that_falls_off_is_followed_by_another(tmp_path: Path) -> None:
    """M delivers 10 and then 4; N, dearer, delivers 6 in 2030 alone: P's 10 are M's, from 2030 on 4 and N's 6."""
    given = [*measures(10, 4), "N,甲,淘汰产能,2030,0,6,1,,,是"]
    run = solve(tmp_path, projects=[MORE, "P,甲,0,10,5,5,,,,,,100,2029,"], measures=given, **YEARS)
    found = [(s["measure"], s["year"], round(s["amount"], 9)) for s in run.document["sources"]]
    assert found == [("M", 2029, 10), ("N", 2030, 6)]


def test_less_than_all_leaves_the_rest_to_the_growth_quota(tmp_path: Path) -> None:
    """40 % of 10 is replaced, 6 come from the growth quota: Σ sources = 10 ≥ 0.4 · 10."""
    run = solve(tmp_path, projects=[MORE, "P,甲,0,10,5,5,,,,,,40,,"], measures=measures(8), **ONE_YEAR)
    assert [(s["measure"], s["amount"]) for s in run.document["sources"]] == [
        ("M", pytest.approx(4)), ("", pytest.approx(6))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value_added", "ratio"), [(5, 0.0), (4.9, 1.0), (2.5, 1.0), (2.4, 1.2), (1.25, 1.2), (1.2, 1.5), (0, 1.5)]
)
def test_bands_by_intensity_over_the_target(value_added: float, ratio: float, tmp_path: Path) -> None:
    """τ = 0.5·400/100 = 2: c/v ≤ 2 → 0, ≤ 4 → 1, ≤ 8 → 1.2, beyond 1.5, on the net burden 10 − 2·v.

    P comes when the reduction is just enough and stays out when it lacks a hundredth.
    """
    volume = ratio * max(0.0, 10 - 2 * value_added)
    rules = 'replacement = { form = "bands" }'
    for name, given, comes in (("enough", volume, True), ("short", volume - 0.01, volume == 0)):
        run = solve(
            tmp_path / name, rules=rules, projects=[MORE, f"P,甲,0,10,{value_added},5,,,,,是,,,"],
            measures=measures(max(given, 0)), targets=["甲,碳排放,2030,50,"], regions=ONE,
            region_years=["甲,2030,1000,100,400,"],
        )  # fmt: skip
        assert approved(run) == ({"P"} if comes else set())


@pytest.mark.parametrize(("value_added", "volume"), [(25 / 3, 1.0), (50 / 9, 1.5), (50 / 27, 4.5)])
def test_the_henan_form(value_added: float, volume: float, tmp_path: Path) -> None:
    """A = 5 万tce, B = 0.3, C̄ = 0.9: C = 0.6, 0.9, 2.7 t/万元 ask for 10 000, 15 000, 45 000 tce."""
    rules = 'replacement = { form = "henan", henan_mean = 0.9 }'
    for name, given, comes in (("enough", volume * (1 + 1e-9), True), ("short", volume - 0.01, False)):
        run = solve(
            tmp_path / name, rules=rules, projects=[MORE, f"P,甲,5,10,{value_added:.12g},5,,,,,是,,,"],
            measures=[SERVES, f"M,甲,节能降碳,2030,{given:.12g},0,0.1,,,是"], **ONE_YEAR,
        )  # fmt: skip
        assert approved(run) == ({"P"} if comes else set())


def test_the_henan_form_leaves_coal_out(tmp_path: Path) -> None:
    """A = 5 − 2 of coal, C = 5/5 = 1, C̄ = 1, B = 0.3: 0.9."""
    rules = 'replacement = { form = "henan", henan_mean = 1.0 }'
    for amount, comes in ((0.9, {"P"}), (0.89, set())):
        run = solve(
            tmp_path / str(amount), rules=rules, projects=[MORE, "P,甲,5,10,5,5,,,,,是,,,2"],
            measures=[SERVES, f"M,甲,节能降碳,2030,{amount},0,0.1,,,是"], **ONE_YEAR,
        )  # fmt: skip
        assert approved(run) == comes


def test_the_henan_form_needs_a_mean(tmp_path: Path) -> None:
    with pytest.raises(ShuangkongError):
        solve(tmp_path, rules='replacement = { form = "henan" }', **ONE_YEAR)
