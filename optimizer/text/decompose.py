"""Words of the decomposition (目标分解用语)."""

FACTOR = {
    "intensity": "强度水平", "gdp_per_head": "人均GDP", "share": "占全区比重", "potential": "标杆以下产能占比",
    "power_export": "煤电外送占比", "ets_share": "纳入全国碳市场占比", "function": "功能定位评分",
}  # fmt: skip
FACTOR_UNIT = {"gdp_per_head": "万元/人"}
MISSING = {"not_in_case": "{factor}（案例没有填）", "blank": "{factor}（缺：{members}）"}
METHOD = {"index": "指数法", "class": "分档法"}
VERDICT = {"supports": "● 支撑", "fails": "■ 区域不达标", "over_tight": "▲ 加码"}
VERDICT_SAYS = {
    "supports": "各地完成目标即支撑{node}完成，隐含降低率 {implied:.3%}，目标 {target:.2%}，高出 {gap:.3f} 个百分点，在容差 {tolerance:.2f} 以内",
    "fails": "各地都完成目标，{node}仍不达标：隐含降低率 {implied:.3%}，低于目标 {target:.2%} 达 {short:.3f} 个百分点（增长偏向高强度地区）",
    "over_tight": "层层加码：隐含降低率 {implied:.3%}，高出目标 {target:.2%} 达 {gap:.3f} 个百分点，超过容差 {tolerance:.2f}",
}
SOURCE = {"split": "本次分解", "given": "案例中的现行目标"}
WATERMARK = "内部参考，不作考核"
CLASS = "第{number}档"
STRUCTURE = "结构效应及本级"
AT_LOWER, AT_UPPER = "取下限", "取上限"

UNKNOWN_REGION = "案例中没有地区“{name}”{nearest}"
NEAREST = "，是否为“{name}”？"
NO_CHILDREN = "{node}没有下级地区，无可分解"
LOCKED = (
    "{node}以下属旗县一级：双控目标原则上不分解到旗县，已锁定。"
    "确需内部测算的，加 --unlock-county 并写明理由，结果标“内部参考，不作考核”"
)
NO_REASON = "--unlock-county 须写明理由"
NOT_LOCKED = "--unlock-county 只用于盟市以下的分解；{node}不在锁定范围"
NO_TARGET = "{node} {year} 年没有{quantity}降低率目标，请用 --target 给出"
BLANK_BASE = "{quantity}分解缺基期数（基期GDP、强度须大于零）：{regions}"
NO_EXPECTED = "{quantity}分解缺末年预期GDP：{regions}"
BAD_SHARE = "{option}：“{text}”应为 0—100 % 之间的百分数，如 17%；不带单位按 % 理解"
BAD_WEIGHT = "--weight：“{text}”应为 因素=权重，如 intensity=0.5；因素：{names}"
MISSING_FACTOR = "--weight {name}：{why}，不能赋权"
ZERO_WEIGHTS = "--weight：权重合计为零"
WHICH_QUANTITY = "{option}：同时分解能耗和碳排放时须写明指标，如 carbon=17%，或用 --quantity 只分解一项"
OTHER_QUANTITY = "{option}：“{text}”的指标不在本次分解之内"
TWICE = "{option}：同一指标给了两个数"
NO_GROUPS = "案例的“组别”没有填全，分档法请用 --classes 给出档数"
CLASSES_INDEX = "--classes 只用于分档法（--method class）"
TOO_MANY_CLASSES = "--classes：{count} 个地区按综合指数只能分成 1—{most} 档（指数相同的必须同档）"
NO_ROW = "--scenario：案例的目标表没有这些地区的末年{quantity}目标行，方案无处可改：{regions}"
SCENARIO_EXISTS = "--scenario：{path} 已存在，不覆盖（其中可能有别的方案）"
BAD_SWEEP = "--sweep：“{text}”应为 target=16%,17% 或 lambda=0.1,0.3（λ 在 0—1 之间），值不重复"
SWEPT_MISSED = "扫描 {swept}：{why}"
NO_ACCOUNTS = "核算台账“{book}”里没有这些地区的数据：{regions}"
EXPORTED = "煤电外送　{region} {year} 年：不抵扣（χ=0）比全额抵扣（χ=1）多 {difference:,.2f} 万吨CO2"
SWEEP_ONE = "--sweep target=… 一次只扫一项，请用 --quantity 指明能耗或碳排放"
SWEPT = {"target": "目标", "lambda": "λ"}
SWEPT_LINE = "扫描 {swept}　{quantity}：隐含降低率 {implied:.3%}，{verdict}；各地 {least:.2%}—{most:.2%}"
SCENARIO = "{node}目标分解"
SCENARIO_NOTE = "由目标分解 {run} 写出：各地末年降低率"
UNREACHABLE = (
    "无可行分解：{quantity}降低率限在 {lower:.2%}—{upper:.2%} 之间，{node}只能达到 {least:.3%}—{most:.3%}，"
    "而目标为 {target:.2%}（容差 {tolerance:.2%}）；请放宽 --lower、--upper 或调整目标"
)

SHEET = {
    "split": "目标分解（{quantity}）", "index": "指数测算（{quantity}）", "joint": "能碳并列", "support": "支撑校核",
}  # fmt: skip
TITLE = {
    "split": "盟市双控目标分解表（{quantity}，建议格式）", "index": "目标分解指数测算表（{quantity}，建议格式）",
    "joint": "盟市能耗、碳排放目标并列表（建议格式）", "support": "目标支撑校核表（建议格式）",
}  # fmt: skip
MARKED_TITLE = "{title}【{mark}】"
LABEL = {
    "order": "序号", "region": "盟市", "county": "旗县", "gdp_base": "基期GDP", "intensity": "基期强度", "index": "综合指数",
    "group": "组别", "reduction": "五年强度降低率(%)", "total": "对应总量预期值", "weight": "占全区权重",
    "contribution": "支撑全区贡献(pp)", "note": "备注", "gdp_expected": "末年预期GDP", "share": "期末权重",
    "value": "数值", "score": "得分（权重 {weight:+.4f}）", "reference": "参照降低率", "unrounded": "模型解",
    "rounded": "分解降低率", "moved": "与参照之差(pp)", "target_intensity": "目标强度", "quantity": "指标",
    "source": "目标来源", "year": "年份", "members": "下级上限合计", "node": "上级上限", "implied": "隐含降低率",
    "target": "目标降低率", "gap": "差额(pp)", "structure": "结构效应(pp)", "verdict": "裁定",
}  # fmt: skip
PATH_GROUP = "年度目标"
RATE = "降低率"
SUM_NOTE = "隐含降低率；目标 {target:.2%}"

NOTE = {
    "watermark": "内部参考，不作考核。解锁理由：{reason}",
    "verdict": "{says}。",
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "index": "{method}：综合指数＝Σ权重×得分，得分＝(数值－均值)÷标准差（总体），限在±2；参照降低率＝上级目标×(1＋{scale:g}×综合指数)。",
    "class": "分档：档内同一降低率，按综合指数从高到低，档次与各档降低率由混合整数规划一并求得；案例给出组别而未写档数时按组别分档。",
    "model": "模型：Σ(期末权重×|降低率－参照|)＋最大偏差 取最小；约束：支撑上级目标、隐含降低率不超过目标＋{tolerance:.2%}（防止层层加码）、"
    "每个地区在 {lower:.2%}—{upper:.2%} 之间、最大最小之差不超过 {spread}。模型解向上取整到 0.01 个百分点，各项约束仍然满足。",
    "no_spread": "（未设）",
    "contribution": "支撑全区贡献＝期末权重×降低率，期末权重＝基期强度×末年预期GDP÷(全区基期强度×全区末年预期GDP)；各地贡献与结构效应相加为全区隐含降低率。"
    "结构效应＝各地强度都不变时全区强度的降低（增长偏向高强度地区时为负），含本级。",
    "growth": "增长取案例的预期GDP，固定不变；增长改变后须重新校核。降低率的简单平均不能用来判断是否支撑。",
    "missing": "缺以下因素，未计入指数，也未估算：{factors}。",
    "weights": "权重：{weights}（绝对值合计为 1）。",
    "joint": "能耗与碳排放用同一套基期GDP和预期GDP；两项目标分别分解，互不推算。",
    "support": "隐含降低率＝1－下级上限合计÷(上级基期强度×上级GDP)；低于目标为区域不达标，高出目标超过 {tolerance:.2%} 为加码，其余为支撑。",
    "skipped": "{node}没有{quantity}末年目标，未分解。",
}  # fmt: skip
PATH_NOTE = {
    "linear": "年度目标为累计降低率，按线性路径（每年均摊）。", "geometric": "年度目标为累计降低率，按几何路径（年降低率相同）。",
    "none": "规则包不设年度路径，只有末年目标。",
}  # fmt: skip
TERMINAL = {
    "title": "目标分解　{case}　{node}　编号 {run}", "quantity": "{quantity}（{method}）：目标 {target:.2%}",
    "given": "现行目标：{says}", "split": "本次分解：{says}", "structure": "结构效应 {value:+.3f} 个百分点", "pack": "规则包：{pack}",
}  # fmt: skip
HEAD = ("地区", "基期强度", "综合指数", "组别", "参照", "降低率", "总量预期值", "权重", "贡献(pp)")
