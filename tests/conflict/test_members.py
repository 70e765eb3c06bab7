"""Each impossible case has one minimal conflict, known beforehand, and gets exactly that one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_case
from optimizer.domain.outcome import Stop
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.infeasible.levers import levers_of, with_background
from optimizer.solver.infeasible.probe import Prober
from optimizer.solver.matrix import read_matrix
from tests.conflict.little import Little, Member, among_others, only_conflict
from tests.conflict.recipes import CALM, RECIPES

SEEDS = range(4)


def _case(name: str, seed: int) -> Little:
    case = RECIPES[name](random.Random(f"{name}{seed}"))
    return among_others(case) if name in CALM and seed % 2 else case


def as_member(said: dict[str, object]) -> Member:
    """Return a member of the JSON as the recipes name it."""
    rule, year = str(said["rule"]), str(said["year"])
    if rule == "group":
        return (rule, "G")
    if rule == "two_high":
        return (rule, "A")
    if rule == "link":
        return (rule, str(said["measure"]), year)
    if rule in ("must", "rejected"):
        return (rule, str(said["project"])) if said["project"] else (rule, str(said["measure"]), year)
    place = (str(said["quantity"]), year)
    return (rule, *place) if rule == "hand_down" else (rule, str(said["region"]), *place)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", RECIPES)
def test_exactly_the_known_conflict(tmp_path: Path, name: str, seed: int) -> None:
    """Brute force: the expected set clashes, and the whole case without any one of its members has a plan.

    So every minimal conflict holds all its members, and it is the only one. The product must name it, and under its
    own probes the set must clash and every set one smaller must not.
    """
    case = _case(name, seed)
    assert only_conflict(case)
    run = solve_case(str(case.write(tmp_path / "c")))
    assert run.outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert {as_member(said) for said in run.conflict} == case.expected
    assert len(run.conflict) == len(case.expected)
    checked = check_case(str(tmp_path / "c"))
    facts = gather(checked.case, checked.policy)
    board = with_background(read_matrix(build(facts, checked.policy, RULES)))
    levers = levers_of(checked.case, facts, board)
    prober, named = Prober(board, levers), {str(said["says"]) for said in run.conflict}
    assert named
    found = [j for j, lever in enumerate(levers) if _key(lever.member) in case.expected]
    assert len(found) == len(case.expected)
    assert not prober.surely(found)
    assert all(prober.surely([k for k in found if k != j]) for j in found)


def _key(member: object) -> Member:
    fields = ("rule", "region", "year", "quantity", "project", "measure")
    return as_member({name: getattr(member, name) for name in fields})
