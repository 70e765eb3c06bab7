"""Uploaded archives (上传的压缩包): a workbook or a zipped case folder, judged by its bytes before any reader opens it.

What an archive says of itself is not believed: every entry is inflated here under a limit and must be as long as it
says. Names are reduced to plain file names; nothing is ever written to a path that an archive names.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from optimizer.errors import UploadRefused
from optimizer.text.upload import REFUSED

MAX_ENTRIES = 2_000
"""Parts of an archive; a workbook with a hundred sheets has fewer than 500."""
MAX_UNPACKED = 400_000_000
"""Bytes of all entries together once inflated."""
MAX_RATIO = 250
"""How many times larger an entry over 1 MB may become; sheets of repeated rows reach about 100."""
RATIO_FROM = 1_000_000

_LOCAL = struct.Struct("<4s22xHH")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


def check_archive(blob: bytes) -> zipfile.ZipFile:
    """Return the opened archive once every entry is proved small and whole; raise UploadRefused otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob))
        entries = archive.infolist()
        _check_directory(entries, len(blob))
        for entry in entries:
            _check_entry(blob, entry)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, UnicodeError) as error:
        raise UploadRefused(REFUSED["corrupt"]) from error
    return archive


def case_files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the tables and settings of a zipped case folder by plain name; raise UploadRefused for any other path.

    The files may stand at the top or all in one folder; other kinds of files are left out.
    """
    found: dict[str, bytes] = {}
    folders = set()
    for entry in archive.infolist():
        path = _path(entry)
        if entry.is_dir() or path.suffix.lower() not in (".toml", ".csv"):
            continue
        folders.add(path.parent)
        if path.name.casefold() in {name.casefold() for name in found}:
            raise UploadRefused(REFUSED["twice"].format(name=path.name))
        found[path.name] = archive.read(entry)
    if len(folders) > 1 or "case.toml" not in found:
        raise UploadRefused(REFUSED["no_case"])
    return found


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    name = entry.filename
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or any(ord(letter) < 32 for letter in name)
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    if odd or linked or path.is_absolute() or ".." in path.parts or len(path.parts) > 2:
        raise UploadRefused(REFUSED["path"].format(name=name[:60]))
    return path


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UploadRefused(REFUSED["entries"].format(count=len(entries), most=MAX_ENTRIES))
    if sum(entry.compress_size for entry in entries) > size:
        raise UploadRefused(REFUSED["bomb"])
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UploadRefused(REFUSED["unpacked"].format(most=MAX_UNPACKED // 10**6))
    if len({entry.filename for entry in entries}) < len(entries):
        raise UploadRefused(REFUSED["corrupt"])


def _check_entry(blob: bytes, entry: zipfile.ZipInfo) -> None:
    """Inflate one entry under the size that it claims; raise UploadRefused when it lies or swells too much."""
    if entry.flag_bits & _ENCRYPTED:
        raise UploadRefused(REFUSED["encrypted"])
    if entry.compress_type not in _METHODS:
        raise UploadRefused(REFUSED["corrupt"])
    if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise UploadRefused(REFUSED["bomb"])
    mark, name, extra = _LOCAL.unpack_from(blob, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + name + extra
    packed = blob[start : start + entry.compress_size]
    content, whole = packed, len(packed) == entry.compress_size
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        content = stream.decompress(packed, entry.file_size + 1)
        whole = whole and (stream.eof or not packed)
    if mark != b"PK\x03\x04" or not whole or len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise UploadRefused(REFUSED["corrupt"])
