"""What goes out as HTML (导出): the facts of a run, what its files hold, the list of what went out."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.app.export import Kind
from optimizer.app.release import Released, contents
from optimizer.app.solve import Run
from optimizer.report.parts.verdict import outcome_text, verification_text
from optimizer.report.plan.project_table import by_project
from optimizer.text import report as report_words
from optimizer.text import web as common
from optimizer.text import web_export as words
from optimizer.web.parts.pieces import safe

DIGITS = 12
"""Digits of a checksum that are shown."""


def facts(run: Run) -> str:
    """Return what identifies a run and how it ended, line by line, and the tables that its files hold."""
    assert run.plan is not None, "only a plan goes out"
    stamp, plan = run.stamp, run.plan
    _, advised = by_project(run.checked.case, plan.allocation)
    approved = sum(not says.startswith(report_words.REFUSED_PROJECT) for says in advised)
    lines = {
        "run": f'<strong class="sk-code">{stamp.run}</strong>', "case": safe(stamp.case),
        "outcome": f"<strong>{outcome_text(run.outcome)}</strong>", "verified": verification_text(plan.verification),
        "objective": words.OBJECTIVE.format(objective=run.outcome.objective),
        "approved": words.APPROVED.format(count=approved, all=len(advised)),
        "checksum": f'<span class="sk-code" title="{stamp.checksum}">{stamp.checksum[:32]}…</span>',
        "pack": f"{safe(stamp.pack_title)} {safe(stamp.pack)}",
        "warnings": words.WARNINGS.format(count=len(run.checked.warnings)), "time": stamp.time,
        "versions": safe("　".join(f"{name} {version}" for name, version in stamp.versions.items())),
    }  # fmt: skip
    rows = "".join(f'<tr><th scope="row">{words.FACTS[name]}</th><td>{html}</td></tr>' for name, html in lines.items())
    rows += f'<tr><th scope="row">{words.CONTENTS}</th><td>{"、".join(map(safe, contents(run)))}</td></tr>'
    return f'<table class="sk-identity"><tbody>{rows}</tbody></table>'


def files() -> str:
    """Return one row a format: what it is, what it is good for, and its button."""
    rows = "".join(_file(kind) for kind in words.FILE)
    return f'<table class="sk-list sk-files"><tbody>{rows}</tbody></table>'


def _file(kind: str) -> str:
    title, says = words.FILE[kind]
    label = words.EXPORT_LABEL.format(what=title)
    return (
        f'<tr><th scope="row">{title}</th><td>{says}</td><td>'
        f'<button type="button" data-sk="export" data-about="{kind}" aria-label="{label}">{words.EXPORT}</button>'
        "</td></tr>"
    )


def title_of(kind: Kind) -> str:
    """Return what officers call a format."""
    return words.FILE[kind][0]


def went_out(rows: Sequence[Released]) -> str:
    """Return the last files with number, checksum, who and when, and the sign-off of their run."""
    if not rows:
        return f"<p>{words.NONE_YET}</p>"
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.HEADINGS)
    body = "".join(_released(row) for row in rows)
    return f'<table class="sk-list sk-tight sk-out"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _released(row: Released) -> str:
    if row.signed is None:
        label = words.SIGN_LABEL.format(run=row.run)
        state = (f'<button type="button" data-sk="sign" data-about="{row.run}" aria-label="{label}">{words.SIGN}'
                 "</button>")  # fmt: skip
    else:
        by = words.SIGNED_BY.format(who=safe(row.signed.who), time=f"{row.signed.at.astimezone():%m-%d %H:%M}")
        state = f'<span title="{safe(row.signed.reason)}"><strong>{words.SIGNED_STATE}</strong> {by}</span>'
    return (
        f'<tr><td>{row.at.astimezone():%m-%d %H:%M}</td><th scope="row" class="sk-code">{row.run}</th>'
        f'<td title="{safe(row.file)}">{safe(row.file)}</td>'
        f'<td class="sk-code" title="{row.checksum}">{row.checksum[:DIGITS]}</td>'
        f"<td>{safe(row.who) or common.NONE}</td><td>{state}</td></tr>"
    )
