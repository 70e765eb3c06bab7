"""Where quota comes from (指标来源及置换): which reduction serves which project, from which year on."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.report.parts.output import Field, OutputTable
from optimizer.rules.account import Account
from optimizer.rules.account_replacement import sources
from optimizer.rules.policy import Policy
from optimizer.text import report as words
from optimizer.text.words import QUANTITY


def source_table(case: Case, policy: Policy, allocation: Allocation) -> list[OutputTable]:
    """Return the table of sources; nothing where no approved project must replace anything."""
    found = sources(Account(case, policy.settings, allocation))
    if not found:
        return []
    names = dict(zip(case.projects["project"], case.projects["name"], strict=True))
    titles = dict(zip(case.measures["measure"], case.measures["name"], strict=True))
    order = {project: n for n, project in enumerate(case.projects["project"])}
    found.sort(key=lambda s: (order[s.project], s.quantity, list(words.SOURCE_KIND).index(s.kind), s.year))
    frame = pd.DataFrame(
        {
            "project": [s.project for s in found], "name": [str(names[s.project]) for s in found],
            "region": [s.region for s in found], "quantity": [QUANTITY[s.quantity] for s in found],
            "ratio": [s.ratio for s in found],
            "kind": [words.SOURCE_KIND[s.kind] for s in found],
            "measure": [s.measure for s in found],
            "measure_name": [str(titles[s.measure]) if s.measure else "" for s in found],
            "year": [float(s.year) for s in found], "amount": [s.amount for s in found],
        }
    )  # fmt: skip
    label = words.LABEL
    fields = (
        Field("project", label["project"], "text"), Field("name", label["project_name"], "text"),
        Field("region", label["region"], "text"), Field("quantity", label["quantity"], "text"),
        Field("ratio", label["ratio"], "percent"), Field("kind", label["source_kind"], "text"),
        Field("measure", label["measure"], "text"), Field("measure_name", label["measure_name"], "text"),
        Field("year", label["source_year"], "year"), Field("amount", label["source_amount"], unit=words.AMOUNT_UNIT),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["sources"])
    return [OutputTable("sources", words.SHEET["sources"], words.TITLE["sources"], "", fields, frame, notes, wide=True)]
