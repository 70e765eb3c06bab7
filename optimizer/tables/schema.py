"""The data dictionary (数据字典): one schema for the checks, the blank workbook, the docs and the output headers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "text", "region", "parent", "project", "measure", "year", "choice", "flag", "ramp",
    "energy", "carbon", "amount", "money", "share", "intensity", "price", "population",
    "electricity",
]  # fmt: skip
"""What a column holds. From `energy` on a column is dimensioned: its header must carry a unit.
`amount` is 万吨 of what the row's `quantity` names; `intensity` is t/万元 of it; `price` is 万元/吨."""

DIMENSIONED: frozenset[str] = frozenset(
    {"energy", "carbon", "amount", "money", "share", "intensity", "price", "population", "electricity"}
)

CANONICAL_UNIT: dict[str, str] = {
    "energy": "万吨标准煤", "carbon": "万吨CO2", "amount": "万吨", "money": "亿元", "share": "%",
    "intensity": "吨/万元", "price": "万元/吨", "population": "万人",
    "electricity": "亿千瓦时",
}  # fmt: skip
"""The unit printed in headers. Inside, everything is canonical; `share` is a fraction inside and % in sheets."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed word (取值): the canonical name, the Chinese label, and other spellings that are understood."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column (列): canonical English name, Chinese label, kind, and what a blank means."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    default: str = ""
    note: str = ""
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    signed: bool = False
    added: bool = False
    """Added to the format later: a column without a value does not count in the checksum of a case."""

    @property
    def dimensioned(self) -> bool:
        """True when the header must carry a unit."""
        return self.kind in DIMENSIONED

    @property
    def header(self) -> str:
        """The Chinese header with its canonical unit, such as 基期能耗（万吨标准煤）."""
        return f"{self.label}（{CANONICAL_UNIT[self.kind]}）" if self.dimensioned else self.label


@dataclass(frozen=True, slots=True)
class Table:
    """One table (表): file and sheet name, its columns, and the columns that make a row unique."""

    name: str
    label: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False
    note: str = ""
    added: bool = False
    """Added to the format later: without rows it does not count in the checksum of a case."""

    def column(self, name: str) -> Column:
        """Return the column of that canonical name (KeyError when there is none)."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


QUANTITY = (Choice("energy", "能耗", ("能源", "用能")), Choice("carbon", "碳排放", ("碳", "排放", "二氧化碳")))
TARGET_MODE = (Choice("hard", "刚性", ("约束性",)), Choice("report", "仅报告", ("报告",)))
TOTAL_MODE = (Choice("elastic", "弹性"), Choice("hard", "刚性", ("约束性",)), Choice("report", "仅报告", ("报告",)))
STATUS = (Choice("candidate", "候选"), Choice("must", "必上"), Choice("rejected", "否决", ("否決",)))
CONTROL = (
    Choice("coal", "煤炭消费总量", ("煤炭", "煤")), Choice("oil", "石油消费总量", ("石油", "油")),
    Choice("nonfossil", "非化石能源占比", ("非化石能源消费占比", "非化石能源")),
)  # fmt: skip
LISTING = (
    Choice("none", "不单列", ("否", "无")),
    Choice("regional", "自治区单列"),
    Choice("national", "国家单列"),
)
CATEGORY = tuple(Choice(c, c) for c in ("节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇"))
STAGE = tuple(Choice(s, s) for s in ("源头减碳", "过程降碳", "末端固碳"))
FEEDSTOCK = (
    Choice("烯烃", "烯烃", ("olefin", "olefins", "乙烯", "丙烯", "聚烯烃")),
    Choice("芳烃", "芳烃", ("aromatics", "苯", "甲苯", "二甲苯", "对二甲苯")),
    Choice("炔烃", "炔烃", ("alkynes", "乙炔", "电石")),
    Choice("醇类", "醇类", ("alcohols", "methanol", "甲醇", "乙二醇", "乙醇", "醇")),
    Choice("合成氨", "合成氨", ("ammonia", "氨")),
    Choice("其他", "其他", ("other",)),
)
FLAG = (Choice("true", "是", ("true", "yes", "y", "1", "1.0")), Choice("false", "否", ("false", "no", "n", "0", "0.0")))
EVIDENCE = (Choice("公布", "公布", ("published",)), Choice("估算", "估算", ("estimated",)),
            Choice("假设", "假设", ("assumed",)))  # fmt: skip

_SOURCE = Column("source", "依据", "text", note="文件、表号或推算方法")
_EVIDENCE = Column("evidence", "数据性质", "choice", choices=EVIDENCE, note="公布、估算或假设")
_NOTE = Column("note", "备注", "text")
_TAIL = (_SOURCE, _EVIDENCE, _NOTE)

REGIONS = Table(
    "regions", "地区", ("region",), required=True, note="地区树：每个节点一行，恰有一行上级为空（自治区本身）",
    columns=(
        Column("region", "地区", "text", required=True, note="唯一名称"),
        Column("code", "行政区划代码", "text"),
        Column("parent", "上级", "parent", note="根节点留空"),
        Column("gdp_base", "基期GDP", "money", note="基期年可比价", default="根节点：下级之和"),
        Column("energy_base", "基期能耗", "energy", note="已扣除原料用能和非化石能源", default="根节点：下级之和"),
        Column("carbon_base", "基期碳排放", "carbon", default="根节点：下级之和"),
        Column("class", "组别", "text"),
        Column("population", "人口", "population"),
        Column("peak_year", "达峰年", "year", note="其后各年碳排放（国家口径）不高于上一年", added=True),
        Column("potential", "标杆以下产能占比", "share", note="目标分解因素", added=True),
        Column("power_export", "煤电外送占比", "share", note="目标分解因素：外送电占煤电发电量", added=True),
        Column("ets_share", "纳入全国碳市场占比", "share", note="目标分解因素：占碳排放", added=True),
        Column("function", "功能定位评分", "share", note="目标分解因素：保供和生态功能，评分 0—100 %", added=True),
        *_TAIL,
    ),
)  # fmt: skip

REGION_YEARS = Table(
    "region_years", "年度", ("region", "year"), required=True, note="不含候选项目的存量；每个盟市每年一行",
    columns=(
        Column("region", "地区", "region", required=True),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("gdp", "GDP", "money", required=True, note="可比价", aliases=("地区生产总值",)),
        Column("gdp_expected", "预期GDP", "money", default="同GDP"),
        Column("energy", "能耗", "energy", required=True, note="受控能耗，已扣除原料用能和非化石能源"),
        Column("carbon", "碳排放", "carbon", required=True, note="国家口径，未扣碳汇"),
        Column("sink", "碳汇", "carbon", default="0", note="只计入考核口径"),
        Column("coal", "煤炭", "energy"),
        Column("energy_gross", "能源消费总量", "energy"),
        Column("nonfossil", "非化石能源", "energy"),
        Column("oil", "石油", "energy", added=True),
        Column("reclaimed", "盘活沉淀", "energy", default="0", note="当年盘活的沉淀能耗指标", added=True),
        *_TAIL,
    ),
)  # fmt: skip

TARGETS = Table(
    "targets", "目标", ("region", "quantity", "year"), note="强度降低目标（相对基期年），刚性",
    columns=(
        Column("region", "地区", "region", required=True),
        Column("quantity", "指标", "choice", required=True, choices=QUANTITY, aliases=("品种",)),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("reduction", "降低率", "share", required=True),
        Column("intensity", "基期强度", "intensity", default="基期量÷基期GDP"),
        Column("mode", "约束方式", "choice", choices=TARGET_MODE, default="刚性"),
        Column("incentive", "激励目标降低率", "share", aliases=("激励目标",),
               note="达到时当期总量免予考核，求解后判定", default="无"),
        *_TAIL,
    ),
)  # fmt: skip

TOTALS = Table(
    "totals", "总量", ("region", "quantity", "year"), note="总量控制目标，弹性；超用按档计价",
    columns=(
        Column("region", "地区", "region", required=True),
        Column("quantity", "指标", "choice", required=True, choices=QUANTITY, aliases=("品种",)),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("total", "总量", "amount", required=True),
        Column("mode", "约束方式", "choice", choices=TOTAL_MODE, default="规则包"),
        Column("band", "第一档宽度", "share", note="占总量的比例", default="规则包"),
        Column("price_1", "一档价格", "price", default="规则包"),
        Column("price_2", "二档价格", "price", default="规则包"),
        *_TAIL,
    ),
)  # fmt: skip

PROJECTS = Table(
    "projects", "项目", ("project",), note="投资项目，每个一行",
    columns=(
        Column("project", "项目编号", "text", required=True),
        Column("name", "名称", "text", aliases=("项目名称",)),
        Column("sector", "行业", "text"),
        Column("region", "地区", "region", required=True, note="末级地区"),
        Column("energy", "年综合能耗（等价值）", "energy", required=True, aliases=("年综合能耗",)),
        Column("energy_calorific", "年综合能耗（当量值）", "energy"),
        Column("feedstock", "原料用能", "energy", default="0"),
        Column("feedstock_product", "原料用能产品", "choice", choices=FEEDSTOCK, note="有原料用能时必填"),
        Column("nonfossil", "非化石能源", "energy", default="0"),
        Column("carbon", "年碳排放", "carbon", required=True),
        Column("value_added", "年增加值", "money", required=True),
        Column("value", "目标价值", "money", signed=True, default="各年增加值×达产进度之和"),
        Column("start_year", "投产年", "year", default="规划期首年"),
        Column("ramp", "达产进度", "ramp", default="1", note="如 0 0.5 1"),
        Column("status", "状态", "choice", choices=STATUS, default="候选"),
        Column("listing", "单列", "choice", choices=LISTING, default="不单列"),
        Column("divisible", "可分", "flag", default="按 approval"),
        Column("investment", "投资", "money"),
        Column("coal", "煤炭消费", "energy"),
        Column("carbon_fuel", "燃料燃烧排放", "carbon", note="年碳排放的构成，三项齐全时应相加得年碳排放", added=True),
        Column("carbon_process", "过程排放", "carbon", added=True),
        Column("carbon_electricity", "外购电力热力排放", "carbon", added=True),
        Column("benchmark", "能效水平", "text"),
        Column("oil", "石油消费", "energy", added=True),
        Column("utilization", "产能利用率", "share", default="100 %", note="预计用量按此折减批复量", added=True),
        Column("two_high", "两高", "flag", default="否", note="两高项目清单中的项目", added=True),
        Column("replacement_ratio", "置换比例", "share", default="规则包", note="等量 100 %，减量如 120 %", added=True),
        Column("group", "互斥组", "text", note="同组项目至多批准一个", added=True),
        Column("latest_start", "最晚投产年", "year", note="可缓批到的年份：其间每年各为一种选择", added=True),
        *_TAIL,
    ),
)  # fmt: skip

MEASURES = Table(
    "measures", "措施", ("measure", "year"), note="减排措施，每项每年一行；数值为全部实施时",
    columns=(
        Column("measure", "措施编号", "text", required=True),
        Column("name", "名称", "text", aliases=("措施名称",)),
        Column("region", "地区", "region", required=True),
        Column("category", "类别", "choice", choices=CATEGORY, default="节能降碳"),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("energy_saving", "节能量", "energy", default="0"),
        Column("carbon_reduction", "减碳量", "carbon", default="0", aliases=("碳减排量",)),
        Column("cost", "成本", "money", required=True),
        Column("value_added_loss", "增加值损失", "money", default="0"),
        Column("tradable", "可交易", "flag", default="否", note="减排量可用于项目置换和盟市之间转让"),
        Column("in_ets", "纳入全国碳市场", "flag", default="否", note="已在全国碳市场使用的减排量不重复转让"),
        Column("stage", "示范工程类别", "choice", choices=STAGE, note="三类示范工程，不属的留空", added=True),
        Column("status", "状态", "choice", choices=STATUS, default="候选"),
        Column("divisible", "可分", "flag", default="是"),
        Column("coal_saving", "减煤量", "energy", default="0", added=True),
        Column("oil_saving", "减油量", "energy", default="0", added=True),
        Column("nonfossil_gain", "新增非化石能源", "energy", default="0", added=True),
        Column("project", "关联项目", "text", note="项目编号：该项目获批才能实施", added=True),
        *_TAIL,
    ),
)  # fmt: skip

CONTROLS = Table(
    "controls", "控制指标", ("region", "control", "year"), added=True,
    note="煤炭、石油消费总量上限和非化石能源占比下限",
    columns=(
        Column("region", "地区", "region", required=True),
        Column("control", "控制指标", "choice", required=True, choices=CONTROL, aliases=("指标",)),
        Column("year", "年份", "year", required=True, aliases=("年度",)),
        Column("cap", "上限", "energy", note="煤炭、石油消费总量必填"),
        Column("share", "占比", "share", note="非化石能源占比必填；占能源消费总量（扣减前）"),
        Column("mode", "约束方式", "choice", choices=TARGET_MODE, default="规则包"),
        *_TAIL,
    ),
)  # fmt: skip

UNCERTAIN = (
    Choice("growth", "增速", ("GDP增速",)), Choice("usage", "存量用能", ("用能",)), Choice("factor", "排放因子"),
    Choice("delay", "推迟投产", ("投产推迟",)), Choice("utilization", "利用率", ("达产率",)),
    Choice("consumption", "单耗"), Choice("saving", "措施实效"), Choice("cost", "措施成本"),
    Choice("price", "超总量价格"),
)  # fmt: skip
SCOPE = (Choice("each", "逐个", ("各自",)), Choice("common", "共同", ("同步",)))
SHAPES = {"normal": "正态", "triangular": "三角", "uniform": "均匀", "discrete": "离散"}

UNCERTAINTY = Table(
    "uncertainty", "不确定性", ("what", "scope", "region", "project"), added=True,
    note="哪些数不确定、各是什么分布；只用于风险测算（risk、robust），不影响 solve",
    columns=(
        Column("what", "不确定因素", "choice", required=True, choices=UNCERTAIN,
               note="增速、存量用能：年均偏差；推迟投产：年数；其余为水平偏差"),
        Column("scope", "取法", "choice", required=True, choices=SCOPE, note="各地区（项目）逐个抽取，或共同抽取一次"),
        Column("region", "地区", "region", note="该地区及以下；空白为全部"),
        Column("project", "项目编号", "text", note="只限推迟投产、利用率、单耗；空白为地区内全部项目"),
        Column("distribution", "分布", "choice", required=True, choices=tuple(map(Choice, SHAPES, SHAPES.values()))),
        Column("parameters", "参数", "text", required=True,
               note="正态：均值 标准差；三角：低 众数 高；均匀：低 高；离散：值:概率。每个数带 % 或 年"),
        Column("elasticity", "用能弹性", "share", default="0", note="增速偏差中，存量用能和排放随动的比例"),
        replace(_SOURCE, required=True), replace(_EVIDENCE, required=True), _NOTE,
    ),
)  # fmt: skip

TABLES: tuple[Table, ...] = (REGIONS, REGION_YEARS, TARGETS, TOTALS, PROJECTS, MEASURES, CONTROLS, UNCERTAINTY)

def table(name: str) -> Table:
    """Return the table of that canonical name (KeyError when there is none)."""
    return next(t for t in TABLES if t.name == name)
