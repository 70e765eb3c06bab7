"""What the ledger gives (台账结果): rows of the balance, reclaims, overruns, adjustments; exact decimals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from optimizer.domain.case import Quantity
from optimizer.domain.ledger import SIGN, Line

ZERO = Decimal(0)
TOLERANCE = Decimal("1e-6")
"""万t: what a solved plan may miss a limit by."""


ReclaimKind = Literal["lapsed", "idle", "returned", "overrun", "none"]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One row of the ledger of a node and quantity (台账的一行): the years after `since` up to `year`.

    flows: the lines of the balance and memo lines, as printed (SIGN says how they count); reductions: by category,
    adding up to the reduction line; figures: the states of `year`, absent where nothing is booked. base: of the base
    year. opening: taken over. In the five-year ledger `since` is the base year. Units: 万t, 亿元, t/万元.
    """

    region: str
    quantity: Quantity
    since: int
    year: int
    base: Decimal
    opening: Decimal
    flows: Mapping[Line, Decimal]
    reductions: Mapping[str, Decimal]
    figures: Mapping[Line, Decimal]

    def flow(self, line: Line) -> Decimal:
        """Return one line, zero where nothing is booked."""
        return self.flows.get(line, ZERO)

    @property
    def closing(self) -> Decimal:
        """The closing balance (期末余额): opening plus everything in less everything out (domain.md B.3)."""
        return self.opening + sum((sign * self.flow(line) for line, sign in SIGN.items()), ZERO)

    @property
    def actual(self) -> bool:
        """Whether usage and GDP are what was reported rather than what was planned."""
        return {Line.ACTUAL, Line.ACTUAL_GDP} <= self.figures.keys()

    @property
    def usage(self) -> Decimal | None:
        """Controlled energy or carbon of the year: reported, else planned."""
        return self.figures.get(Line.ACTUAL if self.actual else Line.USAGE)

    @property
    def gdp(self) -> Decimal | None:
        """GDP of the year: reported, else planned."""
        return self.figures.get(Line.ACTUAL_GDP if self.actual else Line.GDP)

    @property
    def moved(self) -> Decimal:
        """Quota that came from elsewhere (统筹与净调入): it counts in both balances (domain.md J.3)."""
        return self.flow(Line.GRANT) + self.flow(Line.TRANSFER_IN) - self.flow(Line.TRANSFER_OUT)

    @property
    def intensity_room(self) -> Decimal | None:
        """Room of the hard intensity balance (强度余量): τ·G − E + quota moved; None without a target."""
        target = self.figures.get(Line.TARGET)
        if target is None or self.gdp is None or self.usage is None:
            return None
        return target * self.gdp - self.usage + self.moved

    @property
    def total_room(self) -> Decimal | None:
        """Room of the elastic total (总量余量): B − E + quota moved; None without a total."""
        total = self.figures.get(Line.TOTAL)
        return None if total is None or self.usage is None else total - self.usage + self.moved

    @property
    def backed(self) -> Decimal | None:
        """The part of the overrun that growth backs: min(s, τ·max(0, G − G^exp)) (domain.md C.2)."""
        room, target, expected = self.total_room, self.figures.get(Line.TARGET), self.figures.get(Line.GDP_EXPECTED)
        if room is None:
            return None
        if target is None or expected is None or self.gdp is None:
            return ZERO
        return min(max(ZERO, -room), target * max(ZERO, self.gdp - expected))

    @property
    def unbacked(self) -> Decimal | None:
        """The rest of the overrun."""
        return None if self.total_room is None or self.backed is None else max(ZERO, -self.total_room) - self.backed


@dataclass(frozen=True, slots=True)
class ProjectProgress:
    """How far a project has come in a year (项目进展): dates, and what it uses (万t), None where not given."""

    project: str
    year: int
    approved_on: dt.date | None
    started_on: dt.date | None
    energy: Decimal | None
    carbon: Decimal | None
    source: str = ""

    def used(self, quantity: Quantity) -> Decimal | None:
        """Return what the project uses of one quantity."""
        return self.energy if quantity == "energy" else self.carbon


@dataclass(frozen=True, slots=True)
class Reclaim:
    """What may be reclaimed of one project (盘活建议), or that it uses more than was approved (超批复).

    approved, used: 万t; amount: what is to be booked now, 0 when nothing is; share: used over approved.
    """

    project: str
    region: str
    quantity: Quantity
    year: int
    kind: ReclaimKind
    approved: Decimal
    used: Decimal | None
    booked: Decimal
    amount: Decimal
    date: dt.date | None
    """Lapsed: the last day on which construction could have started."""

    @property
    def share(self) -> Decimal | None:
        """Used over approved, None where either is missing."""
        return None if self.used is None or not self.approved else self.used / self.approved


@dataclass(frozen=True, slots=True)
class Revision:
    """What a dynamic adjustment changes (调整项) of a node, quantity and year: expected GDP and total, old and new."""

    region: str
    quantity: Quantity
    year: int
    target: Decimal
    gdp_before: Decimal
    gdp_after: Decimal
    total_before: Decimal
    total_after: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A dynamic adjustment (动态调整, domain.md C.3) in one year; `theta` is the threshold as a share.

    deviations: |G_actual/G^exp − 1| of every leaf with reported GDP; revisions: what changes, empty when none exceeds.
    """

    year: int
    theta: Decimal
    deviations: tuple[tuple[str, Decimal, Decimal, Decimal], ...]
    """region, reported, expected, deviation."""
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Rectification:
    """A rectification (整改): what went over by how much (万t), opened and, once done, closed."""

    number: int
    region: str
    quantity: Quantity
    year: int
    subject: str
    amount: Decimal
    opened: dt.date | None
    closed: dt.date | None
    basis: str
