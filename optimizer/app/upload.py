"""Uploads (上传): a file is judged, read, checked and shown; only a clean case is kept, as a new version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from optimizer.app.check import Checked
from optimizer.app.office import Office
from optimizer.app.scenario import check_scenarios, open_desk
from optimizer.domain.issue import Issue
from optimizer.domain.record import CaseVersion
from optimizer.errors import InputRejected, UploadRefused
from optimizer.store.packing import pack
from optimizer.tables.archive import case_files, check_archive
from optimizer.tables.problems import Problems
from optimizer.tables.sheet import Sheet
from optimizer.tables.source import read_source
from optimizer.tables.workbook import read_workbook
from optimizer.text.upload import REFUSED, UNNAMED

MAX_UPLOAD = 30_000_000
"""Bytes of an upload; a workbook of 100,000 projects has about 12 MB."""
TYPES = (".xlsx", ".zip")
_LONGEST = 80


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that was handed in (上传件): its sheets as read, all issues, and the checked case when it is clean."""

    file: str
    blob: bytes
    suffix: str
    sheets: tuple[Sheet, ...]
    issues: tuple[Issue, ...]
    checked: Checked | None

    @property
    def errors(self) -> int:
        """How many issues keep the case out."""
        return sum(issue.severity == "error" for issue in self.issues)


def look_at(name: str, blob: bytes) -> Upload:
    """Return an uploaded file, read and checked; nothing is kept. Raises UploadRefused for what is not safe to open."""
    file = plain_name(name)
    suffix = Path(file).suffix.lower()
    if suffix not in TYPES:
        raise UploadRefused(REFUSED["type"].format(name=file))
    if not blob:
        raise UploadRefused(REFUSED["empty"].format(name=file))
    if len(blob) > MAX_UPLOAD:
        raise UploadRefused(REFUSED["size"].format(most=MAX_UPLOAD // 10**6))
    if suffix == ".xlsx" and blob[:4] == b"\xd0\xcf\x11\xe0":
        raise UploadRefused(REFUSED["encrypted"])
    archive = check_archive(blob)
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / file
            if suffix == ".xlsx":
                path.write_bytes(blob)
            else:
                path = Path(folder) / (path.stem or UNNAMED)
                path.mkdir()
                for part, content in case_files(archive).items():
                    (path / part).write_bytes(content)
                blob = pack(path)[0]
            return _read(file, blob, suffix, path)
    except OSError as error:
        raise UploadRefused(REFUSED["disk"].format(reason=error.strerror or error)) from error


def plain_name(name: str) -> str:
    """Return the last part of a file name, without anything that a path or a screen could stumble over."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip().rstrip(".")
    stem, dot, suffix = clean.rpartition(".")
    return f"{(stem or UNNAMED)[:_LONGEST]}{dot}{suffix[:10]}" if dot else clean[:_LONGEST] or UNNAMED


def _read(file: str, blob: bytes, suffix: str, path: Path) -> Upload:
    sheets = tuple(_sheets(path))
    try:
        desk = open_desk(str(path))
        warnings = check_scenarios(desk)
    except InputRejected as rejected:
        return Upload(file, blob, suffix, sheets, rejected.issues, None)
    issues = tuple(dict.fromkeys((*desk.base.warnings, *warnings)))
    return Upload(file, blob, suffix, sheets, issues, replace(desk.base, warnings=issues))


def _sheets(path: Path) -> list[Sheet]:
    """Return the sheets as they are, also those that the reader of cases does not know."""
    if path.suffix == ".xlsx":
        return read_workbook(path, Problems()) or []
    source = read_source(path, Problems())
    return [*_settings(path / "case.toml"), *(source.sheets.values() if source else ())]


def _settings(path: Path) -> list[Sheet]:
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    return [Sheet(path.name, "", [[line] for line in lines], list(range(1, len(lines) + 1)))]


def keep_upload(office: Office, upload: Upload, name: str, who: str, reason: str) -> tuple[CaseVersion, bool]:
    """Keep a clean upload as the next version under a name; return it, and whether it is new.

    Raises InputRejected for one that is not clean, StoreTrouble when it cannot be kept; nothing is overwritten.
    """
    if upload.checked is None:
        raise InputRejected(upload.issues)
    cases = office.store.cases
    before = {version.id for version in cases.versions(name)}
    kept = cases.add(name, upload.blob, upload.suffix, upload.checked.case.checksum, who, reason, upload.file)
    return kept, kept.id not in before
