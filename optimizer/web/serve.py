"""Serve the screen (启动): one process on the loopback, one page for every tab."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from nicegui import app, run, ui

from optimizer.app.office import Office
from optimizer.errors import InputRejected, ShuangkongError, WrongUsage
from optimizer.text import web as words
from optimizer.web.desk import TURNS, Desk
from optimizer.web.guard import Guard
from optimizer.web.pages import HOME, TABS
from optimizer.web.shell import ADDRESS, STATIC, Shell, lay_head

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FEW = 3
"""Errors that a refused case names at once."""

RECONNECT = 30.0
"""Seconds for which a lost connection may come back to the same desk."""


def lay_pages(office: Office, first: int, who: str) -> None:
    """Register the pages over an office; `first` is the case that opens when the address names none."""
    app.add_static_files(ADDRESS, STATIC)
    turns = asyncio.Semaphore(TURNS)

    @ui.page("/", title=words.PRODUCT)
    @ui.page("/{tab}", title=words.PRODUCT)
    async def screen(tab: str = HOME.key, case: int = first) -> None:
        await _screen(office, turns, tab, case, who)


async def _screen(office: Office, turns: asyncio.Semaphore, tab: str, version: int, who: str) -> None:
    lay_head()
    known = {one.key: one for one in TABS}
    try:
        shell = Shell(office.version(version).name, who)
    except WrongUsage as wrong:
        Shell("", who).refuse(str(wrong))
        return
    if tab not in known:
        shell.refuse(words.NO_TAB.format(tab=tab))
        return
    client = ui.context.client
    await client.connected()
    try:
        opened = await run.io_bound(office.open, version, who, str(client.tab_id))
    except InputRejected as rejected:
        errors = [f"{issue.where} {issue.says}" for issue in rejected.issues if issue.severity == "error"]
        first = words.NEXT.join(errors[:FEW])
        shell.refuse(words.REJECTED.format(case=office.version(version).name, count=len(errors), first=first))
        return
    except ShuangkongError as error:
        shell.refuse(words.STATUS["trouble"].format(what=error))
        return
    if opened is not None:
        shell.fill(Desk(office, turns, *opened), known[tab])


def serve(office: Office, first: int, who: str, host: str, port: int, show: bool, ready: Callable[[str], None]) -> None:
    """Serve until stopped; `ready` is told the address."""
    lay_pages(office, first, who)
    app.add_middleware(Guard, hosts=LOOPBACK)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    app.on_startup(lambda: ready(url))
    ui.run(
        host=host, port=port, title=words.PRODUCT, language="zh-CN", show=show, reload=False, tailwind=False,
        reconnect_timeout=RECONNECT, show_welcome_message=False, favicon=STATIC / "icon.svg",
    )  # fmt: skip


def refuse_address(host: str, port: int) -> None:
    """Raise WrongUsage for a host that is not this machine's own, and for a port in use."""
    if host not in LOOPBACK:
        raise WrongUsage(words.SERVE["not_loopback"].format(host=host))
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongUsage(words.SERVE["port_used"].format(port=port, other=port + 1)) from error
