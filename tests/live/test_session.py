"""The session an officer works in: decisions, changes, undo and redo; each answer a whole verified run."""

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.session import Session
from optimizer.app.solve import solve_checked
from optimizer.domain.outcome import Stop
from optimizer.errors import WrongUsage
from tests.small import approved

SAMPLE = str(Path(__file__).parents[1] / "samples" / "k-case")


@pytest.fixture
def session() -> Session:
    return Session(check_case(SAMPLE))


def test_decisions_move_the_plan_and_come_back(session: Session) -> None:
    """Baseline P1 P2 P4 P6 at 195.5310; without P6 乙 is dirtier; freed again it returns."""
    assert approved(session.answer()) == {"P1", "P2", "P4", "P6"}
    session.reject(["P6"])
    without = session.answer()
    assert "P6" not in approved(without)
    assert without.outcome.objective == solve_checked(session.checked).outcome.objective
    session.free(["P6"])
    assert session.answer().outcome.objective == pytest.approx(195.5310)


def test_undo_and_redo(session: Session) -> None:
    session.reject(["P1"])
    rejected = session.answer().outcome.objective
    assert session.undo() and session.answer().outcome.objective == pytest.approx(195.5310)
    assert session.redo() and session.answer().outcome.objective == rejected
    assert session.undo() and not session.undo()
    session.approve(["P2"])
    assert not session.redo(), "a new change forgets what was undone"


def test_a_forced_project_without_a_plan_says_why(session: Session) -> None:
    """K.3: P3 alone is infeasible; the conflict is 乙's carbon intensity and the decision on P3."""
    session.approve(["P3"])
    run = session.answer()
    assert run.outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert {(m["rule"], m["project"]) for m in run.conflict} == {("intensity", None), ("must", "P3")}
    session.undo()
    assert session.answer().outcome.proved


def test_changed_figures_are_patched(session: Session) -> None:
    """Price 0.12 instead of 0.02: 193.3000, by patching."""
    case = session.checked.case
    dear = replace(case, totals=case.totals.assign(price_1=0.12, price_2=0.12))
    assert session.change(replace(session.checked, case=dear))
    assert session.answer().outcome.objective == pytest.approx(193.3000)


def test_the_quick_answer_says_that_it_is_quick(session: Session) -> None:
    quick = session.quick()
    assert not quick.exact
    assert quick.objective >= session.answer().outcome.objective


def test_unknown_projects_are_refused(session: Session) -> None:
    with pytest.raises(WrongUsage, match="P9"):
        session.approve(["P1", "P9"])
    assert session.answer().outcome.objective == pytest.approx(195.5310)
