"""The command: terminal, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.cli.main import cli
from optimizer.domain.why import Holding
from optimizer.errors import WrongUsage
from optimizer.report.why.terminal import figure, price_sentence
from tests.small import ONE, write_case
from tests.why.told import K_CASE


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["why", *arguments], standalone_mode=False, catch_exceptions=False)
    return result.return_value, result.output


def test_a_region_on_the_terminal_and_as_json(tmp_path: Path) -> None:
    """K, 乙: the lines of its usage with cells, the total that binds, the price of 2.9, ranges and P3."""
    code, said = call(
        K_CASE, "乙", "2030", "碳排放", "--ranges", "--project", "P3", "--json", str(tmp_path / "why.json")
    )
    assert code == 0
    for part in (
        "＋乙存量＝4,200 万吨CO2",
        "region_years.csv:E3",
        "总量每增加 1 万吨CO2",
        "界值 2.9",
        "外界",
        "强制批准：没有可行方案",
    ):
        assert part in said
    document = json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))
    (place,) = document["places"]
    assert place["holding_price"]["price"] == pytest.approx(2.9)
    usage = place["figures"][0]
    assert usage["figure"] == pytest.approx(sum(part["sign"] * part["figure"] for part in usage["parts"]))
    assert document["project"]["forced"][0]["possible"] is False
    assert len(document["ranges"]["spans"]) == 3


def test_no_plan_is_exit_4(tmp_path: Path) -> None:
    case = write_case(tmp_path, regions=ONE, region_years=["甲,2030,100,100,330,"], targets=["甲,carbon,2030,20,"])
    code, said = call(str(case), "甲", "--json", str(tmp_path / "why.json"))
    assert code == 4
    assert json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))["ok"] is False


def test_an_unknown_region_names_the_nearest() -> None:
    with pytest.raises(WrongUsage, match="是否指“全区”"):
        call(K_CASE, "全区域")


def test_sentences_of_prices() -> None:
    assert "任何价格都不能" in price_sentence(Holding("甲", "carbon", 2030, 10.0, float("inf")))
    assert "任何大于零的价格" in price_sentence(Holding("甲", "carbon", 2030, 10.0, 0.0))
    said = price_sentence(Holding("甲", "carbon", 2030, 10.0, 0.24148))
    assert "0.2414 万元/吨时仍超用" in said
    assert "达到 0.2415 万元/吨" in said


@pytest.mark.parametrize(("value", "shown"), [(9803.1, "9,803.1"), (1e-5, "1e-05"), (0.1 + 0.2, "0.3")])
def test_figures_are_shown_with_the_digits_that_mean_something(value: float, shown: str) -> None:
    assert figure(value) == shown
