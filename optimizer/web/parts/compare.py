"""The comparison as HTML (对比): scenarios to choose from, assumptions first, then results, regions, projects."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

from optimizer.app.choices import Choice
from optimizer.domain.case import Quantity
from optimizer.domain.scenario import DECISIONS, Assumption
from optimizer.report.compare.results import node_table, project_table
from optimizer.report.compare.side import Side
from optimizer.report.compare.tables import assumption_row, overview_table, side_names
from optimizer.report.parts.printed import printed
from optimizer.text import compare as compare_words
from optimizer.text import web as common
from optimizer.text import web_compare as words
from optimizer.web.parts.figures import result
from optimizer.web.parts.pieces import amount, difference, safe

_DIGITS = {"exact": 4, "count": 0, "amount": 2}
_NAMED = 4
_SHOWN = 300


def listing(choices: Sequence[Choice], picked: Collection[str], base: str) -> str:
    """Return the scenarios with a tick, who saved them when and why, and what can be done with each."""
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.HEADINGS)
    names = {choice.saved.id: choice.name for choice in choices if choice.saved}
    rows = "".join(_choice(choice, choice.key in picked, choice.key == base, names) for choice in choices)
    return f'<table class="sk-list sk-choices"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _choice(choice: Choice, picked: bool, base: bool, names: dict[int, str]) -> str:
    name = safe(choice.name)
    pick, ground = (said.format(name=f"“{name}”") for said in (words.PICK, words.BASE))
    acts = ""
    if choice.saved is not None:
        acts += _act("rename", choice.key, words.RENAME, words.RENAME_LABEL.format(name=f"“{name}”"))
    if choice.key != "now":
        acts += _act("open", choice.key, words.OPEN, words.OPEN_LABEL.format(name=f"“{name}”"))
    return (
        f'<tr class="{"sk-chosen" if picked else ""}">'
        f'<td><input type="checkbox" data-sk="pick" data-about="{choice.key}" aria-label="{pick}"'
        f'{" checked" * picked}></td>'
        f'<td><input type="radio" name="sk-base" data-sk="ground" data-about="{choice.key}" aria-label="{ground}"'
        f'{" checked" * base}></td><th scope="row"><span class="sk-name">{name}</span>{_about(choice, names)}</th>'
        f"<td>{acts}</td></tr>"
    )


def _act(event: str, about: str, says: str, label: str) -> str:
    return f'<button type="button" data-sk="{event}" data-about="{about}" aria-label="{label}">{says}</button>'


def _about(choice: Choice, names: dict[int, str]) -> str:
    """Return the lines below a name: what it changes, who saved it when, and why."""
    scenario, saved, lines = choice.scenario, choice.saved, []
    if choice.key != "case":
        counts = Counter(decision for decision, _ in scenario.decisions)
        said = [words.DECISION_COUNT[word].format(count=counts[word]) for word in DECISIONS if counts[word]]
        said += [words.CHANGES.format(count=len(scenario.changes))] if scenario.changes else []
        lines.append(words.AND.join(said) or words.SAME_AS_CASE)
    if choice.key.startswith("file"):
        lines.append(words.OWN)
    if saved is not None:
        lines.append(words.KEPT.format(who=safe(saved.who), time=f"{saved.at.astimezone():%m-%d %H:%M}"))
        lines += [safe(saved.reason)] if saved.reason else []
        if saved.base is not None:
            lines.append(words.BASED.format(name=safe(names.get(saved.base, saved.base))))
    return "".join(f"<small>{line}</small>" for line in lines)


def assumptions(sides: Sequence[Side]) -> str:
    """Return what differs between the scenarios and the base in data and decisions."""
    named = zip(sides[1:], side_names(sides)[1:], strict=True)
    rows = "".join(_assumption(one, side, name) for side, name in named for one in side.assumptions[:_SHOWN])
    if not rows:
        return f"<p>{words.NO_DIFFERENCE}</p>"
    base = safe(sides[0].title)
    heads = "".join(f'<th scope="col">{heading.format(base=base)}</th>' for heading in words.ASSUMED_HEADINGS)
    return f'<table class="sk-list sk-tight"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _assumption(one: Assumption, side: Side, name: str) -> str:
    row = assumption_row(one, side)
    before, after = (_typed(row[key]) for key in ("before", "after"))
    unit = f"（{row['unit']}）" if row["unit"] else ""
    return (
        f'<tr><td>{safe(name)}</td><th scope="row">{safe(row["table"])} {safe(row["key"])}</th>'
        f"<td>{safe(row['column'])}{unit}</td><td class='sk-number'>{before}</td><td class='sk-number'>{after}</td>"
        f"<td class='sk-number'>{difference(row['change'], 4)}</td><td>{safe(row['cell'])}</td></tr>"
    )


def _typed(value: object) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else safe(value)


def results(sides: Sequence[Side]) -> str:
    """Return the key figures of every side with the differences from the first."""
    table = overview_table(sides)
    heads = f'<th scope="col" class="sk-item">{words.ITEM_HEAD}</th>'
    for n, name in enumerate(side_names(sides)):
        heads += f'<th scope="col">{safe(name)}</th>'
        heads += f'<th scope="col">{compare_words.LABEL["change"]}</th>' if n else ""
    rows = []
    for row in table.frame.to_dict("records"):
        digits = _DIGITS.get(row["kind"], 4)
        unit = f"<small>{row['unit']}</small>" if row["unit"] else ""
        cells = f'<th scope="row">{row["item"]}{unit}</th>'
        for n in range(len(sides)):
            look = "sk-number sk-run" if row["item"] == compare_words.LABEL["run"] else "sk-number"
            cells += f'<td class="{look}">{_figure(row[f"value_{n}"], row["kind"])}</td>'
            cells += f'<td class="sk-number">{difference(row[f"change_{n}"], digits)}</td>' if n else ""
        rows.append(f"<tr>{cells}</tr>")
    return f'<table class="sk-list sk-tight"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _figure(value: object, kind: str) -> str:
    if isinstance(value, float):
        return printed(value, kind) if math.isfinite(value) else common.NONE  # type: ignore[arg-type]
    return safe(value)


def regions(sides: Sequence[Side], n: int, quantity: Quantity) -> str:
    """Return the budgets of side n by region and year with the differences from the base, and their sums."""
    frame, case = node_table(sides, quantity).frame, sides[0].case
    heads = "".join(f'<th scope="col">{common.YEAR.format(year=year)}</th>' for year in case.years)
    rows = []
    for region in frame["region"].drop_duplicates():
        line = frame[frame["region"] == region]
        budgets = [*line[f"budget_{n}"], math.fsum(line[f"budget_{n}"])]
        changes = [*line[f"budget_change_{n}"], math.fsum(line[f"budget_change_{n}"])]
        cells = "".join(_region_cell(b, c) for b, c in zip(budgets, changes, strict=True))
        look = ' class="sk-root"' if region == case.root else ""
        rows.append(f'<tr{look}><th scope="row">{safe(region)}</th>{cells}</tr>')
    return (
        f'<table class="sk-list sk-tight sk-matrix"><thead><tr><th scope="col">{words.REGION_HEAD}</th>{heads}'
        f'<th scope="col">{words.SUM}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _region_cell(budget: float, change: float) -> str:
    moved = difference(change)
    return f'<td class="sk-number{" sk-moved" if moved else ""}">{amount(budget)}{moved}</td>'


def gained(sides: Sequence[Side], n: int, quantity: Quantity) -> str:
    """Return who wins and who loses budget against the base, over all years."""
    frame, case = node_table(sides, quantity).frame, sides[0].case
    sums = {region: math.fsum(frame[frame["region"] == region][f"budget_change_{n}"]) for region in case.leaves}
    ordered = sorted(sums.items(), key=lambda one: -abs(one[1]))
    up = [(region, change) for region, change in ordered if round(change, 2) > 0]
    down = [(region, change) for region, change in ordered if round(change, 2) < 0]
    said = [f'<span class="sk-more">{words.GAINED.format(items=_items(up))}</span>'] if up else []
    said += [f'<span class="sk-less">{words.LOST.format(items=_items(down))}</span>'] if down else []
    return "　".join(said) or words.NOBODY


def _items(found: Sequence[tuple[str, float]]) -> str:
    named = words.AND.join(
        words.ITEM.format(region=safe(region), amount=amount(abs(change))) for region, change in found[:_NAMED]
    )
    return named + (words.MORE_ITEMS.format(count=len(found)) if len(found) > _NAMED else "")


def projects(sides: Sequence[Side]) -> str:
    """Return the projects whose approval differs from the base's."""
    frame, count = project_table(sides).frame, len(sides)
    names = [safe(name) for name in side_names(sides)]
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in (*words.PROJECT_HEADINGS, *names))
    rows = []
    for row in frame.to_dict("records"):
        moves = [row[f"moved_{n}"] for n in range(1, count)]
        if all(move in ("", compare_words.SAME) for move in moves):
            continue
        cells = f'<th scope="row">{safe(row["project"])}</th><td title="{safe(row["name"])}">{safe(row["name"])}</td>'
        cells += f"<td>{safe(row['region'])}</td><td>{_result(row['approval_0'])}</td>"
        for n, move in enumerate(moves, start=1):
            look = "sk-more" if move in (compare_words.IN, compare_words.MORE_OF) else "sk-less"
            word = f'<span class="{look}">{move}</span>' if move not in ("", compare_words.SAME) else ""
            cells += f"<td>{_result(row[f'approval_{n}'])} {word}</td>"
        rows.append(f"<tr>{cells}</tr>")
    if not rows:
        return f"<p>{words.SAME_PROJECTS}</p>"
    body = "".join(rows[:_SHOWN])
    return f'<table class="sk-list sk-tight"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _result(approval: float) -> str:
    return common.NONE if math.isnan(approval) else result(approval)
