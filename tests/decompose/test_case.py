"""From a case to targets: what is taken from where, what is refused, and the lock below the leagues."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app import decompose as app
from optimizer.app.check import Checked, check_case
from optimizer.app.decompose import Asked, NoDecomposition, decompose_case
from optimizer.errors import WrongUsage
from optimizer.packs.edition import Value
from tests.decompose.small import SAMPLE, sample
from tests.small import write_case

THREE = ["R,,,,", "甲,R,,,", "甲1,甲,60,120,240", "甲2,甲,40,80,160", "乙,R,100,100,200"]
YEARS = ["甲1,2030,72,130,250,", "甲2,2030,48,90,170,", "乙,2030,120,110,210,"]
REASON = "内部摸底"


def banners(folder: Path) -> str:
    """A region, a league with two banners that grow 20 %, and a league; carbon targets of the region and the league."""
    targets = ["R,carbon,2030,17,", "甲,carbon,2030,18,"]
    return str(write_case(folder / "case", regions=THREE, region_years=YEARS, targets=targets))


def test_l20_the_sample_is_the_first_row_of_d4() -> None:
    """Its own targets 18/17/15 % make 17.434 %; the region has no energy target, so energy is left out and said."""
    found = decompose_case(str(SAMPLE)).decomposition
    assert found.skipped == ("energy",)
    split = found.splits[0]
    assert split.limits.target == 0.17
    assert split.given_support is not None
    assert split.given_support.members[-1] == pytest.approx(15169.60)
    assert split.given_support.implied[-1] == pytest.approx(0.17434, abs=5e-6)
    assert split.support.verdicts == ("supports",)


@pytest.mark.parametrize(
    ("old", "new", "implied", "verdict"),
    [("甲,2030,3900", "甲,2030,4100", 0.16736, "fails"), ("乙,2030,2560", "乙,2030,2900", 0.17689, "over_tight")],
)
def test_growth_decides(old: str, new: str, implied: float, verdict: str, tmp_path: Path) -> None:
    """乙 at 2 900: 9 594 + 0.83·2·2 900 + 1 326 = 15 734; region GDP 8 750 at 2.184615: 19 115.385;
    1 − 15 734/19 115.385 = 17.689 %."""
    split = decompose_case(sample(tmp_path, region_years=(old, new))).decomposition.splits[0]
    assert split.given_support is not None
    assert split.given_support.implied[-1] == pytest.approx(implied, abs=5e-6)
    assert split.given_support.verdicts == (verdict,)
    assert split.support.verdicts == ("supports",)


def test_l24_energy_and_carbon_from_the_same_gdp() -> None:
    found = decompose_case(str(SAMPLE), Asked(target=("energy=11%",))).decomposition
    energy, carbon = found.splits
    assert (energy.ground.quantity, carbon.ground.quantity) == ("energy", "carbon")
    assert (energy.limits.target, carbon.limits.target) == (0.11, 0.17)
    assert energy.ground.gdp.tolist() == carbon.ground.gdp.tolist() == [[3900], [2560], [1950]]


def test_l21_below_the_league_is_locked(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="旗县"):
        decompose_case(banners(tmp_path), Asked(region="甲"))


def test_l21_a_reason_unlocks(tmp_path: Path) -> None:
    """The league's base is the sum of its banners, 400 over 100; both grow alike, so there is no composition effect
    and, being of the same intensity, both banners differ by their size alone."""
    found = decompose_case(banners(tmp_path), Asked(region="甲", unlock=REASON)).decomposition
    split = found.splits[0]
    assert (found.node, found.unlocked) == ("甲", REASON)
    assert [member.region for member in split.ground.members] == ["甲1", "甲2"]
    assert split.limits.target == 0.18
    assert split.ground.structure[-1] == pytest.approx(0, abs=1e-12)
    assert split.reduction[0] > 0.18 > split.reduction[1]


@pytest.mark.parametrize("reason", ["", "  "])
def test_l21_an_empty_reason_does_not(reason: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="理由"):
        decompose_case(banners(tmp_path), Asked(region="甲", unlock=reason))


def test_banners_count_inside_their_league(tmp_path: Path) -> None:
    """Leagues 甲 (72 + 48 = 120 亿元) and 乙 (120)."""
    split = decompose_case(banners(tmp_path)).decomposition.splits[0]
    assert [member.region for member in split.ground.members] == ["甲", "乙"]
    assert split.ground.gdp.tolist() == [[120], [120]]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(region="丁"), "没有地区“丁”"), (Asked(region="甲"), "没有下级"),
        (Asked(quantity="energy"), "没有能耗降低率目标"), (Asked(target=("17%",)), "须写明指标"),
        (Asked(quantity="carbon", target=("170%",)), "170%"), (Asked(quantity="carbon", target=("many",)), "many"),
        (Asked(quantity="carbon", target=("energy=9%",)), "不在本次"),
        (Asked(quantity="carbon", target=("17%", "18%")), "两个数"), (Asked(weight=("age=1",)), "age=1"),
        (Asked(weight=("intensity=0",)), "合计为零"), (Asked(weight=("gdp_per_head=1",)), "缺：甲、乙、丙"),
        (Asked(weight=("ets_share=1",)), "案例没有填"), (Asked(classes=2), "只用于分档法"),
        (Asked(method="class"), "组别"), (Asked(method="class", classes=4), "1—3"),
        (Asked(unlock=REASON), "不在锁定范围"),
    ],
)  # fmt: skip
def test_what_is_refused(asked: Asked, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        decompose_case(str(SAMPLE), asked)


def test_a_blank_base_is_refused(tmp_path: Path) -> None:
    """Energy has targets in no row here, so its blank passes the check of the case."""
    path = write_case(
        tmp_path / "case", regions=["R,,,,", "甲,R,100,,400", "乙,R,100,100,200"],
        region_years=["甲,2030,120,100,300,", "乙,2030,120,100,200,"],
    )  # fmt: skip
    with pytest.raises(WrongUsage, match="缺基期数.*R、甲"):
        decompose_case(str(path), Asked(quantity="energy", target=("10%",)))


def test_bounds_that_cannot_carry_the_region(tmp_path: Path) -> None:
    """All at 16 %: 18 380/18 372.615·0.16 − 0.0402 % = 15.966 %, short of 17."""
    with pytest.raises(NoDecomposition, match=r"15\.966%") as caught:
        decompose_case(str(SAMPLE), Asked(quantity="carbon", upper=("16%",)))
    assert caught.value.exit_code == 4


def test_bounds_and_spread_hold() -> None:
    asked = Asked(quantity="carbon", lower=("14%",), upper=("19%",), spread=("4%",))
    found = decompose_case(str(SAMPLE), asked).decomposition.splits[0].reduction
    assert 0.14 - 1e-9 <= found.min() <= found.max() <= 0.19 + 1e-9
    assert found.max() - found.min() <= 0.04 + 1e-9


def test_groups_of_the_case_share_a_target() -> None:
    split = decompose_case("neimenggu-2026", Asked(quantity="carbon", method="class")).decomposition.splits[0]
    by_group = {(group, float(d)) for group, d in zip(split.groups, split.reduction, strict=True)}
    assert len(by_group) == len(set(split.groups)) == 3
    assert split.support.verdicts[-1] == "supports"


def test_weights_of_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack may set weights; what the case lacks drops out of them, and what is typed comes before them."""
    checked = check_case(str(SAMPLE))
    edition = checked.policy.edition
    weights = Value(value=("intensity=3", "share=1", "ets_share=4"), document="DESIGN", mark="DESIGN")
    parameters = {**edition.values["parameters"]}
    parameters["decompose"] = {**parameters["decompose"], "weights": weights}
    changed = edition.model_copy(update={"values": {**edition.values, "parameters": parameters}})
    policy = replace(checked.policy, edition=changed)
    monkeypatch.setattr(app, "check_case", lambda name: Checked(checked.case, policy, ()))
    assert _weights(Asked()) == {"intensity": 0.75, "share": 0.25, "ets_share": 0.0}
    assert _weights(Asked(weight=("share=1",))) == {"intensity": 0.0, "share": 1.0, "ets_share": 0.0}


def _weights(asked: Asked) -> dict[str, float]:
    factors = decompose_case(str(SAMPLE), asked).decomposition.splits[0].factors
    return {f.name: f.weight for f in factors if f.name in ("intensity", "share", "ets_share")}
