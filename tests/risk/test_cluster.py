"""The same figures from a real local cluster of worker processes, also when one is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("distributed", reason="the optional extra [cluster] is not installed")

from distributed import Client, LocalCluster  # noqa: E402

from optimizer.app import workers  # noqa: E402
from optimizer.app.alternatives import alternatives_case  # noqa: E402
from optimizer.app.compare import Wish, compare_case  # noqa: E402
from optimizer.app.regret import regret_case  # noqa: E402
from optimizer.app.risk import risk_case  # noqa: E402
from optimizer.app.workers import Workers, spread  # noqa: E402
from optimizer.errors import WrongUsage  # noqa: E402
from optimizer.systems.uncertainty.risk_draws import draw, joined  # noqa: E402
from tests.cli.test_exit_codes import shuangkong  # noqa: E402
from tests.risk.small import DELAY, small  # noqa: E402
from tests.risk.test_risk import bench, same  # noqa: E402

USAGE = "usage,each,,,normal,0% 0.4%,,t,假设"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    held = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), held]))
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address
    os.environ["PYTHONPATH"] = held


def test_the_same_draws_to_the_last_bit(address: str, tmp_path: Path) -> None:
    one = bench(small(tmp_path, DELAY, USAGE))
    told: list[tuple[int, int]] = []
    parts = [range(n, n + 2) for n in range(0, 12, 2)]
    far = joined(spread(draw, one, parts, Workers(address), lambda done, total: told.append((done, total))))
    assert same(far, draw(one, range(12)))
    assert told == [(n, 6) for n in range(1, 7)]


def slow_square(shared: float, part: int) -> tuple[int, float]:
    """Half a second of work that says who did it."""
    time.sleep(0.5)
    return os.getpid(), shared * part * part


def test_a_worker_killed_in_the_middle_loses_nothing(address: str) -> None:
    """Three workers, twelve half-second parts; after a second one is killed with what it holds. All parts come back."""
    with Client(address, set_as_default=False) as client:
        before = dict(client.run(os.getpid))
    victim = next(iter(before.values()))
    killer = threading.Timer(1.0, os.kill, (victim, signal.SIGKILL))
    killer.start()
    found = spread(slow_square, 2.0, list(range(12)), Workers(address))
    killer.join()
    assert [value for _, value in found] == [2.0 * n * n for n in range(12)]
    assert len({pid for pid, _ in found} - {victim}) >= 2
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(victim, 0)
            time.sleep(0.1)


def test_a_case_on_the_cluster(address: str, tmp_path: Path) -> None:
    """Risk, regrets and a sweep say the same as on this machine."""
    folder = str(small(tmp_path, DELAY, USAGE, totals=["甲,能耗,2030,205,,5,0.02,0.12"]))
    here, there = risk_case(folder, 60, 3, Workers(count=1)), risk_case(folder, 60, 3, Workers(address))
    assert {**here.document, "time": ""} == {**there.document, "time": ""}
    mine, theirs = regret_case(folder), regret_case(folder, scheduler=address)
    assert {**mine.document, "time": ""} == {**theirs.document, "time": ""}
    wish = {"sweep": "totals.甲.energy.2030=185:225:3"}
    swept = [compare_case(folder, Wish(**wish, scheduler=where)).swept for where in ("", address)]  # type: ignore[arg-type]
    assert swept[0] is not None and swept[1] is not None
    figures = [[side.outcome.objective for _, side in one.runs] for one in swept if one is not None]
    assert figures[0] == figures[1] and np.ptp(figures[0]) > 0


def test_the_command_line_reaches_it(address: str, tmp_path: Path) -> None:
    folder = str(small(tmp_path / "c", DELAY))
    for name, words in (("far", ["--scheduler", address]), ("near", ["--workers", "1"])):
        done = shuangkong("risk", folder, "--draws", "30", *words, "--json", str(tmp_path / f"{name}.json"))
        assert done.returncode == 0, done.stderr
    far, near = (json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name in ("far", "near"))
    assert {**far, "time": ""} == {**near, "time": ""}


def murder(address: str) -> Callable[[int, int], None]:
    """Return what kills one worker of the cluster as soon as a part is done, and no other after it."""
    killed: list[int] = []

    def tell(done: int, total: int) -> None:
        assert 1 <= done <= total
        if not killed and done < total:
            with Client(address, set_as_default=False) as client:
                killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    return tell


SWEEP = {"sweep": "totals.甲.energy.2030=185:225:9"}
VERBS: dict[str, Callable[[str, str, Any], Any]] = {
    "risk": lambda case, where, tell: risk_case(case, 200, 3, Workers(where, 1), tell).document,
    "alternatives": lambda case, where, tell: alternatives_case(case, 0.3, Workers(where, 1), tell).document,
    "regret": lambda case, where, tell: regret_case(case, tell=tell, scheduler=where).document,
    "compare": lambda case, where, tell: [
        (side.outcome, side.allocation.nodes.to_csv() if side.allocation is not None else "")
        for side in map(itemgetter(1), compare_case(case, Wish(**SWEEP, scheduler=where), None, tell).swept.runs)  # type: ignore[arg-type, union-attr]
    ],
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_outlives_a_worker(verb: str, address: str, tmp_path: Path) -> None:
    """A worker is killed when the first part is done: the others finish its work, and the figures are to the last bit
    those of one process."""
    folder, ask = str(small(tmp_path, DELAY, USAGE)), VERBS[verb]
    tell = murder(address)
    there, here = ask(folder, address, tell), ask(folder, "", None)
    if isinstance(here, dict):
        there["time"] = here["time"] = ""
    assert there == here


@pytest.mark.parametrize("verb", VERBS)
def test_no_scheduler_there(verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.app.workers.PATIENCE", 0.5)
    with pytest.raises(WrongUsage, match="连不上 Dask 调度器“tcp://127.0.0.1:1”") as told:
        VERBS[verb](str(small(tmp_path, DELAY)), "tcp://127.0.0.1:1", None)
    assert told.value.exit_code == 2


def test_an_address_that_is_none(tmp_path: Path) -> None:
    done = shuangkong("risk", str(small(tmp_path, DELAY)), "--draws", "3", "--scheduler", "tcp://nowhere")
    assert done.returncode == 2
    assert "tcp://nowhere" in done.stderr and "Traceback" not in done.stderr


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongUsage, match=r"pip install .shuangkong\[cluster\]"):
        spread(slow_square, 1.0, [1, 2], Workers("tcp://127.0.0.1:1"))


def test_workers_of_another_version(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = workers.versions()
    monkeypatch.setattr(workers, "versions", lambda: {**mine, "highspy": "0.1"})
    with pytest.raises(WrongUsage, match=f"highspy {mine['highspy']}≠0.1"):
        spread(slow_square, 1.0, [1, 2], Workers(address))


def test_no_worker_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 2.0)
    with LocalCluster(n_workers=0, dashboard_address=None) as empty, pytest.raises(WrongUsage, match="没有工作进程"):
        spread(slow_square, 1.0, [1, 2], Workers(empty.scheduler_address))


def test_a_scheduler_lost_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cluster goes away when the first part is done: said, not waited for."""
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with pytest.raises(WrongUsage, match="中断"):
        spread(slow_square, 1.0, list(range(20)), Workers(cluster.scheduler_address), lambda *_: cluster.close())
