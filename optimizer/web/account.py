"""Sign in, sign out, one's account and users (登录与账号): plain forms; every post carries our key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qs

from nicegui import app, run
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from optimizer.app.access import LASTS, Access, nonce
from optimizer.app.permit import Permit
from optimizer.domain.record import Role
from optimizer.errors import NotAllowed, ShuangkongError, WrongUsage
from optimizer.store.users import LONGEST
from optimizer.text import access as words
from optimizer.web import forms
from optimizer.web.gate import COOKIE, PERMIT

FORM_COOKIE = "shuangkong_form"
LARGEST = 10_000
"""Bytes of a form."""
INSIDE = re.compile(r"/[a-z]*(\?case=\d{1,9})?")
"""Where a login may lead: only to our own pages."""
LOGGED = 60
"""Lines of the log on the page of those who manage users."""

Fields = Mapping[str, str]


def lay_account(access: Access) -> None:
    """Register the pages of login and account."""
    app.get("/login")(partial(_ask, access))
    app.post("/login")(partial(_sign_in, access))
    app.post("/logout")(partial(_sign_out, access))
    app.get("/account")(partial(_show, access))
    app.post("/account")(partial(_act, access))


async def _ask(access: Access, request: Request) -> Response:
    return _login(access, request, request.query_params.get("next", "/"))


def _login(
    access: Access, request: Request, following: str, name: str = "", says: str = "", wrong: bool = True
) -> Response:
    cookie = request.cookies.get(FORM_COOKIE) or nonce()
    inside = following if INSIDE.fullmatch(following) else "/"
    html = forms.login(access.form_key(cookie), inside, name, says, wrong)
    answer = HTMLResponse(html, 403 if says and wrong else 200)
    return _with_cookie(request, answer, FORM_COOKIE, cookie)


async def _sign_in(access: Access, request: Request) -> Response:
    fields = await _fields(request)
    following, name = fields.get("next", "/"), fields.get("name", "")[:LONGEST]
    if not access.form_fits(request.cookies.get(FORM_COOKIE, ""), fields.get("key", "")):
        return _login(access, request, following, name, words.EXPIRED_FORM)
    try:
        cookie: str = await run.io_bound(access.sign_in, name, fields.get("password", ""), _address(request)) or ""
    except ShuangkongError as error:
        return _login(access, request, following, name, str(error))
    answer = RedirectResponse(following if INSIDE.fullmatch(following) else "/", 303)
    return _with_cookie(request, answer, COOKIE, cookie, int(LASTS.total_seconds()))


async def _sign_out(access: Access, request: Request) -> Response:
    cookie, fields = request.cookies.get(COOKIE, ""), await _fields(request)
    if access.form_fits(cookie, fields.get("key", "")):
        await run.io_bound(access.sign_out, cookie)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


async def _show(access: Access, request: Request) -> Response:
    return HTMLResponse(await run.io_bound(_page, access, request))


async def _act(access: Access, request: Request) -> Response:
    permit: Permit = request.scope[PERMIT]
    fields, wrong = await _fields(request), True
    try:
        if not access.form_fits(request.cookies.get(COOKIE, ""), fields.get("key", "")):
            raise NotAllowed(words.EXPIRED_FORM)
        says = await run.io_bound(_done, access, permit, fields, _address(request)) or ""
        wrong = False
    except ShuangkongError as error:
        says = str(error)
    if permit.standing() is None:
        return _login(access, request, "/", permit.who, says, wrong)
    return HTMLResponse(await run.io_bound(_page, access, request, says, wrong), 403 if wrong else 200)


def _done(access: Access, permit: Permit, fields: Fields, address: str) -> str:
    """Do what a form asks for and return what to say of it."""
    act, about, who, users = fields.get("act", ""), fields.get("about", ""), permit.who, access.store.users
    if act == "password":
        if fields.get("new") != fields.get("again"):
            raise WrongUsage(words.TWICE)
        access.change_password(who, fields.get("old", ""), fields.get("new", ""), address)
    else:
        permit.need(Role.ADMIN)
        if act == "add":
            about = fields.get("name", "").strip()
            users.add(about, fields.get("first", ""), _role(fields), who)
        elif act == "role":
            users.set_role(about, _role(fields), who)
        elif act in ("close", "open"):
            users.set_active(about, act == "open", who)
        elif act == "reset":
            users.set_password(about, fields.get("first", ""), who)
        else:
            raise WrongUsage(words.EXPIRED_FORM)
    return words.DONE[act].format(name=about)


def _page(access: Access, request: Request, says: str = "", wrong: bool = False) -> str:
    """Return the page of the user as he stands now."""
    permit: Permit = request.scope[PERMIT]
    users = access.store.users.list()
    me = next(user for user in users if user.name == permit.who)
    manages = permit.may(Role.ADMIN)
    return forms.account(
        access.form_key(request.cookies.get(COOKIE, "")), me, users if manages else [],
        access.store.log.list(LOGGED) if manages else [], says, wrong,
    )  # fmt: skip


def _role(fields: Fields) -> Role:
    try:
        return Role(fields.get("role", ""))
    except ValueError:
        raise WrongUsage(words.EXPIRED_FORM) from None


async def _fields(request: Request) -> Fields:
    """Return the fields of a form, nothing of one that is too large or not one of ours."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return {}
    except ClientDisconnect:
        return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=20).items()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _with_cookie(request: Request, answer: Response, name: str, value: str, age: int | None = None) -> Response:
    answer.set_cookie(name, value, age, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer
