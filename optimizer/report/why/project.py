"""One project's account in lines (项目账): why it is in or out, what it takes, what another decision would do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from optimizer.domain.why import BreakEven, Forced, ProjectAccount, Take
from optimizer.report.parts.safe import clean
from optimizer.report.why.terminal import figure
from optimizer.text import why as words
from optimizer.text.words import QUANTITY, UNIT

SHOWN = 20
SURE = 5e-5
"""亿元: changes below this are none, four digits are printed."""


def project_lines(project: ProjectAccount) -> Iterator[Text]:
    """Yield the lines of one project's account."""
    title = words.PROJECT_TITLE.format(
        project=clean(project.project), region=clean(project.region), decision=_decision(project), value=project.value
    )
    yield Text(title, style="bold")
    yield Text(words.TAKES_TITLE if project.takes else words.NO_TAKES)
    yield from (Text(f"  {_take(take)}") for take in project.takes[:SHOWN])
    if project.takes:
        charge = project.value - project.net
        yield Text("  " + words.NET.format(value=project.value, charge=charge, net=project.net))
    if project.break_even:
        yield Text(words.BREAK_TITLE)
        yield from (Text(f"  {_break(one)}") for one in project.break_even)
    yield Text(words.FORCED_TITLE)
    for forced in project.forced:
        yield from (Text(f"  {line}") for line in _forced(forced))


def _decision(project: ProjectAccount) -> str:
    if project.status in ("must", "rejected"):
        return words.DECISION[project.status]
    code = {0.0: "out", 1.0: "in"}.get(project.approval, "part")
    return words.DECISION[code].format(share=f"{project.approval:.2%}")


def _take(take: Take) -> str:
    return words.TAKE.format(
        region=clean(take.region), year=take.year, quantity=QUANTITY[take.quantity], rule=words.RULE[take.rule],
        verb=words.VERB[take.amount > 0], amount=figure(abs(take.amount)), unit=UNIT[take.quantity],
        price=f"{take.marginal_value:.6g}", sign="" if take.charge >= 0 else words.SIGN[-1], charge=abs(take.charge),
    )  # fmt: skip


def _break(one: BreakEven) -> str:
    return words.BREAK.format(
        region=clean(one.region), year=one.year, quantity=QUANTITY[one.quantity], usage=figure(one.usage),
        target=figure(one.target), added=figure(one.value_added), burden=figure(one.burden), unit=UNIT[one.quantity],
        needed=figure(one.value_added_needed),
    )  # fmt: skip


def _forced(forced: Forced) -> Iterator[str]:
    verb = words.FORCE[forced.approve]
    if forced.conflict:
        yield words.FORCED_NEVER.format(verb=verb)
        for member in forced.conflict:
            cells = words.AND.join(member["cells"]) or words.NONE
            yield "  · " + words.MEMBER.format(says=clean(member["says"]), cells=clean(cells))
        return
    change = words.SAME
    if abs(forced.change) >= SURE:
        change = words.CHANGED[forced.change > 0].format(amount=abs(forced.change))
    moves = [
        words.MOVE.format(project=clean(p), before=f"{before:.0%}", after=f"{after:.0%}")
        for p, before, after in forced.moved[:SHOWN]
    ]  # fmt: skip
    moved = words.MOVED.format(moved=words.AND.join(moves)) if moves else ""
    yield words.FORCED.format(verb=verb, change=change, moved=moved)
