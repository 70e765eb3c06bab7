"""Words of scenarios and their comparison (方案对比用语)."""

from __future__ import annotations

BASE = "基准"
AD_HOC = "临时方案"
COMMAND_LINE = "命令行"
EVERY = "各"

WRONG = {
    "change": "看不懂“{read}”，应写成 表.行.列=值，如 targets.地区名.carbon.2030=18%",
    "rule": "看不懂“{read}”，规则应写成 rules.规则.设置=值，如 rules.hand_down.reserve_share=0.05",
    "table": "没有名为“{read}”的表{nearest}",
    "shape": "看不懂“{read}”，应写成 {shape}.列=值（targets、totals 可不写列）",
    "sweep": "看不懂“{read}”，扫描应写成 表.行.列=起:止:点数，如 targets.地区名.carbon.2030=16:22:7",
    "points": "“{read}”的点数须为 2 至 {most}，起止不得相同",
    "scenario": "没有名为“{read}”的方案；现有：{known}{nearest}",
    "nothing": "没有可比的方案：案例中没有方案，也没有写 --scenario、--approve、--reject、--free、--set 或 --sweep",
    "sweep_from": "扫描只能从一个方案出发，现在有 {count} 个：{names}",
    "not_rules": "扫描的是数值，规则设置“{read}”不是数值",
    "twice": "方案“{read}”写了两次",
}

SCENARIO_CASE = "{case}（{scenario}）"
NO_PLAN = "无可行方案"
ALIKE = "{name}（{number}）"
DEFAULT = "（默认：{default}）"
BLANK = "（空）"
RULES_TABLE = "规则"

SHEET = {
    "overview": "情景对比表", "assumptions": "假设差异", "nodes_carbon": "碳排放预算对比", "nodes_energy": "用能预算对比",
    "projects": "项目对比", "measures": "措施对比", "sweep": "扫描", "chart": "扫描图",
}  # fmt: skip
TITLE = {
    "overview": "情景对比表", "assumptions": "情景假设差异表", "nodes_carbon": "盟市年度碳排放预算情景对比表",
    "nodes_energy": "盟市年度用能预算情景对比表", "projects": "项目审批情景对比表", "measures": "减排措施情景对比表",
    "sweep": "单参数扫描表",
}  # fmt: skip
LABEL = {
    "scenario": "方案", "outcome": "结论", "objective": "目标值", "value": "批准项目价值", "cost": "措施成本",
    "overrun_cost": "弹性超用代价", "trade_cost": "减排量转让费用", "approved": "批准", "partly": "部分批准", "over_carbon": "碳排放超用",
    "over_energy": "用能超用", "headroom_carbon": "全区末年碳排放余量", "headroom_energy": "全区末年用能余量",
    "binding": "起约束作用的限额", "run": "方案编号", "figure": "值", "item": "项目", "note": "说明", "changes": "改动", "change": "增减",
    "table": "表", "key": "对象", "column": "项", "before": "基准值", "after": "方案值", "unit": "单位", "cell": "基准所在",
    "place": "方案所在", "region": "地区", "year": "年份", "budget": "预算", "usage": "预计用量", "headroom": "余量",
    "overrun": "超用", "light": "状态", "project": "项目编号", "name": "名称", "approval": "批准比例", "worth": "批准价值",
    "moved": "变动", "measure": "措施编号", "share": "实施比例", "names": "批准的项目",
}  # fmt: skip
COUNT_UNIT, PLACES_UNIT = "个", "处"
IN, OUT, MORE_OF, LESS_OF, SAME = "新增批准", "取消批准", "比例提高", "比例降低", "—"

NOTE = {
    "overview": "增减均为与基准相比，由公式计算；目标值＝批准项目价值－措施成本－弹性超用代价－减排量转让费用。超用为各地区（含全区）各年超用量之和。",
    "no_base": "基准无可行方案，故不计算增减。",
    "assumptions": "只列与基准不同的假设；基准所在、方案所在指原始文件的单元格或行。",
    "nodes": "预算、用量、余量为取整后印出的数（0.01 万吨）；增减由公式计算。状态同分配表。",
    "projects": "有变动的项目排在前面；批准价值＝该方案下的目标价值×批准比例。",
    "measures": "实施比例、成本为该方案下的结果；增减由公式计算。",
    "sweep": "每一行都是单独校验、求解并复核过的方案，只改变第一列这一个数。",
    "conflict": "“{scenario}”无可行方案，以下各项互相冲突（去掉任何一项，其余即可满足）：{says}",
    "side": "“{scenario}”：{note}",
    "more_failed": "……另有 {count} 个方案无可行方案，见 JSON 结果。",
    "left_out": "没有方案可列的（无可行方案）：{names}。",
    "nothing": "在时限内没有得到可行方案：“{scenario}”。",
    "colours": "增用蓝色、减用棕色，与预警灯的红黄绿无关。",
}  # fmt: skip
MEMBER = "{says}（{cells}）"

CHART = {"title": "目标值随“{key}”的变化", "objective": "目标值", "value": "批准项目价值", "axis": "亿元"}

TERMINAL = {
    "assumptions": "假设差异（基准 → 方案）", "results": "结果对比（括号内为与基准相比）",
    "nodes": "{quantity}预算（{unit}）有变动的地区：预算、余量、状态", "projects": "项目进出", "measures": "措施变动",
    "more": "……另有 {count} 行未列出，见 -o 工作簿或 --json。", "same_nodes": "{quantity}预算：各方案与基准相同。",
    "same_projects": "项目：各方案批准结果与基准相同。", "no_assumptions": "各方案与基准的假设相同。",
    "change": "{value}（{change}）", "arrow": "{before} → {after}", "sweep": "扫描：{key}",
    "checksum": "数据校验码 {checksum}（写入 case_checksum 可在数据变动后得到提醒）",
}  # fmt: skip

COMPARING = "方案 {done} / {total} …"
