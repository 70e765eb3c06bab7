"""Approvals: whole or in shares; what the officer has decided is obeyed."""

from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from optimizer.report.plan.project_table import project_table
from tests.small import ONE, approved, solve

CASE = dict(regions=ONE, region_years=["甲,2030,100,100,0,"], totals=["甲,能耗,2030,108,刚性,,,"])


def test_whole_or_share(tmp_path: Path) -> None:
    """Room 8 for P (10, worth 5): whole 0; as a share 8/10·5 = 4; the row's own word beats the case's."""
    whole = solve(tmp_path / "w", projects=["P,甲,10,0,5,,,,,"], **CASE)
    assert whole.outcome.objective == pytest.approx(0)
    share = solve(tmp_path / "s", approval="share", projects=["P,甲,10,0,5,,,,,"], **CASE)
    assert share.outcome.objective == pytest.approx(4)
    row = solve(tmp_path / "r", approval="share", projects=["P,甲,10,0,5,,,,,否"], **CASE)
    assert row.outcome.objective == pytest.approx(0)


def test_must_and_rejected(tmp_path: Path) -> None:
    """必上 costs 3 and takes 6, so P (5) no longer fits 8; 否决 keeps the best one out."""
    run = solve(
        tmp_path, projects=["M,甲,6,0,1,-3,,必上,,", "P,甲,5,0,5,,,,,", "Q,甲,1,0,9,,,否决,,"], **CASE
    )  # fmt: skip
    assert approved(run) == {"M"}
    assert run.outcome.objective == pytest.approx(-3)


def test_a_must_that_does_not_fit_is_no_plan(tmp_path: Path) -> None:
    run = solve(tmp_path, projects=["M,甲,9,0,1,,,必上,,"], **CASE)
    assert run.outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert run.plan is None


def test_a_project_that_costs_is_left_out(tmp_path: Path) -> None:
    run = solve(tmp_path, projects=["P,甲,1,0,1,-2,,,,"], **CASE)
    assert approved(run) == set()


MORE = "#,group,latest_start,start_year"
YEARS = dict(
    years="2028, 2029, 2030", regions=ONE, region_years=[f"甲,{t},100,100,0," for t in (2028, 2029, 2030)],
)  # fmt: skip


def test_a_group_approves_at_most_one(tmp_path: Path) -> None:
    """P (5), Q (4) and S (3) fit 108 together (6); P and Q exclude each other: 5 + 3 = 8 instead of 12."""
    projects = ["P,甲,2,0,5,,,,,,{g},,", "Q,甲,2,0,4,,,,,,{g},,", "S,甲,2,0,3,,,,,,,,"]
    free = solve(tmp_path / "0", projects=[MORE, *(row.format(g="") for row in projects)], **CASE)
    assert free.outcome.objective == pytest.approx(12)
    grouped = solve(tmp_path / "1", projects=[MORE, *(row.format(g="G") for row in projects)], **CASE)
    assert approved(grouped) == {"P", "S"}
    assert grouped.outcome.objective == pytest.approx(8)


def test_shares_of_a_group_add_up_to_one(tmp_path: Path) -> None:
    """Shares: room 8 for P (10, worth 5) and Q (6, worth 4): without the group 6 + 2: 4 + 2/10·5 = 5.

    In one group y_P + y_Q ≤ 1: 10·y_P + 6·y_Q ≤ 8 at y_P = y_Q = 1/2: 4.5.
    """
    case = dict(approval="share", projects=[MORE, "P,甲,10,0,5,,,,,,G,,", "Q,甲,6,0,4,,,,,,G,,"], **CASE)
    assert solve(tmp_path, **case).outcome.objective == pytest.approx(4.5)


def test_a_later_start_where_the_early_one_does_not_fit(tmp_path: Path) -> None:
    """P uses 10 from 2028 on at 1 a year; the total of 2028 leaves 5: P waits until 2029 and earns 2 instead of 3.

    Without a latest start it could only be refused: 0. The value typed, 6, falls with the output: 6·2/3 = 4.
    """
    totals = ["甲,能耗,2028,105,刚性,,,", "甲,能耗,2030,120,刚性,,,"]
    assert approved(solve(tmp_path / "0", totals=totals, projects=["P,甲,10,0,1,,,,,"], **YEARS)) == set()
    run = solve(tmp_path / "1", totals=totals, projects=[MORE, "P,甲,10,0,1,,,,,,,2030,2028"], **YEARS)
    assert approved(run) == {"P@2029"}
    assert run.outcome.objective == pytest.approx(2)
    assert list(run.checked.case.projects["project"]) == ["P", "P@2029", "P@2030"]
    assert run.checked.case.ramp.tolist() == [[1, 1, 1], [0, 1, 1], [0, 0, 1]]
    assert str(run.checked.case.where("projects", 2, "energy")) == "projects.csv:C2"
    typed = solve(tmp_path / "2", totals=totals, projects=[MORE, "P,甲,10,0,1,6,,,,,,2029,2028"], **YEARS)
    assert typed.outcome.objective == pytest.approx(4)


def test_must_is_exactly_one_start(tmp_path: Path) -> None:
    """必上 at a value of −3 would rather not come; the later start costs −3·1/3 = −1 and must be taken."""
    run = solve(tmp_path / "1", projects=[MORE, "P,甲,10,0,1,-3,,必上,,,,2030,"], **YEARS)
    assert approved(run) == {"P@2030"}
    assert run.outcome.objective == pytest.approx(-1)
    free = solve(tmp_path / "0", projects=[MORE, "P,甲,10,0,1,-3,,,,,,2030,"], **YEARS)
    assert approved(free) == set()


def test_a_rejected_project_has_no_start_to_choose(tmp_path: Path) -> None:
    run = solve(tmp_path, projects=[MORE, "P,甲,10,0,1,,,否决,,,,2030,"], **YEARS)
    assert list(run.checked.case.projects["project"]) == ["P"]
    assert approved(run) == set()


def test_a_project_without_output_has_no_start_to_choose(tmp_path: Path) -> None:
    """达产进度 0: nothing is produced in the plan, early or late, so that the value of a later start would be 0 ÷ 0."""
    run = solve(tmp_path, projects=["#,latest_start,start_year", "P,甲,10,0,1,6,0,,,,2030,2028"], **YEARS)
    assert list(run.checked.case.projects["project"]) == ["P"]
    assert run.outcome.objective == pytest.approx(6)


def test_gdp_with_candidates_holds_the_start_as_typed_only(tmp_path: Path) -> None:
    """GDP 100 holds P's 1 of every year once: 99 without candidates, however many starts P may choose."""
    run = solve(tmp_path, includes="true", projects=[MORE, "P,甲,10,0,1,,,,,,,2030,"], **YEARS)
    assert run.checked.case.region_years["gdp"].tolist() == [99, 99, 99]


def test_a_measure_waits_for_its_project(tmp_path: Path) -> None:
    """M saves 5 for 1 and lets Q (5, worth 4) in under 108 beside P; it waits for P (8, worth −2).

    Alone: Q and nothing else, 4 (100 + 5 ≤ 108). S (8, worth 9) needs M (Q out): S alone fits 108: 9.
    With M free: S and Q: 113 − 5 = 108: 9 + 4 − 1 = 12. With the link P must come, and 8 more do not fit: 9.
    """
    projects = ["P,甲,8,0,0,-2,,,,", "Q,甲,5,0,0,4,,,,", "S,甲,8,0,0,9,,,,"]
    for name, link, worth in (("free", "", 12), ("linked", "P", 9), ("own", "S", 12)):
        measures = ["#,project", f"M,甲,节能降碳,2030,5,0,1,,,{link}"]
        run = solve(tmp_path / name, projects=projects, measures=measures, **CASE)
        assert run.outcome.objective == pytest.approx(worth), name


def test_a_measure_of_a_deferred_project_waits_until_it_starts(tmp_path: Path) -> None:
    """P (10 from its start) fits from 2029 on only; M of 2028 waits for a start by 2028: −0.5 of cost forced → none.

    2028: 100 against 105. With M forced in 2028 there is no plan: P cannot start by then.
    """
    totals = ["甲,能耗,2028,105,刚性,,,"]
    case = dict(totals=totals, projects=[MORE, "P,甲,10,0,1,,,,,,,2030,2028"], **YEARS)
    for year, stop in ((2028, Stop.PROVED_IMPOSSIBLE), (2029, Stop.PROVED_BEST)):
        measures = ["#,project", f"M,甲,节能降碳,{year},1,0,0.5,必上,,P"]
        assert solve(tmp_path / str(year), measures=measures, **case).outcome.stop is stop


def test_two_high_projects_are_forbidden_or_gated(tmp_path: Path) -> None:
    """P (两高, 标杆) is worth 5, Q (两高, 基准) 4, S (neither) 3: all 12; gated 5 + 3; forbidden 3, with the reason."""
    more = "#,two_high,benchmark"
    projects = [more, "P,甲,1,0,0,5,,,,,是,标杆", "Q,甲,1,0,0,4,,,,,是,基准", "S,甲,1,0,0,3,,,,,否,"]
    for rule, worth in (("allow", 12), ("gate", 8), ("forbid", 3)):
        run = solve(tmp_path / rule, rules=f'approvals = {{ two_high = "{rule}" }}', projects=projects, **CASE)
        assert run.outcome.objective == pytest.approx(worth)
    table = project_table(run.checked.case, run.checked.policy, run.allocation)
    assert table.frame["barred"].tolist() == ["两高项目，按清单管理不准入"] * 2 + [""]
