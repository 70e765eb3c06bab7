"""The same figures from a real local cluster of worker processes, also when one is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("distributed", reason="the optional extra [cluster] is not installed")

from distributed import Client, LocalCluster  # noqa: E402

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


def test_no_scheduler_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.app.workers.PATIENCE", 0.5)
    with pytest.raises(WrongUsage, match="127.0.0.1:1"):
        spread(slow_square, 1.0, [1, 2], Workers("tcp://127.0.0.1:1"))
