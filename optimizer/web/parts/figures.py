"""The key figures (关键指标), the list of changed projects and the status line."""

from __future__ import annotations

import math

import numpy as np

from optimizer.app.picture import Picture
from optimizer.domain.case import Case
from optimizer.text import web as words
from optimizer.web.parts.allocation import Aim
from optimizer.web.parts.pieces import Pieces, amount, difference, number_width, safe, share

_SAME = 1e-9
_LISTED = 200


def key_figures(case: Case, picture: Picture, baseline: Picture | None, aim: Aim) -> Pieces:
    """Return the six key figures of the region itself in the year that is looked at."""
    cell = picture.cells[aim.quantity, case.root, aim.year]
    then = (baseline or picture).cells[aim.quantity, case.root, aim.year]
    unit = words.UNIT[aim.quantity]
    total = cell.budget if math.isnan(cell.total) else cell.total
    met, of = picture.met()
    approved, before = _approved(picture), _approved(baseline or picture)
    lights = words.LIGHTS_COUNT.format(warn=picture.lights("warn"), over=picture.lights("over"))
    worth = difference(picture.outcome.objective - (baseline or picture).outcome.objective)
    change = f"{words.WORTH.format(change=worth)} {words.WORTH_UNIT}" if worth else ""
    parts = {
        "total": (amount(total), unit, ""),
        "used": (amount(cell.usage), unit, difference(cell.usage - then.usage)),
        "left": (amount(total - cell.usage), unit, difference(then.usage - cell.usage)),
        "met": (f"{met} / {of}", words.MET_UNIT, f'<span class="sk-soft">{lights}</span>'),
        "approved": (f"{approved} / {len(picture.approvals)}", words.APPROVED_UNIT, difference(approved - before, 0)),
        "changed": (str(len(moves(picture, baseline))), words.CHANGED_UNIT, change),
    }
    return {
        f"k-{name}": ("sk-kpi", f'<span class="sk-name">{words.KPI[name].format(year=aim.year)}</span>'
                      f'<strong>{figure}</strong><span class="sk-unit">{of_what}</span>{more}')
        for name, (figure, of_what, more) in parts.items()
    }  # fmt: skip


def _approved(picture: Picture) -> int:
    return int((picture.shares > _SAME).sum())


def moves(picture: Picture, baseline: Picture | None) -> dict[str, tuple[float, float]]:
    """Return the projects whose approval differs from the baseline of the same case: before, now."""
    if baseline is None:
        return {}
    moved = np.flatnonzero(np.abs(picture.shares - baseline.shares) > _SAME).tolist()
    projects = list(picture.approvals) if moved else []
    return {projects[p]: (baseline.approvals[projects[p]], picture.approvals[projects[p]]) for p in moved}


def result(approval: float) -> str:
    """Return what became of a project: 入选, 未选, or the share of it."""
    if approval <= _SAME:
        return words.RESULT["out"]
    return words.RESULT["in"] if approval >= 1 - _SAME else share(approval)


def changed_list(case: Case, picture: Picture, baseline: Picture | None) -> Pieces:
    """Return the list of projects whose approval changed, with names and both results."""
    moved = moves(picture, baseline)
    if not moved:
        return {"changed": ("sk-changed", f"<p>{words.WHATIF['same']}</p>")}
    columns = zip(case.projects["project"].tolist(), case.projects["name"].tolist(), strict=True)
    name = {project: name for project, name in columns if project in moved}
    width = number_width(case) - 10
    rows = "".join(
        f'<tr><td style="width:{width}px">{safe(project)}</td>'
        f"<td title=\"{safe(name[project])}\">{safe(name[project])}</td>"
        f'<td class="sk-{"more" if now > before else "less"}">{result(before)} → {result(now)}</td></tr>'
        for project, (before, now) in list(moved.items())[:_LISTED]
    )
    more = words.MORE_CHANGED.format(count=len(moved) - _LISTED) if len(moved) > _LISTED else ""
    said = f"<p>{more}</p>" if more else ""
    return {"changed": ("sk-changed", f"<table><tbody>{rows}</tbody></table>{said}")}
