"""A table in HTML (网页表格): headings with groups, figures on the right, lights by shape, word and colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from optimizer.report.paper.html_chart import LIGHT_CLASS
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.report.parts.printed import printed

_CLASS: dict[Kind, str] = {"text": "word", "long": "long", "light": "middle", "year": "middle", "count": "middle"}
_SUMS = ("parent", "sum", "children")


def table_html(table: OutputTable, heading: str) -> str:
    """Return the table with its heading as the name that a screen reader reads."""
    fields = [field for field in table.fields if not field.hidden]
    columns = [[printed(value, field.kind) for value in table.frame[field.name]] for field in fields]
    roles = table.frame["role"] if "role" in table.frame else [""] * len(table.frame)
    records = zip(zip(*columns, strict=True), roles, strict=True)
    body = "".join(_row(record, fields, role in _SUMS) for record, role in records)
    return (f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(heading)}">'
            f"<table><thead>{_head(table, fields)}</thead><tbody>{body}</tbody></table></div>")  # fmt: skip


def _head(table: OutputTable, fields: Sequence[Field]) -> str:
    if not any(field.group for field in fields):
        return f"<tr>{''.join(_heading(table, field) for field in fields)}</tr>"
    top = "".join(
        f'<th scope="colgroup" colspan="{len(members)}">{escape(group)}</th>' if group
        else _heading(table, members[0], ' rowspan="2"')
        for group, members in _groups(fields)
    )  # fmt: skip
    low = "".join(_heading(table, field) for field in fields if field.group)
    return f"<tr>{top}</tr><tr>{low}</tr>"


def _groups(fields: Sequence[Field]) -> Iterator[tuple[str, list[Field]]]:
    """Yield each run of columns under one group; a column without a group stands alone."""
    members: list[Field] = []
    for field in fields:
        if members and (not field.group or field.group != members[0].group):
            yield members[0].group, members
            members = []
        members.append(field)
    if members:
        yield members[0].group, members


def _heading(table: OutputTable, field: Field, span: str = "") -> str:
    unit = f"<small>{escape(field.unit)}</small>" if field.unit not in ("", table.unit) else ""
    return f'<th scope="col"{span}>{escape(field.label)}{unit}</th>'


def _row(record: Sequence[str], fields: Sequence[Field], total: bool) -> str:
    cells = "".join(_cell(text, field) for text, field in zip(record, fields, strict=True))
    return f'<tr class="sum">{cells}</tr>' if total else f"<tr>{cells}</tr>"


def _cell(text: str, field: Field) -> str:
    kind, light = _CLASS.get(field.kind, "figure"), LIGHT_CLASS.get(text, "")
    return f'<td class="{f"{kind} {light}".strip()}">{escape(text)}</td>'
