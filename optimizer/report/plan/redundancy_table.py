"""The redundancy gauge (冗余度): approved energy against the growth quota of each league."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.report.parts.output import Field, OutputTable
from optimizer.rules.account import Account
from optimizer.rules.account_redundancy import gauges
from optimizer.rules.policy import Policy
from optimizer.text import report as words
from optimizer.text.words import UNIT

_SURE = 1e-9


def redundancy_table(case: Case, policy: Policy, allocation: Allocation) -> list[OutputTable]:
    """Return the gauge; nothing where the rule is off or no league has an energy target in the last year."""
    settings = policy.of("redundancy")
    found = gauges(Account(case, policy.settings, allocation)) if settings.mode != "off" else []
    if not found:
        return []
    parts = ("approved", "expected", "growth", "saved", "reclaimed")
    frame = pd.DataFrame([{"region": g.region, **{name: getattr(g, name) for name in parts}} for g in found])
    frame["quota"] = frame["growth"].clip(lower=0.0) + frame["saved"] + frame["reclaimed"]
    frame["redundancy"] = [g.redundancy for g in found]
    frame["met"] = [
        words.MET if g.approved <= (1 + settings.margin) * g.quota + _SURE * g.largest else words.NOT_MET for g in found
    ]
    label, group = words.LABEL, words.GROUP["quota"]
    fields = (
        Field("region", label["region"], "text"),
        *(Field(name, label[f"gauge_{name}"]) for name in ("approved", "expected")),
        *(Field(name, label[f"gauge_{name}"], group=group) for name in ("growth", "saved", "reclaimed")),
        Field("quota", label["gauge_quota"], group=group, formulas={"": "MAX({growth},0)+{saved}+{reclaimed}"}),
        Field("redundancy", label["redundancy"], "percent", formulas={"": "{approved}/{quota}-1"}),
        Field("met", label["met"], "light"),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["redundancy"].format(margin=settings.margin, year=found[0].year))
    sheet, title = words.SHEET["redundancy"], words.TITLE["redundancy"]
    return [OutputTable("redundancy", sheet, title, UNIT["energy"], fields, frame, notes, wide=True)]
