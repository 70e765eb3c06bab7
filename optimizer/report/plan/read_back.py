"""Read our own workbook back (读回成果): decisions at full precision, printed figures, for an independent check."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.issue import Issue
from optimizer.domain.rounded import CATEGORIES
from optimizer.errors import InputRejected
from optimizer.report.parts.safe import cell_text
from optimizer.report.plan.flows import COLUMN
from optimizer.report.plan.result_sheet import Problems, ResultSheet, check_origin, open_result
from optimizer.text import report as words

Key = tuple[str, ...]
"""How a row is named in the sheet."""
_AMOUNTS = ("existing", "projects", "total", "overrun_1", "overrun_2", "budget")
_SOMETIMES = ("total", "overrun_1", "overrun_2", "budget")
"""Blank where there is none; elsewhere a blank is 0."""


class ReadBack(NamedTuple):
    """What a result workbook says, labelled as the allocation is; `warnings` do not stop a check.

    approvals: project, region, approval. uptake: measure, year, share. nodes: region, year, quantity and those printed
    figures from which the others follow: existing, projects, the categories, sink, total, overrun_1, overrun_2, budget,
    and the flows whose rules are on (万t; total, overruns and budget NaN where there is none). book: the sheets.
    """

    approvals: pd.DataFrame
    uptake: pd.DataFrame
    nodes: pd.DataFrame
    warnings: tuple[Issue, ...]
    book: Mapping[str, ResultSheet]


def read_result(path: Path, case: Case, flows: Collection[str] = ()) -> ReadBack:
    """Return the decisions and printed figures of a workbook that `write_workbook` wrote; flows: whose rules are on.

    Raises InputRejected with every issue found: not ours, a heading changed, a row missing, doubled or unknown,
    a figure that is no number.
    """
    problems = Problems(path.name)
    book = open_result(path, problems)
    check_origin(book, case, problems)
    approvals = _approvals(book[words.SHEET["projects"]], case, problems)
    uptake = _uptake(book[words.SHEET["measures"]], case, problems)
    nodes = pd.concat(
        [_nodes(book[words.SHEET[f"balance_{q}"]], case, q, flows, problems) for q in QUANTITIES], ignore_index=True
    )
    if problems.errors:
        raise InputRejected(problems.issues)
    order = {region: n for n, region in enumerate(case.regions["region"])}
    nodes = nodes.sort_values(
        ["region", "year"], key=lambda c: c.map(order) if c.name == "region" else c, kind="stable"
    )
    nodes = nodes.reset_index(drop=True)
    return ReadBack(approvals, uptake, nodes, problems.issues, book)


def _approvals(sheet: ResultSheet, case: Case, problems: Problems) -> pd.DataFrame:
    keys: dict[Key, tuple[Any, ...]] = {(cell_text(p).strip(),): (p,) for p in case.projects["project"]}
    found = _figures(sheet, (words.LABEL["project"],), (words.LABEL["approval"],), keys, problems)
    frame = case.projects[["project", "region"]].copy()
    frame["approval"] = [found.get((p,), (math.nan,))[0] for p in frame["project"]]
    return frame


def _uptake(sheet: ResultSheet, case: Case, problems: Problems) -> pd.DataFrame:
    pairs = list(zip(case.measures["measure"], case.measures["year"], strict=True))
    keys: dict[Key, tuple[Any, ...]] = {(cell_text(m).strip(), str(int(y))): (m, y) for m, y in pairs}
    found = _figures(
        sheet, (words.LABEL["measure"], words.LABEL["year"]), (words.LABEL["share"],), keys, problems
    )  # fmt: skip
    frame = case.measures[["measure", "year"]].copy()
    frame["share"] = [found.get(pair, (math.nan,))[0] for pair in pairs]
    return frame


def _nodes(
    sheet: ResultSheet, case: Case, quantity: str, flows: Collection[str], problems: Problems
) -> pd.DataFrame:  # fmt: skip
    """Return the figures of one balance sheet; a category that it does not show has none."""
    shown = {name: words.LABEL[name].format(what=words.WHAT[quantity]) for name in _AMOUNTS}
    shown |= {flow: words.LABEL[COLUMN[flow]] for flow in flows}
    shown |= {category: category for category in CATEGORIES if sheet.has(category)}
    shown |= {"sink": words.LABEL["sink"]} if quantity == "carbon" else {}
    keys: dict[Key, tuple[Any, ...]] = {
        (cell_text(r).strip(), str(y)): (r, y) for r in case.regions["region"] for y in case.years
    }
    own: set[Key] = {
        (cell_text(words.OWN_PART.format(region=r)), str(y)) for r in case.regions["region"] for y in case.years
    }
    by = tuple(words.LABEL[name] for name in ("name", "year"))
    found = _figures(sheet, by, tuple(shown.values()), keys, problems, may_be_blank=True, beside=own)
    frame = pd.DataFrame(
        [{"region": r, "year": y, "quantity": quantity, **dict(zip(shown, amounts, strict=True))}
         for (r, y) in keys.values() if (amounts := found.get((r, y), (math.nan,) * len(shown)))],
        columns=["region", "year", "quantity", *_AMOUNTS, *CATEGORIES, "sink", *flows],
    )  # fmt: skip
    return frame.fillna({name: 0.0 for name in frame if name not in _SOMETIMES})


def _figures(
    sheet: ResultSheet, by: tuple[str, ...], names: tuple[str, ...], keys: Mapping[Key, tuple[Any, ...]],
    problems: Problems, may_be_blank: bool = False, beside: Collection[Key] = (),
) -> dict[tuple[Any, ...], tuple[float, ...]]:  # fmt: skip
    """Return the figures of each known key; columns by label, `beside`: rows of the sheet that belong to no key."""
    columns = {name: sheet.column(name, problems) for name in (*by, *names)}
    if any(place is None for place in columns.values()):
        return {}
    found: dict[tuple[Any, ...], tuple[float, ...]] = {}
    for row in sheet.records():
        key = tuple(sheet.text(row, columns[name]) for name in by)
        shown = " ".join(key)
        if key in keys and keys[key] in found:
            problems.add("result_row_twice", sheet.where(row, columns[by[0]]), read=shown)
        elif key in keys:
            found[keys[key]] = tuple(
                sheet.number(row, columns[name], name, problems, may_be_blank) for name in names
            )
        elif key not in beside:
            problems.add("result_row_unknown", sheet.where(row, columns[by[0]]), read=shown)
    for key, known in keys.items():
        if known not in found:
            problems.add("result_row_missing", sheet.where(), read=" ".join(key))
    return found
