"""Monitoring of a small case: base intensities 2 and 4 (甲), 7 % by 2027, so 3.5 % by 2026 (linear)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.monitor import monitor_case, write_monitored
from optimizer.domain.monitor import Level, Quarter
from optimizer.errors import InputRejected, WrongUsage
from tests.monitor.small import CASE, place, watch, write_actuals
from tests.small import write_case

YEAR = [f"甲,2026,{q},,核定,49,98,,27.5," for q in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("energy", "level", "gap"), [("48.25", "green", 0), ("48.425", "yellow", Fraction(1, 10)), ("48.45", "red", None)]
)
def test_a_quarter_on_the_line_is_yellow(energy: str, level: str, gap: Fraction | None, tmp_path: Path) -> None:
    """GDP 25 as in a quarter of the base year: 48.25/25 = 1.93 is −3.5 %; 1.937 −3.15 %; 1.938 −3.1 % of 2."""
    found = place(watch(tmp_path, actuals=[f"甲,2026,1,,,{energy},,,25,"]), "甲", "energy").to_date
    assert found is not None
    reading = found.reading("intensity")
    assert reading is not None
    assert reading.level == Level(level)
    assert gap is None or reading.gap == gap


def test_a_revised_figure_keeps_the_old_one(tmp_path: Path) -> None:
    """Checklist 16: version 2 is in force whatever the order of rows; at the earlier quarter nothing later is seen."""
    rows = ["甲,2026,1,2,核定,49,100,,25,", "甲,2026,1,1,初步,50,101,,25,", "甲,2026,2,1,初步,60,100,,25,"]
    watched = watch(tmp_path, "2026Q1", actuals=rows)
    assert len(watched.actuals.reports) == 3
    found = place(watched, "甲", "energy")
    assert found.to_date is not None
    assert (found.to_date.usage, found.status) == (49, "final")
    assert [r["energy"] for r in watched.document["series"]] == [49, 50, 60]


def test_the_year_end_adds_what_the_plan_has_left(tmp_path: Path) -> None:
    """Two quarters 49 + 50; half of the plan's 200: 199. GDP 25·1.05 + 27 + 110/2 = 108.25; 199/108.25 = 1.8383.

    Achieved 1 − 1.8383/2 = 8.083 %, due 3.5 %: green.
    """
    rows = ["甲,2026,1,,,49,,,,5", "甲,2026,2,,,50,,,27,"]
    found = place(watch(tmp_path, actuals=rows), "甲", "energy").forecast
    assert found is not None
    assert (found.usage, found.gdp) == (199, Fraction("108.25"))
    assert found.intensity == pytest.approx(1.83834, abs=1e-5)
    assert found.level("intensity") is Level.GREEN


def test_the_shape_of_the_last_complete_year_is_used(tmp_path: Path) -> None:
    """2025: 40, 60, 50, 50 → shares 0.2, 0.3, 0.25, 0.25; first quarter 42, then 0.8·200: 202 (equal shares: 192)."""
    rows = [f"甲,2025,{q},,,{e},,,25," for q, e in ((1, 40), (2, 60), (3, 50), (4, 50))] + ["甲,2026,1,,,42,,,25,"]
    found = place(watch(tmp_path, actuals=rows), "甲", "energy").forecast
    assert found is not None
    assert found.usage == 202


def test_a_total_is_held_to_the_share_of_the_year(tmp_path: Path) -> None:
    """Total 410, base 400: half a year allows 5; 206 − 200 = 6 overshoots by 20 %: red, and 甲 is called in."""
    rows = ["甲,2026,1,,,40,103,,27,", "甲,2026,2,,,40,103,,27,"]
    watched = watch(tmp_path, actuals=rows)
    found = place(watched, "甲", "carbon").to_date
    assert found is not None
    reading = found.reading("total")
    assert reading is not None
    assert (reading.target, reading.achieved, reading.gap, reading.level) == (5, 6, Fraction(1, 5), Level.RED)
    call = next(c for c in watched.monitored.calls if c.region == "甲")
    assert call.urgent
    assert any("碳排放总量" in reason and "20.00%" in reason for reason in call.reasons)


def test_sinks_count_for_the_league_and_not_for_the_region(tmp_path: Path) -> None:
    """甲 100 less a sink of 4 is 96; the region has 100 + 50 = 150 on the national book."""
    watched = watch(tmp_path, actuals=["甲,2026,1,,,50,100,4,25,", "乙,2026,1,,,25,50,,25,"])
    league, region = (place(watched, name, "carbon").to_date for name in ("甲", "R"))
    assert league is not None and region is not None
    assert (league.usage, region.usage) == (96, 150)


def test_electricity_stands_in_and_the_region_says_so(tmp_path: Path) -> None:
    """乙 has no carbon: k = 200/40 = 5, 5·10 = 50; 甲 0.8·100 + 0.2·(400/50·14 = 112) = 102.4, 12 % apart: flagged."""
    watched = watch(
        tmp_path, actuals=["甲,2026,1,,,50,100,,25,", "乙,2026,1,,,25,,,25,"],
        electricity=["甲,2026,1,工业,14", "乙,2026,1,工业,10"],
        electricity_base=["甲,工业,2025,400,50", "乙,工业,2025,200,40"],
    )  # fmt: skip
    region = place(watched, "R", "carbon")
    assert region.to_date is not None
    assert (region.to_date.usage, region.basis) == (Fraction("152.4"), "electricity")
    reasons = {c.region: "".join(c.reasons) for c in watched.monitored.calls}
    assert "12.00%" in reasons["甲"]
    assert "统计缺失" in reasons["乙"]


def test_what_is_not_reported_is_called_in(tmp_path: Path) -> None:
    watched = watch(tmp_path, actuals=["甲,2026,1,,,45,90,,27,"])
    assert place(watched, "乙", "energy").to_date is None
    assert "季度数不全" in next(c for c in watched.monitored.calls if c.region == "乙").reasons[0]


def test_a_past_year_is_forecast_again(tmp_path: Path) -> None:
    """Checklist 13: 2026 from its first quarter 49 + 0.75·200 = 199 against 4·49 = 196: +3/196."""
    watched = watch(tmp_path, actuals=[*YEAR, "甲,2027,1,,,50,100,,28,"])
    test = next(t for t in watched.monitored.back_tests if (t.region, t.quantity) == ("甲", "energy"))
    assert (test.quarters, test.forecast, test.actual, test.error) == (1, 199, 196, Fraction(3, 196))


def test_a_complete_year_is_scored(tmp_path: Path) -> None:
    """392/110 against 4: −10.909 %, due 3.5 %: full marks 25 + 25 and 20 + 20; 乙 has no target."""
    scores = watch(tmp_path, actuals=YEAR).monitored.scores
    assert [(s.region, s.template, s.annual, s.cumulative) for s in scores] == [
        ("甲", "carbon_2014", 25, 25), ("甲", "carbon_13fyp", 20, 20),
    ]  # fmt: skip


def test_the_second_year_is_scored_on_its_own_reduction(tmp_path: Path) -> None:
    """2027: 440/120 is −8.333 % (due 7 %: 25); on 2026 it rose from 3.5636 to 3.6667, so the year itself has 0."""
    rows = [*YEAR, *(f"甲,2027,{q},,,50,110,,30," for q in (1, 2, 3, 4))]
    scores = {(s.year, s.template): s for s in watch(tmp_path, actuals=rows).monitored.scores if s.region == "甲"}
    assert (scores[2027, "carbon_2014"].annual, scores[2027, "carbon_2014"].cumulative) == (0, 25)


def test_the_region_is_classified_by_hand_and_by_model(tmp_path: Path) -> None:
    """Carbon intensity of R follows from the actuals (met); three supporting indicators judged unmet fail the year."""
    unmet = [f"R,2026,{name},否" for name in ("交通运输", "城乡建设", "森林蓄积量")]
    rows = [*YEAR, *(row.replace("甲", "乙").replace("49,98", "24,48") for row in YEAR)]
    (verdict,) = watch(tmp_path, actuals=rows, indicators=unmet).monitored.verdicts
    assert (verdict.region, verdict.result, verdict.by_model) == ("R", "failed", ("carbon_intensity",))
    assert verdict.control["carbon_intensity"] is True
    assert not verdict.forecast


def test_a_quarter_before_any_report_is_refused(tmp_path: Path) -> None:
    for quarter in ("2026Q1", "2025Q4", "2026-2"):
        with pytest.raises(WrongUsage):
            watch(tmp_path, quarter, actuals=["甲,2027,1,,,45,90,,27,"])
    assert watch(tmp_path, actuals=["甲,2027,1,,,45,90,,27,"]).monitored.quarter == Quarter(2027, 1)


def test_more_than_ten_per_cent_over_the_approved_energy_is_flagged(tmp_path: Path) -> None:
    """Checklist 12, approved 30: 33 is exactly 110 % and is not flagged, 33.3 is 111 % and is."""
    projects = [f"{name},甲,30,50,5,,1,候选,,否" for name in ("P1", "P2")]
    case = write_case(tmp_path / "case", **CASE, projects=projects)  # type: ignore[arg-type]
    rows = {"actuals": ["甲,2026,1,,,45,90,,27,"], "project_actuals": ["P1,2026,33", "P2,2026,33.3"]}
    watched = monitor_case(str(case), write_actuals(tmp_path / "actuals", **rows))
    assert [(o.operation.project, o.flagged) for o in watched.monitored.overruns] == [("P1", False), ("P2", True)]
    write_monitored(watched, tmp_path / "m.xlsx")
    assert "超批复清单" in openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames
    (tmp_path / "actuals" / "project_actuals.csv").write_text("project,year,energy（万吨标准煤）\nP9,2026,1\n")
    with pytest.raises(InputRejected) as rejected:
        monitor_case(str(case), tmp_path / "actuals")
    assert [(i.code, i.where.cell) for i in rejected.value.issues] == [("scenario_unknown_project", "A2")]
