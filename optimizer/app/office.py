"""The office (办公室): the cases of the store, opened once for all desks, and the desks that officers left."""

from __future__ import annotations

import copy
import datetime as dt
import threading
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from optimizer.app.check import Checked, check_case
from optimizer.app.permit import Permit, local
from optimizer.app.scenario import Desk, open_desk
from optimizer.app.shelf import shipped_cases
from optimizer.app.workbench import Workbench
from optimizer.domain.record import CaseVersion, SavedScenario
from optimizer.errors import WrongUsage
from optimizer.packs.tiles import Tile, load_tiles
from optimizer.store.packing import pack, unpack
from optimizer.store.store import Store
from optimizer.tables.locate import find_case
from optimizer.text.web import DECISION, NO_CASE, WHERE

STALE = dt.timedelta(days=30)
"""Drafts of browser tabs that nobody touched for so long are removed at start; every user's last one stays."""


class Office:
    """One running program over one store (办公室)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._desks: dict[int, Desk] = {}
        self._lock = threading.Lock()
        self.permit = local("")

    def under(self, permit: Permit) -> Self:
        """Return the same office for the holder of a permit: its store writes nothing that his role forbids."""
        other = copy.copy(self)
        other.permit, other.store = permit, self.store.under(permit.need_work)
        return other

    def bring_in(self, case: str, who: str) -> CaseVersion:
        """Add the case of a path or a shipped name unless its latest version is the same; return that version.

        Raises InputRejected when it has errors: nothing enters the store that is not clean.
        """
        path = find_case(case)
        checked = check_case(case)
        for row in self.store.cases.latest():
            if row.name == checked.case.name and row.checksum == checked.case.checksum:
                return row
        blob, suffix = pack(path)
        return self.store.cases.add(checked.case.name, blob, suffix, checked.case.checksum, who)

    def first(self, who: str) -> CaseVersion:
        """Return the newest case; an empty store first gets the shipped cases, the first of them last."""
        for name in reversed(shipped_cases()) if not self.store.cases.latest() else ():
            self.bring_in(name, who)
        return self.store.cases.latest()[0]

    def tidy(self) -> None:
        """Remove the drafts of browser tabs that were left long ago."""
        self.store.drafts.clean(STALE)

    def version(self, version_id: int) -> CaseVersion:
        """Return a version; raise WrongUsage when there is none."""
        try:
            return self.store.cases.get(version_id)
        except KeyError:
            raise WrongUsage(NO_CASE.format(case=version_id)) from None

    def checked(self, version_id: int) -> Checked:
        """Return the checked case of a version, read once; raise InputRejected when today's rules refuse it."""
        return self.desk(version_id).base

    def desk(self, version_id: int) -> Desk:
        """Return the case of a version with what its scenarios need, read once; raise InputRejected as above."""
        with self._lock:
            if version_id not in self._desks:
                self._desks[version_id] = self._read(version_id)
            return self._desks[version_id]

    def _read(self, version_id: int) -> Desk:
        version = self.version(version_id)
        blob, suffix = self.store.cases.blob(version_id)
        with TemporaryDirectory() as folder:
            return open_desk(str(unpack(blob, suffix, version.file, Path(folder))))

    def open(self, version_id: int, who: str, tab: str) -> tuple[Workbench, Keeping, Mapping[str, Tile]]:
        """Return a solved desk for one browser tab of an officer, as the tab, or else the officer, left it; the tiles.

        Takes time: belongs in a thread. Raises InputRejected, SolverTrouble and NotVerified.
        """
        keeping = Keeping(self.store, version_id, who, tab)
        checked = self.checked(version_id)
        bench = Workbench(checked, keeping.draft())
        bench.open()
        return bench, keeping, load_tiles(checked.case.model)


class Keeping:
    """What one browser tab of an officer keeps in the store (保管)."""

    def __init__(self, store: Store, version_id: int, who: str, tab: str) -> None:
        self._store, self.version, self.who, self._tab = store, version_id, who, tab
        self._kept: Mapping[str, str] = {}
        self._lock = threading.Lock()

    def draft(self) -> Mapping[str, Any] | None:
        """Return the draft of this tab, or else the officer's last one."""
        draft = self._store.drafts.load(self.who, self.version, self._tab)
        self._kept = (draft or {}).get("statuses", {})
        return draft

    def keep_draft(self, draft: Mapping[str, Any], given: Mapping[str, str]) -> None:
        """Keep the draft of this tab, and as the officer's last one; the log names every project decided otherwise.

        given: the decisions of the case itself, from which a draft names only what differs.
        """
        with self._lock:
            self._keep(draft, given, draft["statuses"])

    def _keep(self, draft: Mapping[str, Any], given: Mapping[str, str], now: Mapping[str, str]) -> None:
        moved = sorted(project for project in {*now, *self._kept} if now.get(project) != self._kept.get(project))
        lines = [
            (WHERE.format(version=self.version, project=project),
             DECISION[self._kept.get(project, given[project])], DECISION[now.get(project, given[project])])
            for project in moved
        ]  # fmt: skip
        self._store.drafts.save(self.who, self.version, draft, self._tab, lines)
        self._kept = now

    def keep_scenario(self, name: str, scenario: Mapping[str, Any], reason: str) -> None:
        """Keep decisions as a named scenario."""
        self._store.scenarios.save(self.version, name, {"name": name, **scenario}, self.who, reason)

    def rename_scenario(self, saved: SavedScenario, name: str, reason: str) -> None:
        """Keep a saved scenario under another name as a new one; the old one stays."""
        self._store.scenarios.save(saved.case_version, name, {**saved.spec, "name": name}, self.who, reason, saved.id)
