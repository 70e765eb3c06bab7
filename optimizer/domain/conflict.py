"""A conflict (冲突): limits and decisions that no plan can meet together, minimal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a conflict (冲突项): an intensity, a hard total, a reserve, or a decision on a project or measure.

    `record` is the row of a decision in the case's table.
    """

    rule: str
    region: str
    year: int = 0
    quantity: str = ""
    project: str = ""
    measure: str = ""
    record: int = -1
