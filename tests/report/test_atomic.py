"""A result file is whole or not there, and what stood there before survives a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import OutputRefused
from optimizer.report.parts import atomic
from optimizer.report.parts.atomic import replace_file, replace_files


def test_the_old_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "成果.xlsx"
    path.write_bytes(b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"")
    replace_file(tmp_path / "new.json", b"{}")
    assert (tmp_path / "new.json").stat().st_mode == other.stat().st_mode


def test_a_locked_file_is_left_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a workbook that Excel has open; the sentence says what to do."""
    path = tmp_path / "成果.xlsx"
    path.write_bytes(b"old")

    def locked(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(atomic.Path, "replace", locked)
    with pytest.raises(OutputRefused, match="正在 Excel 或 WPS 中打开"):
        replace_file(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="不存在"):
        replace_file(tmp_path / "没有" / "a.json", b"")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="是文件夹"):
        replace_file(tmp_path, b"")


def test_several_files_are_all_written(tmp_path: Path) -> None:
    replace_files({tmp_path / "a.json": b"1", tmp_path / "b.xlsx": b"2"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.json": b"1", "b.xlsx": b"2"}


def test_one_refused_file_of_several_leaves_all_as_they_were(tmp_path: Path) -> None:
    """The second has no folder: the first is not touched, and no temporary file is left."""
    first = tmp_path / "a.json"
    first.write_bytes(b"old")
    with pytest.raises(OutputRefused, match="不存在"):
        replace_files({first: b"new", tmp_path / "没有" / "b.xlsx": b"new"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.json": b"old"}


def test_what_was_swapped_in_before_a_refusal_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third file is open in Excel: the first gets its old bytes again, the second, which was new, is gone."""
    first, second, third = (tmp_path / name for name in ("a.json", "b.docx", "c.xlsx"))
    first.write_bytes(b"old")
    third.write_bytes(b"open")
    swap = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target == third:
            raise PermissionError(13, "Permission denied")
        return swap(self, target)

    monkeypatch.setattr(atomic.Path, "replace", locked)
    with pytest.raises(OutputRefused, match="正在 Excel 或 WPS 中打开"):
        replace_files({first: b"new", second: b"new", third: b"new"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.json": b"old", "c.xlsx": b"open"}
