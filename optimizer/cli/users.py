"""`shuangkong users` (用户): who may sign in, and as what; passwords never stand on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from optimizer.cli.console import err, out
from optimizer.cli.who import operator
from optimizer.domain.record import Role
from optimizer.errors import WrongUsage
from optimizer.text import access as words

SAID = words.CLI


class RoleType(click.ParamType[Role]):
    """A role by its Chinese or English name."""

    name = "role"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Role:
        """Return the role; fail with the names that there are."""
        for role in Role:
            if value in (role, role.value, words.ROLE[role]):
                return role
        roles = "、".join(f"{words.ROLE[role]} ({role.value})" for role in Role)
        return self.fail(words.UNKNOWN_ROLE.format(role=value, roles=roles), param, context)


@click.group("users")
def users_group() -> None:
    """管理能登录界面的用户。密码在终端里输入，或从标准输入给出一行；不写在命令行上。"""


@users_group.command("add", short_help="新增用户")
@click.argument("name")
@click.option("--role", "role", type=RoleType(), required=True, help="查看、测算、审核、管理")
def add_command(name: str, role: Role) -> None:
    """新增用户 NAME，密码随后输入。"""
    _change(lambda users, who: users.add(name.strip(), _password(), role, who))
    _say("added", name, role)


@users_group.command("list", short_help="列出用户")
def list_command() -> None:
    """列出全部用户、角色和状态。"""
    from rich.table import Table

    from optimizer.store.store import Store

    with Store.open() as store:
        users = store.users.list()
    if not users:
        out().print(SAID["none"], markup=False)
        return
    table = Table(*words.COLUMNS)
    for user in users:
        state = words.ACCOUNT["active" if user.active else "closed"]
        table.add_row(user.name, words.ROLE[user.role], state, f"{user.at.astimezone():%Y-%m-%d %H:%M}")
    out().print(table, markup=False)


@users_group.command("role", short_help="更改角色")
@click.argument("name")
@click.argument("role", type=RoleType())
def role_command(name: str, role: Role) -> None:
    """把用户 NAME 的角色改为 ROLE（查看、测算、审核、管理）。"""
    _change(lambda users, who: users.set_role(name, role, who))
    _say("role", name, role)


@users_group.command("password", short_help="重设密码")
@click.argument("name")
def password_command(name: str) -> None:
    """重设用户 NAME 的密码；其登录全部失效。"""
    _change(lambda users, who: users.set_password(name, _password(), who))
    _say("password", name)


@users_group.command("disable", short_help="停用用户")
@click.argument("name")
def disable_command(name: str) -> None:
    """停用用户 NAME；其登录全部失效，记录保留。"""
    _change(lambda users, who: users.set_active(name, False, who))
    _say("disabled", name)


@users_group.command("enable", short_help="重新启用用户")
@click.argument("name")
def enable_command(name: str) -> None:
    """重新启用用户 NAME。"""
    _change(lambda users, who: users.set_active(name, True, who))
    _say("enabled", name)


def _change(change: Callable[[Any, str], object]) -> None:
    from optimizer.store.store import Store

    with Store.open() as store:
        change(store.users, operator(""))


def _password() -> str:
    """Return a password from the terminal, typed twice and not shown, or else one line of the standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt(SAID["ask"], hide_input=True, confirmation_prompt=SAID["again"], err=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise WrongUsage(SAID["no_password"])
    return line


def _say(what: str, name: str, role: Role | None = None) -> None:
    line = SAID[what].format(name=name, role=words.ROLE[role] if role else "")
    err().print(line, markup=False, soft_wrap=True)
