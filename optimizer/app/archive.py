"""Keep runs (存档): what was solved goes into the store with its result."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.app.solve import Run
from optimizer.domain.record import RunRecord
from optimizer.errors import StoreTrouble, WrongUsage
from optimizer.store.packing import pack
from optimizer.tables.locate import find_case
from optimizer.text import store as text

if TYPE_CHECKING:
    from optimizer.store.store import Store


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A case as it was handed in (原始数据): taken before it is read, so that the record is of what was read."""

    path: Path
    blob: bytes
    suffix: str


def open_store() -> Store:
    """Open the store of the environment or of the user; raise StoreTrouble.

    The database libraries are loaded here and not before: most commands never need them.
    """
    from optimizer.store.store import Store

    return Store.open()


def hand_in(case: str) -> HandedIn | None:
    """Return the bytes of a case; None when they cannot be had, of which the reader will say more."""
    try:
        path = find_case(case)
        return HandedIn(path, *pack(path))
    except (OSError, WrongUsage):
        return None


def keep_run(store: Store, handed: HandedIn, run: Run, who: str) -> str:
    """Keep a solved case and its run, and return the run's id.

    Raises StoreTrouble; also when the case was changed on disk since it was handed in.
    """
    if hand_in(str(handed.path)) != handed:
        raise StoreTrouble(text.CHANGED_MEANWHILE.format(path=handed.path))
    case, suffix = run.checked.case, handed.suffix
    file = handed.path.name if handed.path.suffix.lower() == suffix else handed.path.name + suffix
    version = store.cases.add(case.name, handed.blob, suffix, case.checksum, who, file=file)
    return store.runs.record(record_of(run, version.id), run.document, who)


def record_of(run: Run, case_version: int, scenario: int | None = None) -> RunRecord:
    """Return the record of a run; its result stands beside it."""
    stamp, outcome = run.stamp, run.outcome
    return RunRecord(
        run=stamp.run, case_version=case_version, case=stamp.case, model=stamp.model, checksum=stamp.checksum,
        pack=stamp.pack, versions=dict(stamp.versions), options=dict(run.options), stop=outcome.stop.value,
        hold=outcome.hold.value, objective=outcome.objective if outcome.ok else None, scenario=scenario,
    )  # fmt: skip


def user_name() -> str:
    """Return the name under which the system knows the user, "" when it does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
