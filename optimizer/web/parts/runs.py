"""Runs as HTML (运行记录): the list, the facts of one, and what came of making one again."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.app.reproduce import reproduce
from optimizer.domain.outcome import Stop
from optimizer.domain.record import RunRecord
from optimizer.store.store import Store
from optimizer.text import web as common
from optimizer.text import web_solve as words
from optimizer.web.parts.pieces import safe

LISTED = 60
EARLY = {Stop.INTERRUPTED.value, Stop.TIME_LIMIT.value}


def table(records: Sequence[RunRecord], chosen: str) -> str:
    """Return the list of runs, newest first."""
    if not records:
        return f"<p>{words.NO_RUNS}</p>"
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.RUN_HEADINGS)
    body = "".join(_run(record, record.id == chosen) for record in records)
    return f'<table class="sk-list sk-runs"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _run(record: RunRecord, chosen: bool) -> str:
    objective = common.NONE if record.objective is None else f"{record.objective:,.4f}"
    at = f"{record.at.astimezone():%m-%d %H:%M}" if record.at else ""
    cells = (at, record.case, words.STOP.get((record.stop, record.hold), record.stop))
    return (
        f'<tr data-sk="run" data-about="{safe(record.id)}" class="{"sk-chosen" if chosen else ""}">'
        f'<th scope="row"><button type="button" class="sk-code">{safe(record.id)}</button></th>'
        + "".join(f'<td title="{safe(text)}">{safe(text)}</td>' for text in cells)
        + f'<td class="sk-number">{objective}</td><td>{safe(record.who)}</td></tr>'
    )


def shown(record: RunRecord, store: Store) -> str:
    """Return the facts of one run."""
    scenario = words.NO_SCENARIO if record.scenario is None else store.scenarios.get(record.scenario).name
    limit = record.options.get("time_limit")
    said = words.SHOWN.format(
        run=record.id, pack=record.pack, checksum=record.checksum[:12], scenario=scenario,
        versions=words.AND.join(f"{name} {number}" for name, number in record.versions.items()),
        limit=words.NO_LIMIT if limit is None else words.PROGRESS["seconds"].format(seconds=limit),
    )  # fmt: skip
    return f"<p>{safe(said)}</p>"


def reproduced(store: Store, run_id: str) -> str:
    """Make a run again from the stored case, and say whether every figure is the same; takes time."""
    if store.runs.get(run_id).stop in EARLY:
        return words.EARLY.format(run=run_id)
    again = reproduce(store, run_id)
    if again.same:
        return words.REPRODUCED.format(run=run_id)
    first = again.figures[0]
    return words.DIFFERENT.format(
        run=run_id, count=len(again.figures), place=first.place, then=first.then, now=first.now
    )
