"""Derivations for tests: every place of a solved case, and terms found in a tree."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.app.check import check_case
from optimizer.app.solve import Run
from optimizer.domain.why import Term
from optimizer.explain.why import figures_of
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.facts import Facts
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import Solution, solve
from tests.architecture.sources import ROOT

K_CASE = str(ROOT / "tests/samples/k-case")


def account_of(run: Run) -> Account:
    assert run.allocation is not None
    return Account(run.checked.case, run.checked.policy.settings, run.allocation)


def every_figure(run: Run) -> dict[Place, dict[str, Term]]:
    """Return all figures of all places by code; deriving them compares each with the allocation."""
    account = account_of(run)
    return {place: {term.code: term for term in figures_of(account, place)} for place in account.places()}


def walk(term: Term) -> Iterator[Term]:
    yield term
    for part in term.parts:
        yield from walk(part)


def program(case: str) -> tuple[Facts, Matrix, Solution]:
    checked = check_case(case)
    facts = gather(checked.case, checked.policy)
    matrix = read_matrix(build(facts, checked.policy, RULES))
    return facts, matrix, solve(matrix)
