"""Reviews as HTML (评估): the list of projects, and one review with indices, effects, steps, sources and regret."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from optimizer.domain.case import Case
from optimizer.domain.regret import Regret
from optimizer.domain.review import Impact, Review
from optimizer.report.regret.terminal import change_text
from optimizer.report.review.tables import advice_text, class_text, note_text, shown_effects, sources_table
from optimizer.report.review.terminal import authority_text
from optimizer.text import regret as regret_words
from optimizer.text import review as review_words
from optimizer.text import web as common
from optimizer.text import web_review as words
from optimizer.text.words import QUANTITY
from optimizer.web.parts.pieces import amount, safe

SHOWN = 300
"""Projects on one page of the list."""
_MOST = 6
_NUMBER = ' class="sk-number"'
_LOOK = {"approve": "sk-yes", "conditional": "sk-maybe", "defer": "sk-maybe", "refuse": "sk-no"}


def found(case: Case, projects: Sequence[str], search: str) -> list[str]:
    """Return the projects with these words in number, name, region or sector."""
    asked = search.casefold().split()
    if not asked:
        return list(projects)
    columns = (case.projects[column].tolist() for column in ("project", "name", "region", "sector"))
    texts = {str(row[0]): " ".join(map(str, row)).casefold() for row in zip(*columns, strict=True)}
    return [project for project in projects if all(word in texts[project] for word in asked)]


def pages(count: int) -> int:
    """Return how many pages the list of so many projects has, one at least."""
    return max(-(-count // SHOWN), 1)


def rows(
    case: Case, projects: Sequence[str], reviews: Mapping[str, Review], statuses: Mapping[str, str], chosen: str,
    page: int,
) -> dict[str, tuple[str, str, str]]:  # fmt: skip
    """Return a row a project of one page (from 0) by the id of its element: project, class, cells.

    So a repaint sends what changed.
    """
    frame = case.projects.set_index("project")
    return {
        f"review{frame.index.get_loc(p)}": (
            p, "sk-chosen" if p == chosen else "",
            _cells(p, str(frame.at[p, "name"]), str(frame.at[p, "region"]), reviews.get(p), statuses[p]),
        )
        for p in projects[page * SHOWN : (page + 1) * SHOWN]
    }  # fmt: skip


def listing(found_rows: Mapping[str, tuple[str, str, str]], count: int, page: int, width: int) -> str:
    """Return one page of the list of projects, `count` of them in all; width: of the numbers (px)."""
    if not found_rows:
        return f"<p>{words.NOTHING_FOUND}</p>"
    first, *others = words.HEADINGS
    heads = f'<th scope="col" style="width:{width}px">{first}</th>'
    heads += "".join(f'<th scope="col">{heading}</th>' for heading in others)
    body = "".join(
        f'<tr id="{name}" class="{look}" data-sk="review" data-about="{safe(project)}">{cells}</tr>'
        for name, (project, look, cells) in found_rows.items()
    )
    return (
        f'<table class="sk-list sk-tight sk-reviews"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        f"{_turns(len(found_rows), count, page)}"
    )


def _turns(shown: int, count: int, page: int) -> str:
    """Return which projects stand on this page, and the buttons to the pages beside it; nothing for one page."""
    if pages(count) == 1:
        return ""
    buttons = "".join(
        f'<button type="button" data-sk="page" data-about="{to}"'
        f'{"" if 0 <= to < pages(count) else " disabled"}>{word}</button>'
        for to, word in ((page - 1, words.BEFORE), (page + 1, words.AFTER))
    )
    said = words.PAGE.format(first=page * SHOWN + 1, last=page * SHOWN + shown, all=count)
    return f'<p class="sk-turns" role="navigation" aria-label="{words.PAGES}">{said}{buttons}</p>'


def _cells(project: str, name: str, region: str, review: Review | None, status: str) -> str:
    cells = f'<td colspan="4" class="sk-soft">{words.NOT_YET}</td>'
    if review is not None:
        carbon, energy = (review.impact(review.region, quantity).burden for quantity in ("carbon", "energy"))
        worth = review.decision.worth
        cells = (
            f"<td>{class_text(review.overall('energy'))}</td>"
            f'<td class="sk-number">{_figure(carbon)} / {_figure(energy)}</td>'
            f'<td class="sk-number">{common.NONE if worth is None else f"{worth:+,.2f}"}</td>'
            f'<td><span class="{_LOOK[review.decision.verdict]}">{advice_text(review.decision)}</span></td>'
        )
    return (
        f'<th scope="row"><button type="button">{safe(project)}</button></th><td title="{safe(name)}">{safe(name)}</td>'
        f"<td>{safe(region)}</td><td>{common.DECISION[status]}</td>{cells}"
    )


def detail(case: Case, review: Review) -> str:
    """Return one review: the advice with its reason first, then what it rests on."""
    decision = review.decision
    look = _LOOK[decision.verdict]
    ratio = f"{review.ratio:.0%}" if review.ratio else common.NONE
    worth = common.NONE if decision.worth is None else words.WORTH_VALUE.format(worth=decision.worth)
    facts = (
        (words.CLASS, class_text(review.overall("energy"))), (words.CLASS_CARBON, class_text(review.overall("carbon"))),
        (words.WORTH, worth), (words.BENCHMARK, review_words.RUNG[review.rung]), (words.RATIO, ratio),
        (words.AUTHORITY, f"{review_words.AUTHORITY[review.authority.level]}　{authority_text(review.authority)}"),
    )  # fmt: skip
    tiles = "".join(f"<div><span>{label}</span><strong>{safe(value)}</strong></div>" for label, value in facts)
    return (
        f'<p class="sk-advice"><span class="{look}">{words.ADVICE.format(advice=advice_text(decision))}</span>'
        f'{safe(decision.reason)}</p><div class="sk-tiles-plain">{tiles}</div>'
        f"<h3>{words.STEPS}</h3>{_steps(review)}"
        f"<h3>{words.IMPACTS}<small>{words.IMPACT_NOTE}；{review_words.NOTE['carbon']}</small></h3>{_impacts(review)}"
        f"<h3>{words.EFFECTS}</h3>{_effects(review)}<h3>{words.SOURCES}</h3>{_sources(case, review)}"
    )


def _table(headings: Sequence[str], rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return f'<table class="sk-list sk-tight"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _steps(review: Review) -> str:
    """Return all steps of the ladder; those after the one that decided were not reached."""
    taken = {step.number: step for step in review.decision.steps}
    rows = []
    for number, name in enumerate(review_words.STEP):
        step = taken.get(number)
        result = review_words.RESULT[step.result] if step else common.NONE
        says = safe(step.says) if step else f'<span class="sk-soft">{words.NOT_REACHED}</span>'
        look = f"sk-step-{step.result}" if step else ""
        rows.append(
            f'<tr><th scope="row">{number} {name}</th><td>{review_words.STEP_TEST[number]}</td>'
            f'<td><span class="{look}">{result}</span></td><td>{says}</td></tr>'
        )
    return _table(words.STEP_HEADINGS, rows)


def _impacts(review: Review) -> str:
    return _table(words.IMPACT_HEADINGS, [_impact(impact) for impact in review.impacts])


def _impact(impact: Impact) -> str:
    standing, note = impact.standing, note_text(impact)
    figures = (_figure(impact.amount), _figure(standing.increment), _percent(impact.m), _percent(impact.n),
               class_text(impact.worst), _figure(impact.burden), _figure(impact.break_even))  # fmt: skip
    cells = "".join(f'<td class="sk-number">{figure}</td>' for figure in figures)
    return (
        f'<tr title="{safe(note)}"><th scope="row">{safe(standing.region)}</th><td>{QUANTITY[standing.quantity]}</td>'
        f"{cells}</tr>"
    )


def _effects(review: Review) -> str:
    rows = []
    for which, effect in shown_effects(review):
        figures = (f"{effect.headroom_before:,.2f}", f"{effect.headroom_after:,.2f}", f"{effect.intensity_before:.4f}",
                   f"{effect.intensity_after:.4f}", f"{effect.target:.4f}")  # fmt: skip
        cells = "".join(f'<td class="sk-number">{figure}</td>' for figure in figures)
        rows.append(
            f'<tr><th scope="row">{safe(effect.region)}</th><td>{QUANTITY[effect.quantity]}</td>'
            f"<td>{effect.year} {which}</td>{cells}</tr>"
        )
    return _table(words.EFFECT_HEADINGS, rows)


def _sources(case: Case, review: Review) -> str:
    frame = sources_table(case, [review]).frame
    if not len(frame):
        return f"<p>{words.NO_SOURCES}</p>"
    rows = []
    for row in frame.to_dict("records"):
        figures = "".join(
            f'<td class="sk-number">{"" if math.isnan(row[name]) else amount(row[name])}</td>'
            for name in ("carbon_amount", "energy_amount", "value_gap")
        )
        year = "" if math.isnan(row["year"]) else f"{row['year']:.0f}"
        rows.append(
            f'<tr><td>{safe(row["kind"])}</td><th scope="row">{safe(row["subject"])}</th><td>{safe(row["node"])}</td>'
            f"<td>{year}</td>{figures}</tr>"
        )
    return _table(words.SOURCE_HEADINGS, rows)


def regret(found: Regret | None) -> str:
    """Return what forcing the project in, or keeping it out, does to the plan at hand."""
    title = f"<h3>{words.REGRET}</h3>"
    if found is None:
        return f"{title}<p>{words.NO_BASE}</p>"
    rows = [
        f'<tr><th scope="row">{regret_words.DECISION[effect.decision.value]}</th>'
        f"<td{'' if effect.blocked else _NUMBER}>{safe(change_text(effect))}</td>"
        f"<td>{_named([s.project for s in effect.displaced])}</td>"
        f"<td>{_named([s.project for s in effect.admitted])}</td></tr>"
        for effect in found.changes
    ]
    return title + (_table(words.REGRET_HEADINGS, rows) if rows else f"<p>{words.NO_REGRET}</p>")


def _named(projects: Sequence[str]) -> str:
    said = "、".join(safe(project) for project in projects[:_MOST])
    return (said + (words.MORE_PROJECTS.format(count=len(projects)) if len(projects) > _MOST else "")) or common.NONE


def _percent(value: Fraction | None) -> str:
    return common.NONE if value is None else f"{float(value):.2%}"


def _figure(value: Fraction | None) -> str:
    return common.NONE if value is None else f"{float(value):,.2f}"
