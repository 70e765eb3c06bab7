"""Write docs/数据字典.md from the data dictionary in the code: `python tools/write_dictionary.py`."""

from __future__ import annotations

from pathlib import Path

from optimizer.tables.schema import CANONICAL_UNIT, TABLES, Column, Table
from optimizer.text import report, template

PAGE = Path(__file__).resolve().parent.parent / "docs" / "数据字典.md"


def page() -> str:
    """Return the page as Markdown."""
    return "\n\n".join([template.DICTIONARY_TITLE, template.DICTIONARY_INTRO, *map(_section, TABLES)]) + "\n"


def _section(table: Table) -> str:
    must = template.REQUIRED if table.required else template.OPTIONAL
    head = f"## {table.label} `{table.name}`\n\n{table.note}（{must}；关键列：{'、'.join(table.key)}）。\n\n"
    rows = [template.DICTIONARY_HEADINGS, ("---",) * len(template.DICTIONARY_HEADINGS), *map(_row, table.columns)]
    return head + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(column: Column) -> tuple[str, ...]:
    choices = "、".join(f"{c.label}（{c.name}）" if c.label != c.name else c.label for c in column.choices)
    if column.kind == "flag":
        choices = f"{report.YES}、{report.NO}"
    must = report.YES if column.required else ""
    return (
        f"`{column.name}`",
        column.label,
        CANONICAL_UNIT.get(column.kind, ""),
        must,
        column.default,
        choices,
        column.note,
    )


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
