"""What the ledger commands say and take for granted (台账终端): who, when, why; what was booked, what was solved."""

from __future__ import annotations

import datetime as dt

from optimizer.app.ledger_adjust import Adjusted
from optimizer.app.ledger_typed import day
from optimizer.cli.console import err, out, report_nothing
from optimizer.domain.ledger import Posted
from optimizer.errors import WrongUsage
from optimizer.text import ledger as words
from optimizer.text.report import STOP


def on_day(typed: str) -> dt.date:
    """Return the day that was typed, else today."""
    return day("--on", typed) or dt.date.today()


def said(reason: str) -> str:
    """Return the reason; raise WrongUsage when there is none."""
    if not reason.strip():
        raise WrongUsage(words.NO_REASON)
    return reason.strip()


def report_posted(posted: Posted | None) -> int:
    """Say what was booked, that it had been booked before, or that there was nothing new."""
    if posted is None:
        out().print(words.NOTHING_NEW, markup=False)
        return 0
    voucher = posted.voucher
    when = f"{voucher.when.astimezone():%Y-%m-%d %H:%M}" if voucher.when else ""
    if not posted.fresh:
        line = words.ALREADY.format(number=voucher.number, who=voucher.who, when=when)
    else:
        line = words.POSTED.format(book=posted.book, number=voucher.number, first=voucher.entries[0].number,
                                   last=voucher.entries[-1].number, act=words.ACT[voucher.act])  # fmt: skip
    out().print(line, markup=False, soft_wrap=True)
    return 0


def report_rolling(adjusted: Adjusted) -> int:
    """Say what the remaining years look like with the approvals kept; the exit code when they have no plan."""
    if not adjusted.adjustment.revisions:
        return 0
    names = words.TERMINAL
    for key, projects in (("kept", adjusted.committed), ("shares", adjusted.shares)):
        if projects:
            out().print(names[key].format(names="、".join(projects)), markup=False, soft_wrap=True)
    run = adjusted.run
    if run is None:
        out().print(names["last_year"], markup=False)
        return 0
    years = f"{run.checked.case.years[0]}—{run.checked.case.years[-1]}"
    if run.allocation is None:
        err().print(names["no_plan"].format(years=years), markup=False)
        return report_nothing(run.outcome, run.conflict)
    outcome = run.outcome
    line = names["resolved"].format(years=years, stop=STOP[outcome.stop], objective=outcome.objective)
    out().print(line, markup=False, soft_wrap=True)
    if adjusted.fresh:
        out().print(names["new"].format(names="、".join(adjusted.fresh)), markup=False, soft_wrap=True)
    return 0
