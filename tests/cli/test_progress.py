"""Progress: n of m with the time left on a terminal, nothing at all in a file or pipe."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from optimizer.cli import progress
from tests.cli.test_exit_codes import shuangkong
from tests.risk.small import DELAY, small


def shown(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=120)
    monkeypatch.setattr(progress, "err", lambda: console)
    with progress.counting("抽样 {done} / {total} 次", "[b]甲[/b]") as (news, tell):
        news(3.0, 12.0, float("inf"))
        tell(2500, 10_000)
    return file.getvalue()


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last state is drawn when the bar closes; no name of a case is taken for markup."""
    assert "抽样 2,500 / 10,000 次" in shown(monkeypatch, terminal=True)


def test_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, terminal=False) == ""


@pytest.mark.parametrize("words", [
    ["risk", "--draws", "3", "--workers", "1"], ["robust", "--box", "20%", "--gamma", "all", "--draws", "3"],
    ["alternatives", "--workers", "1"], ["regret"], ["compare", "--sweep", "totals.甲.energy.2030=185:225:2"],
], ids=lambda words: words[0])  # fmt: skip
def test_the_verbs_are_silent_in_a_pipe(words: list[str], tmp_path: Path) -> None:
    done = shuangkong(words[0], str(small(tmp_path / "c", DELAY)), *words[1:])
    assert (done.returncode, done.stderr) == (0, "")
