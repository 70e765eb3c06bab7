"""What binds (约束与边际值): the limits that stop the objective from rising, with sign, unit and sentence."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.report.parts.output import Field, OutputTable
from optimizer.text import report as words
from optimizer.text.words import QUANTITY, UNIT


def binding_table(allocation: Allocation, rule_titles: dict[str, str]) -> OutputTable:
    """Return the binding rows in the order of the allocation; `rule_titles` by rule id."""
    found = allocation.binding
    quantities = [str(q) for q in found["quantity"]]
    frame = pd.DataFrame(
        {
            "rule": [rule_titles.get(str(r), str(r)) for r in found["rule"]],
            "region": [str(r) for r in found["region"]],
            "year": found["year"].astype(float), "quantity": [QUANTITY.get(q, q) for q in quantities],
            "marginal_value": found["marginal_value"].astype(float),
            "marginal_unit": [_unit(q) for q in quantities],
            "says": [str(s) for s in found["says"]],
        }
    )  # fmt: skip
    label = words.LABEL
    fields = (
        Field("rule", label["rule"], "text"), Field("region", label["region"], "text"),
        Field("year", label["year"], "year"),
        Field("quantity", label["quantity"], "text"), Field("marginal_value", label["marginal_value"], "intensity"),
        Field("marginal_unit", label["marginal_unit"], "text"), Field("says", label["says"], "long"),
    )  # fmt: skip
    notes = (words.NOTE["binding"], *(() if len(frame) else (words.NOTE["no_binding"],)))
    return OutputTable("binding", words.SHEET["binding"], words.TITLE["binding"], "", fields, frame, notes)


def _unit(quantity: str) -> str:
    return words.PER_UNIT.format(money=words.MONEY_UNIT, unit=UNIT.get(quantity, words.AMOUNT_UNIT))
