"""`shuangkong runs`: what solve records, how it is shown, and the same run made again from what was recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from optimizer.cli.main import cli
from optimizer.errors import InputRejected, ShuangkongError
from optimizer.store.store import PLACE, Store
from tests.small import ONE, write_case

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a store of its own."""
    file = tmp_path / "store" / "s.db"
    monkeypatch.setenv(PLACE, str(file))
    return file


def shuangkong(*words: str) -> Result:
    """Run a command in this process; the return value is the exit code of the contract."""
    return CliRunner().invoke(cli, list(words), standalone_mode=False)


def case(folder: Path, total: str = "150") -> str:
    """Write a case with one region: 60 of energy wanted, as much allowed as `total` leaves beside 100."""
    tables = {
        "regions": ONE, "region_years": ["甲,2030,100,100,0,"], "totals": [f"甲,能耗,2030,{total},hard,,,"],
        "projects": ["P1,甲,60,0,1,10,1,,,是"],
    }  # fmt: skip
    return str(write_case(folder, approval="share", **tables))


def kept() -> list[str]:
    with Store.open() as store:
        return [run.id for run in store.runs.list()]


def test_0_solved_recorded_shown_and_reproduced(tmp_path: Path) -> None:
    solved = shuangkong("solve", str(SAMPLE), "--json", str(tmp_path / "r.json"))
    assert solved.return_value == 0
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert kept() == [document["run"]]
    assert f"已存档：{document['run']}" in solved.stderr
    shown = shuangkong("runs", "show", document["run"], "--json", str(tmp_path / "s.json"))
    assert shown.return_value == 0 and "195.5310" in shown.stdout and "k-case.zip" in shown.stdout
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == document
    listed = shuangkong("runs", "list")
    assert listed.return_value == 0 and document["run"] in listed.stdout
    again = shuangkong("runs", "reproduce", document["run"])
    assert again.return_value == 0 and "逐位相同" in again.stdout, again.stderr


def test_4_a_run_without_a_plan_is_recorded_and_reproduced(tmp_path: Path) -> None:
    assert shuangkong("solve", case(tmp_path / "c", total="90")).return_value == 4
    (run,) = kept()
    with Store.open() as store:
        assert (store.runs.get(run).objective, store.runs.get(run).stop) == (None, "proved_impossible")
    assert shuangkong("runs", "reproduce", run).return_value == 0


def test_3_a_run_that_comes_out_otherwise(tmp_path: Path) -> None:
    """The record says 9 where the case gives 10 · 50/60 = 8.3333: the value of the share that the total lets through."""
    path = case(tmp_path / "c")
    assert shuangkong("solve", path).return_value == 0
    (run,) = kept()
    with Store.open() as store:
        result, record = store.runs.result(run), store.runs.get(run)
        assert result["objective"] == pytest.approx(10 * 50 / 60)
        changed = {**result, "objective": 9.0, "pack": "other"}
        run = store.runs.record(record, changed, "王")
    again = shuangkong("runs", "reproduce", run)
    assert again.return_value == 3 and "objective" in again.stdout and "1 处数值" in again.stderr
    assert "other" in again.stdout


def test_a_rejected_case_is_no_run(tmp_path: Path) -> None:
    book = tmp_path / "测算.xlsx"
    assert shuangkong("init", str(book)).return_value == 0
    assert isinstance(shuangkong("solve", str(book)).exception, InputRejected) and kept() == []


def test_the_stored_case_does_not_need_the_file(tmp_path: Path) -> None:
    """The case on disk is changed afterwards; the run is made again from what was handed in."""
    path = case(tmp_path / "c")
    assert shuangkong("solve", path).return_value == 0
    (run,) = kept()
    (Path(path) / "projects.csv").unlink()
    assert shuangkong("runs", "reproduce", run).return_value == 0


def test_no_record(tmp_path: Path, file: Path) -> None:
    assert shuangkong("solve", str(SAMPLE), "--no-record").return_value == 0
    assert not file.exists()


def test_a_store_that_cannot_be_used_spoils_nothing(tmp_path: Path, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("no database" * 100, encoding="utf-8")
    solved = shuangkong("solve", str(SAMPLE), "-o", str(tmp_path / "r.xlsx"))
    assert solved.return_value == 0 and (tmp_path / "r.xlsx").exists()
    assert "没有存入档案库（结果不受影响）" in solved.stderr and str(file) in solved.stderr.replace("\n", "")


@pytest.mark.parametrize("words", [("show", "SK-no"), ("reproduce", "SK-no")])
def test_2_no_such_run(words: tuple[str, ...]) -> None:
    done = shuangkong("runs", *words)
    assert isinstance(done.exception, ShuangkongError) and done.exception.exit_code == 2
    assert "SK-no" in str(done.exception)


def test_an_empty_store_says_so(file: Path) -> None:
    done = shuangkong("runs", "list")
    assert done.return_value == 0 and str(file) in done.stderr


def test_a_run_of_a_saved_scenario_is_reproduced(tmp_path: Path) -> None:
    """The scenario rejects the only project: 0 instead of 8.3333, and reproducing the run gives 0 again."""
    from optimizer.app.archive import hand_in, record_of
    from optimizer.app.scenario import open_desk, scenario_of
    from optimizer.app.solve import solve_checked

    path, spec = case(tmp_path / "c"), {"name": "不批", "reject": ["P1"]}
    handed = hand_in(path)
    assert handed is not None
    run = solve_checked(open_desk(path).under(scenario_of(spec)).checked)
    assert run.outcome.objective == 0
    with Store.open() as store:
        version = store.cases.add("小例", handed.blob, handed.suffix, run.checked.case.checksum, "王", file="c.zip")
        saved = store.scenarios.save(version.id, "不批", spec, "王")
        kept_as = store.runs.record(record_of(run, version.id, saved.id), run.document, "王")
    again = shuangkong("runs", "reproduce", kept_as)
    assert again.return_value == 0, again.stdout
    assert "不批" in shuangkong("runs", "show", kept_as).stdout
