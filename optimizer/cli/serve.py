"""`shuangkong serve` (界面)."""

from __future__ import annotations

import os
from pathlib import Path

import click

from optimizer.cli.console import err
from optimizer.cli.who import operator
from optimizer.errors import WrongUsage
from optimizer.text import access as said
from optimizer.text import web as words


@click.command("serve")
@click.argument("case", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；本机以外的地址要先设密钥和管理用户")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="端口")
@click.option("--open", "show", is_flag=True, help="启动后打开浏览器")
@click.option("--allow-host", multiple=True, envvar="SHUANGKONG_HOSTS", help="浏览器里可用的主机名，可写多次")
@click.option("--no-login", is_flag=True, help="本机使用时不要求登录（已有用户时）")
@click.option("--certificate", type=click.Path(path_type=Path), help="TLS 证书文件（PEM）")
@click.option("--key", type=click.Path(path_type=Path), help="TLS 私钥文件（PEM）")
def serve_command(
    case: str | None, host: str, port: int, show: bool, allow_host: tuple[str, ...], no_login: bool,
    certificate: Path | None, key: Path | None,
) -> None:  # fmt: skip
    """打开界面：CASE 先存入档案库再打开；不写则打开库中最近的案例，空库先放入内置案例。"""
    from optimizer.app.admit import SECRET, admission, allowed_hosts, need_secret
    from optimizer.app.office import Office
    from optimizer.store.store import Store
    from optimizer.web.serve import Door, refuse_port, serve

    secret = os.environ.get(SECRET, "")
    need_secret(host, secret)
    hosts = allowed_hosts(host, allow_host)
    files = _tls(certificate, key)
    refuse_port(host, port)
    with Store.open() as store:
        access = admission(store, host, secret, no_login)
        office, who = Office(store), _who()
        first = office.bring_in(case, who) if case else office.first(who)
        office.tidy()
        serve(office, first.id, who, Door(host, port, hosts, access, *files), show, _say)


def _tls(certificate: Path | None, key: Path | None) -> tuple[str | None, str | None]:
    """Return both files of TLS, or none; raise WrongUsage for one without the other and for one that is not there."""
    if (certificate is None) != (key is None):
        raise WrongUsage(said.SERVE["half_tls"])
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise WrongUsage(said.SERVE["no_file"].format(file=file))
    return (str(certificate), str(key)) if certificate and key else (None, None)


def _who() -> str:
    """Return who is logged in on this machine, or a word for nobody in particular."""
    try:
        return operator("")
    except WrongUsage:
        return words.SOMEONE


def _say(url: str) -> None:
    err().print(words.SERVE["address"].format(url=url), markup=False, soft_wrap=True)
