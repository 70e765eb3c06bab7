"""What an independent check found (复核结果)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """One checked row of one rule (复核项): `left` must not exceed `right` (万t or as `unit` says).

    `violation` is left − right where positive; `relative` measures it against the largest term of the row, which
    `magnitude` names when it is larger than both sides (they may be differences of larger figures). A plan has
    thousands of them, so they are tuples.
    """

    rule: str
    region: str
    year: int
    quantity: str
    left: float
    right: float
    hard: bool = True
    project: str = ""
    magnitude: float = 0.0

    @property
    def violation(self) -> float:
        """How far the row is missed (0 when it holds)."""
        return max(0.0, self.left - self.right)

    @property
    def relative(self) -> float:
        """The violation relative to the largest term of the row."""
        scale = max(abs(self.left), abs(self.right), self.magnitude)
        return self.violation / scale if scale > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict of the independent check (复核结论)."""

    ok: bool
    worst_hard_violation: float
    checked: int
    failures: tuple[Finding, ...] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as plain values for the JSON result."""
        return {
            "ok": self.ok, "worst_hard_violation": self.worst_hard_violation, "checked": self.checked,
            "notes": list(self.notes),
        }  # fmt: skip
