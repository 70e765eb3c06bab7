"""L 47: users have roles, every change is logged, and every exported number leads to a run that can be made again."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from optimizer.cli.main import cli
from optimizer.domain.record import Role
from optimizer.store.store import PLACE, Store

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is recorded in a store of its own."""
    monkeypatch.setenv(PLACE, str(tmp_path / "store.db"))


def shuangkong(*words: str) -> Result:
    done = CliRunner().invoke(cli, list(words), standalone_mode=False)
    assert done.exception is None, done.exception
    return done


def test_row_47_users_have_roles_and_changes_are_logged() -> None:
    """Who, what, old, new and why of a change of role; the role that is kept is the new one."""
    with Store.open() as store:
        store.users.add("赵", "secret-secret", Role.VIEWER, "管", "新到岗")
        store.users.set_role("赵", Role.REVIEWER, "管", "转审核岗")
        assert [(user.name, user.role) for user in store.users.list()] == [("赵", Role.REVIEWER)]
        last = store.log.list(limit=1)[0]
    assert (last.who, last.where, last.old, last.new, last.reason) == ("管", "赵", "viewer", "reviewer", "转审核岗")


def test_row_47_every_exported_number_traces_to_a_run_that_is_kept(tmp_path: Path) -> None:
    """The id stands on every visible sheet, in the JSON and in the file's properties; it names the stored result."""
    book, document = tmp_path / "a.xlsx", tmp_path / "a.json"
    shuangkong("solve", str(SAMPLE), "-o", str(book), "--json", str(document))
    solved = json.loads(document.read_text(encoding="utf-8"))
    workbook = openpyxl.load_workbook(book)
    assert solved["run"] in workbook.properties.description
    for sheet in workbook.worksheets:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any(solved["run"] in text for text in texts), sheet.title
    shuangkong("runs", "show", solved["run"], "--json", str(tmp_path / "kept.json"))
    assert json.loads((tmp_path / "kept.json").read_text(encoding="utf-8")) == solved
    with Store.open() as store:
        record = store.runs.get(solved["run"])
        logged = [line for line in store.log.list() if solved["run"] in line.new + line.where]
    assert record.who and [line.who for line in logged] == [record.who]


def test_row_47_the_run_is_made_again_from_what_is_kept(tmp_path: Path) -> None:
    shuangkong("solve", str(SAMPLE), "--json", str(tmp_path / "a.json"))
    run = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["run"]
    again = shuangkong("runs", "reproduce", run)
    assert (again.return_value, "逐位相同" in again.stdout) == (0, True)
