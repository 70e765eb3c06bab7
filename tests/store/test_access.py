"""Users, sessions, attempts and drafts in the store, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from optimizer.domain.record import Role
from optimizer.errors import NotAllowed, WrongUsage
from optimizer.store.schema import attempts, drafts, now, sessions, users
from optimizer.store.store import Store

HOUR = dt.timedelta(hours=1)
QUARTER = dt.timedelta(minutes=15)
GOOD = "correct horse"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as store:
        store.users.add("甲", GOOD, Role.ADMIN)
        yield store


def test_a_session_is_found_by_its_token_until_it_ends(store: Store) -> None:
    token = store.sessions.open("甲", HOUR, "10.0.0.7")
    found = store.sessions.user(token)
    assert found is not None and found.name == "甲"
    assert store.sessions.user(token + "x") is None
    store.sessions.end(token)
    assert store.sessions.user(token) is None
    assert [(e.what, e.where) for e in store.log.list(2)] == [("退出", ""), ("登录", "10.0.0.7")]


def test_a_session_runs_out(store: Store) -> None:
    assert store.sessions.user(store.sessions.open("甲", dt.timedelta(seconds=-1))) is None


def test_the_token_itself_is_not_kept(store: Store) -> None:
    token = store.sessions.open("甲", HOUR)
    with store.database.read() as connection:
        rows = [str(row) for table in (sessions, users) for row in connection.execute(sa.select(table))]
    assert rows and not any(token in row or GOOD in row for row in rows)


@pytest.mark.parametrize("change", ["password", "closed"])
def test_a_new_password_and_a_closed_account_end_all_sessions(store: Store, change: str) -> None:
    store.users.add("乙", GOOD, Role.VIEWER)
    tokens = [store.sessions.open("乙", HOUR) for _ in range(2)]
    other = store.sessions.open("甲", HOUR)
    if change == "password":
        store.users.set_password("乙", "another horse")
    else:
        store.users.set_active("乙", False)
    assert [store.sessions.user(token) for token in tokens] == [None, None]
    assert store.sessions.user(other) is not None


def test_a_new_role_holds_at_once(store: Store) -> None:
    store.users.add("乙", GOOD, Role.VIEWER)
    token = store.sessions.open("乙", HOUR)
    store.users.set_role("乙", Role.REVIEWER)
    found = store.sessions.user(token)
    assert found is not None and found.role is Role.REVIEWER


def test_the_last_one_who_manages_users_stays(store: Store) -> None:
    with pytest.raises(WrongUsage, match="最后一个"):
        store.users.set_role("甲", Role.VIEWER)
    with pytest.raises(WrongUsage, match="最后一个"):
        store.users.set_active("甲", False)
    store.users.add("乙", GOOD, Role.ADMIN)
    store.users.set_active("甲", False)
    assert store.users.check("甲", GOOD) is None


@pytest.mark.parametrize("name", ["", "  ", "a#b", "a\nb", "x" * 41])
def test_names_that_cannot_be_told_apart(store: Store, name: str) -> None:
    with pytest.raises(WrongUsage):
        store.users.add(name, GOOD, Role.VIEWER)


def test_attempts_are_counted_and_run_out(store: Store) -> None:
    """Three of three pass, the fourth waits about 15 minutes; refused ones do not count, old ones are gone."""
    assert [store.attempts.take({"user 甲": 3}, QUARTER) for _ in range(3)] == [0, 0, 0]
    assert 895 <= store.attempts.take({"user 甲": 3, "address x": 9}, QUARTER) <= 900
    with store.database.write() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(attempts)).scalar() == 3
        connection.execute(sa.update(attempts).values(at=now() - QUARTER))
    assert store.attempts.take({"user 甲": 3}, QUARTER) == 0


def test_attempts_of_one_user_do_not_lock_another_nor_after_a_right_one(store: Store) -> None:
    for _ in range(3):
        store.attempts.take({"user 甲": 3}, QUARTER)
    assert store.attempts.take({"user 乙": 3}, QUARTER) == 0
    store.attempts.forget("user 甲")
    assert store.attempts.take({"user 甲": 3}, QUARTER) == 0


def test_a_restart_forgets_no_attempt(store: Store, url: str) -> None:
    store.attempts.take({"user 甲": 1}, QUARTER)
    with Store.open(url) as again:
        assert again.attempts.take({"user 甲": 1}, QUARTER) > 0


def test_attempts_at_the_same_time_do_not_pass_together(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: store.attempts.take({"user 甲": 5}, QUARTER), range(16)))
    assert waits.count(0) == 5


def test_who_may_only_look_writes_nothing(store: Store) -> None:
    def refuse() -> None:
        raise NotAllowed("查看")

    guarded = store.under(refuse)
    with pytest.raises(NotAllowed):
        guarded.cases.add("例", b"x", ".xlsx", "c", "乙")
    with pytest.raises(NotAllowed):
        guarded.drafts.save("乙", 1, {})
    assert guarded.cases.latest() == []
    assert store.cases.add("例", b"x", ".xlsx", "c", "甲").id == 1


def test_drafts_of_tabs_are_cleared_and_the_last_of_every_user_stays(store: Store) -> None:
    """Tab a is 31 days old, tab b is from today; with 30 days only a goes, and falls back to the user's last."""
    version = store.cases.add("例", b"x", ".xlsx", "c", "甲").id
    store.drafts.save("甲", version, {"n": 1}, "a")
    store.drafts.save("甲", version, {"n": 2}, "b", [("项目 P1", "待定", "否决")])
    assert store.drafts.load("甲", version, "a") == {"n": 1}
    with store.database.write() as connection:
        old = {"at": now() - dt.timedelta(days=31)}
        connection.execute(sa.update(drafts).where(drafts.c.who != "甲#b").values(old))
    assert store.drafts.clean(dt.timedelta(days=30)) == 1
    assert store.drafts.load("甲", version, "a") == {"n": 2} == store.drafts.load("甲", version, "b")
    (line,) = store.log.list(1)
    assert (line.who, line.what, line.where, line.old, line.new) == ("甲", "审批推演", "项目 P1", "待定", "否决")
