"""Projects beyond what was approved (超批复能耗): actual energy over the approved (domain.md E.6, L 12)."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain.case import Case
from optimizer.domain.monitor import Operation, Overrun
from optimizer.systems.exact import exact


def overruns_of(case: Case, operations: Iterable[Operation], allowed: float) -> tuple[Overrun, ...]:
    """Return every operated project against its approved energy; exactly `allowed` above it is not flagged."""
    approved = {str(row["project"]): row for row in case.projects.to_dict("records")}
    found = []
    for operation in operations:
        row = approved[operation.project]
        energy = exact(float(row["energy"]))
        flagged = operation.energy > energy * (1 + exact(allowed))
        share = operation.energy / energy if energy else None
        found.append(Overrun(operation, str(row["region"]), energy, share, flagged))
    return tuple(found)
