"""Words of the regrets (影响值用语): decisions, states, headings, notes, lines of the terminal."""

from __future__ import annotations

DECISION = {"in": "批准", "out": "不批", "free": "放开"}
STATE = {"exact": "精确值", "interval": "区间", "impossible": "无可行方案", "open": "未算出"}
STATUS = {"candidate": "候选", "must": "必上", "rejected": "否决"}

SHEET, TITLE = "项目影响值", "项目影响值表"
LABEL = {
    "order": "序号", "project": "项目编号", "name": "项目名称", "region": "盟市", "status": "状态", "approval": "现方案",
    "decision": "改为", "high": "上界", "low": "下界", "state": "结论", "blocked": "受阻于", "new": "改后批准",
    "own": "本项目价值", "others": "其他项目价值", "measures": "措施成本", "overrun": "超用代价",
    "trade": "转让费用",
    "displaced": "让出项目", "admitted": "补进项目",
    "burden_league_carbon": "盟市碳", "burden_league_energy": "盟市能耗",
    "burden_region_carbon": "全区碳", "burden_region_energy": "全区能耗",
    "eaten_league_carbon": "盟市碳", "eaten_league_energy": "盟市能耗",
    "eaten_region_carbon": "全区碳", "eaten_region_energy": "全区能耗",
    "value_added": "年增加值", "break_even_carbon": "保本（碳）", "break_even_energy": "保本（能耗）",
}  # fmt: skip
GROUP = {
    "change": "目标值变化", "parts": "其中（下界的方案）", "burden": "净负担（全额批准）", "eaten": "吃掉余量（调整后）",
    "even": "增加值",
}  # fmt: skip
MONEY = "亿元"
SHIFT = "{project}（{change:+.2%}）"
"""A project that moves in part; one that moves wholly is only named."""
MORE_SHIFTS = "等 {count} 个"
AND, MORE_LIMITS = "；", "等 {count} 项"
BLOCKED = "{state}：{limits}"

NOTE = {
    "meaning": "影响值：把该项目改为所列决定、其余由模型重新安排后，目标值的变化（负数为损失）。与现方案相同的决定影响为 0，不列。“放开”＝撤销必上或否决，由模型决定。",
    "interval": "结论为“区间”的：上界由松弛问题的对偶证明，下界由一个可行方案达到，真值必在其间；加 --exact 求精确值。",
    "impossible": "“无可行方案”：作此决定后，已证明没有任何方案能满足全部刚性约束，不给数字。“受阻于”是证明所用的刚性限额，作用最大的在前；空白表示按比例审批时有方案，只是整体审批时没有。",
    "room": "净负担＝用量－目标强度×增加值；吃掉余量＝改后与现方案相比，目标强度×生产总值－用量的减少，正数为占用，均为最后目标年。"
    "空白表示没有强度目标。",
    "even": "保本增加值＝年用量÷目标强度：增加值达到该数，净负担为零。",
    "incomplete": "本表未算完（提前停止）：结论为“未算出”的没有数字。",
}  # fmt: skip

TERMINAL = {
    "title": "项目影响值：{case}　方案编号 {run}",
    "base": "现方案目标值 {objective:,.4f} 亿元（{outcome}）；{count} 个项目，{changes} 项改变：精确 {exact}，区间 {interval}，"
    "无可行方案 {impossible}，未算出 {open}",
    "incomplete": "【未算完】提前停止，以下只是已算出的部分。",
    "more": "……另有 {count} 项未列出，见 -o 或 --json。",
}  # fmt: skip
HEAD = (
    "项目", "盟市", "现方案", "改为", "目标值变化（亿元）", "让出项目", "补进项目", "净负担（盟市，碳 / 能耗，万吨）",
    "保本增加值（碳 / 能耗，亿元）",
)  # fmt: skip
INTERVAL = "{low:+,.4f} ～ {high:+,.4f}"
AT_MOST = "不高于 {high:+,.4f}（尚未找到方案）"
EXACT = "{low:+,.4f}"

ANSWERING = "影响值 {done} / {total} …（Ctrl-C 停止并保留已算出的部分）"
