"""The sweep between the stages: one decomposition a value, all in one file of scenarios that compare solves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.app.compare import Wish, compare_case
from optimizer.app.decompose import Asked, NoDecomposition, sweep_case, write_decomposed
from optimizer.cli.main import cli
from optimizer.errors import WrongUsage
from optimizer.report.decompose.terminal import sweep_lines
from tests.decompose.small import sample

CARBON = Asked(quantity="carbon")


def test_every_value_becomes_a_scenario_that_compare_solves(tmp_path: Path) -> None:
    """16 % and 17 % of the region: each reaches its own target; the tighter one cannot be worth more."""
    case = sample(tmp_path)
    found = sweep_case(case, CARBON, "target=16%,17%")
    reached = [one.decomposition.splits[0].support.implied[-1] for _, one in found.swept]
    assert [swept for swept, _ in found.swept] == ["目标16%", "目标17%"]
    assert 0.16 <= reached[0] <= 0.165 and 0.17 <= reached[1] <= 0.175
    assert [line.startswith("扫描 目标") for line in sweep_lines([(s, o.decomposition) for s, o in found.swept])] == [True] * 2
    write_decomposed(found, scenario=Path(case) / "scenarios.toml")
    _, _, mild, tight = compare_case(case, Wish()).sides
    assert (mild.name, tight.name) == ("全区目标分解 目标16%", "全区目标分解 目标17%")
    assert mild.outcome.ok and (not tight.outcome.ok or tight.outcome.objective <= mild.outcome.objective + 1e-9)


def test_lambda_spreads_the_targets(tmp_path: Path) -> None:
    """d_ref = 17 %·(1 + λ·S): four times λ is four times the distance from 17 %."""
    found = sweep_case(sample(tmp_path), CARBON, "lambda=0.05,0.2")
    near, far = (one.decomposition.splits[0].reference - 0.17 for _, one in found.swept)
    assert far.tolist() == pytest.approx((4 * near).tolist())
    assert float(far.max()) > 0.01
    assert [one["swept"] for one in found.document["sweep"]] == ["λ0.05", "λ0.2"]


def test_a_value_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    """λ = 0 would give all the same 17 %, which makes 16.967 % of the region."""
    with pytest.raises(NoDecomposition):
        sweep_case(sample(tmp_path), CARBON, "lambda=0")


def test_the_others_go_on_beside_a_value_that_is_not_reached(tmp_path: Path) -> None:
    """λ = 0 is named with its reason; λ = 0.05 is split. The command ends well and says both."""
    case = sample(tmp_path)
    found = sweep_case(case, CARBON, "lambda=0,0.05")
    assert ([swept for swept, _ in found.swept], [swept for swept, _ in found.missed]) == (["λ0.05"], ["λ0"])
    assert [one["swept"] for one in found.document["sweep"]] == ["λ0.05", "λ0"]
    arguments = ["decompose", case, "--quantity", "carbon", "--sweep", "lambda=0,0.05"]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 0
    assert "扫描 λ0：" in done.output
    none = CliRunner().invoke(cli, [*arguments[:-1], "lambda=0"], standalone_mode=False)
    assert isinstance(none.exception, NoDecomposition) and none.exception.exit_code == 4
    assert "λ0" in str(none.exception)


@pytest.mark.parametrize("text", ["goal=1", "target=", "lambda=-1", "lambda=2", "lambda=5%", "target=17%,17%", "target=x"])
def test_what_is_not_understood(text: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        sweep_case(sample(tmp_path), CARBON, text)
