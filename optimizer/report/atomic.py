"""Whole files or none (原子写入): a result replaces the old one at once, or the old one stays untouched."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from optimizer.errors import OutputRefused
from optimizer.text.report import REFUSED


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and swap it in; raise OutputRefused when the folder or the file does not let us."""
    if path.is_dir():
        raise OutputRefused(REFUSED["is_folder"].format(path=path))
    if not path.parent.is_dir():
        raise OutputRefused(REFUSED["no_folder"].format(folder=path.parent))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _keep_mode(path, temporary)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputRefused(REFUSED["locked"].format(path=path, reason=error.strerror or error)) from error


def _keep_mode(path: Path, temporary: str) -> None:
    """Give the new file the old file's permissions, or those that a new file of this user has."""
    umask = os.umask(0)
    os.umask(umask)
    Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
