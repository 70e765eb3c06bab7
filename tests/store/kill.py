"""Kill a writing process at every point it passes, and look at what it leaves: python -m tests.store.kill PLACE.

A point lies before and after every statement, before every commit and after every transaction, from the first opening
of an empty database on. After each kill the store must stand as it was before the transaction in work or after it,
never less than what was reported as done, and the rest of the work must go on from there.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count

import sqlalchemy as sa
from argon2 import PasswordHasher

from optimizer.store.store import Store
from tests.store.conftest import fresh
from tests.store.sample import STEPS, dump

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Countdown:
    """Kills its own process at the n-th point."""

    def __init__(self, at: int) -> None:
        self.left = at

    def tick(self, *_of_event: object) -> None:
        """Pass a point."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def work(url: str, at: int, report: int) -> None:
    """Do all steps as a process that dies at a point; each finished step is reported by one byte."""
    countdown = Countdown(at)
    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, event, countdown.tick)
    with Store.open(url) as store:
        store.users._hasher = QUICK
        countdown.tick()
        for step in STEPS:
            step(store)
            os.write(report, b".")
            countdown.tick()


def killed(url: str, at: int) -> tuple[bool, int]:
    """Return whether a child doing the work was killed at this point, and how many steps it had reported."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(url, at, write)
            os._exit(0)
        except BaseException as error:
            print(f"point {at}: {error!r}", file=sys.stderr)
            os._exit(1)
    os.close(write)
    done = sum(len(piece) for piece in iter(lambda: os.read(read, 64), b""))
    os.close(read)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"point {at}: the work failed"
    return os.WIFSIGNALED(status), done


def main(place: str) -> int:
    """Try every point; return how many there were."""
    states = []
    with Store.open(fresh(place)) as store:
        store.users._hasher = QUICK
        states.append(dump(store))
        for step in STEPS:
            step(store)
            states.append(dump(store))
    for at in count(1):
        url = fresh(place)
        dead, done = killed(url, at)
        with Store.open(url) as store:
            store.users._hasher = QUICK
            now = dump(store)
            assert now in states[done : done + 2], f"point {at}: neither before nor after step {done + 1}"
            for step in STEPS[states.index(now) :]:
                step(store)
            assert dump(store) == states[-1], f"point {at}: the work could not go on"
        if not dead:
            return at - 1
    return 0


if __name__ == "__main__":
    print(main(sys.argv[1]))
