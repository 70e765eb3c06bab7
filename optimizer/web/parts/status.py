"""The status line (状态行) and the legend of the lights."""

from __future__ import annotations

from optimizer.app.workbench import Workbench
from optimizer.explain.conflict import says
from optimizer.report.parts.verdict import outcome_text
from optimizer.text import web as words
from optimizer.text.diagnosis import JOIN
from optimizer.web.desk import News
from optimizer.web.parts.pieces import light, safe

SAID = words.STATUS
LIMITS, DECIDED = 2, ("must", "rejected")
"""So many limits are named; the decisions they clash with are what the officer has just taken."""
_LOOK = {
    **dict.fromkeys(("failed", "trouble", "refuted", "unsaved", "barred"), "sk-bad"),
    **dict.fromkeys(("slow", "solved"), "sk-busy"),
}


def line(news: News, bench: Workbench) -> tuple[str, str]:
    """Return class and HTML of the status line: of the last news, and of the last solve where it says nothing."""
    html = {
        "slow": SAID["slow"], "refuted": SAID["refuted"].format(what=safe(news.what)),
        "trouble": SAID["trouble"].format(what=safe(news.what)), "unsaved": SAID["draft"].format(what=safe(news.what)),
        "barred": safe(news.what),
    }.get(news.kind)  # fmt: skip
    if html is None:
        html = _solved(news, bench)
    return _LOOK.get("failed" if bench.failed else news.kind, ""), html


def _solved(news: News, bench: Workbench) -> str:
    if bench.failed is not None:
        said = (SAID["failed"] if bench.picture else SAID["nothing"]) + _blocked(bench)
        return f'{said}<a href="/diagnosis" data-go="diagnosis">{words.DIAGNOSE}</a>'
    assert bench.step is not None, "a desk is opened with a solve"
    said = SAID["verified"] if bench.picture and bench.picture.verified else SAID["solved"]
    return said.format(
        number=bench.step.number, seconds=f"{bench.step.seconds:.2f}", outcome=outcome_text(bench.step.outcome)
    )


def _blocked(bench: Workbench) -> str:
    """Return the hard limits that the decisions at hand cannot meet, as a sentence; "" where none is known."""
    conflict = bench.step.solved.conflict if bench.step is not None else ()
    limits = [safe(says(member)) for member in conflict if member.rule not in DECIDED]
    return SAID["blocked"].format(limits=JOIN.join(limits[:LIMITS])) if limits else ""


def legend() -> str:
    """Return the lights with their words."""
    return f'<span class="sk-legend">{"".join(light(name, True) for name in ("normal", "warn", "over"))}</span>'
