"""Serve the screen (启动): one process, one page for every tab."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
from collections.abc import Callable
from dataclasses import dataclass

from nicegui import app, run, ui
from starlette.requests import Request

from optimizer.app.access import Access
from optimizer.app.admit import LOOPBACK
from optimizer.app.office import Office
from optimizer.app.permit import Permit, local
from optimizer.errors import InputRejected, ShuangkongError, WrongUsage
from optimizer.text import web as words
from optimizer.web.account import lay_account
from optimizer.web.desk import TURNS, Desk
from optimizer.web.gate import PERMIT, Gate
from optimizer.web.guard import Guard
from optimizer.web.pages import HOME, TABS
from optimizer.web.shell import ADDRESS, STATIC, Shell, lay_head
from optimizer.web.throttle import Throttle

FEW = 3
"""Errors that a refused case names at once."""

RECONNECT = 30.0
"""Seconds for which a lost connection may come back to the same desk."""


CHECK = 20.0
"""Seconds between two looks whether the login of an open page still stands."""


@dataclass(frozen=True)
class Door:
    """How the screen is reached (入口): address, host names, who must sign in, and the files of TLS, if any."""

    host: str = LOOPBACK[0]
    port: int = 8765
    hosts: tuple[str, ...] = LOOPBACK
    access: Access | None = None
    certificate: str | None = None
    key: str | None = None

    @property
    def url(self) -> str:
        """The address to open."""
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def lay_pages(office: Office, first: int, who: str, access: Access | None = None) -> None:
    """Register the pages over an office; `first` is the case that opens when the address names none.

    access: how users sign in; without it everybody is `who`.
    """
    app.add_static_files(ADDRESS, STATIC)
    app.add_static_file(local_file=STATIC / "icon.svg", url_path="/favicon.ico")
    turns = asyncio.Semaphore(TURNS)
    if access is not None:
        lay_account(access)

    @ui.page("/", title=words.PRODUCT)
    @ui.page("/{tab}", title=words.PRODUCT)
    async def screen(request: Request, tab: str = HOME.key, case: int = first) -> None:
        permit: Permit = request.scope[PERMIT] if access else local(who)
        if access is not None:
            ui.timer(CHECK, lambda: None if permit.standing() else ui.navigate.to("/login"))
        await _screen(office.under(permit), turns, tab, case, access is not None)


async def _screen(office: Office, turns: asyncio.Semaphore, tab: str, version: int, signed_in: bool) -> None:
    lay_head()
    known = {one.key: one for one in TABS}
    permit = office.permit
    try:
        shell = Shell(office.version(version).name, permit, signed_in)
    except WrongUsage as wrong:
        Shell("", permit, signed_in).refuse(str(wrong))
        return
    if tab not in known:
        shell.refuse(words.NO_TAB.format(tab=tab))
        return
    client = ui.context.client
    await client.connected()
    try:
        opened = await run.io_bound(office.open, version, permit.who, str(client.tab_id))
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


def serve(office: Office, first: int, who: str, door: Door, show: bool, ready: Callable[[str], None]) -> None:
    """Serve until stopped; `ready` is told the address."""
    lay_pages(office, first, who, door.access)
    app.add_middleware(Throttle)
    if door.access is not None:
        app.add_middleware(Gate, access=door.access)
    app.add_middleware(Guard, hosts=door.hosts)
    gc.collect()
    gc.freeze()  # the libraries stay for good: looking through them for garbage holds every page up for 0.2 s
    app.on_startup(lambda: ready(door.url))
    ui.run(
        host=door.host, port=door.port, title=words.PRODUCT, language="zh-CN", show=show, reload=False, tailwind=False,
        reconnect_timeout=RECONNECT, show_welcome_message=False, favicon=STATIC / "icon.svg", server_header=False,
        ssl_certfile=door.certificate, ssl_keyfile=door.key,
    )  # fmt: skip


def refuse_port(host: str, port: int) -> None:
    """Raise WrongUsage for a port in use and for an address that this machine does not have."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            said = "port_used" if error.errno == errno.EADDRINUSE else "no_address"
            raise WrongUsage(words.SERVE[said].format(host=host, port=port, other=port + 1)) from error
