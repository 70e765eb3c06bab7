"""What goes into the store comes out of it, to the byte and to the last digit."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.record import Role
from optimizer.errors import WrongUsage
from optimizer.store.packing import pack, unpack
from optimizer.store.store import Store
from tests.store.sample import RESULT, RUN


def test_a_new_upload_is_a_new_version_and_the_same_upload_is_not(store: Store) -> None:
    first = store.cases.add("甲", b"one", ".xlsx", "c1", "王")
    assert store.cases.add("甲", b"one", ".xlsx", "c1", "李") == first
    second = store.cases.add("甲", b"two", ".zip", "c2", "李", "更正", "甲市.zip")
    third = store.cases.add("甲", b"one", ".xlsx", "c1", "王", "退回")
    other = store.cases.add("乙", b"one", ".xlsx", "c1", "王")
    assert [version.number for version in (first, second, third, other)] == [1, 2, 3, 1]
    assert (first.file, second.file, second.who, second.reason, second.size) == ("甲.xlsx", "甲市.zip", "李", "更正", 3)
    assert store.cases.versions("甲") == [third, second, first]
    assert store.cases.latest() == [other, third]
    assert store.cases.get(second.id) == second
    assert store.cases.blob(second.id) == (b"two", ".zip") and store.cases.blob(third.id) == (b"one", ".xlsx")
    assert first.at.utcoffset() is not None and first.at <= third.at


def test_runs_keep_their_result_to_the_last_digit(store: Store) -> None:
    """0.1 + 0.2 is 0.30000000000000004; the same run made again is -2 and keeps a result of its own."""
    store.cases.add("甲", b"one", ".xlsx", "c1", "王")
    assert store.runs.record(RUN, RESULT, "王") == "SK-0123456789ab"
    assert store.runs.record(RUN, {**RESULT, "objective": 1}, "李") == "SK-0123456789ab-2"
    assert store.runs.result("SK-0123456789ab") == RESULT
    assert store.runs.result("SK-0123456789ab-2")["objective"] == 1
    kept = store.runs.get("SK-0123456789ab")
    assert (kept.objective, kept.who, kept.versions) == (0.30000000000000004, "王", {"p": "1"})
    assert [run.id for run in store.runs.list()] == ["SK-0123456789ab-2", "SK-0123456789ab"]
    assert len(store.runs.list(limit=1)) == 1


def test_a_scenario_is_edited_by_saving_another(store: Store) -> None:
    case = store.cases.add("甲", b"one", ".xlsx", "c1", "王").id
    first = store.scenarios.save(case, "收紧", {"approve": ["P1"], "x": [0.1]}, "王")
    second = store.scenarios.save(case, "收紧", {"approve": []}, "李", "改正", base=first.id)
    assert store.scenarios.of_case(case) == [first, second]
    assert store.scenarios.get(first.id).spec == {"approve": ["P1"], "x": [0.1]}
    assert (second.base, second.reason) == (first.id, "改正")


def test_a_draft_is_one_users_own(store: Store) -> None:
    case = store.cases.add("甲", b"one", ".xlsx", "c1", "王").id
    assert store.drafts.load("王", case) is None
    store.drafts.save("王", case, {"approve": ["P1"]})
    store.drafts.save("王", case, {"approve": ["P1", "P2"]})
    store.drafts.save("李", case, {"approve": []})
    assert store.drafts.load("王", case) == {"approve": ["P1", "P2"]}
    assert store.drafts.load("李", case) == {"approve": []}


def test_what_is_not_there_is_said(store: Store) -> None:
    for ask in (store.cases.get, store.cases.blob, store.scenarios.get):
        with pytest.raises(KeyError):
            ask(7)
    for look in (store.runs.get, store.runs.result):
        with pytest.raises(KeyError):
            look("SK-no")
    assert store.cases.latest() == [] and store.runs.list() == [] and store.log.list() == []


def test_every_change_is_logged_with_old_new_and_reason(store: Store) -> None:
    store.cases.add("甲", b"one", ".xlsx", "c1", "王")
    store.cases.add("甲", b"two", ".xlsx", "c2", "李", "更正")
    store.users.add("赵", "secret-secret", Role.VIEWER, "管")
    store.users.set_role("赵", Role.REVIEWER, "管", "转岗")
    store.users.set_password("赵", "another-one", "管")
    store.log.add("赵", "导出", "甲", "", "表.xlsx")
    lines = [(line.who, line.what, line.where, line.old, line.new, line.reason) for line in store.log.list()]
    assert lines == [
        ("赵", "导出", "甲", "", "表.xlsx", ""),
        ("管", "重设密码", "赵", "", "", ""),
        ("管", "更改角色", "赵", "viewer", "reviewer", "转岗"),
        ("管", "新增用户", "赵", "", "viewer", ""),
        ("李", "新增数据版本", "甲", "1 c1", "2 c2", "更正"),
        ("王", "新增数据版本", "甲", "", "1 c1", ""),
    ]
    assert [line.where for line in store.log.list(who="李")] == ["甲"]
    assert [line.where for line in store.log.list(what="导出", limit=5)] == ["甲"]
    assert [line.id for line in store.log.list()] == [6, 5, 4, 3, 2, 1]


def test_users_sign_in_by_a_hashed_password(store: Store) -> None:
    store.users.add("赵", "secret-secret", Role.ANALYST)
    with store.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM users").scalar_one()
    assert kept.startswith("$argon2id$") and "secret" not in kept
    found = store.users.check("赵", "secret-secret")
    assert found is not None and (found.name, found.role) == ("赵", Role.ANALYST)
    assert store.users.check("赵", "wrong") is None and store.users.check("钱", "") is None
    store.users.set_active("赵", False)
    assert store.users.check("赵", "secret-secret") is None
    for name, password in (("赵", "secret-secret"), (" ", "secret-secret"), ("孙", "short")):
        with pytest.raises(WrongUsage):
            store.users.add(name, password, Role.VIEWER)
    with pytest.raises(WrongUsage):
        store.users.set_role("孙", Role.ADMIN)
    assert [user.name for user in store.users.list()] == ["赵"]


def test_a_broken_character_stops_nothing(store: Store) -> None:
    """A file name that is no UTF-8 comes from the system with half characters, which no database takes."""
    version = store.cases.add("甲\udcb0\x00", b"one", ".xlsx", "c1", "王")
    assert store.cases.get(version.id).name == "甲\ufffd\ufffd\ufffd\ufffd"


def test_a_folder_is_packed_the_same_way_every_time(tmp_path: Path) -> None:
    folder = tmp_path / "案例"
    folder.mkdir()
    for name, text in (("case.toml", "a"), ("地区.csv", "b"), ("说明.docx", "c")):
        (folder / name).write_text(text, encoding="utf-8")
    blob, suffix = pack(folder)
    (folder / "case.toml").touch()
    assert pack(folder) == (blob, suffix)
    (tmp_path / "out").mkdir()
    again = unpack(blob, suffix, "../案例.zip", tmp_path / "out")
    assert again == tmp_path / "out" / "案例"
    assert {file.name: file.read_text(encoding="utf-8") for file in again.iterdir()} == {"case.toml": "a", "地区.csv": "b"}
