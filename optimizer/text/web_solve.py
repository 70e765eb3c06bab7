"""Words of the tab 求解方案 (求解页用语)."""

from __future__ import annotations

TITLE = "求解什么"
FACTS = {
    "case": "案例", "pack": "规则包", "projects": "项目", "decisions": "当前审批", "targets": "强度目标",
    "totals": "总量", "own": "本案自定",
}  # fmt: skip
CASE = "{case} 第{number}版（校验码 {checksum}）"
PROJECTS = "{count} 个：必上 {must}、待定 {candidate}、否决 {rejected}"
DECISIONS = "按审批推演的决定，与案例不同的：{says}"
LISTED, NEXT, AND = "等 {count} 个", "；", "、"
NO_DECISIONS = "与案例相同，没有改动"
DECISION = {"approve": "批准 {projects}", "reject": "否决 {projects}", "free": "待定 {projects}"}
TARGETS = "{hard} 行刚性、{report} 行仅报告"
TOTALS = "{rows} 行；缺省方式 {mode}"
MODE = {"elastic": "弹性", "hard": "刚性", "report": "仅报告"}
OWN = "{name}：{value}"
NO_OWN = "没有，全部按规则包"

SETTINGS = "本次设置"
SETTINGS_HINT = "改动的数只进本次方案，不改案例；逐行写明的总量以该行为准"
SETTING = {
    ("total", "band"): ("弹性区间", "%"), ("total", "price_1"): ("第一档单价", "万元/吨"),
    ("total", "price_2"): ("第二档单价", "万元/吨"), ("hand_down", "reserve_share"): ("机动比例", "%"),
}  # fmt: skip
CHANGES = "目标、总量改动"
TABLE = {"targets": "强度目标", "totals": "总量"}
FIELD = {"table": "改什么", "region": "地区", "quantity": "指标", "year": "年份", "value": "改为"}
VALUE = {"targets": "降低率（%）", "totals": "总量（万吨）"}
NOW = "现为 {value}"
QUANTITY = {"energy": "能耗", "carbon": "碳排放"}
ADD, REMOVE, NOTHING = "加入改动", "去掉", "没有改动：按案例的目标和总量求解。"
NO_ROW = "案例里没有这一行，不能改：{region} {year} 年{quantity}的{table}。"
BAD_NUMBER = "“{name}”要写数字。"
NAME, NAME_DEFAULT = "方案名称", "测算 {time}"
LIMIT, LIMIT_HINT = "时间上限（秒）", "不写则算到证明最优"
BAD_LIMIT = "时间上限要写大于 0 的秒数，或不写。"
START = "开始求解"
WRONG = "这些设置没有通过校验，没有求解：{says}"
TROUBLE = "没有得到结果：{what}"

PROGRESS = {
    "title": "正在求解精确方案", "elapsed": "已用时", "best": "当前最好", "bound": "理论上界", "gap": "与理论最优差距",
    "stop": "停止并采用当前最好解", "cancel": "取消求解", "stopping": "正在停止…", "seconds": "{seconds:.1f} 秒",
    "money": "{value:,.4f} 亿元", "share": "{value:.2%}", "none": "—", "verify": "正在复核、取整…",
    "hint": "提前停止的结果仍是可行方案，但标明“未证最优”。取消则不保留任何结果。",
}  # fmt: skip
DROPPED = "已取消求解，没有保留结果。"
EMPTY_HANDED = "已停止：停止前还没有得到任何可行方案。请延长时间后再算。"

RESULT = "求解结果"
NONE_YET = "还没有求解。左边核对要求解的内容，点“开始求解”。"
FIGURES = {
    "objective": "目标值", "value": "批准项目价值", "cost": "措施成本", "overrun": "弹性超用代价", "approved": "批准项目",
    "lights": "额度状态", "met": "强度达标", "seconds": "求解用时",
}  # fmt: skip
RECORDED = "已记录为 {run}，{scenario}数据校验码 {checksum}，规则包 {pack}"
AS_SCENARIO = "方案“{name}”，"
APPROVED = "{count} / {all} 个"
LIGHTS = "▲ 预警 {warn}　■ 超限 {over}"
MET = "{met} / {all} 个地区"
ROOT = "{region}各年{quantity}（{unit}）"
ROOT_HEADINGS = ("年份", "总量", "下达预算", "预计用量", "余量", "超用", "状态")
WARNINGS = "提醒"
REPAIR_SAVE = "按此修复另存为方案"
MENU_SAVE = {True: "按此放宽另存为方案", False: "按此另存为方案"}
SAVE = {
    "title": "另存为方案", "name": "方案名称", "reason": "说明（为什么这样放宽）", "ok": "保存", "cancel": "取消",
    "needed": "请写方案名称", "why": "请写说明，便于以后查对",
}  # fmt: skip
SAVE_NAME = "{case}（放宽）"
SAVED = "已另存为方案“{name}”。现在没有放宽任何限额：要用它，请在“载入方案”里选它再求解。"
RELAXED = "放宽：{says}"
NOT_OFFERED = "（不能另存为方案：只改数还不够，请改数据后重新导入）"
LOAD, LOAD_NONE = "载入方案", "（按审批推演的决定）"

RUNS = "运行记录"
RUN_HEADINGS = ("编号", "时间", "案例", "结论", "目标值（亿元）", "测算人")
NO_RUNS = "还没有运行记录。"
REPRODUCE = "复现"
REPRODUCE_LABEL = "复现 {run}"
SHOWN = "编号 {run}；规则包 {pack}；版本 {versions}；数据校验码 {checksum}；方案 {scenario}；时间上限 {limit}"
NO_SCENARIO, NO_LIMIT = "（案例本身）", "不限"
REPRODUCING = "正在用存档数据重算 {run}…"
REPRODUCED = "复现一致：{run} 的全部数值与存档逐位相同。"
DIFFERENT = "复现不一致：{run} 有 {count} 处数值与存档不同，首处 {place}：存档 {then}，现在 {now}。"
EARLY = "{run} 是提前停止的结果，停在哪里取决于当时的机器，不能逐位复现。"
STOP = {
    ("proved_best", "best"): "已证最优", ("proved_impossible", "none"): "已证无解", ("time_limit", "feasible"): "未证最优（到时）",
    ("interrupted", "feasible"): "未证最优（提前停止）", ("unproved", "feasible"): "未证最优",
    ("within_gap", "feasible"): "未证最优（已达精度）",
}  # fmt: skip
