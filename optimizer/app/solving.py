"""One solve for an officer (求解一次): ordered as a scenario, watched, stopped or cancelled, recorded in the store."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.app.archive import record_of
from optimizer.app.check import Checked
from optimizer.app.explain import Diagnosis, explain_run
from optimizer.app.office import Office
from optimizer.app.scenario import scenario_of
from optimizer.app.solve import Run, solve_checked
from optimizer.domain.outcome import Stop
from optimizer.domain.record import SavedScenario

Spec = Mapping[str, Any]
"""A scenario document: an entry of scenarios.toml; without decisions and changes it is the case itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be solved (求解要求): a case version, what differs from it under which name, and seconds at most."""

    version: int
    spec: Spec
    name: str
    time_limit: float | None = None

    @property
    def scenario(self) -> dict[str, Any]:
        """The scenario document with its name; empty for the case itself."""
        return {"name": self.name, **{k: v for k, v in self.spec.items() if k != "name"}} if differs(self.spec) else {}


@dataclass(frozen=True, slots=True)
class Search:
    """How far a search is (求解进度): seconds, the best plan in hand and the bound (亿元; infinite: none yet)."""

    seconds: float = 0.0
    best: float = -math.inf
    bound: float = math.inf

    @property
    def gap(self) -> float:
        """What is left between best and bound, as a share of the best; NaN while one of them is missing."""
        left = self.bound - self.best
        return max(left, 0.0) / max(abs(self.best), 1e-9) if math.isfinite(left) else math.nan


@dataclass(frozen=True, eq=False)
class Solved:
    """A solve that ended (求解结果): the run as recorded under `id`, its scenario, and why where no plan exists."""

    run: Run
    id: str
    scenario: SavedScenario | None
    seconds: float
    diagnosis: Diagnosis | None


def differs(spec: Spec) -> bool:
    """Return whether a scenario document says anything beside names."""
    return any(spec.get(key) for key in ("approve", "reject", "free", "changes"))


def under(office: Office, order: Order) -> Checked:
    """Return the case of an order with all that it changes; raise InputRejected with every issue."""
    desk = office.desk(order.version)
    return desk.under(scenario_of(order.scenario)).checked if order.scenario else desk.base


class Solving:
    """A solve under way; `run` belongs in a thread, the rest may be called from any other."""

    def __init__(self, office: Office, order: Order, who: str) -> None:
        self._office, self._order, self._who = office, order, who
        self._stopped = threading.Event()
        self._dropped = threading.Event()
        self.search = Search()

    def stop(self) -> None:
        """End the search; the best plan in hand is the result, marked as unproved."""
        self._stopped.set()

    def drop(self) -> None:
        """End the search and keep nothing."""
        self._dropped.set()
        self._stopped.set()

    @property
    def dropped(self) -> bool:
        """Whether the officer wants no result."""
        return self._dropped.is_set()

    def _tell(self, seconds: float, best: float, bound: float) -> bool:
        self.search = Search(seconds, best, bound)
        return self._stopped.is_set()

    def run(self) -> Solved | None:
        """Solve, verify and record; None when it was dropped, or stopped before there was any plan.

        Raises InputRejected for wrong changes, SolverTrouble, NotVerified, StoreTrouble.
        """
        started = time.perf_counter()
        run = solve_checked(under(self._office, self._order), self._order.time_limit, self._tell)
        seconds = time.perf_counter() - started
        impossible = run.outcome.stop is Stop.PROVED_IMPOSSIBLE
        diagnosis = explain_run(run) if impossible and not self._dropped.is_set() else None
        if self._dropped.is_set() or not (impossible or run.outcome.ok):
            return None
        scenario = self._saved()
        record = record_of(run, self._order.version, scenario.id if scenario else None)
        kept = self._office.store.runs.record(record, run.document, self._who)
        return Solved(run, kept, scenario, seconds, diagnosis)

    def _saved(self) -> SavedScenario | None:
        """Return the scenario as it stands in the store, saved now unless it stands there already."""
        spec = self._order.scenario
        if not spec:
            return None
        return save_once(self._office, self._order.version, spec, self._who)


def save_once(office: Office, version: int, spec: Spec, who: str, reason: str = "") -> SavedScenario:
    """Return the saved scenario with exactly this document, saved now unless it stands there already."""
    scenarios = office.store.scenarios
    for saved in scenarios.of_case(version):
        if saved.spec == spec:
            return saved
    return scenarios.save(version, str(spec["name"]), spec, who, reason)
