"""Words of the officer's screen (界面用语)."""

from __future__ import annotations

PRODUCT = "双控预算统筹"
TITLE = "{tab} · 双控预算统筹"
SKIP = "跳到正文"
NAV = "工作步骤"
CASE, USER = "方案", "用户"
ACCOUNT, ROLE_OF = "我的账号", "{who}（{role}）"
SOMEONE = "本机用户"
OPENING = "正在打开 {case}，求解并复核基准方案…"
REJECTED = "“{case}”没有通过校验，不能打开：{count} 处错误。{first}"
NEXT = "；"
NO_CASE = "没有案例 {case}：可能已被删除，或网址写错。请从“双控预算统筹”首页重新进入。"
WHERE = "数据版本 {version} 项目 {project}"
NO_TAB = "没有这个页面：{tab}"

TABS = {
    "data": "导入数据", "solve": "求解方案", "whatif": "审批推演", "alerts": "额度预警", "compare": "方案对比",
    "export": "导出成果", "review": "项目评估", "diagnosis": "诊断",
}  # fmt: skip

QUANTITY = {"energy": "用能预算", "carbon": "碳排放预算"}
UNIT = {"energy": "万吨标准煤", "carbon": "万吨CO2"}
YEAR = "{year}年"
MORE, LESS, SAME, NONE = "增", "减", "持平", "—"
LEFT, OVER = "余", "超"
LIGHT = {"normal": ("●", "正常"), "warn": ("▲", "预警"), "over": ("■", "超限"), "none": ("", "无限额")}

KPI = {
    "total": "{year}年总量", "used": "{year}年已安排", "left": "{year}年余量", "met": "强度达标",
    "approved": "批准项目", "changed": "较基准变动",
}  # fmt: skip
KPI_LIMIT = "总量为全区总量目标；没有总量目标时为下达预算"
MET_UNIT, APPROVED_UNIT, CHANGED_UNIT = "个地区", "个", "个项目"
LIGHTS_COUNT = "预警 {warn}　超限 {over}"
WORTH = "目标值 {change}"
WORTH_UNIT = "亿元"

WHATIF = {
    "list": "项目清单", "filter": "筛选（按 / 键）", "filter_label": "按项目、地区、行业筛选",
    "only": "仅看变动", "undo": "撤销", "redo": "重做", "restore": "恢复基准", "adopt": "设为基准", "save": "保存方案",
    "table": "{quantity}分配表", "unit": "单位：{unit}", "changed": "与基准方案比，变动的项目",
    "same": "与基准方案一致，无变动。", "tiles": "额度使用率", "not_map": "示意图，非地图", "chart": "{region} 用量与总量",
    "axis": "纵轴不从零起", "usage": "用量", "baseline": "基准用量", "total": "总量", "band": "弹性区间",
    "budget": "下达预算", "keys": "键盘：↑↓ 选行　1 批准　2 待定　3 否决　Ctrl+Z 撤销　Ctrl+Y 重做　/ 筛选　Esc 清除　Ctrl+S 保存",
    "why_cell": "{region} {year}年：预算 {budget}，用量 {usage}，{light}。点击看为什么",
    "region_head": "地区", "sum": "合计", "select_year": "以 {year} 年为准", "select_region": "图表改看{region}",
    "why_project": "为什么", "quantity": "指标",
}  # fmt: skip
HEADINGS = {
    "project": "编号", "name": "项目名称", "region": "地区", "sector": "行业", "start": "投产", "energy": "能耗",
    "carbon": "碳排放", "decision": "审批（1/2/3）", "result": "安排",
}  # fmt: skip
DECISION = {"must": "批准", "candidate": "待定", "rejected": "否决"}
MORE_CHANGED = "另有 {count} 个，勾选“仅看变动”可在项目清单中看到全部。"
RESULT = {"in": "入选", "out": "未选"}
ONLY_PART = "{share}"

STATUS = {
    "solved": "第 {number} 次求解，用时 {seconds} 秒，快速推演结果，正在复核…",
    "verified": "第 {number} 次求解，用时 {seconds} 秒，结果已更新（{outcome}，已复核）",
    "slow": "正在重新计算…",
    "failed": "未能得到可行方案，已保留上一结果。",
    "blocked": "受阻于：{limits}。",
    "trouble": "求解器异常：{what}。已保留上一结果。",
    "refuted": "独立复核未通过，本结果不得使用，请恢复基准：{what}",
    "nothing": "没有可行方案：这份数据的硬性限额互相冲突。",
    "saved": "已保存方案“{name}”",
    "adopted": "已把当前方案设为基准",
    "not_yet": "结果复核后才能设为基准，请稍候",
    "draft": "结果已更新，但草稿没有存上：{what}",
}  # fmt: skip
DIAGNOSE = "看诊断"
SAVE = {
    "title": "保存方案", "name": "方案名称", "reason": "说明（可不填）", "ok": "确定", "cancel": "取消",
    "default": "推演 {time}", "needed": "请写方案名称",
}  # fmt: skip

WHY = {
    "title": "为什么：{region} {year}年 {quantity}", "project": "为什么：项目 {project}",
    "wait": "正在逐项推算…", "close": "关闭", "none": "当前没有可行方案，无从说明。",
    "figures": "数从哪里来", "fold": "点击可展开到输入单元格",
}  # fmt: skip

ALERTS = {
    "title": "额度预警", "hint": "按使用率由高到低排列；点一行看原因和可以调整的项目。", "year": "年度", "state": "状态",
    "quantity": "指标", "all": "全部{what}", "reason": "原因", "movable": "可以调整的项目（本地区已安排、非必上）",
    "fixed": "本地区已安排的必上项目", "no_movable": "本地区没有可以调整的项目：已安排的都是必上项目。", "pick": "请在左侧选一行。",
    "use": "当年占用", "to_whatif": "到“审批推演”调整", "none": "没有符合条件的额度。",
    "count": "共 {count} 项：■ 超限 {over}　▲ 预警 {warn}　● 正常 {normal}",
}  # fmt: skip
ALERT_HEADINGS = ("地区", "年度", "指标", "下达预算", "预计用量", "余量", "使用率", "总量", "弹性超用", "状态")
REASON = {
    "over": "预算超出总量 {amount} {unit}，动用了弹性额度并计入超用代价。",
    "warn": "使用率 {rate}，达到预警线 {warn}：余量只有 {headroom} {unit}。",
    "normal": "使用率 {rate}，低于预警线 {warn}。",
    "binding": "起约束作用的限额：",
    "free": "与此有关的限额都不起约束作用。",
}

DIAGNOSIS = {
    "title": "诊断：为什么没有可行方案", "wait": "正在找出互相冲突的限额和最小的修复…", "cells": "出处（单元格）",
    "possible": "当前方案可行，没有要诊断的冲突。", "undo": "撤销最近一步", "restore": "恢复基准",
}  # fmt: skip

SERVE = {
    "address": "浏览器打开 {url}（按 Ctrl+C 停止）",
    "no_address": "本机没有地址 {host}，不能监听 {host}:{port}。--host 应是本机的一个地址；监听全部地址写 0.0.0.0。",
    "port_used": "端口 {port} 已被占用。换一个：--port {other}",
}

GRID = {
    "filterOoo": "筛选…", "equals": "等于", "notEqual": "不等于", "blank": "空白", "notBlank": "非空白",
    "empty": "请选择", "lessThan": "小于", "greaterThan": "大于", "lessThanOrEqual": "小于等于",
    "greaterThanOrEqual": "大于等于", "inRange": "介于", "inRangeStart": "从", "inRangeEnd": "到", "contains": "包含",
    "notContains": "不包含", "startsWith": "开头是", "endsWith": "结尾是", "andCondition": "且", "orCondition": "或",
    "applyFilter": "应用", "resetFilter": "重置", "clearFilter": "清除", "cancelFilter": "取消", "textFilter": "文本筛选",
    "numberFilter": "数值筛选", "noRowsToShow": "没有符合条件的项目", "noMatchingRows": "没有符合条件的项目",
    "loadingOoo": "正在载入…",
    "sortAscending": "升序", "sortDescending": "降序", "sortUnSort": "取消排序", "columnFilter": "筛选此列",
    "ariaSortableColumn": "按 Enter 排序", "ariaMenuColumn": "按 Alt+↓ 打开列菜单",
    "ariaFilterColumn": "按 Ctrl+Enter 打开筛选", "ariaFilterInput": "筛选输入", "ariaFilterValue": "筛选值",
    "ariaFilterFromValue": "从", "ariaFilterToValue": "到", "ariaFilteringOperator": "筛选方式",
    "ariaLabelColumnFilter": "列筛选", "ariaLabelColumnMenu": "列菜单", "ariaHidden": "隐藏", "ariaVisible": "可见",
    "ariaRowSelect": "按空格选行", "ariaSearch": "搜索",
}  # fmt: skip
"""The words of the grid that can appear with the filters and sorts that the screen offers."""
