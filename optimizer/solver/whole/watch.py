"""What a search knows while it runs (进展): best plan and bound so far, the time left, the wish to stop."""

from __future__ import annotations

import time
from threading import Lock

import numpy as np

from optimizer.solver.highs import Progress


class Watch:
    """Keeps best and bound of a minimisation over all steps of a search, tells them, and asks whether to go on."""

    def __init__(self, until: float | None = None, tell: Progress | None = None, share: float = 0.0) -> None:
        """until: end by the monotonic clock; tell: hears seconds, best and bound; share: the relative gap wanted."""
        self._until, self._tell, self._share = until, tell, share
        self._began, self._lock, self.told_to_stop = time.monotonic(), Lock(), False
        self.best, self.bound = np.inf, -np.inf

    @property
    def gap(self) -> float:
        """What lies between the best plan and the bound."""
        return self.best - self.bound

    @property
    def wanted(self) -> float:
        """The gap that is small enough."""
        return self._share * abs(self.best) if np.isfinite(self.best) else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left; None: no end is set."""
        return None if self._until is None else max(self._until - time.monotonic(), 0.0)

    def stopped(self) -> bool:
        """Tell the news; return whether the time is over or somebody wants an end. From any thread."""
        return self._told(np.inf, -np.inf) or self.left == 0.0

    def listener(self, spent: float, proves: bool) -> Progress | None:
        """Return what hears the news of a part whose held columns cost `spent`; `proves`: its bound holds for all.

        It also ends the part when the time is over: HiGHS by itself may go on for many times its limit.
        """
        if self._tell is None and self._until is None:
            return None

        def hear(_: float, best: float, bound: float) -> bool:
            return self._told(best + spent, bound + spent if proves else -np.inf) or self.left == 0.0

        return hear

    def _told(self, best: float, bound: float) -> bool:
        with self._lock:
            if self._tell is not None and not self.told_to_stop:
                best = min(best, self.best)
                bound = min(max(bound, self.bound), best)
                self.told_to_stop = bool(self._tell(time.monotonic() - self._began, best, bound))
            return self.told_to_stop
