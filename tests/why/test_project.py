"""One project's account: what it takes at the marginal values, break-even, and what forcing it does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from optimizer.app.check import check_case
from optimizer.app.why import ask_of, why_case, why_checked
from optimizer.errors import WrongUsage
from optimizer.explain.why_project import takes_of
from tests.small import write_case
from tests.why.test_chain import MIXED
from tests.why.told import K_CASE, program


def test_an_approved_project() -> None:
    """K, P1: 260 under the total at 0.02 and b = 260 − 2.46 · 45 = 149.3 under the intensity at 0.01: 45 − 6.693.

    Without it 甲 overruns nothing and needs no M1: 40 + 30 + 85 − 80 · 0.02 = 153.4, which is 42.131 less.
    """
    found = why_case(K_CASE, (), "P1").project
    assert found is not None
    assert [(take.rule, take.amount, take.charge) for take in found.takes] == [
        ("total", pytest.approx(260), pytest.approx(5.2)), ("intensity", pytest.approx(149.3), pytest.approx(1.493)),
    ]  # fmt: skip
    assert found.net == pytest.approx(38.307)
    (forced,) = found.forced
    assert (forced.approve, forced.conflict) == (False, ())
    assert forced.change == pytest.approx(-42.131)
    burden = {(one.region, one.quantity): one for one in found.break_even}
    assert burden["甲", "carbon"].burden == pytest.approx(149.3)
    assert burden["甲", "carbon"].value_added_needed == pytest.approx(260 / 2.46)
    assert burden["甲", "energy"].burden == pytest.approx(51.44)


def test_a_rejected_project_that_cannot_be_forced() -> None:
    """K.3: P3 alone clashes with the carbon intensity of 乙 (it lacks 6.1)."""
    found = why_case(K_CASE, (), "P3").project
    assert found is not None
    (forced,) = found.forced
    assert forced.approve
    assert {(member["rule"], member["region"]) for member in forced.conflict} == {("intensity", "乙"), ("must", "乙")}


def test_forcing_one_displaces_another(tmp_path: Path) -> None:
    """A cap of 4 · 0.8 · 100 = 320 on 300 holds P1 (20, worth 5) or P2 (20, worth 4), not both: 1 is lost."""
    case = write_case(
        tmp_path, regions=["R,,,,", "甲,R,100,200,400"], region_years=["甲,2030,100,100,300,"],
        targets=["甲,carbon,2030,20,"], projects=["P1,甲,0,20,0,5,,,,", "P2,甲,0,20,0,4,,,,"],
    )  # fmt: skip
    found = why_case(str(case), (), "P2").project
    assert found is not None
    assert found.forced[0].change == pytest.approx(-1.0)
    assert found.forced[0].moved == (("P1", 1.0, 0.0),)


@pytest.mark.parametrize(("reserve", "reduction"), [(0.0, 33), (0.1, 28)])
def test_takings_are_the_column_of_the_program(tmp_path: Path, reserve: float, reduction: int) -> None:
    """The charges are Σ coefficient · marginal value of the project's column: listed or not, with a reserve or not."""
    targets = [f"R,carbon,2030,{reduction},"]
    case = MIXED | {"targets": targets, "approval": "share", "reserve": reserve, "path": "none"}
    facts, matrix, solution = program(str(write_case(tmp_path, **case)))
    assert solution.outcome.ok
    assert solution.marginal.max() > 0
    charges = matrix.value * solution.marginal[matrix.row_of]
    for p, record in enumerate(facts.projects.record.tolist()):
        takes = takes_of(facts, matrix, solution, record)
        assert sum(take.charge for take in takes) == pytest.approx(charges[matrix.index == p].sum(), abs=1e-9)
    assert np.abs(charges[matrix.index < len(facts.projects.record)]).max() > 0


@pytest.mark.parametrize(
    ("said", "project"),
    [((), ""), (("甲乙",), ""), (("甲", "2031"), ""), (("甲", "水"), ""), ((), "P33")],
)
def test_unclear_questions_are_refused(said: tuple[str, ...], project: str) -> None:
    with pytest.raises(WrongUsage):
        ask_of(check_case(K_CASE).case, said, project)


def test_words_of_a_question() -> None:
    case = check_case(K_CASE).case
    assert ask_of(case, ("甲",)).quantities == ("energy", "carbon")
    assert ask_of(case, ("甲", "碳排放", "2030")) == ask_of(case, ("甲", "2030", "carbon"))


def test_nothing_to_explain_without_a_plan(tmp_path: Path) -> None:
    """Existing 330 over a cap of 320: no plan, and the document is the run's own, with its conflict."""
    case = write_case(
        tmp_path, regions=["R,,,,", "甲,R,100,200,400"], region_years=["甲,2030,100,100,330,"],
        targets=["甲,carbon,2030,20,"],
    )  # fmt: skip
    checked = check_case(str(case))
    found = why_checked(checked, ask_of(checked.case, ("甲",)))
    assert found.places == ()
    assert found.document["ok"] is False
    assert found.document["conflict"]
