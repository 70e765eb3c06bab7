"""Regret (影响值): what a decision about one project costs or brings, and what moves with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.domain.conflict import Member


class Decision(StrEnum):
    """What is tried (改为): approve it, refuse it, or free it from 必上 or 否决."""

    IN = "in"
    OUT = "out"
    FREE = "free"


class State(StrEnum):
    """What is known of the change (结论); `open`: not computed."""

    EXACT = "exact"
    INTERVAL = "interval"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Shift:
    """Another project whose approval moves (让出、补进): by `change`, a share of its request."""

    project: str
    region: str
    change: float


@dataclass(frozen=True, slots=True)
class Room:
    """Headroom under the target intensities in the last target year (余量, 万t), at league and region.

    NaN where there is no target.
    """

    league_energy: float
    league_carbon: float
    region_energy: float
    region_carbon: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What a change of the objective is made of (亿元): the project's own value, others', measures, overruns, trade."""

    own: float
    others: float
    measures: float
    overrun: float
    trade: float = 0.0


@dataclass(frozen=True, slots=True)
class Effect:
    """What one decision does (影响): the objective changes by `low` to `high` (亿元; negative: a loss).

    Both −∞ where no plan exists, `low` −∞ where none is known yet. The rest describes the plan that attains `low`
    and is None without one: the project's approval in it, the other projects that move, the headroom eaten (+).
    """

    decision: Decision
    state: State
    low: float
    high: float
    approval: float | None = None
    shifts: tuple[Shift, ...] = ()
    parts: Parts | None = None
    eaten: Room | None = None
    blocked: tuple[Member, ...] = ()
    """Where no plan exists: the hard limits that leave none, the weightiest first (empty: only whole approvals do)."""

    @property
    def displaced(self) -> tuple[Shift, ...]:
        """The projects that lose."""
        return tuple(shift for shift in self.shifts if shift.change < 0)

    @property
    def admitted(self) -> tuple[Shift, ...]:
        """The projects that gain."""
        return tuple(shift for shift in self.shifts if shift.change > 0)


@dataclass(frozen=True, slots=True)
class Regret:
    """One project (项目影响): its approval in the plan, and what the decisions about it do.

    burden: net burden at full approval (净负担, domain.md E.4). break_even_*: the value added (亿元 a year) at which
    the burden would be nil, c/τ; NaN where it is charged to nobody or there is no target.
    """

    project: str
    name: str
    region: str
    status: str
    approval: float
    value_added: float
    break_even_energy: float
    break_even_carbon: float
    burden: Room
    effects: tuple[Effect, ...]

    @property
    def changes(self) -> tuple[Effect, ...]:
        """The decisions that are not the present one; the present one costs nothing."""
        same = {Decision.IN: 1.0, Decision.OUT: 0.0}
        return tuple(effect for effect in self.effects if same.get(effect.decision) != self.approval)


@dataclass(frozen=True, eq=False)
class Regrets:
    """The regrets of a case (影响值), in its order; incomplete when it was stopped early."""

    regrets: tuple[Regret, ...]
    complete: bool
    exact: bool
    """Whole approvals searched to a proof instead of an interval (shares always are)."""

    @property
    def ranked(self) -> tuple[tuple[Regret, Effect], ...]:
        """Every decision that would change something, the weightiest first; what is open comes last."""
        found = [(regret, effect) for regret in self.regrets for effect in regret.changes]
        return tuple(sorted(found, key=lambda one: (one[1].state is State.OPEN, -abs(one[1].high), one[0].project)))
