"""`shuangkong serve`: what it refuses before it starts, and a start that answers on the loopback with the case open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from optimizer.app.office import Office
from optimizer.app.shelf import shipped_cases
from optimizer.domain.record import Role
from optimizer.store.store import Store
from tests.small import ONE, write_case

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "samples" / "k-case"


def start(store: Path, *words: str) -> subprocess.Popen[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NICEGUI"))}
    ours |= {"SHUANGKONG_STORE": str(store), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "optimizer.cli.main", "serve", *words]
    return subprocess.Popen(command, cwd=ROOT, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def refused(store: Path, *words: str) -> tuple[int, str]:
    with start(store, *words) as server:
        _, said = server.communicate(timeout=60)
        return server.returncode, said


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


SECRET = "correct-horse-battery-staple-2026"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com"])
def test_2_an_intranet_needs_a_secret(tmp_path: Path, host: str) -> None:
    code, said = refused(tmp_path / "store.db", str(SAMPLE), "--host", host)
    assert code == 2 and host in said and "SHUANGKONG_SECRET" in said and "Traceback" not in said
    assert not (tmp_path / "store.db").exists(), "refused before anything is made"


@pytest.mark.parametrize("secret", ["short", "a" * 40])
def test_2_a_weak_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("SHUANGKONG_SECRET", secret)
    code, said = refused(tmp_path / "store.db", str(SAMPLE))
    assert code == 2 and "太短或太简单" in said and secret not in said


@pytest.mark.parametrize(("words", "says"), [
    (["--host", "0.0.0.0"], "--allow-host"),
    (["--host", "0.0.0.0", "--allow-host", "budget.example"], "users add"),
    (["--host", "0.0.0.0", "--allow-host", "budget.example", "--no-login"], "--no-login 只能用于本机"),
    (["--certificate", "x.pem"], "要一起写"),
    (["--certificate", "x.pem", "--key", "y.pem"], "找不到文件：x.pem"),
])  # fmt: skip
def test_2_what_an_intranet_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    """A viewer is there, but nobody who manages users."""
    monkeypatch.setenv("SHUANGKONG_SECRET", SECRET)
    with Store.open(str(tmp_path / "store.db")) as store:
        store.users.add("甲", "correct horse", Role.VIEWER)
    code, said = refused(tmp_path / "store.db", str(SAMPLE), *words)
    assert code == 2 and says in said and "Traceback" not in said


def test_2_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = refused(tmp_path / "store.db", str(SAMPLE), "--port", str(port))
    assert code == 2 and f"--port {port + 1}" in said


def test_3_a_case_with_errors_does_not_enter_the_store(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "c", regions=ONE, region_years=["甲,2030,abc,100,0,"])
    code, said = refused(tmp_path / "store.db", str(folder))
    assert code == 3 and "C2" in said
    with Store.open(str(tmp_path / "store.db")) as store:
        assert store.cases.latest() == []


def test_it_serves_the_case_from_the_store(tmp_path: Path) -> None:
    """Started twice, the same case stays one version; a foreign host name gets no page."""
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = start(tmp_path / "store.db", str(SAMPLE), "--port", str(port))
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            assert f"http://127.0.0.1:{port}" in line
            wait_for(port)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                assert answer.headers["x-frame-options"] == "DENY"
                page = answer.read().decode()
            assert 'lang="zh-CN"' in page
            foreign = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"})
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(foreign, timeout=30)
        finally:
            server.terminate()
            server.communicate(timeout=30)
    with Store.open(str(tmp_path / "store.db")) as store:
        assert [(case.name, case.number) for case in store.cases.latest()] == [("三盟市算例（domain.md K）", 1)]


def test_an_empty_store_gets_the_shipped_cases(tmp_path: Path) -> None:
    """Without CASE the first shipped case opens, and later the case that came last."""
    with Store.open(str(tmp_path / "store.db")) as store:
        office = Office(store)
        assert office.first("测试").name == "内蒙古 2026—2030"
        assert len(store.cases.latest()) == len(shipped_cases())
        office.bring_in(str(SAMPLE), "测试")
        assert office.first("测试").name == "三盟市算例（domain.md K）"
