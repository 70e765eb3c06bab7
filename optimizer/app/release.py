"""Release (出具成果): a verified plan goes out under its number, every file on the record; signed off by a reviewer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.app.archive import record_of
from optimizer.app.choices import Choice, under_choice
from optimizer.app.export import Kind, export_bytes
from optimizer.app.office import Office
from optimizer.app.solve import Run, solve_checked
from optimizer.domain.record import LogEntry, Role
from optimizer.errors import OutputRefused, WrongUsage
from optimizer.report.tables import output_tables
from optimizer.solver.highs import Progress
from optimizer.store.store import Store
from optimizer.text import web_export as words
from optimizer.text.report import REFUSED


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who checked a run (审核), when and on what grounds."""

    who: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Released:
    """One file that went out (一次导出): number of the plan, file name, SHA-256 of its bytes, who and when."""

    run: str
    file: str
    checksum: str
    who: str
    at: dt.datetime
    signed: SignOff | None


def prepare(office: Office, version_id: int, choice: Choice, progress: Progress | None = None) -> Run:
    """Return a choice solved anew, verified and rounded: its number follows from data, decisions, pack and versions.

    Takes time. Raises InputRejected, SolverTrouble and NotVerified.
    """
    return solve_checked(under_choice(office.desk(version_id), choice).checked, progress=progress)


def release(office: Office, version_id: int, choice: Choice, run: Run, kind: Kind, who: str) -> tuple[str, bytes]:
    """Return a file of a run with its name, after the run, its decisions and the file went on the record.

    Raises OutputRefused where there is no plan, StoreTrouble when it cannot be recorded: then nothing goes out.
    """
    if run.plan is None:
        raise OutputRefused(REFUSED["no_plan"])
    file, data = export_bytes(run, kind)
    _keep(office.store, version_id, choice, run, who)
    office.store.log.add(who, words.EXPORTED, run.stamp.run, new=f"{hashlib.sha256(data).hexdigest()} {file}")
    return file, data


def _keep(store: Store, version_id: int, choice: Choice, run: Run, who: str) -> None:
    """Record a run once, with the scenario that it can be made again from."""
    try:
        store.runs.get(run.stamp.run)
    except KeyError:
        scenario = _scenario(store, version_id, choice, who)
        store.runs.record(record_of(run, version_id, scenario), run.document, who)


def _scenario(store: Store, version_id: int, choice: Choice, who: str) -> int | None:
    """Return the saved scenario of a choice; decisions that are not saved yet are."""
    if choice.saved is not None:
        return choice.saved.id
    if not choice.document:
        return None
    for saved in store.scenarios.of_case(version_id):
        if {key: value for key, value in saved.spec.items() if key != "name"} == choice.document:
            return saved.id
    name = words.SAVED_AS.format(name=choice.name, time=f"{dt.datetime.now():%m-%d %H:%M}")
    return store.scenarios.save(version_id, name, {"name": name, **choice.document}, who, words.SAVED_WHY).id


def released(store: Store, limit: int = 100) -> list[Released]:
    """Return the last files that went out, the newest first, each with the sign-off of its run."""
    signed: dict[str, SignOff] = {}
    for line in store.log.list(limit * 5, what=words.SIGNED):
        signed.setdefault(line.where, SignOff(line.who, line.at, line.reason))
    return [_released(line, signed.get(line.where)) for line in store.log.list(limit, what=words.EXPORTED)]


def _released(line: LogEntry, signed: SignOff | None) -> Released:
    checksum, _, file = line.new.partition(" ")
    return Released(line.where, file, checksum, line.who, line.at, signed)


def sign_off(store: Store, run: str, who: str, reason: str) -> None:
    """Mark a run as checked (审核); raise WrongUsage for who may not, for a run that never went out, without a reason.

    Where users are kept, a reviewer signs what another made; on a machine without users whoever sits there does.
    """
    made = {one.who for one in released(store, 1000) if one.run == run}
    if not made:
        raise WrongUsage(words.NEVER_OUT.format(run=run))
    if not reason.strip():
        raise WrongUsage(words.NO_REASON)
    roles = {user.name: user.role for user in store.users.list() if user.active}
    if roles and roles.get(who) not in (Role.REVIEWER, Role.ADMIN):
        raise WrongUsage(words.NOT_A_REVIEWER.format(who=who))
    if roles and made == {who}:
        raise WrongUsage(words.OWN_WORK)
    store.log.add(who, words.SIGNED, run, new=words.SIGNED_STATE, reason=reason.strip())


def contents(run: Run) -> Sequence[str]:
    """Return the titles of the tables that a run's files hold."""
    if run.plan is None:
        return ()
    case, policy = run.checked.case, run.checked.policy
    tables = output_tables(case, policy, run.plan.allocation, run.plan.rounded)
    return tuple(table.title for table in tables.values())
