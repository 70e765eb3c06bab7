"""Regrets of whole cases: what they say, and how they leave the program."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from click.testing import CliRunner

from optimizer.app.regret import Regretted, regret_case, write_regret
from optimizer.cli.main import cli
from optimizer.domain.regret import Decision, Effect, Regret, State
from optimizer.errors import WrongUsage
from optimizer.text import regret as words
from tests.architecture.sources import ROOT
from tests.small import ONE, TWO, write_case

K = str(ROOT / "tests/samples/k-case")


@pytest.fixture(scope="module")
def k() -> Regretted:
    """The worked case of domain.md K: proved plan P1, P2, P4, P6, worth 195.531."""
    return regret_case(K)


def of(found: Regretted, project: str) -> Regret:
    assert found.regrets is not None
    return next(regret for regret in found.regrets.regrets if regret.project == project)


def effect(regret: Regret, decision: Decision) -> Effect:
    return next(effect for effect in regret.effects if effect.decision is decision)


def test_k_projects_that_cannot_be_approved(k: Regretted) -> None:
    """K.3: P3 alone and P5 alone have no plan; refusing them is the plan itself."""
    for project in ("P3", "P5"):
        forced = effect(of(k, project), Decision.IN)
        assert (forced.state, forced.low, forced.high) == (State.IMPOSSIBLE, -math.inf, -math.inf)
        assert effect(of(k, project), Decision.OUT).low == 0
        assert [e.decision for e in of(k, project).changes] == [Decision.IN]


@pytest.mark.parametrize(
    ("project", "carbon", "energy"), [("P1", 149.3, 51.44), ("P2", -8.4, -8.72), ("P3", 146.8, 46.65)]
)
def test_k_net_burdens(k: Regretted, project: str, carbon: float, energy: float) -> None:
    """The table of K.1; at the region with τ_R = 1.8132308 for carbon: P3 180 − 20·τ_R = 143.7354."""
    burden = of(k, project).burden
    assert (burden.league_carbon, burden.league_energy) == pytest.approx((carbon, energy))
    assert of(k, "P3").burden.region_carbon == pytest.approx(180 - 20 * 1.8132308, abs=1e-5)


def test_k_break_even(k: Regretted) -> None:
    """v* = c/τ (domain.md E.4): P3 180/1.66 and 60/0.6675, P2 90/2.46 and 30/0.968."""
    three, two = of(k, "P3"), of(k, "P2")
    assert (three.break_even_carbon, three.break_even_energy) == pytest.approx((180 / 1.66, 60 / 0.6675))
    assert (two.break_even_carbon, two.break_even_energy) == pytest.approx((90 / 2.46, 30 / 0.968))


def test_one_displaces_the_other(tmp_path: Path) -> None:
    """τ = (1 − 10 %)·4 = 3.6 and GDP 100 allow 360 carbon; 300 exist, room 60.

    P1 (worth 10, carbon 60, value added 0) is in, P2 (worth 8, carbon 40) is out. P2 in: P1 out, 8 − 10 = −2, and 20
    of the headroom come back. P1 out: P2 in, the same plan. Break-even of P1: 60/3.6 = 16.67.
    """
    found = regret_case(str(write_case(
        tmp_path / "case", regions=ONE, region_years=["甲,2030,100,100,300,0"], targets=["甲,carbon,2030,10,hard"],
        projects=["P1,甲,1,60,0,10,1,,,", "P2,甲,1,40,0,8,1,,,"],
    )))  # fmt: skip
    first, second = effect(of(found, "P1"), Decision.OUT), effect(of(found, "P2"), Decision.IN)
    for one in (first, second):
        assert (one.state, one.low) == (State.EXACT, pytest.approx(-2))
        assert one.parts is not None and one.eaten is not None
        assert one.eaten.league_carbon == pytest.approx(-20)
        assert math.isnan(one.eaten.region_carbon)
    assert second.parts is not None
    assert (second.parts.own, second.parts.others) == pytest.approx((8, -10))
    assert [(s.project, s.change) for s in second.displaced] == [("P1", -1)]
    assert [(s.project, s.change) for s in first.admitted] == [("P2", 1)]
    assert of(found, "P1").break_even_carbon == pytest.approx(60 / 3.6)


def test_overruns_and_measures_are_parts(tmp_path: Path) -> None:
    """Elastic total 300, price 0.1; 300 exist. P1 (worth 9, carbon 50) costs 5 of overrun, less by M1: 20 for 1.

    Plan: P1, M1: 9 − 1 − 30·0.1 = 5. P1 out: −9, M1 back +1, overrun back +3: −5.
    """
    found = regret_case(str(write_case(
        tmp_path / "case", regions=ONE, region_years=["甲,2030,100,100,300,0"],
        totals=["甲,carbon,2030,300,elastic,,0.1,"], projects=["P1,甲,1,50,0,9,1,,,"],
        measures=["M1,甲,节能降碳,2030,0,20,1,,"],
    )))  # fmt: skip
    out = effect(of(found, "P1"), Decision.OUT)
    assert out.parts is not None
    assert (out.parts.own, out.parts.others, out.parts.measures, out.parts.overrun) == pytest.approx((-9, 0, 1, 3))
    assert out.low == pytest.approx(-5)


def test_officers_decisions_are_freed(tmp_path: Path) -> None:
    """Room 60 as above. P1 (worth 1) is 必上 and uses all of it; freed, P2 (worth 8) comes in: +7. P3 is 否决.

    Freed, P3 (worth 0.5, carbon 10) finds no room: nothing is gained.
    """
    found = regret_case(str(write_case(
        tmp_path / "case", regions=ONE, region_years=["甲,2030,100,100,300,0"], targets=["甲,carbon,2030,10,hard"],
        projects=["P1,甲,1,60,0,1,1,must,,", "P2,甲,1,40,0,8,1,,,", "P3,甲,1,10,0,0.5,1,rejected,,"],
    )))  # fmt: skip
    assert [e.decision for e in of(found, "P1").effects] == [Decision.FREE]
    freed = effect(of(found, "P1"), Decision.FREE)
    assert (freed.low, freed.high, freed.approval) == (pytest.approx(7), pytest.approx(7), 0.0)
    assert [(s.project, s.change) for s in freed.admitted] == [("P2", 1)]
    assert effect(of(found, "P3"), Decision.FREE).high == 0


def test_a_case_without_a_plan_is_told_with_its_conflict(tmp_path: Path) -> None:
    """301 exist under 3.6·… = 300 at D = 25 %: no plan, so no regrets; exit 4 and the JSON of the contract."""
    folder = write_case(
        tmp_path / "case", regions=ONE, region_years=["甲,2030,100,100,301,0"], targets=["甲,carbon,2030,25,hard"],
        projects=["P1,甲,1,60,0,10,1,,,"],
    )  # fmt: skip
    result = CliRunner().invoke(cli, ["regret", str(folder), "--json", str(tmp_path / "r.json")], standalone_mode=False)
    assert result.return_value == 4
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert [member["rule"] for member in document["conflict"]] == ["intensity"]


def test_json_and_workbook(k: Regretted, tmp_path: Path) -> None:
    """The impossible is null in JSON and blank in the sheet, with its word beside it; six decisions would change."""
    write_regret(k, tmp_path / "r.xlsx", tmp_path / "r.json")
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (document["ok"], document["complete"], document["exact"]) == (True, True, True)
    three = next(r for r in document["regrets"] if r["project"] == "P3")
    forced = next(d for d in three["decisions"] if d["decision"] == "in")
    assert (forced["state"], forced["objective_change"]) == ("impossible", {"low": None, "high": None})
    assert three["net_burden"]["league"]["carbon"] == pytest.approx(146.8)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")[words.SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=11)]
    assert [row[1] for row in rows] == ["P3", "P5", "P6", "P1", "P2", "P4"]
    assert [row[7] for row in rows] == [words.STATE["impossible"]] * 2 + [words.STATE["exact"]] * 4
    assert [row[9:11] for row in rows[:2]] == [[None, None]] * 2
    assert rows[2][9] == pytest.approx(-83.4)


def test_named_projects_only(k: Regretted) -> None:
    found = regret_case(K, ["P6", "P3"])
    assert found.regrets is not None
    assert [regret.project for regret in found.regrets.regrets] == ["P3", "P6"]
    assert [repr(regret) for regret in found.regrets.regrets] == [repr(of(k, "P3")), repr(of(k, "P6"))]
    with pytest.raises(WrongUsage, match="P1"):
        regret_case(K, ["P11"])


def test_stopped_early_is_marked(tmp_path: Path) -> None:
    """A stop before the first answer leaves everything open but what needs no answer, and says so everywhere."""
    stop = Event()
    stop.set()
    found = regret_case(K, stop=stop)
    assert found.regrets is not None and not found.regrets.complete
    assert {e.state for _, e in found.regrets.ranked} == {State.OPEN}
    write_regret(found, tmp_path / "r.xlsx")
    texts = {str(cell.value) for row in openpyxl.load_workbook(tmp_path / "r.xlsx")[words.SHEET] for cell in row}
    assert words.NOTE["incomplete"] in texts
    assert found.document["complete"] is False


def test_processes_change_nothing(tmp_path: Path) -> None:
    """Shares of the worked case, answered here and by two other processes: the same figures, moves and reasons."""
    folder = tmp_path / "case"
    shutil.copytree(K, folder)
    text = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(text.replace('approval = "whole"', 'approval = "share"'), encoding="utf-8")
    one, two = (regret_case(str(folder), threads=count) for count in (1, 2))
    assert {**one.document, "time": ""} == {**two.document, "time": ""}
    assert one.regrets is not None and any(0 < regret.approval < 1 for regret in one.regrets.regrets)


def test_the_command_prints_the_table(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["regret", K, "P3", "P6"], standalone_mode=False)
    assert result.return_value == 0
    assert words.STATE["impossible"] in result.output
    assert "-83.4000" in result.output


def test_regional_listing_charges_the_region(tmp_path: Path) -> None:
    """A project listed by the region uses nothing of its league; its value added stays there (base pack's default)."""
    found = regret_case(str(write_case(
        tmp_path / "case", regions=TWO, region_years=["甲,2030,100,100,300,0", "乙,2030,100,100,150,0"],
        targets=["甲,carbon,2030,10,hard", "R,carbon,2030,10,hard"],
        projects=["P1,甲,1,60,5,10,1,,regional,"], rules="listing = { value_added_stays = true, carbon_follows = true }",
    )))  # fmt: skip
    burden = of(found, "P1").burden
    assert burden.league_carbon == pytest.approx(-3.6 * 5)
    assert burden.region_carbon == pytest.approx(60 - 0.9 * 600 / 200 * 5)
    assert of(found, "P1").break_even_carbon == pytest.approx(60 / 2.7)
