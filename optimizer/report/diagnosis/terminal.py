"""The diagnosis on the terminal (诊断摘要): conflicts, gaps, repair and menu in sentences; or what binds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from optimizer.domain.allocation import Allocation
from optimizer.report.parts.safe import clean
from optimizer.report.parts.verdict import outcome_text
from optimizer.text import diagnosis as words

SHOWN = 40
Entry = Mapping[str, Any]


def diagnosis_lines(
    conflicts: Sequence[Sequence[Entry]], relief: Mapping[str, Sequence[Entry]] | None, menu: Sequence[Entry]
) -> Iterator[str]:
    """Yield the lines of a diagnosis, marked as no plan."""
    said = words.TERMINAL
    yield said["none"].format(notice=words.NOTICE)
    for number, conflict in enumerate(conflicts, start=1):
        yield said["conflict"].format(number=number)
        for member in conflict[:SHOWN]:
            cells = words.AND.join(member["cells"]) or said["no_cells"]
            yield said["member"].format(says=clean(member["says"]), cells=clean(cells))
        yield from _more(len(conflict))
    if relief is None:
        yield said["no_relief"]
        return
    for name in ("gaps", "reductions", "repair", "remainder"):
        if name == "repair" and not relief[name]:
            yield said["no_repair"]
        else:
            yield from _part(said[name], relief[name])
    yield from _part(said["menu"], menu)


def first_lines(breaches: Sequence[Entry]) -> Iterator[str]:
    """Yield the first answer: the limits that give way, while the rest is still sought; nothing when there are none."""
    if breaches:
        yield from _part(words.TERMINAL["first"], breaches)
        yield words.TERMINAL["going_on"]


def binding_lines(allocation: Allocation) -> Iterator[str]:
    """Yield what an officer asks of a plan that exists: its outcome and what stops the objective from rising."""
    said, outcome = words.TERMINAL, allocation.outcome
    yield said["possible"].format(outcome=outcome_text(outcome), objective=outcome.objective)
    sentences = [str(says) for says in allocation.binding["says"]]
    if not sentences:
        yield said["no_binding"]
        return
    yield said["binding"]
    yield from (said["line"].format(says=clean(says)) for says in sentences[:SHOWN])
    yield from _more(len(sentences))


def _part(title: str, entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        yield title
        yield from (words.TERMINAL["line"].format(says=clean(entry["says"])) for entry in entries[:SHOWN])
        yield from _more(len(entries))


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield words.TERMINAL["more"].format(count=count - SHOWN)
