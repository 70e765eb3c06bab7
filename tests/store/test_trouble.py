"""A store that cannot be used says so in a sentence, and what it holds is untouched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from optimizer.errors import (
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreTrouble,
    StoreUnreachable,
)
from optimizer.store.store import PLACE, Store, default_file
from tests.store.sample import STEPS, dump

ROOT = Path(__file__).parents[2]
LIMITED = """
import resource, signal, sys
from optimizer.errors import StoreFull
from optimizer.store.store import Store
with Store.open(sys.argv[1]) as store:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        store.cases.add("乙", bytes(range(256)) * 8000, ".xlsx", "c", "王")
    except StoreFull as error:
        print(error)
"""
UNPRIVILEGED = """
import os, sys
from optimizer.errors import StoreReadOnly
from optimizer.store.store import Store
Store.open(sys.argv[2]).close()
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    with Store.open(sys.argv[1]) as store:
        store.log.add("王", "x", "y")
except StoreReadOnly as error:
    print(error)
"""


def child(code: str, *words: str) -> str:
    """Run a program as a process of its own and return what it said."""
    command = [sys.executable, "-c", code, *words]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_locked(url: str) -> None:
    """Another program holds the only right to write longer than we wait; reading goes on meanwhile."""
    with Store.open(url) as store:
        STEPS[0](store)
        with Store.open(url, wait=0.3) as second, store.database.write():
            assert [version.name for version in second.cases.latest()] == ["甲"]
            with pytest.raises(StoreLocked, match="占用"):
                STEPS[1](second)
        STEPS[1](store)
        assert len(store.cases.versions("甲")) == 2


def test_disk_full_as_the_database_sees_it(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "s.db")) as store:
        for step in STEPS:
            step(store)
        before = dump(store)
        with store.database.read() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def full(connection: sqlite3.Connection, *_of_event: object) -> None:
            connection.execute(f"PRAGMA max_page_count={pages + 2}")

        store.database.engine.dispose()
        sa.event.listen(store.database.engine, "connect", full)
        with pytest.raises(StoreFull, match="磁盘已满"):
            store.cases.add("乙", os.urandom(1_000_000), ".xlsx", "c", "王")
        assert dump(store) == before
        store.log.add("王", "小", "甲")


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_disk_full_as_the_system_sees_it(tmp_path: Path) -> None:
    """The file may not grow beyond 400 kB; what was there before is there afterwards."""
    url = str(tmp_path / "s.db")
    with Store.open(url) as store:
        for step in STEPS:
            step(store)
        before = dump(store)
    assert "磁盘" in child(LIMITED, url)
    with Store.open(url) as store:
        assert dump(store) == before


def test_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    file.write_bytes("不是数据库".encode() * 300)
    with pytest.raises(StoreForeign, match="不是本程序的档案库"):
        Store.open(str(file))
    assert file.read_bytes() == "不是数据库".encode() * 300


def test_somebody_elses_database(url: str) -> None:
    with Store.open(url) as store, store.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE shuangkong_schema RENAME TO theirs")
    with pytest.raises(StoreForeign, match="不是本程序的档案库"):
        Store.open(url)


def test_a_newer_store(url: str) -> None:
    with Store.open(url) as store:
        STEPS[0](store)
        with store.database.write() as connection:
            connection.exec_driver_sql("UPDATE shuangkong_schema SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        Store.open(url)


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    with Store.open(str(file)) as store:
        for step in STEPS:
            step(store)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreTrouble, match="损坏"), Store.open(str(file)) as store:
        store.log.list()


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights of a folder")
@pytest.mark.parametrize("made", [True, False], ids=["a store", "no store yet"])
def test_a_folder_without_the_right_to_write(made: bool, tmp_path: Path) -> None:
    """Root may write everywhere, so that the child becomes somebody else once it has loaded what it needs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "s.db"
        if made:
            Store.open(str(file)).close()
            file.chmod(0o444)
        Path(folder).chmod(0o555)
        try:
            assert "权限" in child(UNPRIVILEGED, str(file), str(tmp_path / "s.db"))
        finally:
            Path(folder).chmod(0o755)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreReadOnly, match="文件夹"):
        Store.open(str(tmp_path / "file" / "sub" / "s.db"))


def test_no_server(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnreachable, match="无法连接") as told:
        Store.open(f"postgresql://me:geheim@/db?host={tmp_path}", wait=1)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("address", ["mysql://me@host/db", "nonsense://", "postgresql://host"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(StoreUnreachable, match="地址不认识"):
        Store.open(address)


def test_where_it_is_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names it; without that it lies in the user's data folder."""
    monkeypatch.setenv(PLACE, str(tmp_path / "new" / "s.db"))
    with Store.open() as store:
        assert store.place == str(tmp_path / "new" / "s.db")
    assert default_file().name == "shuangkong.db" and "shuangkong" in default_file().parts


def test_more_at_once_than_there_are_connections(tmp_path: Path) -> None:
    """Fifty readers hold every connection; the next one is told so after its wait."""
    with ExitStack() as held, Store.open(str(tmp_path / "s.db"), wait=0.2) as store:
        for _ in range(50):
            held.enter_context(store.database.read())
        with pytest.raises(StoreLocked, match="占用"):
            store.log.list()
