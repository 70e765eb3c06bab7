"""Words of the project review (项目评估用语): classes, authorities, steps, sentences, headings."""

from __future__ import annotations

from typing import Literal

CLASS = ("影响较小", "一定影响", "较大影响", "重大影响", "决定性影响")
"""Classes of the official table, from the lowest."""
NO_CLASS = "—"
CARBON_CLASS = "参照能耗阈值，非官方"

IMPACT_NOTE = {
    "": "",
    "no_target": "末年无强度目标，增量控制数和净负担不可算",
    "no_room": "无增量空间（增量控制数≤0），按决定性影响",
    "no_base": "缺基期数，n 不可算",
}
FLATTERS = "指标好看但占用目标空间（n＜0 而净负担＞0：强度低于现状、高于目标）"
FLATTERS_SHORT = "指标好看但占用目标空间"

AUTHORITY = ("不单独审查", "地方审查", "省级审查", "国家审查（重点领域）")
AUTHORITY_SAYS = "当量值 {energy:,.0f} tce，较高值 {higher:,.0f} tce"
AUTHORITY_COAL = "，煤炭 {coal:,.0f} t（折标量，实物量更高）"
NO_CALORIFIC = "（缺当量值，按等价值暂判）"

RUNG = {
    "advanced": "达到标杆", "baseline": "达到基准", "below": "低于基准", "unstated": "未填", "unknown": "未识别",
}  # fmt: skip
RUNG_WORDS: dict[Literal["advanced", "baseline", "below"], tuple[str, ...]] = {
    "advanced": ("标杆", "标杆水平", "达到标杆", "达到标杆水平", "标杆以上", "优于标杆", "标杆值"),
    "baseline": (
        "基准",
        "基准水平",
        "达到基准",
        "达到基准水平",
        "基准以上",
        "优于基准",
        "基准值",
        "低于标杆",
        "标杆以下",
    ),
    "below": ("低于基准", "低于基准水平", "基准以下", "未达基准", "未达到基准", "未达基准水平", "落后", "淘汰"),
}
"""What the column 能效水平 may say, by rung."""

VERDICT = {"approve": "批准", "conditional": "有条件批准", "defer": "缓批", "refuse": "不予通过"}
DEFERRED = "缓批到 {year} 年"

STEP = ("准入", "指标来源", "净负担", "配额内", "化解", "时序", "缺口")
"""Names of the steps, from 0."""
STEP_TEST = (
    "能效水平不低于基准（新建两高应达标杆）",
    "增量空间（强度目标×GDP－用量，不计措施和其他候选项目）各年不缺",
    "盟市、全区净负担均≤0，且没有刚性总量",
    "最优方案中全额批准",
    "强制批准后有可行方案（含措施、挤出其他项目）",
    "推迟投产后有可行方案",
    "各项刚性限额的最小缺口",
)
RESULT = {"pass": "通过", "fail": "未通过", "note": "提示"}

ACCESS = {
    "advanced": "能效达到标杆水平",
    "baseline": "能效达到基准、未注明达到标杆：新建两高项目须达标杆，请人工核对",
    "below": "能效低于基准水平，属退出范围",
    "unstated": "未填能效水平，请人工核对准入条件",
    "unknown": "能效水平“{text}”未能识别，请人工核对准入条件",
}
BARRED = "两高项目不准入；"
QUOTA_ENOUGH = "盟市、全区各年增量空间足够"
QUOTA_SHORT = "增量空间不足：{items}，须由削减、置换或调剂补足"
QUOTA_NONE = "没有强度目标，不核指标来源"
SHORT_ITEM = "{region} {year} 年{quantity}缺 {amount:,.2f} {unit}"
BURDEN_ITEM = "{region}{quantity} {amount:+,.2f} {unit}"
BURDEN_RELIEVES = "净负担均≤0（{items}），改善强度，予以保障"
BURDEN_LOADS = "净负担为正：{items}"
BURDEN_HARD_TOTAL = "净负担均≤0，但有刚性总量或其他硬性规则，须看整体方案"
BURDEN_NONE = "没有强度目标，净负担不可算"
FIT = "最优方案予以批准，影响值 {worth:+,.4f} 亿元"
FIT_PART = "最优方案只批准 {share:.2%}"
FIT_NOT = "最优方案不批准"
FIT_IMPOSSIBLE = "案例本身无可行方案"
OFFSET = "强制批准可行，须落实化解来源；目标值变化 {worth:+,.4f} 亿元"
OFFSET_NOT = "强制批准无可行方案"
DEFER = "投产推迟到 {year} 年有可行方案（推迟 {years} 年）"
DEFER_BEST = "最优方案缓批到 {year} 年投产"
DEFER_NOT = "在规划期内推迟投产仍无可行方案"
DEFER_NO_ROOM = "规划期内没有更晚的投产年"
MISSING = "最小缺口：{items}"
MISSING_NONE = "必上、否决等决定互相冲突，补足限额也不可行"
GAP_ITEM = "{region} {year} 年{quantity}{rule} {amount:,.2f} {unit}"
GAP_VALUE = "（或增加值 {value:,.2f} 亿元）"
GAP_RULE = {"intensity": "强度", "total": "总量", "controls": "控制指标", "peak": "达峰后增量", "replacement": "置换来源", "redundancy": "批复额度"}
BASE_IMPOSSIBLE = "；不批该项目时案例也无可行方案，请先修复案例"
STATUS_NOTE = {"candidate": "", "must": "；案例中状态为必上，评估按候选", "rejected": "；案例中状态为否决，评估按候选"}
LISTING_NOTE = {
    "none": "", "regional": "；自治区单列，m、n 和净负担按不单列计", "national": "；国家单列，m、n 和净负担按不单列计",
}  # fmt: skip
IDLE = "规划期内没有产出（达产进度全为 0），本期限额无从检验，投产前须落实净负担"

SOURCE = {
    "measure": "措施 {name} {year} 年增加 {amount}",
    "displaced": "挤出 {name} {share:.0%}（{amount}）",
    "admitted": "带入 {name} {share:.0%}",
    "overrun": "{region} {year} 年{quantity}弹性超用 {amount}",
}
MORE_SOURCES = "等 {count} 项"
AMOUNT = "{amount:,.2f} {unit}"
CHANGE = {"measure": "措施", "displaced": "挤出项目", "admitted": "带入项目", "overrun": "弹性超用"}
GAP_KIND = "缺口"

REVIEWING = "评估 {project}（{number}/{count}）…"

SHEET = {
    "review": "项目清单及影响评价表", "impact": "影响测算", "effect": "对目标的影响", "steps": "审查步骤",
    "sources": "化解来源与缺口",
}  # fmt: skip
TITLE = {
    "review": "项目清单及影响评价表（建议格式）", "impact": "项目影响测算表（建议格式）",
    "effect": "项目对盟市和全区目标的影响表（建议格式）", "steps": "项目审查步骤表（建议格式）",
    "sources": "项目化解来源与缺口表（建议格式）",
}  # fmt: skip
LABEL = {
    "order": "序号", "project": "项目代码", "name": "名称", "region": "盟市", "node": "地区", "sector": "行业",
    "start_year": "投产年", "energy_calorific": "当量", "energy": "等价", "feedstock": "原料", "nonfossil": "可再生",
    "carbon": "合计", "carbon_fuel": "能源", "carbon_process": "过程", "carbon_power": "电力", "value_added": "增加值",
    "intensity_energy": "能耗", "intensity_carbon": "碳排放", "benchmark": "对标", "authority": "审查权限",
    "m": "m%", "n": "n%", "class": "类别", "class_league": "盟市", "class_region": "全区", "class_overall": "综合",
    "class_carbon": "碳参照类别", "burden_carbon": "碳", "burden_energy": "能", "break_even": "盈亏平衡增加值",
    "sources": "化解来源及数量", "ratio": "置换比例", "advice": "建议", "reason": "理由", "worth": "影响值",
    "quantity": "指标", "amount": "新增用量", "base": "基期量 a", "gdp": "基期GDP b", "gdp_expected": "末年预期GDP",
    "target": "目标强度 τ", "increment": "增量控制数", "m_class": "m 类别", "n_class": "n 类别", "burden": "净负担",
    "note": "说明", "year": "年份", "which": "年份性质", "before": "批前", "after": "批后", "change": "变化",
    "step": "步骤", "test": "判据", "result": "结论", "says": "说明", "kind": "类型", "subject": "对象",
    "share": "比例变化", "energy_amount": "能耗", "carbon_amount": "碳排放", "value_gap": "折合增加值",
}  # fmt: skip
GROUP = {
    "energy": "年综合能耗（万吨标准煤）", "carbon": "年碳排放（万吨CO2）", "intensity": "强度（吨/万元）", "impact": "盟市影响指数", "class": "能耗影响类别",
    "burden": "盟市净负担（万吨）", "headroom": "强度余量", "actual": "强度", "amount": "数量",
}  # fmt: skip
INTENSITY = "吨/万元"
TARGET_YEAR, WORST_YEAR, BOTH_YEARS = "目标年", "最紧年", "目标年、最紧年"

NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "impact": "m＝项目新增能耗÷增量控制数，n＝[(a＋d)÷(b＋e)－c]÷c（c＝a÷b）；d 为等价值扣除原料用能和非化石能源。"
    "界值归下一级，按十进制比较。综合类别取 m、n 及盟市、全区中较重者（本系统约定）。",
    "carbon": "碳排放的 m、n 和类别：参照能耗阈值，非官方。",
    "increment": "增量控制数＝目标强度×末年预期GDP－基期量；净负担＝d－τ×增加值；盈亏平衡增加值＝d÷τ。",
    "flatters": "n＜0 而净负担＞0 的项目：指标好看但占用目标空间。",
    "effect": "批前＝存量加必上项目、必上措施，不计其他候选项目和措施；余量＝目标强度×GDP－用量；达产进度逐年计入，单列项目按计入对象。",
    "steps": "步骤到作出结论为止；“最优方案”“可行”均为已证明的求解结论。",
    "sources": "化解来源：批准与不批准该项目两个最优方案之差；缺口：强制批准时各刚性限额合计相对最小的缺额，诊断用，不得作为方案。",
    "authority": "审查权限按规则包分级线：{lines} 吨标准煤（最高线取等价、当量较高者，其余用当量值），地方审查的层级由省级规定；煤炭按折标量比线。",
    "blank": "本表未填列（案例没有该数，留白而非零）：{columns}。",
}  # fmt: skip

TERMINAL = {
    "title": "项目评估　{case}　编号 {run}",
    "project": "{project}　{name}（{region}）：{advice}",
    "sources": "化解来源：{items}",
    "authority": "审查权限：{level}　{says}",
    "step": "{number} {name}【{result}】{says}",
    "carbon": "碳排放的类别：参照能耗阈值，非官方。",
    "pack": "规则包：{pack}",
}
HEAD = {
    "list": (
        "项目",
        "盟市",
        "m%",
        "n%",
        "能耗类别",
        "碳参照类别",
        "净负担\n碳 / 能",
        "影响值\n亿元",
        "审查权限",
        "建议",
    ),
    "impact": ("地区", "指标", "新增", "增量控制数", "m%", "n%", "类别", "净负担", "盈亏平衡\n增加值", "说明"),
    "effect": ("地区", "指标", "年份", "余量 批前", "余量 批后", "强度 批前", "强度 批后", "目标强度"),
}
