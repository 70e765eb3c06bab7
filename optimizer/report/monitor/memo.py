"""The window-guidance memo (窗口指导意见): a region called in a row: facts, what is flagged, what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.monitor import Call, CarbonEstimate, Monitored
from optimizer.report.monitor.tables import column, make_table, urgency_text
from optimizer.report.parts.output import OutputTable
from optimizer.text import monitor as words


def memo_table(found: Monitored) -> OutputTable:
    """Return one paragraph each of facts, flags and requests for every region called in."""
    rows = []
    for call in found.calls:
        flagged = [
            e for e in found.estimates
            if e.region == call.region and e.flagged and e.quarter.year == found.quarter.year
        ]  # fmt: skip
        rows.append({
            "region": call.region, "urgency": urgency_text(call.urgent),
            "facts": "\n".join(_facts(found, call, flagged)),
            "flags": "\n".join(call.reasons), "asked": "\n".join(_asked(call, flagged)),
        })  # fmt: skip
    fields = (column("region"), column("urgency"), *(column(name, "long") for name in ("facts", "flags", "asked")))
    return make_table("memo", fields, rows, (words.NOTE["suggested"], words.NOTE["memo"]), quarter=found.quarter)


def _facts(found: Monitored, call: Call, flagged: list[CarbonEstimate]) -> Iterator[str]:
    for one in found.progress:
        if one.region == call.region and one.to_date is not None and one.to_date.usage is not None:
            what = words.LABEL[one.quantity]
            yield words.MEMO["usage"].format(quarter=found.quarter, what=what, usage=float(one.to_date.usage))
    for e in flagged:
        if e.statistics is not None and e.electricity is not None:
            figures = {"statistics": float(e.statistics), "electricity": float(e.electricity)}
            yield words.MEMO["electricity"].format(quarter=e.quarter, **figures)


def _asked(call: Call, flagged: list[CarbonEstimate]) -> Iterator[str]:
    if call.urgent:
        yield words.MEMO["rectify"]
    elif len(call.reasons) > len(flagged):
        yield words.MEMO["explain"]
    if flagged:
        yield words.MEMO["verify"]
