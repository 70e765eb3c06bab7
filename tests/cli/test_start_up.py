"""Help and version come up without the heavy packages: what is not imported costs no time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "numpy", "pyomo", "highspy", "sqlalchemy", "pydantic", "xlsxwriter", "nicegui", "distributed")
SCRIPT = """
import sys
from optimizer.cli import main
sys.argv = ["shuangkong", *sys.argv[1:]]
try:
    main.main()
except SystemExit as stop:
    code = stop.code
print("LOADED", sorted(set({heavy!r}) & set(sys.modules)), code)
"""


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["nosuch"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    done = _run(*words)
    assert done.stdout.splitlines()[-1] == f"LOADED [] {2 if words == ['nosuch'] else 0}"


@pytest.mark.parametrize("verb", ["serve", "users"])
def test_help_of_verbs_for_whom_nothing_is_solved(verb: str) -> None:
    assert _run(verb, "--help").stdout.splitlines()[-1] == "LOADED [] 0"


def test_the_check_would_see_them() -> None:
    """A verb that reads a case does load pandas: the sight above is not blind."""
    assert "pandas" in _run("check", "nosuch-case").stdout.splitlines()[-1]


def test_every_verb_stands_in_the_help() -> None:
    from optimizer.cli.main import VERBS

    shown = _run("--help").stdout
    assert all(f"  {name} " in shown and verb.short_help in shown for name, verb in VERBS.items())


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
