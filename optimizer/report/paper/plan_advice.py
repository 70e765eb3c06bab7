"""Risks and advice of the annual budget plan (风险、建议): what to watch, what to settle before it is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from optimizer.domain.case import Quantity
from optimizer.report.paper.plan_figures import Figures, named
from optimizer.report.parts.evidence import counts
from optimizer.report.parts.printed import amount
from optimizer.report.parts.safe import clean
from optimizer.report.parts.verdict import outcome_text
from optimizer.tables.schema import TABLES
from optimizer.text import paper as words
from optimizer.text import report as house

_MOST = 3
"""Overruns and limits named one by one; the annexes have them all."""
_NAMED = 8
"""Projects and leagues named one by one."""


def risks(figures: Figures) -> Iterator[str]:
    """Yield overruns, lights, what the check noted, what the data are worth, and a missing proof."""
    for quantity in figures.quantities:
        yield _overruns(figures, quantity) + _lights(figures, quantity)
    yield from (clean(note) for note in figures.verification.notes)
    evidence = _evidence(figures)
    if evidence.total():
        yield words.EVIDENCE.format(**{name: evidence[name] for name in _EVIDENCE})
    if figures.warnings:
        yield words.WARNED.format(count=len(figures.warnings))
    if not figures.allocation.outcome.proved:
        yield words.UNPROVED.format(mark=outcome_text(figures.allocation.outcome))


def advice_of(figures: Figures) -> Iterator[str]:
    """Yield the advice as numbered sentences."""
    for number, text in enumerate(_advice(figures)):
        yield words.ITEM.format(number=words.NUMERALS[number], text=text)


_EVIDENCE = (house.PUBLISHED, house.ESTIMATED, house.ASSUMED, house.NO_EVIDENCE)


def _evidence(figures: Figures) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in TABLES:
        found.update(counts(getattr(figures.case, table.name)))
    return found


def _overruns(figures: Figures, quantity: Quantity) -> str:
    found, names = figures.overruns(quantity), figures.names(quantity)
    if not len(found):
        return words.NO_OVERRUNS.format(**names)
    largest = [
        words.OVERRUN.format(name=named(row["name"]), year=row["year"], amount=amount(row["over"]), **names)
        for row in found.head(_MOST).to_dict("records")
    ]
    return words.OVERRUNS.format(count=len(found), names="、".join(largest), **names)


def _lights(figures: Figures, quantity: Quantity) -> str:
    """How many leagues are over or near their budget in the last year, the first of them by name."""
    frame, parts = figures.balance(quantity), []
    leaves = frame[(frame["year"] == figures.last) & (frame["role"] == "leaf")]
    for light in (house.LIGHT_OVER, house.LIGHT_WARN, house.LIGHT_NORMAL):
        there = list(leaves.loc[leaves["light"] == light, "name"])
        shown = words.NAMES.format(names=_some(there)) if there and light != house.LIGHT_NORMAL else ""
        if there:
            parts.append(words.LIGHT.format(word=house.LIGHT_WORD[light], count=len(there), names=shown))
    said = words.LIGHTS.format(last=figures.last, parts="，".join(parts), **figures.names(quantity))
    return said if parts else ""


def _advice(figures: Figures) -> Iterator[str]:
    yield words.HAND_DOWN
    if any(len(figures.overruns(quantity)) for quantity in figures.quantities):
        yield words.EXPLAIN_OVERRUNS
    binding = figures.tables["binding"].frame
    if len(binding):
        largest = binding.sort_values("marginal_value", ascending=False, kind="stable").head(_MOST)
        yield words.BINDING.format(count=len(binding), says="；".join(clean(s) for s in largest["says"]))
    else:
        yield words.NO_BINDING
    for advice, sentence in ((house.PARTLY, words.PARTLY), (house.REFUSED_PROJECT, words.REFUSED)):
        there = figures.projects_with(advice)
        if there:
            yield sentence.format(count=len(there), names=_some(there))
    evidence = _evidence(figures)
    if evidence[house.ESTIMATED] or evidence[house.ASSUMED]:
        yield words.REPLACE
    if not figures.allocation.outcome.proved:
        yield words.PROVE


def _some(names: Sequence[str]) -> str:
    """The first names, with 等 when there are more."""
    said = "、".join(named(name) for name in names[:_NAMED])
    return words.AND_MORE.format(names=said) if len(names) > _NAMED else said
