"""The data dictionary of the ledger (台账数据字典): sheets of entries to book, and of how far projects have come."""

from __future__ import annotations

from optimizer.domain.ledger import Line
from optimizer.tables.schema import CATEGORY, QUANTITY, Choice, Column, Table
from optimizer.text.ledger import LINE

BOOKABLE: tuple[Line, ...] = (
    Line.QUOTA, Line.STOCK, Line.REDUCTION, Line.RECLAIM, Line.GRANT, Line.TRANSFER_OUT, Line.OCCUPATION,
    Line.CORRECTION, Line.FEEDSTOCK, Line.NONFOSSIL, Line.LISTED,
)  # fmt: skip
"""What may be booked by hand; a transfer is booked once, at the giving side, and stands on both."""
_CATEGORY = tuple(
    Choice(c.name, c.label, ("节能改造",) if n == 0 else ()) for n, c in enumerate(CATEGORY)
)

ENTRIES = Table(
    "entries", "台账分录", (), required=True, note="一行一笔；调剂只填调出一方",
    columns=(
        Column("region", "地区", "region", required=True),
        Column("quantity", "类别", "choice", required=True, choices=QUANTITY, aliases=("指标",)),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("line", "科目", "choice", required=True, choices=tuple(Choice(x.value, LINE[x]) for x in BOOKABLE)),
        Column("amount", "数量", "amount", required=True, signed=True, note="统计修正、增量指标、存量变化可为负"),
        Column("category", "减排类别", "choice", choices=_CATEGORY, note="科目为削减量时必填，五类之一"),
        Column("subject", "项目或措施", "text", note="项目编号、措施编号或批次"),
        Column("party", "对方地区", "text", note="科目为调出时必填"),
        Column("ratio", "折算比例", "text", default="1", note="调出量＝比例×调入量；数量填调入量"),
        Column("date", "日期", "text", note="如 2027-03-15"),
        Column("basis", "依据", "text", required=True, note="文号或说明"),
        Column("note", "备注", "text"),
    ),
)  # fmt: skip
PROGRESS = Table(
    "progress", "项目进展", ("project", "year"), required=True, note="一行一个项目和年份",
    columns=(
        Column("project", "项目编号", "text", required=True),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("approved_on", "批复日期", "text", note="节能审查意见日期，如 2026-03-15"),
        Column("started_on", "开工日期", "text", note="未开工则空"),
        Column("energy", "实际用能", "energy", note="当年实际或预计，已扣除原料用能和非化石能源"),
        Column("carbon", "实际碳排放", "carbon", note="当年实际或预计"),
        Column("source", "依据", "text"), Column("note", "备注", "text"),
    ),
)  # fmt: skip
LEDGER_TABLES: tuple[Table, ...] = (ENTRIES, PROGRESS)
