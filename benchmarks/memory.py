"""Peak memory of this process (内存峰值)."""

from __future__ import annotations

import resource
from pathlib import Path


def peak() -> float:
    """Return the peak in MB. Linux's own count begins at exec; getrusage's may begin with that of the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
