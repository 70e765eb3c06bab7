"""Login, roles and forms over the whole stack of layers, without a browser."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from nicegui import core
from nicegui.testing.user_simulation import user_simulation

from optimizer.app.access import PER_USER, Access
from optimizer.app.office import Office
from optimizer.app.permit import Permit
from optimizer.domain.record import Role
from optimizer.store.store import Store
from optimizer.web.gate import Gate
from optimizer.web.guard import Guard
from optimizer.web.serve import lay_pages
from tests.web.conftest import SAMPLE
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio
GOOD = "correct horse"
BASE = "http://budget.example:8765"
KEY = re.compile(r'name="key" value="([0-9a-f]+)"')
PEOPLE = {"甲": Role.ADMIN, "乙": Role.REVIEWER, "丙": Role.ANALYST, "丁": Role.VIEWER}


class Visitor:
    """One browser: cookies, and the origin that a browser names with what it posts."""

    def __init__(self, app: Any) -> None:
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app, client=("10.0.0.7", 1)), base_url=BASE)

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path)

    async def post(self, path: str, key: str | None = None, **fields: str) -> httpx.Response:
        page = await self.get("/login" if path == "/login" else "/account")
        found = KEY.search(page.text)
        given = found.group(1) if key is None and found else key or ""
        return await self.http.post(path, data={"key": given, **fields}, headers={"Origin": BASE})

    async def sign_in(self, name: str, password: str = GOOD, **more: str) -> httpx.Response:
        return await self.post("/login", name=name, password=password, **more)


@pytest_asyncio.fixture
async def app(store: Store) -> AsyncGenerator[Any]:
    async with user_simulation():
        access = Access(store, "s" * 40)
        office = Office(store)
        lay_pages(office, office.bring_in(SAMPLE, "测试").id, "测试", access)
        for name, role in PEOPLE.items():
            store.users.add(name, GOOD, role)
        yield Guard(Gate(core.app, access), ("budget.example",))


@pytest_asyncio.fixture
async def visitor(app: Any) -> Visitor:
    return Visitor(app)


@pytest.mark.parametrize("path", ["/", "/whatif?case=1", "/account", "/loginx", "/login/x"])
async def test_no_page_without_a_login(visitor: Visitor, path: str) -> None:
    answer = await visitor.get(path)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=%2F")


@pytest.mark.parametrize("path", ["/_nicegui_ws/socket.io/?EIO=4&transport=polling", "/_nicegui/client/x/upload/1"])
async def test_no_socket_and_no_file_without_a_login(visitor: Visitor, path: str) -> None:
    assert (await visitor.get(path)).status_code == 401
    assert (await visitor.http.post(path, headers={"Origin": BASE})).status_code == 401


async def test_no_websocket_without_a_login(app: Any) -> None:
    sent = []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    headers = [(b"host", b"budget.example:8765"), (b"origin", BASE.encode()), (b"cookie", b"shuangkong=x.y")]
    await app({"type": "websocket", "path": "/_nicegui_ws/socket.io/", "headers": headers}, None, send)
    assert sent == ["websocket.close"]


async def test_signing_in_leads_to_where_one_wanted_to_go(visitor: Visitor) -> None:
    answer = await visitor.sign_in("丙", next="/alerts?case=1")
    assert answer.status_code == 303 and answer.headers["location"] == "/alerts?case=1"
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "max-age=43200")) and "secure" not in cookie
    page = await visitor.get("/")
    assert page.status_code == 200 and page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
async def test_a_login_leads_only_to_our_pages(visitor: Visitor, following: str) -> None:
    assert (await visitor.sign_in("丙", next=following)).headers["location"] == "/"


async def test_a_forged_cookie_opens_nothing(visitor: Visitor, store: Store) -> None:
    """Neither a token that we keep under another seal, nor one that we never gave, sealed or not."""
    await visitor.sign_in("丙")
    token, seal = visitor.http.cookies["shuangkong"].split(".")
    other = Access(store, "o" * 40)
    for forged in (token, f"{token}.{'0' * 64}", f"x{token}.{seal}", f"{token}.{other._seal('session', token)}", "."):
        visitor.http.cookies = httpx.Cookies({"shuangkong": forged})
        assert (await visitor.get("/")).status_code == 303, forged


async def test_after_signing_out_the_cookie_is_worth_nothing(visitor: Visitor) -> None:
    await visitor.sign_in("丙")
    kept = visitor.http.cookies["shuangkong"]
    assert (await visitor.post("/logout")).status_code == 303
    visitor.http.cookies = httpx.Cookies({"shuangkong": kept})
    assert (await visitor.get("/")).status_code == 303


async def test_wrong_ones_hear_the_same_and_wait_after_five(visitor: Visitor, store: Store) -> None:
    for name in ("丙", "没有这个人"):
        answer = await visitor.sign_in(name, "wrong horse")
        assert answer.status_code == 403 and "用户名或密码不对" in answer.text
    for _ in range(PER_USER - 1):
        await visitor.sign_in("丙", "wrong horse")
    answer = await visitor.sign_in("丙")
    assert answer.status_code == 403 and "请 15 分钟后再试" in answer.text, "the right password comes too late"
    assert (await visitor.sign_in("丁")).status_code == 303, "others are not locked out"


async def test_an_address_that_tries_many_names_waits(visitor: Visitor) -> None:
    for number in range(30):
        await visitor.http.get("/login")
        await visitor.sign_in(f"甲{number}", "wrong horse")
    assert "后再试" in (await visitor.sign_in("丁")).text


@pytest.mark.parametrize("key", ["", "0" * 64, "é"])
async def test_a_form_that_is_not_ours_does_nothing(visitor: Visitor, store: Store, key: str) -> None:
    """Neither signs in, out, nor manages users."""
    answer = await visitor.post("/login", key, name="甲", password=GOOD)
    assert answer.status_code == 403 and "页面已过期" in answer.text
    await visitor.sign_in("甲")
    answer = await visitor.post("/account", key, act="add", name="戊", first=GOOD, role="admin")
    assert answer.status_code == 403 and "戊" not in {user.name for user in store.users.list()}
    await visitor.post("/logout", key)
    assert [entry.what for entry in store.log.list(1)] != ["退出"]


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "http://evil.example"}])
async def test_nothing_is_posted_from_elsewhere(visitor: Visitor, headers: dict[str, str]) -> None:
    assert (await visitor.http.post("/login", data={"name": "甲"}, headers=headers)).status_code == 403


async def test_a_form_that_is_too_large_is_not_read(visitor: Visitor) -> None:
    assert (await visitor.sign_in("丙", "x" * 20_000)).status_code == 403


@pytest.mark.parametrize(("who", "sees"), [("甲", "用户管理"), ("乙", "修改密码"), ("丙", "修改密码"), ("丁", "修改密码")])
async def test_each_role_sees_its_own(visitor: Visitor, who: str, sees: str) -> None:
    await visitor.sign_in(who)
    page = (await visitor.get("/account")).text
    assert sees in page and ("用户管理" in page) == (who == "甲")
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("who", ["乙", "丙", "丁"])
@pytest.mark.parametrize("act", ["add", "role", "close", "reset"])
async def test_only_those_who_manage_users_do(visitor: Visitor, store: Store, who: str, act: str) -> None:
    await visitor.sign_in(who)
    before = store.users.list()
    answer = await visitor.post("/account", act=act, about="甲", name="戊", role="admin", first=GOOD)
    assert answer.status_code == 403 and "这一步需要“管理”" in answer.text
    assert store.users.list() == before and store.users.check("甲", GOOD) is not None


async def test_users_are_managed_and_logged(visitor: Visitor, store: Store) -> None:
    await visitor.sign_in("甲")
    assert "已新增用户" in (await visitor.post("/account", act="add", name="戊", role="viewer", first=GOOD)).text
    await visitor.post("/account", act="role", about="戊", role="analyst")
    await visitor.post("/account", act="reset", about="戊", first="another horse")
    await visitor.post("/account", act="close", about="戊")
    assert store.users.check("戊", "another horse") is None
    await visitor.post("/account", act="open", about="戊")
    found = store.users.check("戊", "another horse")
    assert found is not None and found.role is Role.ANALYST
    assert [(e.who, e.what, e.where) for e in store.log.list(5)] == [
        ("甲", "启用或停用", "戊"), ("甲", "启用或停用", "戊"), ("甲", "重设密码", "戊"), ("甲", "更改角色", "戊"),
        ("甲", "新增用户", "戊"),
    ]  # fmt: skip
    short = await visitor.post("/account", act="add", name="己", role="viewer", first="short")
    assert short.status_code == 403 and "密码至少 8 个字符" in short.text
    last = await visitor.post("/account", act="close", about="甲")
    assert last.status_code == 403 and "最后一个" in last.text


async def test_one_s_own_password(visitor: Visitor, store: Store) -> None:
    await visitor.sign_in("丁")
    for old, again, says in ((GOOD, "x", "不一样"), ("wrong horse", "another horse", "密码不对")):
        answer = await visitor.post("/account", act="password", old=old, new="another horse", again=again)
        assert answer.status_code == 403 and says in answer.text
    done = await visitor.post("/account", act="password", old=GOOD, new="another horse", again="another horse")
    assert "请用新密码重新登录" in done.text and (await visitor.get("/")).status_code == 303
    assert (await visitor.sign_in("丁", "another horse")).status_code == 303


async def test_disabled_within_a_session(visitor: Visitor, store: Store) -> None:
    await visitor.sign_in("丁")
    assert (await visitor.get("/account")).status_code == 200
    store.users.set_active("丁", False)
    assert (await visitor.get("/account")).status_code == 303


class TestRoles:
    """What a role may not do is refused by the server, whatever the page sends."""

    @pytest.fixture
    def role(self) -> Role:
        return Role.VIEWER

    @pytest_asyncio.fixture
    async def screen(self, store: Store, role: Role) -> AsyncGenerator[Screen]:
        self.role: Role | None = role
        async with user_simulation() as user:
            office = Office(store)
            first = office.bring_in(SAMPLE, "测试").id
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(lay_pages.__globals__, "local", lambda who: Permit(who, lambda: self.role))
                lay_pages(office, first, "丁")
                yield await Screen(user).open()

    async def test_who_may_only_look_decides_and_saves_nothing(self, screen: Screen, store: Store) -> None:
        lines = len(store.log.list())
        await screen.decide("P6", "rejected")
        assert "您的角色是“查看”，这一步需要“测算”" in screen.pieces["status"]
        assert screen.rows["P6"]["status"] == "candidate"
        for name in ("undo", "restore", "adopt", "save"):
            screen.emit("sk_act", name=name)
        screen.emit("sk_act", name="why", about="1-1")
        await screen.until(lambda: "以下各项之和" in screen.shown())
        assert store.drafts.load("丁", 1) is None and store.scenarios.of_case(1) == []
        assert len(store.log.list()) == lines

    async def test_a_login_that_ended_decides_nothing(self, screen: Screen, store: Store) -> None:
        self.role = Role.ANALYST
        await screen.decide("P6", "rejected")
        assert screen.rows["P6"]["status"] == "rejected"
        self.role = None
        await screen.decide("P6", "candidate")
        assert "登录已失效" in screen.pieces["status"] and screen.rows["P6"]["status"] == "rejected"
        (line,) = store.log.list(1, what="审批推演")
        assert (line.who, line.where, line.old, line.new) == ("丁", "数据版本 1 项目 P6", "待定", "否决")
