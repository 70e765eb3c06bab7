"""Sample books: what docs/命令行.md tells a new officer to type runs, on workbooks and on folders."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.app.shelf import BOOKS, make_sample_book
from optimizer.cli.main import cli
from optimizer.shipped import shipped

PAGE = Path(__file__).parents[2] / "docs" / "命令行.md"
COMMANDS = [line for line in PAGE.read_text(encoding="utf-8").splitlines()
            if line.startswith("shuangkong ") and "样例" in line]  # fmt: skip


def run(arguments: list[str]) -> int:
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.exception is None, (arguments, done.exception)
    return int(done.return_value)


def test_the_documented_commands_run_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    makes, uses = (sorted(c for c in COMMANDS if c.startswith("shuangkong init ") is first) for first in (True, False))
    assert (len(makes), len(uses)) == (3, 4)
    for command in (*makes, *uses):
        assert run(shlex.split(command)[1:]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        name for command in COMMANDS for name in re.findall(r"\S+\.xlsx", command)
    }


@pytest.mark.parametrize("book", BOOKS)
def test_a_folder_has_the_same_rows_as_what_is_shipped(book: str, tmp_path: Path) -> None:
    make_sample_book(tmp_path / "book", book)
    for path in (shipped("data") / "samples" / book).glob("*.csv"):
        typed, made = (p.read_text(encoding="utf-8-sig").splitlines() for p in (path, tmp_path / "book" / path.name))
        assert len(made) == len(typed)


def test_a_sample_of_a_case_is_wrong_usage(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "x.xlsx"), "--sample"], standalone_mode=False)
    assert type(done.exception).__name__ == "WrongUsage"
    assert not (tmp_path / "x.xlsx").exists()
