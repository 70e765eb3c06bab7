"""Uploads without a browser: what is refused before it is opened, what is kept, and that nothing is ever lost."""

from __future__ import annotations

import sqlite3
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from optimizer.app import upload as uploads
from optimizer.app.office import Office
from optimizer.app.upload import keep_upload, look_at, plain_name
from optimizer.errors import InputRejected, StoreTrouble, UploadRefused
from optimizer.store.store import Store
from optimizer.tables import archive
from tests.web.files import folder_files, lying, workbook, zipped

GOOD = folder_files()


def refusal(name: str, blob: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        look_at(name, blob)
    return str(refused.value)


def linked() -> bytes:
    entry = zipfile.ZipInfo("case.toml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as file:
        file.writestr(entry, "/etc/passwd")
    return memory.getvalue()


HARMFUL = (
    ("案例.exe", b"MZ", "只能上传"), ("案例.xls", workbook(), "只能上传"), ("案例", b"PK", "只能上传"),
    ("案例.xlsx", b"", "空文件"), ("案例.xlsx", b"hello", "已损坏"), ("案例.zip", b"PK\x03\x04", "已损坏"),
    ("案例.xlsx", workbook()[:4000], "已损坏"), ("案例.xlsx", workbook()[:-30], "已损坏"),
    ("案例.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "密码"),
    ("案例.zip", zipped({"case.toml": bytes(50_000_000)}), "压缩炸弹"), ("案例.zip", lying(), "已损坏"),
    ("案例.xlsx", lying(), "已损坏"),
    ("案例.zip", zipped({f"{n}.csv": b"" for n in range(2_001)}), "2001 个文件"),
    ("案例.zip", zipped(GOOD | {"../out.csv": b"x"}), "不安全的路径"), ("案例.zip", zipped({"/etc/x.toml": b""}), "不安全的路径"),
    ("案例.zip", zipped({"a/b/case.toml": b""}), "不安全的路径"), ("案例.zip", zipped({"C:\\x.toml": b""}), "不安全的路径"),
    ("案例.zip", linked(), "不安全的路径"), ("案例.zip", zipped({"a/case.toml": b"", "b/projects.csv": b""}), "没有案例"),
    ("案例.zip", zipped(GOOD | {"CASE.toml": b""}), "同名文件"), ("案例.zip", zipped({"readme.txt": b"x"}), "没有案例"),
)  # fmt: skip
"""Name, bytes and what the refusal says."""


@pytest.mark.parametrize(("name", "blob", "says"), HARMFUL, ids=[f"{n}{one[2]}" for n, one in enumerate(HARMFUL)])
def test_what_is_not_opened(name: str, blob: bytes, says: str) -> None:
    assert says in refusal(name, blob)


def test_a_flipped_byte_is_seen() -> None:
    """Every entry is inflated and its sum compared before a reader opens the file."""
    blob = bytearray(workbook())
    blob[len(blob) // 3] ^= 0xFF
    assert "已损坏" in refusal("a.xlsx", bytes(blob))


def test_limits_on_size(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = workbook()
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    assert "展开后超过" in refusal("a.xlsx", blob)
    monkeypatch.setattr(uploads, "MAX_UPLOAD", len(blob) - 1)
    assert "文件太大" in refusal("a.xlsx", blob)


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "磁盘空间" in refusal("a.xlsx", workbook())


@pytest.mark.parametrize(("given", "plain"), [
    ("C:\\资料\\案例.xlsx", "案例.xlsx"), ("../../etc/案例.zip", "案例.zip"), ("<img src=x>.xlsx", "img src=x.xlsx"),
    ("\x00\x1b[31m.xlsx", "[31m.xlsx"), (".xlsx", "未命名.xlsx"), ("长" * 300 + ".xlsx", "长" * 80 + ".xlsx"), ("", "未命名"),
])  # fmt: skip
def test_names_are_made_plain(given: str, plain: str) -> None:
    assert plain_name(given) == plain


def test_all_issues_and_the_sheets_as_read() -> None:
    """A letter in a number and an unknown league: both are found, each at its cell, and the sheets are there to look at."""
    found = look_at("案例.xlsx", workbook({("年度", 1, 2): "1,2OO", ("目标", 1, 0): "丁"}))
    assert found.checked is None and found.errors == len(found.issues) == 2
    assert {(i.where.sheet, i.where.cell) for i in found.issues} == {("年度", "C2"), ("目标", "A2")}
    sheet = next(s for s in found.sheets if s.sheet == "年度")
    assert sheet.rows[1][2] == "1,2OO"
    assert [s.title for s in found.sheets][0] == "测算设置"


def test_a_zipped_folder_is_read_like_the_folder() -> None:
    """With one folder around the files and a stranger beside them, which is left out."""
    found = look_at("k.zip", zipped({f"k/{name}": content for name, content in GOOD.items()} | {"k/读我.txt": b"x"}))
    assert found.checked is not None and found.checked.case.checksum
    assert found.checked.case.checksum == look_at("k.zip", zipped(GOOD)).checked.case.checksum  # type: ignore[union-attr]


def test_versions_are_added_and_never_replaced(store: Store) -> None:
    office = Office(store)
    first, new = keep_upload(office, look_at("a.xlsx", workbook()), "三盟市", "甲", "首次")
    assert new and (first.number, first.who, first.reason, first.file) == (1, "甲", "首次", "a.xlsx")
    assert keep_upload(office, look_at("b.xlsx", workbook()), "三盟市", "乙", "又一次") == (first, False)
    other, new = keep_upload(office, look_at("a.xlsx", workbook({("年度", 1, 2): "1300"})), "三盟市", "乙", "改GDP")
    assert new and other.number == 2 and store.cases.blob(first.id)[0] == workbook()
    assert office.checked(other.id).case.checksum == other.checksum != first.checksum


def test_what_is_not_clean_is_not_kept(store: Store) -> None:
    with pytest.raises(InputRejected):
        keep_upload(Office(store), look_at("a.xlsx", workbook({("目标", 1, 0): "丁"})), "三盟市", "甲", "x")
    assert store.cases.latest() == []


def test_a_locked_store_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    with Store.open(str(path), wait=0.2) as store:
        office = Office(store)
        keep_upload(office, look_at("a.xlsx", workbook()), "三盟市", "甲", "首次")
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        upload = look_at("a.xlsx", workbook({("年度", 1, 2): "1300"}))
        with pytest.raises(StoreTrouble):
            keep_upload(office, upload, "三盟市", "甲", "第二次")
        other.rollback()
        other.close()
        assert [v.number for v in store.cases.versions("三盟市")] == [1]
        assert keep_upload(office, upload, "三盟市", "甲", "第二次")[0].number == 2, "the same upload, once more"
