"""Words of the risk run (风险测算用语)."""

from __future__ import annotations

NO_TABLE = "案例没有“不确定性”表，无从抽样；空白模板中有这张表，写法见 docs/数据字典.md"
BAD_DRAWS = "--draws 须为正整数"
BAD_SEED = "--seed 须为不小于零的整数"
DRAWING = "抽样 {done} / {total} 次 …"
PROTECTING = "稳健方案 {done} / {total} …"

SHEET = {
    "regions": "达标概率", "places": "逐年概率与分位", "projects": "项目获批比例", "assumptions": "不确定性假设",
    "controls": "控制指标概率", "chart_regions": "图1 达标概率", "chart_margin": "图2 末年碳余量", "chart_projects": "图3 项目获批",
}  # fmt: skip
TITLE = {
    "regions": "达标概率表（方案不变）", "places": "逐年达标概率与预算分位表", "projects": "项目获批比例表（重新优化）",
    "assumptions": "不确定性假设表", "controls": "控制指标达标概率表（方案不变）",
}  # fmt: skip
GROUP = {
    "intensity": "各年强度都达标", "held": "方案不变", "budget": "重新优化：预算", "headroom": "重新优化：余量",
    "margin": "方案不变：强度余量", "short": "重新优化：缺口", "years": "当年两项强度都达标", "often": "获批比例", "room": "方案不变：余量",
}  # fmt: skip
LABEL = {
    "control": "控制指标", "kept": "达标概率",
    "region": "地区", "energy": "能耗", "carbon": "碳排放", "both": "两项都达标", "low": "95 % 下限",
    "high": "95 % 上限", "total": "总量不超", "verdict": "结论", "quantity": "指标", "year": "年份", "intensity": "强度达标",
    "covered": "预算够用", "p10": "P10", "p50": "P50", "p90": "P90", "chance": "概率", "shortage": "P90",
    "project": "项目编号", "name": "项目名称", "sector": "行业", "status": "状态", "plan": "现方案",
    "often": "比例", "mean": "平均批准", "what": "不确定因素", "scope": "取法", "distribution": "分布",
    "parameters": "参数", "elasticity": "用能弹性", "source": "依据", "evidence": "数据性质", "note": "备注",
}  # fmt: skip
WHOLE = "全部"
ASSUMED = "假设"
TOGETHER = "全区和各盟市同时"
UNITS = "能耗 万吨标准煤、碳排放 万吨CO2"
BETWEEN = "{low:.1%}—{high:.1%}"
SURE, LIKELY = 0.9, 0.6
"""From these chances on a target is called safe, and likely."""
VERDICT = {"safe": "● 把握大", "likely": "▲ 有风险", "weak": "■ 风险大"}
STATUS = {"candidate": "候选", "must": "必上", "rejected": "否决"}
FIRM = {"in": "● 稳入", "open": "▲ 看情况", "out": "■ 难入", "decided": "已定"}

NOTE = {
    "held": "方案不变：批准的项目、实施的措施和下达的预算都不变，只看增速、用能、投产、利用率等按“不确定性假设”变动后是否达标。",
    "run": "共 {draws:,} 次抽样，随机种子 {seed}：同一案例、同一种子，任何机器、任何并行数得到同样的结果。抽样误差（95 % 区间的一半）：概率在 50 % 附近 ±{at50:.1%}，90 % 附近 ±{at90:.1%}，99 % 附近 ±{at99:.1%}；抽样次数增至四倍，误差减半。",
    "together": "“全区和各盟市同时”：同一次抽样中全区和每个盟市都达标的概率，低于其中任何一个。上、下限为概率的 95 % 区间（抽样误差），不含分布本身的不确定。",
    "verdict": "结论：两项强度各年都达标的概率不低于 90 % 为“把握大”，不低于 60 % 为“有风险”，其余为“风险大”。目标和总量在抽样中不变；弹性总量可付费超用，“总量不超”的概率低不等于不达标。",
    "again": "重新优化：每次抽样都重新求解到已证最优，{met:,} 次能满足全部刚性约束；{short:,} 次没有任何方案能满足，按缺口（相对限额）合计最小求解并计入缺口；"
    "{open:,} 次没有结果，不计入分位。",
    "objective": "现方案目标值 {nominal:,.2f} 亿元；重新优化后的目标值 P10 {low:,.2f}、P50 {middle:,.2f}、P90 {high:,.2f} 亿元（推迟投产和利用率会改变价值）。",
    "controls": "余量：上限减用量；占比为非化石能源减应有的量。煤炭、石油和全部能耗的存量随“存量用能”和增速带动变动，非化石能源存量不变；项目随投产、利用率、单耗变动，措施随实效变动。重新优化时守不住的控制指标与其他刚性约束一样按最小缺口放宽，计入“没有任何方案能满足”的次数。",
    "quantile": "P10、P50、P90：有 10 %、50 %、90 % 的抽样不高于这个数。空白表示没有这项限额。",
    "firm": "获批比例：重新优化时该项目获批的抽样占比。不低于 90 % 为“稳入”，不高于 10 % 为“难入”，其余“看情况”。必上、否决的项目不由模型决定。",
    "assumptions": "增速、存量用能为年均偏差（逐年累积），其余为水平偏差；“逐个”是每个地区（项目）各抽各的，“共同”是一起抽一次。",
    "evidence": "概率取决于“不确定性”表的 {count} 项分布，其中 {assumed} 项为假设（斜体）：分布为假设的，概率只说明方法和相对大小。",
}  # fmt: skip

CHART = {
    "regions": "各地区强度达标概率（方案不变，各年都达标）", "margin": "{year} 年碳强度余量占预算的比例（方案不变）：低于零为不达标",
    "projects": "获批与否不确定的项目（获批比例 5 %—95 %）", "share": "概率", "often": "获批比例", "relative": "余量占预算",
}  # fmt: skip

TERMINAL = {
    "title": "风险测算：{case}　方案编号 {run}",
    "rest": "另有 {count} 个项目获批比例在 10 % 与 90 % 之间，见 -o 或 --json。",
    "projects": "获批与否看情况的项目（10 %—90 %）：{names}",
}  # fmt: skip
HEAD = ("地区", "能耗强度", "碳强度", "两项都达标", "95 % 区间", "总量不超", "结论")
NAMED = "{project}（{share:.0%}）"

BAD_BOX = "--box 须在 0 与 100 % 之间，--gamma 须为不小于 1 的整数或 all，--draws 须为正整数，--seed 不小于零"
BAD_PERCENT = "“{text}”应为百分数，如 30%"
BAD_GAMMA = "“{text}”应为正整数或 all"
ROBUST_SHEET = {"price": "稳健代价", "projects": "稳健方案项目", "chart": "图 稳健代价"}
ROBUST_TITLE = {"price": "稳健方案代价表", "projects": "稳健方案项目表（区间内全部最不利）"}
ROBUST_LABEL = {
    "control": "控制指标", "kept": "达标概率",
    "box": "区间", "gamma": "同时最不利", "state": "结论", "objective": "目标值", "price": "代价", "share": "代价比例",
    "count": "批准项目", "chance": "概率", "low": "95 % 下限", "high": "95 % 上限", "all_met": "全部达标（方案不变）", "excess": "角点复核",
    "stands": "守住", "from": "{gamma:.0f} 及以上", "all": "全部", "nominal": "现方案",
    "money": "亿元", "figures": "项数",
}  # fmt: skip
ROBUST_STATE = {"plan": "有方案", "none": "无方案", "nominal": "现方案（不设防）"}
ROBUST_NOTE = {
    "box": "区间：每个不确定因素取其分布中间的这么大一段（如 30 % 为第 35 至 65 百分位），并总含案例本身；全部因素同时落在区间里的机会很小，区间宽度不是达标概率。同时最不利：每一条限额中允许几项"
    "（项目、措施、存量）同时取区间内最不利的数；“全部”即整个区间。",
    "meaning": "稳健方案：批准和措施（以及交易、统筹、结转预借的数量）事先定下，年度预算随实际用量调整；区间内无论怎样变动，各地各年的刚性限额都守得住。弹性总量和目标值按案例本身计。",
    "price": "代价＝现方案目标值－稳健方案目标值。全部达标概率：方案不变，{draws:,} 次抽样（种子 {seed}）中各地各年刚性限额全部守住的比例，附抽样误差的 95 % 区间。“N 及以上 无方案”：防 N 项或更多，怎样选都守不住。",
    "widest": "整个区间都守得住的方案，区间最宽为中间 {widest:.0%}；再宽，怎样选项目和措施都守不住。",
    "widest_all": "区间放宽到中间 {widest:.0%}，仍有全部守得住的方案。",
    "widest_none": "区间再小，也没有全部守得住的方案：现有目标没有任何余地。",
    "corner": "角点复核：用另一套算法，对每条限额试最不利角点，另试 500 个随机角点，没有一处超出（超出比例见 JSON）。",
    "projects": "整个区间都最不利时的批准比例；空白列为没有这样的方案。",
}  # fmt: skip
ROBUST_CHART = {"title": "稳健代价：区间越宽、同时最不利的项数越多，放弃的目标值越多", "axis": "代价（亿元）", "x": "区间"}
ROBUST_HEAD = ("区间", "同时最不利", "目标值（亿元）", "代价", "批准项目", "全部达标概率", "95 % 区间")
ROBUST_TERMINAL = "稳健方案：{case}　方案编号 {run}"
