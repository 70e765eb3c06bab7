"""A case as one piece (打包): a workbook as it is, a folder as a zip that is the same for the same files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

from optimizer.errors import StoreForeign
from optimizer.text import store as text

ZIP = ".zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
KINDS = {".csv", ".toml"}


def pack(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a case and their suffix; of a folder its tables and settings. Raises OSError."""
    if not path.is_dir():
        return path.read_bytes(), path.suffix.lower()
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in KINDS and file.is_file())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, EPOCH)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return target.getvalue(), ZIP


def unpack(blob: bytes, suffix: str, file: str, folder: Path) -> Path:
    """Put a case under its name into a folder and return its path; raise StoreForeign when it is damaged."""
    path = folder / (PurePosixPath(file.replace("\\", "/")).name or f"case{suffix}")
    if suffix != ZIP:
        path.write_bytes(blob)
        return path
    path = path.with_suffix("") if path.suffix == ZIP else path
    path.mkdir()
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            for name in archive.namelist():
                (path / PurePosixPath(name).name).write_bytes(archive.read(name))
    except (zipfile.BadZipFile, OSError) as error:
        raise StoreForeign(text.BAD_CASE.format(file=file)) from error
    return path
