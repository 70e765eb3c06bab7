"""The result of a solve as HTML (求解结果): outcome with its proof, key figures, the region's budgets."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.app.picture import Picture, picture_of
from optimizer.app.solve import Plan, Run
from optimizer.app.solving import Solved
from optimizer.domain.case import QUANTITIES
from optimizer.report.parts.verdict import outcome_text, proof_text, verification_text, worth
from optimizer.text import web as common
from optimizer.text import web_solve as words
from optimizer.web.parts.pieces import amount, light, safe

DIGITS = 12
SHOWN = 8
_PART = 1e-9


def summary(solved: Solved) -> str:
    """Return the summary of a run that has a plan."""
    run = solved.run
    assert run.plan is not None, "without a plan there is a diagnosis"
    picture = picture_of(run.checked, run.plan.allocation, run.plan.rounded)
    look = "sk-proved" if run.outcome.proved else "sk-unproved"
    proof = [text for text in (proof_text(run.outcome), verification_text(run.plan.verification)) if text]
    return (
        f'<p class="sk-outcome {look}">{safe(outcome_text(run.outcome))}</p>'
        + "".join(f"<p>{safe(text)}</p>" for text in proof)
        + _figures(run, run.plan, picture, solved.seconds)
        + f'<div class="sk-pair">{"".join(_root(run, picture, quantity) for quantity in reversed(QUANTITIES))}</div>'
        + _notes((*run.plan.verification.notes, *(issue.says for issue in run.checked.warnings)))
        + f"<p class='sk-soft'>{safe(recorded(solved))}</p>"
    )


def recorded(solved: Solved) -> str:
    """Return where a run is kept and what identifies it."""
    scenario = words.AS_SCENARIO.format(name=solved.scenario.name) if solved.scenario else ""
    stamp = solved.run.stamp
    return words.RECORDED.format(
        run=solved.id, scenario=scenario, checksum=stamp.checksum[:DIGITS], pack=stamp.pack
    )


def _figures(run: Run, plan: Plan, picture: Picture, seconds: float) -> str:
    parts = worth(run.checked.case, plan.allocation)
    met, all_ = picture.met()
    approved = sum(share > _PART for share in picture.approvals.values())
    said = {
        "objective": _money(run.outcome.objective), "value": _money(parts.value), "cost": _money(parts.cost),
        "overrun": _money(parts.overrun), "approved": words.APPROVED.format(count=approved, all=len(picture.approvals)),
        "met": words.MET.format(met=met, all=all_),
        "lights": words.LIGHTS.format(warn=picture.lights("warn"), over=picture.lights("over")),
        "seconds": words.PROGRESS["seconds"].format(seconds=seconds),
    }  # fmt: skip
    cards = "".join(f"<div><dt>{words.FIGURES[name]}</dt><dd>{safe(says)}</dd></div>" for name, says in said.items())
    return f'<dl class="sk-figures">{cards}</dl>'


def _money(value: float) -> str:
    return words.PROGRESS["money"].format(value=value)


def _root(run: Run, picture: Picture, quantity: str) -> str:
    """Return the region's own budgets of one quantity, year by year."""
    case = run.checked.case
    title = words.ROOT.format(region=case.root, quantity=common.QUANTITY[quantity], unit=common.UNIT[quantity])
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.ROOT_HEADINGS)
    rows = []
    for year in case.years:
        cell = picture.cells[quantity, case.root, year]
        figures = (cell.total, cell.budget, cell.usage, cell.headroom, cell.overrun)
        cells = "".join(f'<td class="sk-number">{amount(figure)}</td>' for figure in figures)
        rows.append(f'<tr><th scope="row">{year}</th>{cells}<td>{light(cell.light, True)}</td></tr>')
    return (
        f'<div><h3>{safe(title)}</h3><table class="sk-list"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _notes(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{safe(note)}</li>" for note in notes[:SHOWN])
    return f"<h3>{words.WARNINGS}</h3><ul>{items}</ul>"
