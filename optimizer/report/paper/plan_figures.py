"""The figures of the sentences (正文取数): one region and year of a balance, always the rounded table's own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import clean
from optimizer.report.parts.verdict import Worth, worth
from optimizer.report.plan.project_table import by_project
from optimizer.text import paper as words
from optimizer.text.words import QUANTITY, UNIT

Names = dict[str, str]
_LONGEST = 40


def named(name: object) -> str:
    """Return a name for a sentence: disarmed, and short enough for a line."""
    return clean(name, _LONGEST)


@dataclass(frozen=True, eq=False)
class Figures:
    """What the sentences are made from: the tables of the workbook, by key, and the verdicts of the run."""

    case: Case
    allocation: Allocation
    verification: Verification
    tables: Mapping[str, OutputTable]
    warnings: Sequence[Issue]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Carbon before energy, as in the workbook."""
        return tuple(reversed(QUANTITIES))

    @property
    def years(self) -> str:
        """The years of the plan in words."""
        given = {"first": self.first, "last": self.last}
        return words.YEARS_FROM_TO.format(**given) if self.first != self.last else str(self.last)

    @property
    def first(self) -> int:
        """The first year of the plan."""
        return self.case.years[0]

    @property
    def last(self) -> int:
        """The last year of the plan."""
        return self.case.years[-1]

    def names(self, quantity: Quantity) -> Names:
        """Return quantity and unit in words, for templates."""
        return {"quantity": QUANTITY[quantity], "unit": UNIT[quantity]}

    def balance(self, quantity: Quantity) -> pd.DataFrame:
        """Return the balance of one quantity, without the rows of the region's own part (本级)."""
        frame = self.tables[f"balance_{quantity}"].frame
        return frame[frame["role"] != "own"]

    def row(self, quantity: Quantity, year: int) -> pd.Series:
        """Return the region's own row of one year."""
        frame = self.balance(quantity)
        return frame[(frame["region"] == self.case.root) & (frame["year"] == year)].iloc[0]

    def budget(self, quantity: Quantity, role: str, column: str) -> float:
        """Return one cell of the allocation table: role children, reserve or sum; NaN where the row is missing."""
        frame = self.tables[f"budget_{quantity}"].frame
        found = frame.loc[frame["role"] == role, column]
        return float(found.iloc[0]) if len(found) else math.nan

    def overruns(self, quantity: Quantity) -> pd.DataFrame:
        """Return the rows with an overrun: name, year, over (万t), largest first."""
        frame = self.balance(quantity)
        over = (frame["overrun_1"].fillna(0.0) + frame["overrun_2"].fillna(0.0)).round(2)
        found = frame.assign(over=over)[over > 0]
        return found.sort_values("over", ascending=False, kind="stable")

    def projects_with(self, advice: str) -> list[str]:
        """Return names (or ids) of projects whose advice begins with that word."""
        frame = self.tables["projects"].frame
        names = dict(zip(frame["project"], frame["name"].where(frame["name"] != "", frame["project"]), strict=True))
        decided = zip(*by_project(self.case, self.allocation), strict=True)
        return [str(names[project]) for project, said in decided if said.startswith(advice)]

    @cached_property
    def worth(self) -> Worth:
        """The parts of the objective (亿元)."""
        return worth(self.case, self.allocation)
