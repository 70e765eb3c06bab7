"""Memory of this process (内存): its peak, and what one piece of work adds at its peak."""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak() -> float:
    """Return the peak in MB. Linux's own count begins at exec; getrusage's may begin with that of the parent."""
    if STATUS.exists():
        return _linux("VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def added(work: Callable[[], Any]) -> tuple[Any, float]:
    """Do the work; return what it returns and by how much (MB) its peak exceeds what was held before (Linux only)."""
    gc.collect()
    CLEAR.write_text("5")
    before = _linux("VmRSS")
    held = work()
    return held, _linux("VmHWM") - before


def _linux(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
