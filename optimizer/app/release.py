"""Release (出具成果): a verified plan goes out under its number, every file on the record; signed off by a reviewer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.app.archive import record_of
from optimizer.app.choices import Choice, under_choice
from optimizer.app.export import Kind, export_bytes
from optimizer.app.office import Office
from optimizer.app.solve import Run, solve_checked
from optimizer.app.solving import save_once
from optimizer.domain.record import LogEntry, Role
from optimizer.errors import OutputRefused, WrongUsage
from optimizer.report.plan.tables import output_tables
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


@dataclass(frozen=True, eq=False)
class Prepared:
    """A plan that is ready to go out (待出具): the scenario under the name that the files carry, and its run."""

    choice: Choice
    run: Run


def prepare(office: Office, version_id: int, choice: Choice, progress: Progress | None = None) -> Prepared:
    """Return a choice solved anew, verified and rounded: its number follows from data, decisions, pack and versions.

    Takes time. Raises InputRejected, SolverTrouble and NotVerified.
    """
    named = _named(office.store, version_id, choice)
    return Prepared(named, solve_checked(under_choice(office.desk(version_id), named).checked, progress=progress))


def _named(store: Store, version_id: int, choice: Choice) -> Choice:
    """Return decisions that nobody saved under a name of their own: of the saved scenario that is the same, or new."""
    if choice.saved is not None or not choice.document or "base" in choice.document:
        return choice
    for saved in store.scenarios.of_case(version_id):
        if {key: value for key, value in saved.spec.items() if key != "name"} == choice.document:
            return replace(choice, scenario=replace(choice.scenario, name=saved.name), saved=saved)
    name = words.SAVED_AS[choice.key].format(time=f"{dt.datetime.now():%m-%d %H:%M}")
    return replace(choice, scenario=replace(choice.scenario, name=name))


def release(office: Office, version_id: int, prepared: Prepared, kind: Kind, who: str) -> tuple[str, bytes]:
    """Return a file of a run with its name, after the run, its decisions and the file went on the record.

    Raises OutputRefused where there is no plan, StoreTrouble when it cannot be recorded: then nothing goes out.
    """
    run = prepared.run
    if run.plan is None:
        raise OutputRefused(REFUSED["no_plan"])
    file, data = export_bytes(run, kind)
    _keep(office, version_id, prepared, who)
    office.store.log.add(who, words.EXPORTED, run.stamp.run, new=f"{hashlib.sha256(data).hexdigest()} {file}")
    return file, data


def _keep(office: Office, version_id: int, prepared: Prepared, who: str) -> None:
    """Record a run once, with the scenario that it can be made again from."""
    choice, run, scenario = prepared.choice, prepared.run, prepared.choice.saved
    try:
        office.store.runs.get(run.stamp.run)
    except KeyError:
        if scenario is None and choice.document:
            spec = {"name": choice.name, **choice.document}
            scenario = save_once(office, version_id, spec, who, words.SAVED_WHY)
        record = record_of(run, version_id, scenario.id if scenario else None)
        office.store.runs.record(record, run.document, who)


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
