"""Scenarios against each other (方案对比): any choice as the base, assumptions against it, results beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.app.choices import Choice, under_choice
from optimizer.app.compare import side_of
from optimizer.app.export import file_name
from optimizer.app.scenario import Desk, Under
from optimizer.domain.issue import Issue
from optimizer.domain.scenario import Assumption
from optimizer.errors import InputRejected
from optimizer.report.compare.side import Side, compare_stamp
from optimizer.report.compare.workbook import comparison_bytes
from optimizer.solver.highs import Progress
from optimizer.text import compare as words

MOST = 4
"""Scenarios that are compared at once: more do not fit beside each other."""


@dataclass(frozen=True, eq=False)
class Contrast:
    """Scenarios side by side (对比结果): the first is the base; `refused` are those that today's rules do not take."""

    sides: tuple[Side, ...]
    refused: tuple[tuple[str, tuple[Issue, ...]], ...] = ()

    def workbook(self) -> tuple[str, bytes]:
        """Return the comparison workbook (情景对比表) with its file name."""
        stamp = compare_stamp(self.sides)
        return file_name(replace(stamp, case=self.sides[0].case.name), "xlsx", words.SHEET["overview"]), \
            comparison_bytes(self.sides)  # fmt: skip


def contrast(desk: Desk, choices: Sequence[Choice], progress: Progress | None = None) -> Contrast:
    """Solve each choice and set it beside the first one.

    Raises InputRejected when the first is refused; a later one is left out and named. SolverTrouble, NotVerified.
    """
    base = under_choice(desk, choices[0])
    unders: list[Under] = []
    refused: list[tuple[str, tuple[Issue, ...]]] = []
    for choice in choices[1:]:
        try:
            unders.append(under_choice(desk, choice))
        except InputRejected as rejected:
            refused.append((choice.name, rejected.issues))
    sides = [replace(side_of(base, progress=progress), assumptions=())]
    for under in unders:
        side = side_of(under, progress=progress)
        sides.append(replace(side, assumptions=between(base.assumptions, under.assumptions)))
    return Contrast(tuple(sides), tuple(refused))


def between(base: Sequence[Assumption], other: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """Return what differs between two scenarios of one case, from what each of them changes of the case."""
    mine, theirs = ({_figure(one): one for one in side} for side in (base, other))
    found = []
    for figure in dict.fromkeys((*mine, *theirs)):
        here, there = mine.get(figure), theirs.get(figure)
        one = there or here
        assert one is not None, "a figure of neither"
        before, cell = (here.after, here.place) if here else (one.before, one.cell)
        after, place = (there.after, there.place) if there else (one.before, one.cell)
        if not _same(before, after):
            found.append(replace(one, before=before, after=after, cell=cell, place=place))
    return tuple(found)


def _figure(one: Assumption) -> tuple[str, tuple[str, ...], str]:
    return one.table, one.key, one.column


def _same(before: Any, after: Any) -> bool:
    return bool(before == after) or (before != before and after != after)
