"""Rewrite docs/数据字典.md from the data dictionary (optimizer/tables/schema.py)."""

from __future__ import annotations

from pathlib import Path

from optimizer.tables.schema import TABLES, Column, Table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "数据字典.md"
HEAD = """# 数据字典

由 `make docs` 从 `optimizer/tables/schema.py` 生成，请勿手改。

一个案例是一个文件夹（`case.toml` 加若干 CSV），或一个 `.xlsx` 工作簿（同名工作表）。
表头写“名称（单位）”，名称用中文或英文均可；有量纲的列必须带单位，同类单位都认（吨、万吨、亿吨标准煤，吨、万吨、亿吨CO2，元、万元、亿元，%）。空白表示缺失，不是零。
"""
COLUMNS = ("中文表头", "英文名", "必填", "空白时", "可填的词", "说明")


def dictionary_md() -> str:
    """Return the page: one section a table, one line a column."""
    return "\n".join([HEAD, *map(_section, TABLES)])


def _section(table: Table) -> str:
    need = "必需" if table.required else "可无"
    key = "、".join(table.column(name).label for name in table.key)
    lines = [
        f"## {table.label} `{table.name}`", "", f"{table.note}。本表{need}；每行由“{key}”唯一确定。", "",
        f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", *map(_line, table.columns), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _line(column: Column) -> str:
    choices = "、".join(choice.label for choice in column.choices)
    cells = (column.header, f"`{column.name}`", "是" if column.required else "", column.default, choices, column.note)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(dictionary_md(), encoding="utf-8")
