"""Changes on one line: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from optimizer.errors import WrongUsage
from optimizer.tables.expression import parse_change, parse_sweep, sweep_name

CARBON = {"region": "甲", "quantity": "carbon", "year": "2030"}


@pytest.mark.parametrize(
    ("text", "table", "where", "put"),
    [
        ("targets.甲.carbon.2030=18%", "targets", CARBON, {"reduction": "18%"}),
        ("目标.甲.碳排放.2030.降低率 = 18 %", "targets", {**CARBON, "quantity": "碳排放"}, {"降低率": "18 %"}),
        ("totals.甲.carbon.2030=9700 万吨", "totals", CARBON, {"total": "9700 万吨"}),
        ("totals.甲.carbon.2030.price_1=0.05", "totals", CARBON, {"price_1": "0.05"}),
        ("totals.*.carbon.*.price_1=0.05", "totals", {"quantity": "carbon"}, {"price_1": "0.05"}),
        ("measures.M1.2030.cost=3", "measures", {"measure": "M1", "year": "2030"}, {"cost": "3"}),
        ("projects.P1.carbon=50", "projects", {"project": "P1"}, {"carbon": "50"}),
        ('projects."P1.2".status=必上', "projects", {"project": "P1.2"}, {"status": "必上"}),
        ("region_years.甲.2030.gdp=4000", "region_years", {"region": "甲", "year": "2030"}, {"gdp": "4000"}),
        ("rules.hand_down.reserve_share=0.05", "rules", {"rule": "hand_down"}, {"reserve_share": "0.05"}),
        ("projects.P1.note=甲=乙", "projects", {"project": "P1"}, {"note": "甲=乙"}),
    ],
)
def test_a_change(text: str, table: str, where: dict[str, str], put: dict[str, str]) -> None:
    change = parse_change(text)
    assert (change.table, change.where, change.put) == (table, where, put)
    assert str(change.place) == f"命令行:{text}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("targets.甲.carbon.2030", "应写成"),
        ("targets.甲.carbon.2030=", "应写成"),
        ("targets.甲.2030=18%", "targets.地区.指标.年份"),
        ("projects.P1=50", "projects.项目编号.列"),
        ("target.甲.carbon.2030=18%", "是否为“targets”"),
        ("rules.hand_down=0.05", "规则应写成"),
        ("=5", "应写成"),
    ],
)
def test_a_change_that_means_nothing(text: str, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        parse_change(text)


def test_the_points_of_a_sweep_are_exact() -> None:
    """0.1 to 0.7 in seven points: tenths, not 0.30000000000000004; thirds to 15 digits."""
    assert parse_sweep("totals.甲.carbon.2030.price_1=0.1:0.7:7").points == tuple(Decimal(n) / 10 for n in range(1, 8))
    thirds = parse_sweep("totals.甲.carbon.2030=0:1:4").points
    assert thirds == (0, Decimal("0.333333333333333"), Decimal("0.666666666666667"), 1)


def test_a_sweep_carries_its_unit_and_runs_down_too() -> None:
    sweep = parse_sweep("targets.甲.carbon.2030=20%:18%:5")
    assert [sweep.at(point).put for point in sweep.points][:2] == [{"reduction": "20%"}, {"reduction": "19.5%"}]
    assert sweep_name(sweep) == "甲 碳排放 2030 降低率"
    assert sweep_name(parse_sweep("totals.*.energy.2030=1:2:2")) == "各 能耗 2030 总量"


@pytest.mark.parametrize(
    "span", ["16", "16:22", "16:22:1", "16:22:0", "16:22:2000", "16:16:3", "16%:22吨:3", "a:b:3", "1:2:2.5"]
)
def test_a_sweep_that_means_nothing(span: str) -> None:
    with pytest.raises(WrongUsage):
        parse_sweep(f"targets.甲.carbon.2030={span}")
