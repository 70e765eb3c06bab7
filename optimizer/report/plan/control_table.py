"""The control indicators (控制指标): coal, oil and the share of non-fossil energy against their limits."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Finding
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.plan.project_table import label_of
from optimizer.rules.account import Account
from optimizer.rules.account_controls import Controlled, controlled
from optimizer.rules.policy import Policy
from optimizer.text import report as words
from optimizer.text.words import UNIT

_SURE = 1e-9


def control_table(case: Case, policy: Policy, allocation: Allocation) -> list[OutputTable]:
    """Return the table of control indicators; nothing where the case has none."""
    if not len(case.controls):
        return []
    found = controlled(Account(case, policy.settings, allocation))
    frame = pd.DataFrame([_row(one) for one in found])
    frame["control"] = label_of("controls", "control", frame["control"])
    frame["mode"] = label_of("controls", "mode", frame["mode"])
    label, tce = words.LABEL, UNIT["energy"]
    fields = (
        Field("region", label["region"], "text"), Field("control", label["control"], "text"),
        Field("year", label["year"], "year"), Field("mode", label["mode"], "text"),
        Field("limit", label["limit"], "given"), Field("reached", label["reached"], "given"),
        Field("amount", label["control_amount"], unit=tce), Field("gross", label["gross"], unit=tce),
        Field("room", label["control_room"], "amount", unit=tce), Field("met", label["met"], "light"),
    )  # fmt: skip
    title, notes = words.TITLE["controls"], (words.NOTE["suggested"], words.NOTE["controls"])
    return [OutputTable("controls", words.SHEET["controls"], title, "", fields, frame, notes, wide=True)]


def _row(one: Controlled) -> dict[str, object]:
    left, right = one.sides
    met = Finding("", "", 0, "", left, right, magnitude=one.largest).relative <= _SURE
    return {
        "region": one.region, "control": one.control, "year": float(one.year), "mode": one.mode, "limit": one.limit,
        "reached": one.reached, "amount": one.amount, "gross": one.gross, "room": right - left,
        "met": words.MET if met else words.NOT_MET, "kind": "percent" if one.control == "nonfossil" else "amount",
    }  # fmt: skip
