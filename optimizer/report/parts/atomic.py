"""Whole files or none (原子写入): results replace the old ones at once, or the old ones stay untouched."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from optimizer.errors import OutputRefused
from optimizer.text.report import REFUSED


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and swap it in; raise OutputRefused when the folder or the file does not let us."""
    replace_files({path: data})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write all files beside their places, then swap them in; when one is refused, none is changed.

    Raises OutputRefused. What was swapped in before the refusal is put back as it was.
    """
    staged: dict[Path, str] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            with _refusal(path):
                staged[path] = _stage(path, data)
        for path in files:
            with _refusal(path):
                old = path.read_bytes() if len(files) > 1 and path.exists() else None
                Path(staged[path]).replace(path)
                del staged[path]
                before[path] = old
    except OutputRefused:
        _put_back(before)
        raise
    finally:
        for temporary in staged.values():
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _stage(path: Path, data: bytes) -> str:
    """Write a temporary file beside `path`; leave nothing behind when that fails."""
    if path.is_dir():
        raise OutputRefused(REFUSED["is_folder"].format(path=path))
    if not path.parent.is_dir():
        raise OutputRefused(REFUSED["no_folder"].format(folder=path.parent))
    handle, temporary = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _keep_mode(path, temporary)
    except OSError:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return temporary


@contextlib.contextmanager
def _refusal(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence with what to do."""
    try:
        yield
    except OSError as error:
        raise OutputRefused(REFUSED["locked"].format(path=path, reason=error.strerror or error)) from error


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Undo the swaps: the old bytes, or no file where there was none."""
    for path, old in before.items():
        with contextlib.suppress(OSError):
            if old is None:
                path.unlink()
            else:
                path.write_bytes(old)


def _keep_mode(path: Path, temporary: str) -> None:
    """Give the new file the old file's permissions, or those that a new file of this user has."""
    umask = os.umask(0)
    os.umask(umask)
    Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
