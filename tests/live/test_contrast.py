"""Choices and comparisons of the screen: what can be chosen, assumptions between two scenarios, refusals.

The case is domain.md K: baseline P1 P2 P4 P6 at 195.5310; P3 alone has no plan.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.choices import Choice, choices_of, under_choice
from optimizer.app.contrast import between, contrast
from optimizer.app.scenario import Desk, open_desk
from optimizer.app.solve import solve_checked
from optimizer.app.workbench import Workbench
from optimizer.domain.issue import Where
from optimizer.domain.scenario import Assumption
from optimizer.store.store import Store

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(str(SAMPLE))


@pytest.fixture
def choices(desk: Desk, tmp_path: Path) -> dict[str, Choice]:
    """P6 rejected at hand; saved: P1 rejected under a name that the program itself uses; 乙's carbon target relaxed."""
    bench = Workbench(desk.base)
    bench.decide(["P6"], "rejected")
    with Store.open(str(tmp_path / "store.db")) as store:
        version = store.cases.add("k", b"x", ".zip", "c", "张三").id
        relaxed = {"table": "targets", "where": {"region": "乙", "quantity": "carbon"}, "set": {"reduction": 0.01}}
        store.scenarios.save(version, "基准", {"reject": ["P1"]}, "张三", "试一试")
        store.scenarios.save(version, "放宽", {"changes": [relaxed]}, "张三")
        store.scenarios.save(version, "写错", {"reject": ["P99"]}, "张三")
        return {choice.name: choice for choice in choices_of(desk, bench, store.scenarios.of_case(version))}


def test_what_can_be_chosen(choices: dict[str, Choice]) -> None:
    """What is at hand first, then the saved ones, the newest first; only decisions can be taken over to the desk."""
    assert list(choices) == ["当前推演", "基准方案", "案例原状", "写错", "放宽", "基准"]
    assert choices["当前推演"].statuses == {"P6": "rejected"}
    assert choices["基准方案"].statuses == {} and choices["放宽"].statuses is None


def test_taking_over_and_back(desk: Desk) -> None:
    bench = Workbench(desk.base)
    bench.decide(["P1"], "must")
    assert bench.take_over({"P6": "rejected"})
    assert bench.scenario == {"reject": ["P6"]}, "P1 stands as in the case again"
    assert not bench.take_over({"P6": "rejected"}), "nothing differs"
    assert bench.undo() and bench.scenario == {"approve": ["P1"]}


def test_a_comparison_without_the_case_as_its_base(desk: Desk, choices: dict[str, Choice]) -> None:
    """P1 out (the base) beside P6 out: two figures differ, P1 from 否决 back to 候选, P6 from 候选 to 否决."""
    found = contrast(desk, [choices["基准"], choices["当前推演"]])
    first, second = found.sides
    assert first.assumptions == ()
    assert {(one.key, one.before, one.after) for one in second.assumptions} == {
        (("P1",), "rejected", "candidate"), (("P6",), "candidate", "rejected")
    }  # fmt: skip
    alone = solve_checked(under_choice(desk, choices["当前推演"]).checked)
    assert second.outcome.objective == alone.outcome.objective


def test_a_refused_scenario_is_named_and_the_rest_stands(desk: Desk, choices: dict[str, Choice]) -> None:
    found = contrast(desk, [choices["基准方案"], choices["写错"], choices["当前推演"]])
    assert [side.name for side in found.sides] == ["基准方案", "当前推演"]
    assert [name for name, _ in found.refused] == ["写错"]
    assert "P99" in found.refused[0][1][0].says + found.refused[0][1][0].read


def test_a_scenario_without_a_plan_says_why(desk: Desk) -> None:
    """K.3: P3 forced in clashes with 乙's carbon intensity."""
    bench = Workbench(desk.base)
    bench.decide(["P3"], "must")
    now, baseline = choices_of(desk, bench, ())[:2]
    found = contrast(desk, [baseline, now])
    assert [side.outcome.ok for side in found.sides] == [True, False]
    assert any("P3" in member["says"] for member in found.sides[1].conflict)
    file, data = found.workbook()
    assert file.endswith(".xlsx") and data.startswith(b"PK")


def _figure(before: object, after: object, place: str = "here") -> Assumption:
    return Assumption("projects", ("P",), "carbon", before, after, Where("case"), Where(place))


def test_between() -> None:
    """5 → 7 beside 5 → 9 is 7 → 9; the same change of both is none; one alone is seen from the other."""
    assert between([_figure(5, 7, "a")], [_figure(5, 9, "b")]) == (
        Assumption("projects", ("P",), "carbon", 7, 9, Where("a"), Where("b")),
    )
    assert between([_figure(5, 7)], [_figure(5, 7)]) == ()
    assert between([_figure(5, float("nan"))], [_figure(5, float("nan"))]) == ()
    assert between([_figure(5, 7, "a")], []) == (
        Assumption("projects", ("P",), "carbon", 7, 5, Where("a"), Where("case")),
    )
