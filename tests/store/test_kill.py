"""Kill -9 at any moment: every transaction is there whole or not at all, and nothing that was reported is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
def test_killed_between_any_two_writes(place: str) -> None:
    command = [sys.executable, "-m", "tests.store.kill", place]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150
