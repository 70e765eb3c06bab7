"""A conflict (冲突): limits and decisions that no plan can meet together; and what it takes to resolve it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a conflict (冲突项): an intensity, a hard total, a reserve, or a decision on a project or measure.

    `record` is the row of a decision, a group (its first project) or a link (the measure) in the case's table.
    """

    rule: str
    region: str
    year: int = 0
    quantity: str = ""
    project: str = ""
    measure: str = ""
    record: int = -1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A limit or a decision and how far it is missed or moved (变动): `amount` in 万t, 1 for a decision.

    `to` is what the limit becomes: the new total (万t) or the new share of the reserve; NaN where nothing is set.
    """

    member: Member
    amount: float
    to: float = float("nan")


@dataclass(frozen=True, slots=True)
class Relief:
    """What an impossible case takes to become possible (化解): the fair repair, and the gaps that call for more.

    repair:     preferences and policies to relax, never a law.
    gaps:       how far each limit is missed at the least when nothing is relaxed (万t), one a row.
    reductions: extra reduction of each region's usage that closes all gaps, spread fairly (万t).
    remainder:  the part of such reductions that the law asks for even after the repair; empty when the repair does.
    """

    repair: tuple[Change, ...] = ()
    gaps: tuple[Change, ...] = ()
    reductions: tuple[Change, ...] = ()
    remainder: tuple[Change, ...] = ()
