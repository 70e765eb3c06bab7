"""What the terminal shows of a review (终端): one line a project, and all of it where few are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import Case
from optimizer.domain.review import Authority, Impact, Review, Verdict
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.review.tables import advice_text, class_text, note_text, shown_effects, sources_text
from optimizer.text import review as words
from optimizer.text.words import QUANTITY

DETAILED = 3
"""Up to so many projects are shown in full."""
_NONE = "—"
_STYLE: dict[Verdict, str] = {"approve": "green", "conditional": "yellow", "defer": "yellow", "refuse": "red"}


def review_summary(case: Case, reviews: Sequence[Review], stamp: Stamp) -> Group:
    """Return the reviews ready for a rich console; no text of the case is taken for markup."""
    said = words.TERMINAL
    parts: list[RenderableType] = [
        Text(said["title"].format(case=clean(case.name), run=stamp.run), style="bold"), _list(reviews),
        Text(said["carbon"]), Text(said["pack"].format(pack=clean(stamp.pack))),
    ]  # fmt: skip
    if len(reviews) <= DETAILED:
        for review in reviews:
            parts += _details(case, review)
    return Group(*parts)


def _list(reviews: Sequence[Review]) -> Table:
    table = _table(words.HEAD["list"])
    for review in reviews:
        energy, carbon = (review.impact(review.region, q) for q in ("energy", "carbon"))
        table.add_row(
            clean(review.project, 24), clean(review.region), _percent(energy.m), _percent(energy.n, 4),
            class_text(review.overall("energy")), class_text(review.overall("carbon")),
            f"{_amount(carbon.burden)} / {_amount(energy.burden)}",
            _NONE if review.decision.worth is None else f"{review.decision.worth:+,.2f}",
            words.AUTHORITY[review.authority.level],
            Text(advice_text(review.decision), style=_STYLE[review.decision.verdict]),
        )  # fmt: skip
    return table


def _details(case: Case, review: Review) -> Iterator[RenderableType]:
    said, decision = words.TERMINAL, review.decision
    name = clean(case.projects["name"].iloc[review.record], 40)
    yield Text("")
    head = said["project"].format(
        project=clean(review.project), name=name, region=clean(review.region), advice=advice_text(decision)
    )
    yield Text(head, style="bold")
    impacts = _table(words.HEAD["impact"])
    for impact in review.impacts:
        impacts.add_row(*_impact(impact))
    yield impacts
    effects = _table(words.HEAD["effect"])
    for which, e in shown_effects(review):
        figures = (f"{e.headroom_before:,.2f}", f"{e.headroom_after:,.2f}", f"{e.intensity_before:.4f}",
                   f"{e.intensity_after:.4f}", f"{e.target:.4f}")  # fmt: skip
        effects.add_row(clean(e.region), QUANTITY[e.quantity], f"{e.year} {which}", *figures)
    yield effects
    yield Text(said["authority"].format(
        level=words.AUTHORITY[review.authority.level], says=authority_text(review.authority)))  # fmt: skip
    if decision.sources:
        yield Text(said["sources"].format(items=clean(sources_text(decision))))
    for step in decision.steps:
        yield Text(said["step"].format(
            number=step.number, name=words.STEP[step.number], result=words.RESULT[step.result], says=clean(step.says)
        ))  # fmt: skip


def _impact(impact: Impact) -> tuple[str, ...]:
    standing = impact.standing
    return (
        clean(standing.region), QUANTITY[standing.quantity], _amount(impact.amount), _amount(standing.increment),
        _percent(impact.m), _percent(impact.n, 4), class_text(impact.worst), _amount(impact.burden),
        _amount(impact.break_even), note_text(impact),
    )  # fmt: skip


def authority_text(authority: Authority) -> str:
    """Return the amounts that the authority follows from."""
    said = words.AUTHORITY_SAYS.format(energy=float(authority.energy), higher=float(authority.higher))
    if authority.coal is not None:
        said += words.AUTHORITY_COAL.format(coal=float(authority.coal))
    return said if authority.calorific else said + words.NO_CALORIFIC


def _table(head: Sequence[str]) -> Table:
    table = Table(*head, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    return table


def _percent(value: Fraction | None, digits: int = 2) -> str:
    return _NONE if value is None else f"{float(value):.{digits}%}"


def _amount(value: Fraction | None) -> str:
    return _NONE if value is None else f"{float(value):,.2f}"
