"""The plain pages (普通网页): login and account as HTML forms that need no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.domain.record import LogEntry, Role, User
from optimizer.store.users import LONGEST, SHORTEST
from optimizer.text import access as words
from optimizer.text import web
from optimizer.web.parts.pieces import safe

SAID = words.ACCOUNT
LONGEST_PASSWORD = 200


def page(title: str, body: str, says: str = "", wrong: bool = False) -> str:
    """Return a whole page; `says` stands on top, as an alert when something is wrong."""
    notice = f'<p role="{"alert" if wrong else "status"}" class="says">{safe(says)}</p>' if says else ""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title} · {web.PRODUCT}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="/-/icon.svg">'
        '<link rel="stylesheet" href="/-/account.css"></head>'
        f"<body>{body.replace('<!--says-->', notice, 1)}</body></html>"
    )


def login(key: str, following: str, name: str = "", says: str = "", wrong: bool = True) -> str:
    """Return the page on which one signs in and goes on to `following`."""
    said = words.LOGIN
    body = (
        f'<main class="login"><h1>{web.PRODUCT}</h1><h2>{said["title"]}</h2><!--says-->'
        f'<form method="post" action="/login">{_hidden("key", key)}{_hidden("next", following)}'
        f'<label for="name">{said["name"]}</label><input id="name" name="name" value="{safe(name)}" required '
        f'autofocus maxlength="{LONGEST}" autocomplete="username">'
        f'<label for="password">{said["password"]}</label>{_password("password", "current-password")}'
        f'<button>{said["go"]}</button></form><p class="soft">{said["help"]}</p></main>'
    )
    return page(said["title"], body, says, wrong)


def account(
    key: str, user: User, users: Sequence[User], log: Sequence[LogEntry], says: str = "", wrong: bool = False
) -> str:
    """Return the page of one user: password; users and log for those who manage them."""
    you = SAID["you"].format(name=safe(user.name), role=words.ROLE[user.role])
    sections = [_own_password(key)]
    if user.role is Role.ADMIN:
        sections += [_users(key, users), _log(log)]
    body = (
        f'<header><h1>{web.PRODUCT}</h1><nav><a href="/">{SAID["back"]}</a></nav><span>{you}</span>'
        f'<form method="post" action="/logout">{_hidden("key", key)}<button>{SAID["logout"]}</button></form></header>'
        f"<main><!--says-->{''.join(sections)}</main>"
    )
    return page(SAID["title"], body, says, wrong)


def _own_password(key: str) -> str:
    fields = (("old", SAID["old"], "current-password"), ("new", SAID["new"], "new-password"),
              ("again", SAID["again"], "new-password"))  # fmt: skip
    rows = "".join(
        f'<label for="{name}">{label.format(shortest=SHORTEST)}</label>{_password(name, kind)}'
        for name, label, kind in fields
    )
    return _section(SAID["password"], _form(key, "password", "", rows + f"<button>{SAID['save']}</button>", "column"))


def _users(key: str, users: Sequence[User]) -> str:
    rows = [_user(key, user) for user in users]
    heads = (SAID["user"], SAID["state"], SAID["since"], SAID["role"], SAID["acts"])
    fields = (
        f'<label for="fresh">{SAID["user"]}</label><input id="fresh" name="name" required maxlength="{LONGEST}" '
        f'autocomplete="off"><label for="fresh-role">{SAID["role"]}</label>'
        f'<select id="fresh-role" name="role">{_options(Role.ANALYST)}</select>'
        f'<label for="first">{SAID["first"].format(shortest=SHORTEST)}</label>{_password("first", "new-password")}'
        f"<button>{SAID['add']}</button>"
    )
    means = "".join(f"<dt>{words.ROLE[role]}</dt><dd>{words.ROLE_MEANS[role]}</dd>" for role in Role)
    add = f"<h3>{SAID['add']}</h3>" + _form(key, "add", "", fields, "column")
    return _section(SAID["users"], _table(heads, rows) + add + f"<h3>{SAID['means']}</h3><dl>{means}</dl>")


def _user(key: str, user: User) -> str:
    name = safe(user.name)

    def label(what: str) -> str:
        return f'aria-label="{SAID["of"].format(what=SAID[what], name=name)}"'

    role = f'<select name="role" {label("role")}>{_options(user.role)}</select><button>{SAID["save"]}</button>'
    turn = "close" if user.active else "open"
    fresh = (
        f'<input type="password" name="first" required minlength="{SHORTEST}" maxlength="{LONGEST_PASSWORD}" '
        f'autocomplete="new-password" placeholder="{SAID["fresh"]}" {label("reset")}><button>{SAID["reset"]}</button>'
    )
    state = SAID["active"] if user.active else SAID["closed"]
    return (
        f"<th scope='row'>{name}</th><td>{state}</td><td>{user.at.astimezone():%Y-%m-%d}</td>"
        f"<td>{_form(key, 'role', name, role)}</td><td>{_form(key, 'reset', name, fresh)}"
        f"{_form(key, turn, name, f'<button {label(turn)}>{SAID[turn]}</button>')}</td>"
    )


def _log(log: Iterable[LogEntry]) -> str:
    rows = [
        f"<td>{entry.at.astimezone():%m-%d %H:%M:%S}</td>"
        + "".join(f"<td>{safe(text)}</td>" for text in
                  (entry.who, entry.what, entry.where, entry.old, entry.new, entry.reason))
        for entry in log
    ]  # fmt: skip
    return _section(SAID["log"], _table(words.LOG_HEADS, rows))


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>"


def _table(heads: Sequence[str], rows: Iterable[str]) -> str:
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _form(key: str, act: str, about: str, fields: str, look: str = "row") -> str:
    hidden = _hidden("key", key) + _hidden("act", act) + (f'<input type="hidden" name="about" value="{about}">')
    return f'<form method="post" action="/account" class="{look}">{hidden}{fields}</form>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{safe(value)}">'


def _password(name: str, kind: str) -> str:
    least = "" if kind == "current-password" else f' minlength="{SHORTEST}"'
    return (f'<input id="{name}" type="password" name="{name}" required{least} maxlength="{LONGEST_PASSWORD}" '
            f'autocomplete="{kind}">')  # fmt: skip


def _options(chosen: Role) -> str:
    return "".join(
        f'<option value="{role}"{" selected" if role is chosen else ""}>{words.ROLE[role]}</option>' for role in Role
    )
