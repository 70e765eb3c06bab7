"""Reproduce a run (复现): solved again from the stored case, and held against the stored result to the last digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from optimizer.app.scenario import open_desk, scenario_of
from optimizer.app.solve import Run, solve_checked
from optimizer.domain.record import RunRecord
from optimizer.solver.highs import Progress
from optimizer.store.packing import unpack

if TYPE_CHECKING:
    from optimizer.store.store import Store

BESIDE = {"run", "time", "versions", "pack", "checksum"}
"""What a result says of the run itself; told apart from the figures."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that came out otherwise (差异): its place in the result, and the value then and now."""

    place: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A run made again (复现结果): figures that differ, and what else differs (edition, versions, data)."""

    record: RunRecord
    run: Run
    figures: tuple[Difference, ...]
    beside: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """True when every figure is the same to the last digit."""
        return not self.figures


def reproduce(store: Store, run_id: str, progress: Progress | None = None) -> Reproduced:
    """Solve the stored case of a run again under the pack of today and compare; raise KeyError for no such run."""
    record = store.runs.get(run_id)
    run = _again(store, record, progress)
    then, now = store.runs.result(run_id), run.document
    found = tuple(_differences("", then, now))
    figures = tuple(one for one in found if one.place.split(".")[0] not in BESIDE)
    beside = tuple(one for one in found if one.place.split(".")[0] in BESIDE - {"run", "time"})
    return Reproduced(record, run, figures, beside)


def _again(store: Store, record: RunRecord, progress: Progress | None) -> Run:
    version = store.cases.get(record.case_version)
    blob, suffix = store.cases.blob(version.id)
    with TemporaryDirectory() as folder:
        desk = open_desk(str(unpack(blob, suffix, version.file, Path(folder))))
    checked = desk.base
    if record.scenario is not None:
        checked = desk.under(scenario_of(store.scenarios.get(record.scenario).spec)).checked
    return solve_checked(checked, record.options.get("time_limit"), progress, record.options.get("gap", 0.0))


def _differences(place: str, then: Any, now: Any) -> Iterator[Difference]:
    """Yield the leaves that differ; lists of unequal length differ as a whole."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in sorted(then.keys() | now.keys()):
            yield from _differences(f"{place}.{key}".strip("."), then.get(key), now.get(key))
    elif isinstance(then, list | tuple) and isinstance(now, list | tuple) and len(then) == len(now):
        for number, (before, after) in enumerate(zip(then, now, strict=True)):
            yield from _differences(f"{place}.{number}", before, after)
    elif then != now:
        yield Difference(place, then, now)
