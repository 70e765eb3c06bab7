"""The cover (封面与说明): what was run on which data, the outcome, what the inputs are worth, the sign-off line."""

from __future__ import annotations

import math
from typing import Any

import xlsxwriter

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.report.evidence import counts
from optimizer.report.memo import approval_of
from optimizer.report.project_table import advice
from optimizer.report.safe import cell_text
from optimizer.report.sheet import cells, heading, page_setup
from optimizer.report.stamp import Stamp
from optimizer.report.style import Style
from optimizer.report.verdict import outcome_text, verification_text, worth
from optimizer.rules.policy import Policy
from optimizer.tables.schema import TABLES
from optimizer.text import report as words

_WIDTHS = (20.0, 66.0, 12.0)
_MOST_WARNINGS = 12
Line = tuple[str, str | float]


def write_cover(
    book: xlsxwriter.Workbook, style: Style, case: Case, policy: Policy, allocation: Allocation,
    verification: Verification, stamp: Stamp,
) -> None:  # fmt: skip
    """Write the cover; `stamp` identifies the run, `verification` is the independent check's verdict."""
    sheet = book.add_worksheet(words.SHEET["cover"])
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    heading(sheet, style, stamp, title=words.TITLE["cover"], unit="", widths=list(_WIDTHS))
    sections = {
        words.COVER["plan"]: _plan(case, policy, stamp),
        words.COVER["result"]: _result(case, allocation, verification),
        words.COVER["data"]: _data(case, stamp),
    }
    row = 3
    for title, lines in sections.items():
        row = _section(sheet, style, row, title, lines)
    sheet.merge_range(row + 1, 0, row + 1, 2, "", style.line())
    sheet.write_string(row + 1, 0, words.COVER["sign"], style.line())
    sheet.set_row(row + 1, 28)
    page_setup(sheet, stamp, wide=False, header_rows=(0, 1))
    sheet.set_portrait()
    sheet.print_area(0, 0, row + 1, 2)


def _section(sheet: Any, style: Style, row: int, title: str, lines: list[Line]) -> int:
    sheet.merge_range(row, 0, row, 2, "", style.section())
    sheet.write_string(row, 0, title, style.section())
    for offset, (label, value) in enumerate(lines, start=1):
        sheet.write_string(row + offset, 0, label, style.cell("text"))
        fmt = style.cell("text")
        sheet.merge_range(row + offset, 1, row + offset, 2, "", fmt if isinstance(value, str) else style.exact())
        if isinstance(value, str):
            text = cell_text(value)
            sheet.write_string(row + offset, 1, text, fmt)
            sheet.set_row(row + offset, 13.5 * max(1, math.ceil(cells(text) / 80)) + 3)
        else:
            sheet.write_number(row + offset, 1, value, style.exact())
    return row + len(lines) + 2


def _plan(case: Case, policy: Policy, stamp: Stamp) -> list[Line]:
    label = words.COVER
    overridden = [_override(policy, rule, key) for rule, key in sorted(policy.overridden)]
    documents = dict.fromkeys(
        " ".join(part for part in (c.title, c.number) if part)
        for (rule, _), c in policy.edition.citations.items() if rule in policy.settings
    )  # fmt: skip
    return [
        (label["case"], case.name), (label["region"], case.root),
        (label["years"], words.YEARS.format(first=case.years[0], last=case.years[-1], count=len(case.years))),
        (label["base_year"], words.YEAR.format(year=case.base_year)), (label["run"], stamp.run),
        (label["time"], stamp.time), (label["pack_title"], stamp.pack_title), (label["pack"], stamp.pack),
        (label["basis"], "；".join(documents)), (label["override"], "；".join(overridden) or label["none"]),
    ]  # fmt: skip


def _override(policy: Policy, rule: str, key: str) -> str:
    """One setting that the case gives itself, in the words of the pack."""
    value, known = getattr(policy.of(rule), key), policy.edition.values["rules"].get(rule, {}).get(key)
    shown = {True: words.YES, False: words.NO}[value] if isinstance(value, bool) else value
    return words.OVERRIDE.format(title=known.title if known else key, key=f"{rule}.{key}", value=shown)


def _result(case: Case, allocation: Allocation, verification: Verification) -> list[Line]:
    label, outcome, parts = words.COVER, allocation.outcome, worth(case, allocation)
    said = [advice(a) for a in approval_of(case, allocation.approvals)]
    whole, refused = said.count(words.APPROVED), said.count(words.REFUSED_PROJECT)
    proof: list[Line] = [] if outcome.proved or not math.isfinite(outcome.bound) else [
        (label["bound"], outcome.bound), (label["gap"], outcome.gap)]  # fmt: skip
    counted = words.APPROVED_COUNT.format(whole=whole, part=len(said) - whole - refused, refused=refused, all=len(said))
    return [
        (label["outcome"], outcome_text(outcome)), (label["objective"], outcome.objective),
        (label["value"], parts.value),
        (label["cost"], parts.cost), (label["overrun"], parts.overrun), *proof, (label["approved"], counted),
        (label["verification"], verification_text(verification)),
        *((label["note"], note) for note in verification.notes),
    ]  # fmt: skip


def _data(case: Case, stamp: Stamp) -> list[Line]:
    label = words.COVER
    waived = [words.WAIVED_LINE.format(code=code, reason=reason) for code, reason in case.waive.items()]
    warnings = [f"{issue.where} {issue.says}".strip() for issue in case.warnings[:_MOST_WARNINGS]]
    if len(case.warnings) > _MOST_WARNINGS:
        warnings.append(words.MORE_WARNINGS.format(count=len(case.warnings) - _MOST_WARNINGS))
    evidence = [
        words.EVIDENCE_LINE.format(table=table.label, **counts(records))
        for table in TABLES if len(records := getattr(case, table.name))
    ]  # fmt: skip
    return [
        (label["checksum"], stamp.checksum),
        (label["versions"], "，".join(f"{name} {number}" for name, number in stamp.versions.items())),
        *_listed(label["evidence"], evidence), *_listed(label["waived"], waived), *_listed(label["warnings"], warnings),
    ]  # fmt: skip


def _listed(label: str, texts: list[str]) -> list[Line]:
    """One line a text, the label before the first; 无 when there is none."""
    return [(label if n == 0 else "", text) for n, text in enumerate(texts or [words.COVER["none"]])]
