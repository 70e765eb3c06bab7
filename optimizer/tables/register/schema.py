"""The data dictionary of the key-unit register (重点单位台账数据字典): units, their reports, groups, products."""

from __future__ import annotations

from optimizer.tables.schema import Choice, Column, Table

REPORT = (
    Choice("missing", "未报", ("未报送",)), Choice("reported", "已报", ("已报送",)),
    Choice("verified", "已核查", ("核查", "已核定")),
)  # fmt: skip

_YEAR = Column("year", "年份", "year", required=True, aliases=("年度",))
_UNIT = Column("unit", "单位名称", "text", required=True, aliases=("企业名称", "重点单位"))
_PRODUCT = Column("product", "产品", "text", required=True)
_SOURCE, _NOTE = Column("source", "依据", "text"), Column("note", "备注", "text")

UNITS = Table(
    "units", "重点单位", ("unit",), required=True, note="名册：每个单位一行",
    columns=(
        _UNIT, Column("code", "统一社会信用代码", "text"), Column("region", "地区", "region", required=True),
        Column("county", "区县", "text"), Column("section", "行业门类", "text"), Column("sector", "行业大类", "text"),
        Column("subsector", "行业中类", "text"), Column("group", "集团", "text", note="国有企业集团"),
        Column("ets", "纳入全国碳市场", "flag", default="否"), Column("phone", "电话", "text"), _SOURCE, _NOTE,
    ),
)  # fmt: skip
UNIT_YEARS = Table(
    "unit_years", "单位年报", ("unit", "year"), required=True, note="全年数；排放分燃料、过程、净购入电力热力",
    columns=(
        _UNIT, _YEAR, Column("status", "状态", "choice", choices=REPORT, default="已报"),
        Column("energy", "年综合能耗（等价值）", "energy", note="含原料用能"),
        Column("energy_calorific", "年综合能耗（当量值）", "energy", note="含原料用能"),
        Column("feedstock", "年原料用能", "energy", default="0"),
        Column("carbon_fuel", "燃料燃烧排放", "carbon"), Column("carbon_process", "过程排放", "carbon", default="0"),
        Column("carbon_power", "净购入电力热力排放", "carbon", default="0", signed=True),
        Column("value_added", "增加值", "money", note="可比价"),
        Column("coal_standard", "耗煤总量（标准量）", "energy"),
        Column("coal_physical", "耗煤总量（实物量）", "amount"), Column("coal_feedstock", "原料用煤", "amount"),
        Column("raw_coal", "原煤", "amount"), Column("washed_coal", "洗精煤", "amount"),
        Column("other_coal", "其他煤炭", "amount"), Column("coke", "焦炭", "amount"), _SOURCE, _NOTE,
    ),
)  # fmt: skip
UNIT_TARGETS = Table(
    "unit_targets", "单位目标", ("unit", "year"), note="总量为当年目标；强度降低率为五年任务，对基期年",
    columns=(
        _UNIT, _YEAR, Column("energy_total", "用能总量目标", "energy"),
        Column("carbon_total", "碳排放总量目标", "carbon"), Column("reduction", "能耗强度五年降低率", "share"),
        Column("measures", "措施得分", "text", note="核查评定，不填不计分"),
        _SOURCE, _NOTE,
    ),
)  # fmt: skip
GROUPS = Table(
    "groups", "集团目标", ("group", "year"), note="国有企业集团的年度总量目标，挂自治区本级",
    columns=(
        Column("group", "集团", "text", required=True), _YEAR, Column("energy_total", "用能总量目标", "energy"),
        Column("carbon_total", "碳排放总量目标", "carbon"), _SOURCE, _NOTE,
    ),
)  # fmt: skip
SECTORS = Table(
    "sectors", "地区行业", ("region", "sector", "year"), note="地区分行业核算数，与单位之和比较",
    columns=(
        Column("region", "地区", "region", required=True), Column("sector", "行业大类", "text", required=True), _YEAR,
        Column("carbon", "碳排放", "carbon", required=True), Column("energy", "能耗", "energy"), _SOURCE, _NOTE,
    ),
)  # fmt: skip
BENCHMARKS = Table(
    "benchmarks", "能效水平", ("product",), note="单位产品能耗的标杆值和基准值，越低越好",
    columns=(
        _PRODUCT, Column("advanced", "标杆值", "text", required=True),
        Column("baseline", "基准值", "text", required=True),
        Column("measured", "单位", "text", required=True, note="如 kgce/t；产能表的单耗用同一单位"),
        Column("year", "年份", "year", note="发布年份"), _SOURCE, _NOTE,
    ),
)  # fmt: skip
CAPACITIES = Table(
    "capacities", "产能", ("unit", "line", "product", "year"), note="生产线的产能和单位产品能耗",
    columns=(
        _UNIT, Column("line", "生产线", "text"), _PRODUCT, _YEAR,
        Column("capacity", "产能", "amount", required=True), Column("specific", "单位产品能耗", "text", required=True),
        _SOURCE, _NOTE,
    ),
)  # fmt: skip

REGISTER_TABLES: tuple[Table, ...] = (UNITS, UNIT_YEARS, UNIT_TARGETS, GROUPS, SECTORS, BENCHMARKS, CAPACITIES)
