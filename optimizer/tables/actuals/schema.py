"""The data dictionary of monitoring (实绩数据字典): what is reported after the case was made, quarter by quarter."""

from __future__ import annotations

from optimizer.tables.schema import CATEGORY, STAGE, Choice, Column, Table
from optimizer.text.monitor import CONTROL, SUPPORT

QUARTER = tuple(
    Choice(f"Q{n}", f"{word}季度", (str(n), f"{n}.0", f"第{word}季度", f"{n}季度"))
    for n, word in enumerate("一二三四", start=1)
)
STATUS = (
    Choice("preliminary", "初步", ("初步数", "初步核算")),
    Choice("final", "核定", ("核定数", "最终", "最终核实")),
)
PROGRESS = (Choice("open", "未整改"), Choice("doing", "整改中"), Choice("done", "已完成", ("已整改", "完成")))
INDICATOR = tuple(Choice(name, label) for name, label in {**CONTROL, **SUPPORT}.items())

_REGION = Column("region", "地区", "region", required=True)
_YEAR = Column("year", "年份", "year", required=True, aliases=("年度",))
_QUARTER = Column("quarter", "季度", "choice", required=True, choices=QUARTER)
_SOURCE, _NOTE = Column("source", "依据", "text"), Column("note", "备注", "text")

ACTUALS = Table(
    "actuals", "实绩", ("region", "year", "quarter", "version"), required=True,
    note="季度快报，当季数；修订另起一行、版本加 1",
    columns=(
        _REGION, _YEAR, _QUARTER,
        Column("version", "版本", "text", default="1"),
        Column("status", "状态", "choice", choices=STATUS, default="初步"),
        Column("energy", "能耗", "energy", note="当季，已扣除原料用能和非化石能源"),
        Column("carbon", "碳排放", "carbon", note="当季，国家口径，未扣碳汇"),
        Column("sink", "碳汇", "carbon", note="当季", default="年度表的碳汇按季度比例"),
        Column("process", "工业过程排放", "carbon", note="当季，含在碳排放内；四项构成用"),
        Column("gdp", "GDP", "money", note="当季，可比价", aliases=("地区生产总值",)),
        Column("gdp_growth", "GDP增速", "share", signed=True, note="比上年同季，可比价；没有GDP时用"),
        _SOURCE, _NOTE,
    ),
)  # fmt: skip
ELECTRICITY = Table(
    "electricity", "用电量", ("region", "year", "quarter", "sector"), note="分行业当季用电量",
    columns=(
        _REGION, _YEAR, _QUARTER, Column("sector", "行业", "text", required=True),
        Column("electricity", "用电量", "electricity", required=True), _SOURCE, _NOTE,
    ),
)  # fmt: skip
ELECTRICITY_BASE = Table(
    "electricity_base", "电碳基准", ("region", "sector", "year"), note="分行业最近完整年份的碳排放和用电量，每年更新",
    columns=(
        _REGION, Column("sector", "行业", "text", required=True), _YEAR,
        Column("carbon", "碳排放", "carbon", required=True),
        Column("electricity", "用电量", "electricity", required=True), _SOURCE, _NOTE,
    ),
)  # fmt: skip
INDICATORS = Table(
    "indicators", "考核指标", ("region", "year", "indicator"), note="“5+9”指标的人工判定",
    columns=(
        _REGION, _YEAR, Column("indicator", "指标", "choice", required=True, choices=INDICATOR),
        Column("met", "完成", "flag", required=True), _SOURCE, _NOTE,
    ),
)  # fmt: skip
PARKS = Table(
    "parks", "园区", ("park", "year"), note="园区全年用电量和新能源消纳量",
    columns=(
        Column("park", "园区", "text", required=True), _REGION, _YEAR,
        Column("electricity", "用电量", "electricity", required=True),
        Column("renewable", "新能源消纳量", "electricity", required=True), _SOURCE, _NOTE,
    ),
)  # fmt: skip
OPERATIONS = Table(
    "project_actuals", "项目实绩", ("project", "year"), note="项目全年实际能耗，与案例中的年综合能耗（等价值）比较",
    columns=(
        Column("project", "项目编号", "text", required=True), _YEAR,
        Column("energy", "实际能耗", "energy", required=True, aliases=("能耗",)), _SOURCE, _NOTE,
    ),
)  # fmt: skip
WORKS = Table(
    "works", "减排核定", ("work", "year"), note="核定的减排量，每项每年一行，只记一次",
    columns=(
        Column("work", "工程名称", "text", required=True, aliases=("项目名称",)), _REGION, _YEAR,
        Column("category", "类别", "choice", required=True, choices=CATEGORY),
        Column("stage", "示范工程类别", "choice", choices=STAGE),
        Column("carbon", "减排量", "carbon", required=True), _SOURCE, _NOTE,
    ),
)  # fmt: skip
RECTIFICATIONS = Table(
    "rectifications", "整改", ("region", "item"), note="会商调度、约谈、核查提出的整改事项和期限",
    columns=(
        _REGION, Column("item", "整改事项", "text", required=True), _YEAR, _QUARTER,
        Column("status", "状态", "choice", choices=PROGRESS, default="未整改"), _SOURCE, _NOTE,
    ),
)  # fmt: skip

ACTUAL_TABLES: tuple[Table, ...] = (
    ACTUALS, ELECTRICITY, ELECTRICITY_BASE, INDICATORS, PARKS, OPERATIONS, WORKS, RECTIFICATIONS,
)  # fmt: skip
