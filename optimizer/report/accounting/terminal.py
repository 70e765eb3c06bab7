"""What the terminal shows of the carbon accounts (终端): totals by region, closure, κ, reductions, enterprises."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.accounting import Accounts
from optimizer.report.parts.safe import clean, spreadsheet_round
from optimizer.report.parts.stamp import Stamp
from optimizer.text import accounting as words


def account_summary(accounts: Accounts, stamp: Stamp) -> Group:
    """Return the accounts ready for a rich console; no text of the book is taken for markup."""
    title = words.TERMINAL["title"].format(name=clean(stamp.case), run=stamp.run, pack=stamp.pack)
    table = Table(*words.HEAD, pad_edge=False)
    for one in accounts.regions:
        figures = [
            f"{spreadsheet_round(float(part), 2):,.2f}" for part in (one.energy, one.process, one.power, one.total)
        ]
        table.add_row(*map(Text, (clean(one.region), str(one.year), *figures, clean("、".join(one.missing)))))
    shown = [table] if accounts.regions else []
    return Group(Text(title, style="bold"), *shown, *map(Text, _sentences(accounts)))


def _sentences(accounts: Accounts) -> Iterator[str]:
    said, ef = words.TERMINAL, float(accounts.power_factor)
    if accounts.closures:
        yield said["chi"].format(chi=f"{float(accounts.chi):g}", power=f"{ef:g}")
    for closure in accounts.closures:
        root, gap = (said["unstated"] if v is None else f"{float(v):g}" for v in (closure.region, closure.gap))
        net = float(closure.leagues)
        figures = {"leagues": f"{net:g}", "emission": f"{net * ef:,.3f}", "root": root, "gap": gap}
        yield said["closure"].format(year=closure.year, **figures)
    for share in accounts.nonfossil:
        yield said["kappa"].format(
            year=share.year, period=words.PERIOD[share.period], kappa=float(share.kappa), total=float(share.total),
            residual=float(share.residual),
        )  # fmt: skip
    for one in accounts.reductions:
        yield said["reduction"].format(
            region=clean(one.region), base=one.base.year, year=one.target.year, deducted=float(one.deducted),
            plain=float(one.plain),
        )  # fmt: skip
    for firms in accounts.enterprises:
        if firms.carbon_league is not None and firms.gap is not None:
            yield said["enterprises"].format(
                region=clean(firms.region), year=firms.year, carbon=float(firms.carbon),
                league=float(firms.carbon_league), gap=float(firms.gap),
            )  # fmt: skip
