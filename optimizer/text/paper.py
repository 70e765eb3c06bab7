"""Sentences of the annual budget plan (年度预算方案用语): headings, sentences, annexes, notes, page furniture."""

from __future__ import annotations

TITLE = "{years}年度双控预算方案"
YEARS_FROM_TO = "{first}—{last}"
NUMBER_LINE = "方案编号 {run}　数据校验码 {checksum}　规则包 {pack}"
TITLE_LINES = ("方案编号 {run}　数据校验码 {checksum}", "规则包 {pack}", "测算：{case}　生成时间：{time}")

HEADING = {
    "situation": "一、总体形势", "targets": "二、目标", "income": "三、收入（增量和减排）", "spending": "四、支出（项目）",
    "balance": "五、平衡", "risk": "六、风险", "advice": "七、建议",
}  # fmt: skip

SITUATION = (
    "本方案以{base_year}年为基期，编制{years}年预算，纳入{leaves}个盟市、{projects}个项目、{measures}项减排措施。"
    "金额单位为亿元，碳排放单位为万吨CO2，能耗为受控能耗（等价值，已扣除原料用能和非化石能源），单位为万吨标准煤。"
)
STOCK = "{quantity}：{base}不含新项目和减排措施的存量，{first}年为{start}{unit}，{last}年为{end}{unit}。"
STOCK_ONE_YEAR = "{quantity}：{base}不含新项目和减排措施的存量，{last}年为{end}{unit}。"
STOCK_BASE = "基期{amount}{unit}；"

INTENSITY = "{last}年全区{quantity}强度目标为{target}{intensity_unit}，预计{intensity}{intensity_unit}，强度余量{room}{unit}。"
NO_INTENSITY = "{last}年全区没有{quantity}强度目标。"
TOTAL = "{quantity}总量目标为{total}{unit}，总量余量{room}{unit}。"
NO_TOTAL = "{quantity}没有全区总量目标。"
VERIFIED = "强度目标刚性平衡，总量目标弹性平衡、超出部分分档计价。独立复核{verdict}。"

INCREMENT = "{last}年全区{quantity}总量目标较基期的增量指标为{increment}{unit}。"
CUTS = "{last}年减排措施实施后，{quantity}减少{total}{unit}，其中{parts}。"
NO_CUTS = "{last}年没有减少{quantity}的减排措施实施。"
CUT = "{category}{amount}{unit}"
SINK = "另有存量碳汇{sink}{unit}。"
COST = "规划期内措施成本合计{cost}亿元。"

APPROVED = "共申报{all}个项目：批准{whole}个，部分批准{part}个，不批{refused}个。"
NO_PROJECTS = "没有申报项目。"
OCCUPIED = "{last}年新项目占用{quantity}{amount}{unit}{most}。"
MOST = "，占用最多的依次为{names}"
NAMED = "{name}（{amount}{unit}）"
TRADE_COST = "、减排量转让费用{trade}亿元"
WORTH = "批准项目目标价值{value}亿元，减去措施成本{cost}亿元、弹性超用代价{overrun}亿元{trade}，目标值为{objective}亿元，结论为“{outcome}”。"

BALANCE = "{last}年全区{quantity}预算{budget}{unit}{split}；预计用量{usage}{unit}，预算余量{headroom}{unit}，使用率{rate}。"
SPLIT = "，其中盟市合计{children}{unit}、机动（含本级）{reserve}{unit}"
NATIONAL = "预计用量按国家口径，未扣除生态碳汇{sink}{unit}。"
PLAN_SUM = "规划期各年预算合计{plan_sum}{unit}。"
NO_BUDGET = "{last}年全区{quantity}没有任何限额，未编列预算。"

OVERRUNS = "{quantity}动用弹性超用{count}处（一个地区一年为一处），最大的为{names}。"
OVERRUN = "{name}{year}年{amount}{unit}"
NO_OVERRUNS = "{quantity}没有动用弹性超用。"
LIGHTS = "{last}年{quantity}状态：{parts}。"
LIGHT = "{word}{count}个盟市{names}"
NAMES = "（{names}）"
EVIDENCE = "所依据的数据中，估算{估算}行、假设{假设}行、未注明性质{未注明}行，公布{公布}行；附表中标“估”“假”的行以估算、假设数据为依据。"
WARNED = "数据和规则包提示{count}条，见附注。"
UNPROVED = "本方案{mark}，不等于最优方案。"

HAND_DOWN = "按附表下达各盟市年度碳排放预算和用能预算；机动指标由全区统筹使用。"
EXPLAIN_OVERRUNS = "对动用弹性超用的地区和年份，逐处说明理由并落实化解措施。"
BINDING = "起约束作用的限额共{count}处，见附表。边际值最大的为：{says}。调整目标前，应先测算相应后果。"
NO_BINDING = "没有起约束作用的限额。"
PARTLY = "部分批准的项目{count}个：{names}。应按批准比例核定规模。"
REFUSED = "未安排的项目{count}个：{names}。条件变化后重新测算。"
REPLACE = "上报前，以核定数据替换估算和假设数据，重新测算。"
PROVE = "上报前，延长求解时间，取得最优性证明。"
AND_MORE = "{names}等"
ITEM = "（{number}）{text}"
NUMERALS = "一二三四五六七八九十"

ANNEX, ANNEX_HEADING = "附表{number}", "{label}　{title}"
IN_UNIT = "（{unit}）"
ANNEX_TITLE = {
    "budget_carbon": "盟市年度碳排放预算分配表", "budget_energy": "盟市年度用能预算分配表",
    "state_carbon": "{year}年盟市碳排放预算平衡情况表", "state_energy": "{year}年盟市用能预算平衡情况表",
    "projects": "项目清单及影响评价表（一）项目清单", "impact": "项目清单及影响评价表（二）影响评价",
    "measures": "减排措施实施表", "binding": "约束说明表",
}  # fmt: skip
ANNEX_SAYS = {
    "measures": "列出有实施量的措施；另有{count}个措施年度本方案不实施，见工作簿。",
    "binding": "边际值：该限额每放宽1万吨，目标值的变化（亿元／万吨），在批准结果不变的前提下成立。",
}  # fmt: skip
ANNEX_NOTE = {
    "budget": "空白表示该地区当年没有任何限额。机动＝全区预算－盟市合计，含本级用量。各行各列加总一致。",
    "state": "预计用量：盟市为考核口径（计入碳汇），全区为国家口径（不计）。弹性使用＝第一档＋第二档。",
    "lights": "状态：■ 超限为动用弹性超用；▲ 预警为使用率达到预警线；● 正常为其余。",
    "projects": "受控能耗＝等价值－原料用能－非化石能源。",
    "impact": "m＝新增用量÷增量控制数，n＝强度影响比例，按所在盟市计算；净负担＝新增用量－目标强度×增加值。类别按能耗指标；"
    "碳排放没有官方分类。未能计算的留白。",
    "measures": "实施量＝实施比例×全部实施时的数量。",
    "marks": "标记“估”“假”：该行所依据的输入含估算或假设数据；空白不等于已核实。",
}  # fmt: skip
LABEL = {"usage": "预计用量", "impact": "影响评价（能耗）", "burden": "净负担"}

FACTS = "附注"
FIGURES = "（{number}）表中数字为取整后的数，与成果工作簿一致，加总无尾差；限额均按取整后的数复核。"
NO_FORM = "（{number}）文件要素俱全，但未见统一制式，本方案为建议格式。"
SIGN = "制表：　　　　　审核：　　　　　分管负责人：　　　　　　年　　月　　日"

UNIT_LINE = "单位：{unit}"
CONTENTS, TEXT_PART, CHARTS, ANNEXES = "目录", "正文", "预算与用量", "附表"
CHART = "{year}年各盟市{quantity}预算与预计用量"
CHART_YEARS = "全区历年{quantity}预算与预计用量"
LEGEND = {"budget": "预算", "usage": "预计用量", "total": "总量目标"}
BAR_SAYS = "{label}：预算{budget}{unit}，预计用量{usage}{unit}，使用率{rate}，{light}"
TILE = {
    "outcome": "结论", "budget": "{year}年{quantity}预算", "rate": "{quantity}预算使用率", "approved": "批准项目",
    "objective": "目标值", "overruns": "动用弹性超用",
}  # fmt: skip
COUNT_OF = "{count} / {all}"
PIECES, PLACES = "个", "处"
