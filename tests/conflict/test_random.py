"""Random cases without a plan: every one is explained to the end, none founders on the solver's last digits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.app.explain import explain_case
from tests.oracle.cases import make, make_further
from tests.oracle.files import CaseFiles

FOUNDERED = (
    (make, 226, True), (make, 489, False), (make, 550, True), (make, 809, True), (make, 996, False), (make, 1889, True),
    (make_further, 16, True), (make_further, 77, True), (make_further, 166, False), (make_further, 568, False),
    (make_further, 575, False), (make_further, 597, True), (make_further, 604, True), (make_further, 760, True), (make_further, 778, False), (make_further, 1951, True),
)  # fmt: skip
"""Maker, seed, whether every project is divisible: searches that ended without a word, corrections that ran away, and
further rules whose gaps were taken for what they must give."""


@pytest.mark.parametrize(("maker", "seed", "divisible"), FOUNDERED)
def test_explained_to_the_end(maker: Callable[[int], CaseFiles], seed: int, divisible: bool, tmp_path: Path) -> None:
    """A minimal conflict, a repair that was tried out (or what remains to be reduced), and the gaps."""
    files = maker(seed)
    for project in files.rows("projects") if divisible else ():
        project["divisible"] = True
    found = explain_case(str(files.write(tmp_path / "case")))
    assert found.impossible
    assert found.conflicts
    assert all(found.conflicts)
    assert found.relief is not None
    assert found.relief["repair"] or found.relief["remainder"]
    assert found.relief["gaps"]
