"""Plans that go out: recorded once with what makes them again, every file with its checksum, signed off by a reviewer."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from optimizer.app.choices import Choice, choices_of
from optimizer.app.export import Kind
from optimizer.app.office import Office
from optimizer.app.release import contents, prepare, release, released, sign_off
from optimizer.app.reproduce import reproduce
from optimizer.app.workbench import Workbench
from optimizer.domain.record import Role
from optimizer.errors import OutputRefused, WrongUsage
from optimizer.store.store import Store

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Store.open(str(tmp_path / "store.db")) as store:
        office = Office(store)
        office.bring_in(str(SAMPLE), "张三")
        yield office


def choose(office: Office, **statuses: str) -> Choice:
    """What is at hand after these decisions."""
    desk = office.desk(1)
    bench = Workbench(desk.base)
    bench.take_over(statuses)
    return choices_of(desk, bench, office.store.scenarios.of_case(1))[0]


def test_every_format_goes_out_on_the_record(office: Office) -> None:
    choice = choose(office, P6="rejected")
    ready = prepare(office, 1, choice)
    files = {kind: release(office, 1, ready, kind, "张三") for kind in get_args(Kind)}
    rows = released(office.store)
    assert [row.file for row in rows] == [file for file, _ in reversed(files.values())]
    assert {row.checksum for row in rows} == {hashlib.sha256(data).hexdigest() for _, data in files.values()}
    assert {(row.run, row.who, row.signed) for row in rows} == {(ready.run.stamp.run, "张三", None)}
    assert all(ready.run.stamp.run in file and not set(file) & set('/\\:*?"<>|') for file, _ in files.values())
    assert json.loads(files["json"][1])["run"] == ready.run.stamp.run
    assert len(contents(ready.run)) >= 6


def test_a_run_is_recorded_once_and_can_be_made_again(office: Office) -> None:
    """Decisions that nobody saved are saved with it, so that the stored run comes out to the last digit."""
    choice = choose(office, P6="rejected")
    for _ in range(2):
        release(office, 1, prepare(office, 1, choice), "xlsx", "张三")
    (record,) = office.store.runs.list()
    (saved,) = office.store.scenarios.of_case(1)
    assert record.scenario == saved.id and saved.spec["reject"] == ["P6"]
    again = reproduce(office.store, record.id)
    assert again.same and again.run.stamp.run == record.run


def test_other_decisions_have_another_number(office: Office) -> None:
    numbers = {prepare(office, 1, choose(office, **{p: "rejected"})).run.stamp.run for p in ("P1", "P2", "P6")}
    assert len(numbers | {prepare(office, 1, choose(office)).run.stamp.run}) == 4


def test_without_a_plan_nothing_goes_out(office: Office) -> None:
    """K.3: P3 forced in has no plan; nothing is recorded, not even as JSON."""
    choice = choose(office, P3="must")
    ready = prepare(office, 1, choice)
    for kind in get_args(Kind):
        with pytest.raises(OutputRefused):
            release(office, 1, ready, kind, "张三")
    assert released(office.store) == [] and office.store.runs.list() == []


def test_sign_off_on_a_machine_without_users(office: Office) -> None:
    choice = choose(office)
    ready = prepare(office, 1, choice)
    with pytest.raises(WrongUsage, match="没有导出过"):
        sign_off(office.store, ready.run.stamp.run, "张三", "相符")
    release(office, 1, ready, "docx", "张三")
    with pytest.raises(WrongUsage, match="审核意见"):
        sign_off(office.store, ready.run.stamp.run, "张三", "  ")
    sign_off(office.store, ready.run.stamp.run, "张三", "与底稿相符")
    (row,) = released(office.store)
    assert row.signed is not None and (row.signed.who, row.signed.reason) == ("张三", "与底稿相符")


def test_where_users_are_kept_a_reviewer_signs_what_another_made(office: Office) -> None:
    for name, role in (("制表", Role.ANALYST), ("审核", Role.REVIEWER)):
        office.store.users.add(name, "long-enough", role)
    choice = choose(office)
    ready = prepare(office, 1, choice)
    release(office, 1, ready, "xlsx", "制表")
    for who, says in (("制表", "没有审核权限"), ("张三", "没有审核权限")):
        with pytest.raises(WrongUsage, match=says):
            sign_off(office.store, ready.run.stamp.run, who, "好")
    sign_off(office.store, ready.run.stamp.run, "审核", "好")
    other = prepare(office, 1, choose(office, P6="rejected"))
    release(office, 1, other, "xlsx", "审核")
    with pytest.raises(WrongUsage, match="制表人不能审核自己"):
        sign_off(office.store, other.run.stamp.run, "审核", "好")


def test_a_hostile_case_name_gives_a_safe_file(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    shutil.copytree(SAMPLE, folder)
    settings = (folder / "case.toml").read_text(encoding="utf-8")
    name = settings.splitlines()[0]
    (folder / "case.toml").write_text(settings.replace(name, r'name = "../..\\a:b*?<img>|\u202ecsv"'), encoding="utf-8")
    office.bring_in(str(folder), "张三")
    desk = office.desk(2)
    choice = choices_of(desk, Workbench(desk.base), ())[2]
    file, _ = release(office, 2, prepare(office, 2, choice), "xlsx", "张三")
    assert not set(file) & set('/\\:*?"<>|\u202e') and not file.startswith(".")
