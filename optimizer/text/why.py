"""Words of why (数据由来用语): the chain of a figure, holding prices, near-best ranges, one project's account."""

LABEL = {
    "usage": "{region} {year} 年{quantity}用量（{book}）",
    "existing": "{region}存量",
    "project": "项目 {name}{listing}",
    "use": "年用量",
    "use_gross": "年综合能耗（等价值）",
    "feedstock": "原料用能",
    "nonfossil": "非化石能源",
    "ramp": "{year} 年达产进度",
    "approval": "批准比例（测算结果）",
    "measure": "措施 {name}（{category}）",
    "reduction": "全部实施时减少",
    "share": "实施比例（测算结果）",
    "sink": "碳汇",
    "relief": "{region}碳汇（国家口径不计，下达时加回）",
    "gdp": "{region} {year} 年地区生产总值",
    "gdp_existing": "{region}存量GDP{note}",
    "value_added": "年增加值",
    "loss": "措施 {name} 的增加值损失",
    "loss_full": "全部实施时损失",
    "expected": "{region} {year} 年预期地区生产总值",
    "expected_own": "{region}预期GDP",
    "target_intensity": "{region} {year} 年{quantity}目标强度",
    "base_intensity": "{region}基期强度",
    "base_use": "{region}基期{quantity}",
    "base_gdp": "{region}基期GDP",
    "kept": "1－降低率",
    "one": "1",
    "reduction_rate": "{year} 年降低率",
    "base_year": "{year} 年（基期）降低率",
    "linear": "1－降低率（由 {first} 年到 {last} 年按直线推算）",
    "geometric": "1－降低率（由 {first} 年到 {last} 年按等比推算）",
    "done": "路径进度",
    "cap": "强度上限",
    "cap_report": "强度上限（只报告，不约束）",
    "total": "{region} {year} 年{quantity}总量{mode}",
    "total_derived": "{region} {year} 年{quantity}总量（目标强度×预期GDP）{mode}",
    "overrun": "弹性超用量",
    "overrun_1": "第一档超用量",
    "overrun_2": "第二档超用量",
    "width": "第一档宽度",
    "band": "第一档宽度占总量比例",
    "none": "不超用",
    "allowed": "总量＋超用量",
    "sold": "调出",
    "bought": "调入",
    "net": "转让（调出－调入）",
    "traded": "转让净减（全区按实物用量考核）",
    "granted": "自治区统筹",
    "granted_all": "已统筹给盟市的机动指标",
    "banked": "结转到下一年",
    "borrowed": "从下一年预借",
    "carried": "上年结转",
    "repaid": "归还上年预借",
    "need_traded": "保底（转让后用量）",
    "need": "保底（用量）",
    "need_above": "保底（本级与下级用量）",
    "need_reserve": "保底（留足机动指标）",
    "need_root": "保底（本级、下级用量与机动指标）",
    "own": "{region}本级",
    "below": "{region}保底",
    "keep": "下达比例（1－机动比例）",
    "fair": "上级可分（最大最小公平）",
    "gift": "按用量同比例的余量",
    "level": "公平余量率",
    "left": "公平分配的余量",
    "weight": "未到上限各地区的用量",
    "pool": "{region}可下达总量",
    "pool_own": "预算扣除本级",
    "pool_reserve": "预算扣除机动",
    "budget_above": "{region}预算",
    "room": "{region}已到自身上限，只取余量",
    "budget": "{region} {year} 年{quantity}下达预算（由{by}决定{floor}）",
    "headroom": "{region} {year} 年{quantity}余量",
    "budget_here": "下达预算",
    "intensity": "{region} {year} 年{quantity}强度",
    "reserve": "{region}机动指标",
    "reserve_share": "机动比例",
}
BY = {"cap": "强度上限", "total": "总量", "allowed": "总量＋超用量", "fair": "上级可分"}
FLOOR = "，等于保底用量"
BOOK = {True: "国家口径", False: "考核口径"}
MODE = {"elastic": "（弹性）", "hard": "（硬约束）", "report": "（只报告）"}
LISTING = {"none": "", "regional": "（自治区单列）", "national": "（国家单列）"}
NET_OF_CANDIDATES = "（已扣除候选项目增加值）"
NO_LIMIT = "{region} {year} 年{quantity}没有任何限额，不下达预算。"

SIGN = {1: "＋", -1: "－"}
TERM = "{says}＝{figure}{unit}{how}{cell}"
CELL = "　〔{cell}〕"
HOW = {
    "given": "", "see": "", "sum": "：以下各项之和", "product": "：以下各项之积", "quotient": "：前项÷后项",
    "least": "：以下各项中最小的", "most": "：以下各项中最大的", "linear": "：按路径", "geometric": "：按路径",
}  # fmt: skip
TIMES = " × "
TITLE = "{case}　{outcome}，目标值 {objective:,.4f} 亿元　方案编号 {run}"

BINDING_TITLE = "与此有关、起约束作用的限额（由大到小）"
NO_BINDING = "与此有关的限额都不起约束作用：放宽它们，目标不变。"

PRICE_TITLE = "弹性总量自行守住的价格"
PRICE = (
    "{region} {year} 年{quantity}总量现超用 {overrun} {unit}：两档价格同为 {low:.4f} 万元/吨时仍超用，"
    "达到 {high:.4f} 万元/吨即不再超用（界值 {price:.6g}）"
)
PRICE_NOW = "{region} {year} 年{quantity}总量现超用 {overrun} {unit}：不超用同样好，任何大于零的价格都能守住"
PRICE_NEVER = "{region} {year} 年{quantity}总量现超用 {overrun} {unit}：任何价格都不能使其守住（不超用就没有可行方案）"

RANGE_TITLE = "近优范围：目标值不低于最优 {share}（至少 {floor:,.4f} 亿元）的方案中，各地区至少需要的预算（用量）"
RANGE_HEADINGS = ("地区", "年份", "指标", "最少", "本方案", "最多", "单位", "")
EXACT = {True: "可达", False: "外界"}
RANGE_NOTE = "外界：按项目可分计算，符合条件的方案都不会超出；可达：两端都有方案达到。"

PROJECT_TITLE = "项目 {project}（{region}）：{decision}，目标价值 {value:,.4f} 亿元"
DECISION = {
    "must": "必上，按决定批准", "rejected": "否决，按决定不批", "in": "批准", "out": "不批",
    "part": "部分批准 {share}",
}  # fmt: skip
TAKES_TITLE = "全部批准时占用起约束作用的限额（按边际值，在当前解附近有效；项目较大时以下面的重新求解为准）"
TAKE = "{region} {year} 年{quantity}{rule}：{verb} {amount} {unit} × {price} 亿元/万吨 ＝ {sign}{charge:,.4f} 亿元"
VERB = {True: "占用", False: "腾出"}
RULE = {"intensity": "强度上限", "total": "总量", "hand_down": "机动指标", "controls": "控制指标", "peak": "达峰后增量", "replacement": "置换来源", "redundancy": "批复额度"}
NO_TAKES = "不占用任何起约束作用的限额。"
NET = "目标价值 {value:,.4f} － 占用代价 {charge:,.4f} ＝ {net:,.4f} 亿元"
BREAK_TITLE = "净负担与盈亏平衡增加值（满产）"
BREAK = (
    "{region} {year} 年{quantity}：用量 {usage} － 目标强度 {target} × 增加值 {added} ＝ 净负担 {burden} {unit}；"
    "盈亏平衡增加值 {needed} 亿元（用量÷目标强度）"
)
FORCED_TITLE = "换一个决定会怎样（重新求解）"
FORCED = "{verb}：目标值{change}{moved}"
FORCE = {True: "强制批准", False: "否决"}
SAME = "不变"
CHANGED = {True: "增加 {amount:,.4f} 亿元", False: "减少 {amount:,.4f} 亿元"}
MOVED = "；其他项目：{moved}"
MOVE = "{project} {before} → {after}"
FORCED_NEVER = "{verb}：没有可行方案，以下各项互相冲突"
MEMBER = "{says}（{cells}）"
AND, NONE = "、", "—"

WRONG = {
    "region": "没有地区“{read}”{nearest}",
    "project": "没有项目“{read}”{nearest}",
    "year": "年份 {read} 不在规划期 {years} 内",
    "word": "看不懂“{read}”：地区之后只能写年份，以及 energy、carbon、能耗或碳排放",
    "nothing": "请写明地区（如 shuangkong why 案例 地区 2030 carbon），或用 --project、--ranges",
}
NEAREST = "，是否指“{name}”"
DIFFERS = "数据由来与分配表不符：{says}"
QUANTITIES = {
    "energy": "energy",
    "carbon": "carbon",
    "能耗": "energy",
    "碳排放": "carbon",
    "用能": "energy",
    "碳": "carbon",
}
