"""Words of the diagnosis (诊断用语): conflicts, gaps, repair and the menu, when no plan exists."""

NOTICE = "诊断，不得作为方案"
TITLE = "诊断（不得作为方案）：{name}"
CASE_LINE = "【已证无解】测算：{case}　诊断编号：{run}"
FOOTER = "&L&8 诊断编号 {run}（不得作为方案）&C&8 第 &P 页 共 &N 页&R&8 {time}　规则包 {pack}"

CONFLICT = {
    "intensity": "{region} {year} 年{quantity}强度不得超过目标（刚性）",
    "total": "{region} {year} 年{quantity}不得超过总量（硬约束）",
    "hand_down": "{region} {year} 年{quantity}下达前须留足机动指标",
    "measures": "{region} 措施 {name} {year} 年的实施比例不得低于上一年",
    "controls": "{region} {year} 年{quantity}须达到控制指标（刚性）",
    "peak": "{region}已过达峰年，{year} 年{quantity}不得高于上一年",
    "two_high": "{region} 项目 {name} 属两高项目，不予准入",
    "group": "互斥组 {name} 至多批准一个项目",
    "link": "{region} 措施 {name} {year} 年须待项目 {project} 获批",
    "replacement": "{region} {year} 年已投产项目的{quantity}须有足够的置换来源",
    "redundancy": "{region} {year} 年{quantity}批复量不得超过增量指标及冗余度",
    "must": "{region} {name} 定为必上",
    "rejected": "{region} {name} 定为否决",
}
OTHER_LIMIT = "{region} {year} 年{quantity}须满足规则 {rule}"
RULE = {
    "intensity": "强度目标", "total": "总量", "hand_down": "机动指标", "measures": "措施不回落", "must": "必上",
    "rejected": "否决", "reduction": "再减排", "controls": "控制指标", "peak": "达峰后不回升",
    "replacement": "置换", "redundancy": "冗余度", "two_high": "两高准入", "group": "互斥组", "link": "关联项目",
}  # fmt: skip
OF_PROJECT, OF_MEASURE = "项目 {name}", "措施 {name}"
KIND = {"preference": "偏好", "policy": "政策", "law": "硬性"}
SHARE_UNIT, DECISION_UNIT, MONEY = "实施比例", "项", "亿元"

REPAIR = {
    "total": "{region} {year} 年{quantity}总量调增 {amount} {unit}，至 {to}",
    "hand_down": "{region} {year} 年{quantity}机动指标少留 {amount} {unit}，机动比例降至 {to}",
    "measures": "允许{region} 措施 {name} {year} 年的实施比例低于上一年 {amount}",
    "controls": "{region} {year} 年{quantity}控制指标放宽 {amount} {unit}",
    "peak": "允许{region} {year} 年{quantity}比上一年多 {amount} {unit}",
    "two_high": "准予{region} 两高项目 {name} 准入",
    "group": "允许互斥组 {name} 多批准 {amount} 项",
    "link": "允许{region} 措施 {name} {year} 年不待项目 {project} 获批而实施",
    "replacement": "{region} {year} 年{quantity}另行落实置换来源 {amount} {unit}",
    "redundancy": "{region} {year} 年{quantity}批复额度调增 {amount} {unit}",
    "must": "不再把{region} {name} 定为必上，由测算决定",
    "rejected": "不再把{region} {name} 定为否决，由测算决定",
}
GAP = {
    "intensity": "{region} {year} 年{quantity}比强度目标所允许的至少多 {amount} {unit}",
    "total": "{region} {year} 年{quantity}比总量至少多 {amount} {unit}",
    "hand_down": "{region} {year} 年{quantity}机动指标至少缺 {amount} {unit}",
    "controls": "{region} {year} 年{quantity}距控制指标至少差 {amount} {unit}",
    "peak": "{region} {year} 年{quantity}比上一年至少多 {amount} {unit}",
    "replacement": "{region} {year} 年{quantity}置换来源至少缺 {amount} {unit}",
    "redundancy": "{region} {year} 年{quantity}批复量至少超 {amount} {unit}",
}
OTHER_GAP = "{region} {year} 年{quantity}规则 {rule} 至少缺 {amount} {unit}"
REDUCTION = "{region} {year} 年{quantity}须再减 {amount} {unit}"
REMAINDER = "修复后{region} {year} 年{quantity}仍须再减 {amount} {unit}（硬性目标不放宽）"

ACTION = {
    "reduce": "增加减排", "transfer": "调入指标", "later": "推迟投产", "drop": "取消必上", "value_added": "提高增加值",
    "admit": "取消否决", "raise": "调增总量", "release": "释放机动",
}  # fmt: skip
MENU = {
    "reduce": "{parts}",
    "transfer": "由{seller}按 1:{ratio} 调出：{parts}",
    "later": "{region} 项目 {name} 推迟到 {year} 年投产",
    "drop": "{region} 项目 {name} 不再定为必上",
    "value_added": "{region} 项目 {name} 年增加值再提高 {amount} 亿元（用量不变）",
    "admit": "{region} 项目 {name} 不再定为否决",
    "raise": "{region} {year} 年{quantity}总量调增 {amount} {unit}，至 {to}",
    "release": "{region} {year} 年{quantity}机动指标少留 {amount} {unit}，机动比例降至 {to}",
}
TRANSFER_PART = "{region} {year} 年{quantity}调入 {amount} {unit}"
JOIN, AND = "；", "、"

CLASS = {"gaps": "缺口", "reductions": "公平分担", "repair": "修复建议", "remainder": "修复后仍缺"}

SHEET = {"conflict": "冲突", "repair": "缺口与修复", "menu": "化解菜单"}
SHEET_NAME = {"conflict": "互相冲突的限额和决定", "repair": "缺口与修复建议", "menu": "化解菜单"}
LABEL = {
    "number": "冲突", "rule": "规则", "region": "地区", "year": "年份", "quantity": "指标", "name": "项目或措施",
    "cells": "单元格", "says": "说明", "class": "类别", "kind": "性质", "amount": "数量", "unit": "单位",
    "action": "办法",
}  # fmt: skip
NOTE = {
    "conflict": "同一冲突中的各项不能同时满足，去掉其中任何一项，其余各项即可满足。后一个冲突是前面各冲突化解之后仍有的冲突。",
    "gaps": "缺口：限额和决定都不变时，各限额至少被超出的数量（批准和措施取最有利的组合）。"
    "公平分担：补上全部缺口的再减排量，先使占存量比例最大的一处尽量小，再使合计最少。",
    "repair": "修复建议依次动用：机动指标（偏好）、总量、必上或否决决定（政策）；强度目标（硬性）从不放宽。已按修复后的数据重新求解验证。",
    "menu": "每一条都是单独可行的办法，逐条按改动后的数据重新求解验证；有多个地区存在缺口时，其余地区按“公平分担”补上。",
    "draft": "本工作簿只说明为什么没有可行方案，不含任何分配数，不得作为方案下达。",
}
NO_WORKBOOK = "有可行方案，没有要诊断的冲突，未写诊断工作簿；分配表请用 shuangkong solve 写出。"
TERMINAL = {
    "none": "无可行方案（已证明）。{notice}。",
    "first": "先报：没有可行方案（已证明）。下列限额至少要让这么多才有方案（相对量合计最小，项目可部分批准）：",
    "going_on": "正在找最小冲突、公平的修复建议和化解菜单……",
    "conflict": "冲突 {number}：以下各项互相冲突（去掉任何一项，其余即可满足）",
    "member": "  · {says}（{cells}）",
    "line": "  · {says}",
    "no_cells": "—",
    "gaps": "缺口（限额和决定都不变时）",
    "reductions": "补上缺口的公平分担",
    "repair": "修复建议（偏好 → 政策，不放宽硬性目标）",
    "no_repair": "修复建议：没有；冲突只在硬性目标与存量之间，只能补上缺口。",
    "no_relief": "修复建议：在时限内没有算出。",
    "remainder": "修复后仍缺",
    "menu": "化解菜单（单独可行，逐条验证）",
    "possible": "有可行方案：{outcome}，目标值 {objective:,.4f} 亿元。",
    "binding": "起约束作用的限额：",
    "no_binding": "没有起约束作用的限额。",
    "more": "……另有 {count} 条，见工作簿或 JSON。",
}
