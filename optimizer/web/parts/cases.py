"""Cases as HTML (案例列表): versions, the facts of one, the issues of an upload."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.app.check import Checked
from optimizer.app.upload import Upload
from optimizer.domain.issue import Issue
from optimizer.domain.record import CaseVersion
from optimizer.report.parts.evidence import counts
from optimizer.text import report as report_words
from optimizer.text import web_data as words
from optimizer.text.issues import CATALOGUE
from optimizer.web.parts.pieces import safe

SHOWN = 300
DIGITS = 12
"""Digits of a checksum that are shown."""


def listing(versions: Sequence[CaseVersion], opened: int) -> str:
    """Return the table of all versions, case by case, newest first; the open one is marked."""
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.CASES)
    body, name = [], None
    for version in versions:
        if version.name != name:
            name = version.name
            body.append(f'<tr class="sk-first"><th scope="colgroup" colspan="6">{safe(name)}</th></tr>')
        body.append(_version(version, version.id == opened))
    head = f"<thead><tr>{heads}<td></td></tr></thead>"
    return f'<table class="sk-list sk-cases">{head}<tbody>{"".join(body)}</tbody></table>'


def _version(version: CaseVersion, opened: bool) -> str:
    number = words.NUMBER.format(number=version.number)
    label = safe(words.OPEN_LABEL.format(case=version.name, number=version.number))
    act = f"<strong>{words.OPENED}</strong>" if opened else (
        f'<button type="button" data-sk="version" data-about="{version.id}" aria-label="{label}">{words.OPEN}</button>'
    )  # fmt: skip
    return (
        f'<tr class="{"sk-chosen" if opened else ""}"><th scope="row">{number}</th>'
        f'<td class="sk-code" title="{safe(version.checksum)}">{safe(version.checksum[:DIGITS])}</td>'
        f"<td>{version.at.astimezone():%Y-%m-%d %H:%M}</td><td>{safe(version.who)}</td>"
        f'<td title="{safe(version.reason)}">{safe(version.reason)}</td><td>{act}</td></tr>'
    )


def facts(checked: Checked) -> str:
    """Return what a case is: pack, plan, evidence of its rows, waived checks with their reasons."""
    case = checked.case
    frames = (case.regions, case.region_years, case.targets, case.totals, case.projects, case.measures)
    total = {name: sum(counts(frame)[name] for frame in frames) for name in counts(case.regions)}
    said = words.FACTS.format(
        pack=checked.policy.edition.stamp, base=case.base_year, first=case.years[0], last=case.years[-1],
        approval=words.APPROVAL[case.approval],
    )  # fmt: skip
    evidence = words.EVIDENCE.format(
        published=total[report_words.PUBLISHED], estimated=total[report_words.ESTIMATED],
        assumed=total[report_words.ASSUMED], none=total[report_words.NO_EVIDENCE],
    )  # fmt: skip
    waived = [words.WAIVED.format(what=CATALOGUE[code].title, reason=reason) for code, reason in case.waive.items()]
    return "".join(f"<p>{safe(line)}</p>" for line in (said, evidence, *waived))


def verdict(upload: Upload) -> str:
    """Return whether an upload is clean, in one sentence."""
    warnings = len(upload.issues) - upload.errors
    if upload.checked is None:
        return words.WRONG.format(errors=upload.errors, warnings=warnings)
    case = upload.checked.case
    said = words.CLEAN_WARNED if warnings else words.CLEAN
    return said.format(
        regions=len(case.regions), projects=len(case.projects), measures=case.measures["measure"].nunique(),
        warnings=warnings,
    )  # fmt: skip


def issues(found: Sequence[Issue]) -> str:
    """Return all issues in one table: where, what was read and wanted, what to do."""
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.ISSUES)
    rows = "".join(_issue(number, issue) for number, issue in enumerate(found[:SHOWN]))
    more = f"<p>{words.MORE_ISSUES.format(count=len(found) - SHOWN)}</p>" if len(found) > SHOWN else ""
    return f'<table class="sk-list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


def _issue(number: int, issue: Issue) -> str:
    where = "!".join(part for part in (issue.where.sheet or issue.where.file, issue.where.cell) if part)
    level = report_words.SEVERITY[issue.severity]
    cells = "".join(f"<td>{safe(text)}</td>" for text in (issue.read, issue.wanted, issue.says, issue.hint))
    return (
        f'<tr data-sk="issue" data-about="{number}" title="{words.ISSUES_HINT}">'
        f'<td><span class="sk-level sk-{issue.severity}">{level}</span></td>'
        f'<th scope="row"><button type="button">{safe(where)}</button></th>{cells}</tr>'
    )
