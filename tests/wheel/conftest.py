"""One wheel, built once from this checkout, and one fresh environment that it is installed into."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT


def _index_or_skip(command: list[str | Path], what: str) -> None:
    """Run a command that needs the package index; without the index skip, unless CI demands the wheel."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode == 0:
        return
    unreachable = "No matching distribution" in done.stderr + done.stdout or "ConnectionError" in done.stderr
    if unreachable and not os.environ.get("CI"):
        pytest.skip(f"{what}: the package index cannot be reached")
    pytest.fail(f"{what}\n{done.stdout}\n{done.stderr}")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    _index_or_skip([sys.executable, "-m", "build", "--wheel", "--outdir", str(out)], "python -m build")
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of a fresh environment that holds nothing but the wheel and what it needs."""
    home = tmp_path_factory.mktemp("干净 环境")
    venv.create(home, with_pip=True)
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    _index_or_skip([commands / "python", "-m", "pip", "install", "--quiet", str(wheel)], "pip install")
    return commands
