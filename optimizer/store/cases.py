"""Cases (数据): every upload is a version of its own, and none is ever overwritten."""

from __future__ import annotations

import sqlalchemy as sa

from optimizer.domain.record import CaseVersion
from optimizer.store.blobs import content, keep
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import case_versions, now
from optimizer.text import store as text

COLUMNS = [column for column in case_versions.c if column.name != "blob"]


class Cases:
    """The case versions of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(
        self, name: str, blob: bytes, suffix: str, checksum: str, who: str, reason: str = "", file: str = ""
    ) -> CaseVersion:
        """Keep what was handed in as the next version of `name`; the latest version's content is not kept again.

        suffix: ".xlsx", or ".zip" of a folder; checksum: of the case as read; file: its name, by default `name` and
        the suffix.
        """
        with self.database.write() as connection:
            kept = keep(connection, blob)
            query = sa.select(case_versions).where(case_versions.c.name == name)
            latest = connection.execute(query.order_by(case_versions.c.number.desc()).limit(1)).first()
            if latest is not None and (latest.blob, latest.suffix, latest.checksum) == (kept, suffix, checksum):
                return _version(latest)
            row = {
                "name": name, "number": latest.number + 1 if latest else 1, "suffix": suffix, "checksum": checksum,
                "file": file or name + suffix, "blob": kept, "size": len(blob), "who": who, "at": now(),
                "reason": reason,
            }  # fmt: skip
            added = connection.execute(sa.insert(case_versions).values(row).returning(*COLUMNS)).one()
            old = f"{latest.number} {latest.checksum}" if latest else ""
            note(connection, who, text.CASE, name, old, f"{row['number']} {checksum}", reason)
            return _version(added)

    def latest(self) -> list[CaseVersion]:
        """Return the last version of every case, the newest first."""
        last = sa.select(sa.func.max(case_versions.c.id)).group_by(case_versions.c.name)
        return self._found(sa.select(*COLUMNS).where(case_versions.c.id.in_(last)))

    def versions(self, name: str) -> list[CaseVersion]:
        """Return every version of a case, the newest first."""
        return self._found(sa.select(*COLUMNS).where(case_versions.c.name == name))

    def get(self, version_id: int) -> CaseVersion:
        """Return one version; raise KeyError when there is none."""
        found = self._found(sa.select(*COLUMNS).where(case_versions.c.id == version_id))
        if not found:
            raise KeyError(version_id)
        return found[0]

    def blob(self, version_id: int) -> tuple[bytes, str]:
        """Return what was handed in, to the byte, and its suffix; raise KeyError when there is no such version."""
        query = sa.select(case_versions.c.blob, case_versions.c.suffix).where(case_versions.c.id == version_id)
        with self.database.read() as connection:
            row = connection.execute(query).first()
            if row is None:
                raise KeyError(version_id)
            return content(connection, row.blob), row.suffix

    def _found(self, query: sa.Select[*tuple[object, ...]]) -> list[CaseVersion]:
        with self.database.read() as connection:
            return [_version(row) for row in connection.execute(query.order_by(case_versions.c.id.desc()))]


def _version(row: sa.Row[*tuple[object, ...]]) -> CaseVersion:
    return CaseVersion(**{column.name: row._mapping[column] for column in COLUMNS})
