"""Several writers at once: they wait for each other, no update is lost and nobody sees an error."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from optimizer.store.store import Store
from tests.store.sample import RESULT, RUN

ROOT = Path(__file__).parents[2]
WRITERS, TIMES = 4, 12


def test_processes_that_open_the_same_empty_store_and_write(url: str) -> None:
    """4 × 12 uploads of one case are its versions 1 … 48, and 48 equal runs are numbered 1 … 48."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.writer", url, f"w{number}", str(TIMES)],
            stderr=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for number in range(WRITERS)
    ]  # fmt: skip
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * WRITERS, said
    total = WRITERS * TIMES
    with Store.open(url) as store:
        versions = store.cases.versions("甲")
        assert [version.number for version in versions] == list(range(total, 0, -1))
        assert {store.cases.blob(version.id)[0] for version in versions} == {
            f"w{writer} {number}".encode() for writer in range(WRITERS) for number in range(TIMES)
        }
        numbers = sorted(int(run.id.removeprefix(RUN.run).removeprefix("-") or 1) for run in store.runs.list(1000))
        assert numbers == list(range(1, total + 1))
        assert len(store.log.list(1000)) == 2 * total


def test_threads_of_one_process(store: Store) -> None:
    """20 sessions of one server write through one store."""
    version = store.cases.add("甲", b"x", ".xlsx", "c1", "王").id
    wrong: list[BaseException] = []

    def session(name: str) -> None:
        try:
            for number in range(5):
                store.drafts.save(name, version, {"number": number})
                store.runs.record(RUN, RESULT, name)
                assert store.drafts.load(name, version) == {"number": number}
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=session, args=(f"s{number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(store.runs.list(1000)) == 100
