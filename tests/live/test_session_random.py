"""Random decisions with undo and redo: the session prints to the last digit what a fresh solve of the same case does.

Among the seeds are cases in which borrowing, banking or selling costs nothing and may as well be left (17, 124, 254).
"""

import random
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.session import Session
from optimizer.app.solve import Run, solve_checked
from tests.oracle.cases import make

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def printed(run: Run) -> tuple[object, ...]:
    """What a run prints: why it stopped, decisions, figures, notes and how much was checked."""
    if run.plan is None:
        return run.outcome.stop, run.outcome.hold
    plan = run.plan
    objective = f"{plan.allocation.outcome.objective:.9g}"
    approvals = plan.allocation.approvals["approval"].round(9).tolist()
    uptake = plan.allocation.uptake["share"].round(9).tolist()
    nodes = plan.rounded.nodes.astype(object).where(plan.rounded.nodes.notna(), None).to_numpy().tolist()
    return run.outcome.stop, objective, approvals, uptake, nodes, plan.verification.notes, plan.verification.checked


def wander(session: Session, pull: random.Random) -> None:
    """One act: two projects decided at once, one decided, or a step back or forth."""
    projects = list(map(str, session.checked.case.projects["project"]))
    kind = pull.choice(["approve", "reject", "free", "undo", "redo"])
    if kind in ("undo", "redo"):
        getattr(session, kind)()
    elif projects:
        getattr(session, kind)(pull.sample(projects, min(len(projects), pull.choice([1, 1, 2]))))


@pytest.mark.parametrize("seed", [*range(16), 17, 124, 254])
def test_every_step_prints_what_a_fresh_solve_prints(seed: int, tmp_path: Path) -> None:
    pull = random.Random(seed)
    session = Session(check_case(str(SAMPLE if seed < 2 else make(7000 + seed).write(tmp_path / "case"))))
    for _ in range(10):
        wander(session, pull)
        assert printed(session.answer()) == printed(solve_checked(session.checked))
