"""Control indicators: caps on coal and oil, a floor under the share of non-fossil energy."""

import math
from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from optimizer.errors import InputRejected
from optimizer.rules.account import Account
from optimizer.rules.account_controls import Controlled, controlled
from tests.small import ONE, TWO, approved, solve

FUELS = "#,coal（万吨标准煤）,oil（万吨标准煤）,energy_gross（万吨标准煤）,nonfossil（万吨标准煤）"
BURNT = "#,coal（万吨标准煤）,oil（万吨标准煤）,nonfossil（万吨标准煤）"
SAVED = "#,coal_saving（万吨标准煤）,oil_saving（万吨标准煤）,nonfossil_gain（万吨标准煤）"
STOCK = [FUELS, "甲,2030,100,100,0,,80,10,110,20"]
P, Q = "P,甲,10,0,5,5,,,,,10,0,0", "Q,甲,10,0,1,1,,,,,0,2,0"


def test_a_coal_cap_keeps_the_burner_out(tmp_path: Path) -> None:
    """Coal 80 + 10 against 85: P (worth 5, coal 10) stays out and Q (worth 1, none) comes in: 1.

    Without the cap both come: 6. With a measure that saves 5 of coal for 2, P is worth it: 5 + 1 − 2 = 4.
    """
    case = dict(regions=ONE, region_years=STOCK, projects=[BURNT, P, Q])
    assert solve(tmp_path / "0", **case).outcome.objective == pytest.approx(6)
    capped = solve(tmp_path / "1", controls=["甲,煤炭消费总量,2030,85,,"], **case)
    assert approved(capped) == {"Q"}
    assert capped.outcome.objective == pytest.approx(1)
    saved = [SAVED, "M,甲,节能降碳,2030,0,0,2,,,5,,"]
    helped = solve(tmp_path / "2", controls=["甲,煤炭消费总量,2030,85,,"], measures=saved, **case)
    assert approved(helped) == {"P", "Q"}
    assert helped.outcome.objective == pytest.approx(4)


def test_an_oil_cap_over_the_whole_region(tmp_path: Path) -> None:
    """Oil 10 + 10 and Q's 2 against R's 21: Q stays out, though 甲 has no cap of its own; at 22 it comes in."""
    case = dict(
        regions=TWO, region_years=[*STOCK, "乙,2030,100,100,0,,80,10,110,20"], projects=[BURNT, Q]
    )  # fmt: skip
    assert approved(solve(tmp_path / "1", controls=["R,石油消费总量,2030,21,,"], **case)) == set()
    assert approved(solve(tmp_path / "2", controls=["R,石油消费总量,2030,22,,"], **case)) == {"Q"}


def test_the_share_is_of_all_energy(tmp_path: Path) -> None:
    """Non-fossil 20 of gross 110 = 18.18 %. P uses 10, none of it clean: 20/120 = 16.67 % < 17 %: out.

    S uses 10, all clean (controlled energy 0): 30/120 = 25 %; both together 30/130 = 23.1 %: all in.
    With the share of controlled energy (100) instead of gross, 20/110 = 18.18 % ≥ 17 % would let P in alone.
    """
    control = ["甲,非化石能源占比,2030,,17,刚性"]
    alone = solve(tmp_path / "1", regions=ONE, region_years=STOCK, projects=[BURNT, P], controls=control)
    assert approved(alone) == set()
    clean = [BURNT, P, "S,甲,10,0,1,1,,,,,0,0,10"]
    assert approved(solve(tmp_path / "2", regions=ONE, region_years=STOCK, projects=clean, controls=control)) == {
        "P", "S"
    }  # fmt: skip


def test_gain_and_saving_of_measures(tmp_path: Path) -> None:
    """P must come: (20 + g)/(120 − s) ≥ 20 %. A gain of 4 does it exactly: 24/120; a saving of 20 too: 20/100."""
    case = dict(regions=ONE, region_years=STOCK, projects=[BURNT, P.replace(",,,,,10", ",,必上,,,10")],
                controls=["甲,非化石能源占比,2030,,20,刚性"])  # fmt: skip
    assert solve(tmp_path / "0", **case).outcome.stop is Stop.PROVED_IMPOSSIBLE
    for name, measure in (("gain", "M,甲,节能降碳,2030,0,0,1,,,,,4"), ("saving", "M,甲,节能降碳,2030,20,0,1,,,,,")):
        run = solve(tmp_path / name, measures=[SAVED, measure], **case)
        assert run.outcome.objective == pytest.approx(5 - 1)


def test_a_reported_indicator_is_said_and_does_not_bind(tmp_path: Path) -> None:
    run = solve(
        tmp_path, regions=ONE, region_years=STOCK, projects=[BURNT, P], controls=["甲,煤炭消费总量,2030,85,,仅报告"]
    )  # fmt: skip
    assert approved(run) == {"P"}
    assert run.plan is not None
    assert any("控制指标未达" in note and "90.00" in note for note in run.plan.verification.notes)
    (entry,) = run.document["controls"]
    assert (entry["reached"], entry["limit"], entry["mode"]) == (90, 85, "report")


def test_a_met_indicator_is_not_flagged(tmp_path: Path) -> None:
    run = solve(tmp_path, regions=ONE, region_years=STOCK, controls=["甲,煤炭消费总量,2030,80,,仅报告"])
    assert run.plan is not None
    assert not any("控制指标" in note for note in run.plan.verification.notes)


def test_listed_projects_burn_where_they_stand(tmp_path: Path) -> None:
    """国家单列 takes P off every account of energy, not off the coal of 甲."""
    listed = P.replace(",,,,,10", ",,,国家单列,,10")
    run = solve(
        tmp_path, regions=ONE, region_years=STOCK, projects=[BURNT, listed], controls=["甲,煤炭消费总量,2030,85,,"]
    )  # fmt: skip
    assert approved(run) == set()


def test_what_the_limit_is_held_against(tmp_path: Path) -> None:
    """Coal 80 itself; of 20 in 110 the share; the largest term of each: 80, and 110. Of no energy there is no share."""
    run = solve(
        tmp_path, regions=ONE, region_years=STOCK, controls=["甲,煤炭消费总量,2030,85,,", "甲,非化石能源占比,2030,,17,刚性"],
    )  # fmt: skip
    assert run.allocation is not None
    coal, clean = controlled(Account(run.checked.case, run.checked.policy.settings, run.allocation))
    assert (coal.reached, coal.largest) == (80, 80)
    assert (clean.reached, clean.largest) == (pytest.approx(20 / 110), 110)
    half = Controlled("甲", 2030, "nonfossil", "hard", 0.2, amount=0.1, gross=0.5, largest=0.5)
    assert half.reached == pytest.approx(0.2)
    assert math.isnan(Controlled("甲", 2030, "nonfossil", "hard", 0.2, amount=0.0, gross=0.0, largest=0.0).reached)


def test_nothing_burnt_has_no_magnitude(tmp_path: Path) -> None:
    run = solve(
        tmp_path, regions=ONE, region_years=[FUELS, "甲,2030,100,100,0,,0,0,110,20"],
        controls=["甲,煤炭消费总量,2030,85,,"],
    )  # fmt: skip
    assert run.allocation is not None
    (coal,) = controlled(Account(run.checked.case, run.checked.policy.settings, run.allocation))
    assert (coal.amount, coal.largest) == (0.0, 0.0)


def test_blank_coal_is_an_error_never_zero(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        solve(
            tmp_path, regions=ONE, region_years=[FUELS, "甲,2030,100,100,0,,,10,110,20"],
            projects=[BURNT, "P,甲,10,0,5,5,,,,,,0,0"], controls=["甲,煤炭消费总量,2030,85,,"],
        )  # fmt: skip
    found = [(i.code, i.where.file, i.where.cell) for i in caught.value.issues]
    assert found == [
        ("control_figure_missing", "region_years.csv", "G2"), ("control_figure_missing", "projects.csv", "K2"),
    ]  # fmt: skip
