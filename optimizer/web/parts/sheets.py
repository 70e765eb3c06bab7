"""A viewer of sheets (表格预览): rows as they were read, a page at a time, with cells that have an issue marked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from nicegui import ui

from optimizer.domain.issue import Issue
from optimizer.tables.names import find_table
from optimizer.tables.sheet import Sheet, is_blank, letters, show
from optimizer.text import report as report_words
from optimizer.text import web_data as words
from optimizer.web.parts.pieces import safe

ROWS, COLUMNS = 100, 30
_CELL = re.compile(r"([A-Z]+)(\d+)")
_EVIDENCE = {report_words.PUBLISHED: "published", report_words.ESTIMATED: "estimated", report_words.ASSUMED: "assumed"}
Marks = Mapping[str, Issue]
"""Cell such as F12 → its first issue."""


class SheetView:
    """One viewer: which sheet and which page of it are shown."""

    def __init__(self) -> None:
        self._sheets: Sequence[Sheet] = ()
        self._issues: Sequence[Issue] = ()
        self._at = self._first = 0
        self._names = ui.element("div").classes("sk-sheets").props(f'role="group" aria-label="{words.SHEETS}"')
        self._body = ui.html("", sanitize=False).classes("sk-scroll sk-fill sk-raw").props("tabindex=0")
        with ui.element("div").classes("sk-pager"):
            self._place = ui.html("", sanitize=False)
            self._earlier = self._button(words.EARLIER, -ROWS)
            self._later = self._button(words.LATER, ROWS)

    def _button(self, says: str, step: int) -> ui.button:
        button = ui.button(says, color=None, on_click=lambda: self._turn(self._first + step))
        return button.props("unelevated no-caps dense").classes("sk-button")

    def fill(self, sheets: Sequence[Sheet], issues: Sequence[Issue]) -> None:
        """Show other sheets, from the first row of the first one."""
        self._sheets, self._issues = sheets, issues
        self._at = self._first = 0
        self._names.clear()
        with self._names:
            for number, sheet in enumerate(sheets):
                wrong = sum(_on(issue, sheet) for issue in issues)
                label = f"{_name(sheet)} ({wrong})" if wrong else _name(sheet)
                ui.button(label, color=None, on_click=lambda n=number: self._choose(n)).props(
                    "unelevated no-caps dense"
                ).classes("sk-side")
        self._paint()

    def jump(self, issue: Issue) -> None:
        """Go to the cell of an issue, as far as it names one."""
        for number, sheet in enumerate(self._sheets):
            if _on(issue, sheet):
                self._at = number
                found = _CELL.fullmatch(issue.where.cell)
                row = sheet.numbers.index(int(found[2])) if found and int(found[2]) in sheet.numbers else 0
                self._first = max(row - ROWS // 4, 0) if row >= ROWS else 0
                self._paint()
                if found:
                    ui.run_javascript(f"window.sk.mark({json.dumps(issue.where.cell)})")
                return

    def _choose(self, number: int) -> None:
        self._at, self._first = number, 0
        self._paint()

    def _turn(self, first: int) -> None:
        self._first = max(first, 0)
        self._paint()

    def _paint(self) -> None:
        for number, button in enumerate(self._names.default_slot.children):
            button.props(f"aria-pressed={'true' if number == self._at else 'false'}")
        rows = self._sheets[self._at].rows if self._sheets else []
        if not rows or all(is_blank(cell) for row in rows for cell in row):
            self._body.content, self._place.content = f"<p>{words.EMPTY_SHEET}</p>", ""
        else:
            sheet = self._sheets[self._at]
            marks = {issue.where.cell: issue for issue in reversed(self._issues) if _on(issue, sheet)}
            self._body.content = table(sheet, self._first, marks)
            last = min(self._first + ROWS, len(rows))
            wide = max(len(row) for row in rows) > COLUMNS
            more = f"　{words.MORE_COLUMNS.format(count=COLUMNS)}" if wide else ""
            place = words.PAGE.format(first=sheet.numbers[self._first], last=sheet.numbers[last - 1], count=len(rows))
            self._place.content = f"<span>{place}{more}</span>"
        self._earlier.set_enabled(self._first > 0)
        self._later.set_enabled(self._first + ROWS < len(rows))


def table(sheet: Sheet, first: int, marks: Marks) -> str:
    """Return one page of a sheet as a table with the letters of columns and the numbers of rows."""
    rows = sheet.rows[first : first + ROWS]
    width = min(max((len(row) for row in sheet.rows), default=0), COLUMNS)
    heads = "".join(f'<th scope="col">{letters(column)}</th>' for column in range(width))
    body = []
    for number, row in zip(sheet.numbers[first:], rows, strict=False):
        cells = (_cell(show(row[c]) if c < len(row) else "", f"{letters(c)}{number}", marks) for c in range(width))
        body.append(f'<tr><th scope="row">{number}</th>{"".join(cells)}</tr>')
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _cell(text: str, name: str, marks: Marks) -> str:
    issue = marks.get(name)
    if issue is not None:
        says = safe(words.MARKED[issue.severity].format(says=issue.says))
        return f'<td data-cell="{name}" class="sk-mark sk-mark-{issue.severity}" title="{says}">{safe(text)}</td>'
    if look := _EVIDENCE.get(text):
        return f'<td><span class="sk-evidence sk-{look}">{safe(text)}</span></td>'
    number = ' class="sk-number"' if _figure(text) else ""
    return f"<td{number}>{safe(text)}</td>"


def _figure(text: str) -> bool:
    try:
        float(text.rstrip("%").replace(",", ""))
    except ValueError:
        return False
    return True


def _on(issue: Issue, sheet: Sheet) -> bool:
    return (issue.where.file, issue.where.sheet) == (sheet.file, sheet.sheet)


def _name(sheet: Sheet) -> str:
    """Return what the officer calls a sheet; a file of a case folder by its table."""
    table = None if sheet.sheet else find_table(sheet.file.rpartition(".")[0])
    return " ".join((table.label if table else sheet.title).split())[:24]
