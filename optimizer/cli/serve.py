"""`shuangkong serve` (界面)."""

from __future__ import annotations

import click

from optimizer.cli.console import err
from optimizer.cli.ledger_says import operator
from optimizer.errors import WrongUsage
from optimizer.text import web as words


@click.command("serve")
@click.argument("case", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址，只能是本机：127.0.0.1、localhost、::1")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="端口")
@click.option("--open", "show", is_flag=True, help="启动后打开浏览器")
def serve_command(case: str | None, host: str, port: int, show: bool) -> None:
    """在本机打开界面：CASE 先存入档案库再打开；不写则打开库中最近的案例，空库先放入内置案例。"""
    from optimizer.app.office import Office
    from optimizer.store.store import Store
    from optimizer.web.serve import refuse_address, serve

    refuse_address(host, port)
    with Store.open() as store:
        office, who = Office(store), _who()
        first = office.bring_in(case, who) if case else office.first(who)
        serve(office, first.id, who, host, port, show, _say)


def _who() -> str:
    """Return who is logged in on this machine, or a word for nobody in particular."""
    try:
        return operator("")
    except WrongUsage:
        return words.SOMEONE


def _say(url: str) -> None:
    err().print(words.SERVE["address"].format(url=url), markup=False, soft_wrap=True)
