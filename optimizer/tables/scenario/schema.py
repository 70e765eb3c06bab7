"""The sheet of scenarios (方案表): not a table of the case, but read by the same reader."""

from __future__ import annotations

from optimizer.tables.schema import QUANTITY, Column, Table

SCENARIOS = Table(
    "scenarios", "方案", ("name",), note="方案：一行一处改动；方案名称留空为同上一行",
    columns=(
        Column("name", "方案", "text", note="方案名称", aliases=("方案名称",)),
        Column("base", "基于", "text", default="基准", note="另一方案的名称"),
        Column("approve", "批准", "text", note="项目编号，可写多个"),
        Column("reject", "否决", "text", note="项目编号，可写多个"),
        Column("free", "恢复候选", "text", note="项目编号，可写多个"),
        Column("table", "表", "text", note="表名，或“规则”"),
        Column("region", "地区", "text", note="改哪些行"),
        Column("quantity", "指标", "choice", choices=QUANTITY, note="改哪些行"),
        Column("year", "年份", "year", note="改哪些行", aliases=("年度",)),
        Column("item", "编号", "text", note="改哪些行：项目、措施编号或规则名"),
        Column("column", "列", "text", note="改哪一列，可带单位"),
        Column("value", "改为", "text", note="可带单位"),
        Column("case_checksum", "数据校验码", "text", note="编制方案时的数据"),
        Column("note", "备注", "text"),
    ),
)  # fmt: skip
