"""Control indicators in plain arithmetic (控制指标核算): what coal, oil and non-fossil energy come to under a plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from optimizer.domain.rows import rows_of
from optimizer.rules.account import Account

Terms = dict[tuple[str, str, int], list[float]]
"""(fuel, region, year) → what is added up, 万吨标准煤."""


@dataclass(frozen=True, slots=True)
class Controlled:
    """One control indicator under a plan (控制指标): coal or oil used, or non-fossil energy, against its limit.

    limit: a cap (万吨标准煤) or a least share; amount (万吨标准煤); gross: all energy before deductions, NaN for a cap.
    """

    region: str
    year: int
    control: str
    mode: str
    limit: float
    amount: float
    gross: float
    largest: float

    @property
    def reached(self) -> float:
        """What the limit is held against: the amount (万吨标准煤), or the share of non-fossil energy."""
        if self.control != "nonfossil":
            return self.amount
        return self.amount / self.gross if self.gross > 0 else math.nan

    @property
    def sides(self) -> tuple[float, float]:
        """The two sides of the rule (万吨标准煤): the left may not exceed the right."""
        return (self.amount, self.limit) if self.control != "nonfossil" else (self.limit * self.gross, self.amount)


def controlled(account: Account) -> list[Controlled]:
    """Return every control indicator of the case, in the order of its table."""
    controls = rows_of(account.case.controls)
    terms = _terms(account) if controls else {}
    return [_one(account, terms, row) for row in controls]


def _one(account: Account, terms: Terms, row: Mapping[Any, Any]) -> Controlled:
    region, year, control = str(row["region"]), int(row["year"]), str(row["control"])
    share = control == "nonfossil"
    found = {
        fuel: [x for node in (region, *account.below(region)) for x in terms.get((fuel, node, year), ())]
        for fuel in ((control, "gross") if share else (control,))
    }
    return Controlled(
        region, year, control, str(row["mode"]) or str(account.settings["controls"].mode),
        float(row["share"] if share else row["cap"]), math.fsum(found[control]),
        math.fsum(found["gross"]) if share else math.nan, max(map(abs, (0.0, *sum(found.values(), [])))),
    )  # fmt: skip


def _terms(account: Account) -> Terms:
    """Gather what exists, projects where they stand, and measures; one pass over each table."""
    case = account.case
    terms: Terms = defaultdict(list)
    for row in rows_of(case.region_years):
        add = partial(_add, terms, str(row["region"]), int(row["year"]), 1.0)
        add(coal=row["coal"], oil=row["oil"], nonfossil=row["nonfossil"], gross=row["energy_gross"])
    for row, ramp in zip(rows_of(case.projects), case.ramp.tolist(), strict=True):
        share = account.approval(str(row["project"]))
        for year, output in zip(case.years, ramp, strict=True):
            add = partial(_add, terms, str(row["region"]), year, share * output)
            add(coal=row["coal"], oil=row["oil"], nonfossil=row["nonfossil"], gross=row["energy"])
    for row in rows_of(case.measures):
        year = int(row["year"])
        add = partial(_add, terms, str(row["region"]), year, -account.uptake(str(row["measure"]), year))
        add(
            coal=row["coal_saving"], oil=row["oil_saving"], nonfossil=-row["nonfossil_gain"],
            gross=row["energy_saving"],
        )  # fmt: skip
    return terms


def _add(terms: Terms, region: str, year: int, share: float, **amounts: float) -> None:
    """Add what is not zero; the reader lets no blank stand where a control needs the figure."""
    for fuel, amount in amounts.items():
        if term := share * amount:
            terms[fuel, region, year].append(term)
