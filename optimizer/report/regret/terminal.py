"""What the terminal shows of the regrets (终端): the weightiest decisions, what they move and what they eat."""

from __future__ import annotations

import math
from collections import Counter

from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.regret import Effect, Regret, Regrets, State
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import outcome_text
from optimizer.report.regret.table import blocked_text, named
from optimizer.text import regret as words

MOST = 40
_NONE = "—"


def regret_summary(case: Case, outcome: Outcome, found: Regrets, stamp: Stamp) -> Group:
    """Return the regrets ready for a rich console; no text of the case is taken for markup."""
    said, ranked = words.TERMINAL, found.ranked
    states = Counter(effect.state.value for _, effect in ranked)
    base = said["base"].format(
        objective=outcome.objective, outcome=outcome_text(outcome), count=len(found.regrets), changes=len(ranked),
        **{state.value: states[state.value] for state in State},
    )  # fmt: skip
    table = Table(*words.HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for one in ranked[:MOST]:
        table.add_row(*_row(*one))
    rest = len(ranked) - MOST
    return Group(
        Text(said["title"].format(case=clean(case.name), run=stamp.run), style="bold"), Text(base),
        *([] if found.complete else [Text(said["incomplete"], style="yellow")]), table,
        *([Text(said["more"].format(count=rest))] if rest > 0 else []),
    )  # fmt: skip


def change_text(effect: Effect) -> str:
    """Return the change of the objective in words: a figure, an interval, or that there is none and what blocks it."""
    if effect.state in (State.IMPOSSIBLE, State.OPEN):
        state, limits = words.STATE[effect.state.value], blocked_text(effect)
        return words.BLOCKED.format(state=state, limits=limits) if limits else state
    if not math.isfinite(effect.low):
        return words.AT_MOST.format(high=effect.high)
    said = words.EXACT if effect.state is State.EXACT else words.INTERVAL
    return said.format(low=effect.low, high=effect.high)


def _row(regret: Regret, effect: Effect) -> tuple[Text, ...]:
    burden = regret.burden
    cells = (
        clean(regret.project, 24), clean(regret.region), f"{regret.approval:.2%}",
        words.DECISION[effect.decision.value], change_text(effect),
        named(effect.displaced) or _NONE, named(effect.admitted) or _NONE,
        f"{_figure(burden.league_carbon)} / {_figure(burden.league_energy)}",
        f"{_figure(regret.break_even_carbon)} / {_figure(regret.break_even_energy)}",
    )  # fmt: skip
    return tuple(Text(cell) for cell in cells)


def _figure(value: float) -> str:
    return f"{value:,.2f}" if math.isfinite(value) else _NONE
