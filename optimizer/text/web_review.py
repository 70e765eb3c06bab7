"""Words of the tab 项目评估 (评估页用语)."""

from __future__ import annotations

TITLE = "项目"
SEARCH = "查找编号、名称、地区、行业"
COUNT = "共 {all} 个，已评估 {done} 个"
ALL, STOP, AGAIN = "评估全部", "停止", "按现决定重新评估"
PROGRESS = "正在评估：{done} / {all}"
STOPPED = "已停止，评估了 {done} / {all} 个。"
STALE = "审批决定在评估后有变动，以下是变动前的评估。"
HEADINGS = ("编号", "项目名称", "地区", "审批", "类别", "净负担 碳/能", "影响值", "建议")
NOT_YET = "未评估"
PAGE, PAGES = "第 {first}–{last} 个，共 {all} 个", "翻页"
BEFORE, AFTER = "上一页", "下一页"
NOTHING_FOUND = "没有符合条件的项目。"
PICK = "请在左侧选一个项目。"
WAIT = "正在评估 {project}：逐步试算批准、推迟、缺口…"
TROUBLE = "没有得到评估结果：{what}"
DOWN = {"xlsx": "评估工作簿", "docx": "评估意见（Word）"}
DOWN_LABEL = {"xlsx": "下载已评估项目的工作簿", "docx": "下载已评估项目的 Word 评估意见"}
NOTHING_DONE = "还没有评估过的项目。"
ONE = {"xlsx": "工作簿", "docx": "Word"}
ONE_LABEL = {"xlsx": "下载本项目评估工作簿", "docx": "下载本项目评估意见（Word）"}

ADVICE = "建议：{advice}"
AUTHORITY = "审查权限"
CLASS = "影响类别（能耗）"
CLASS_CARBON = "碳参照类别"
BENCHMARK = "能效水平"
WORTH = "批准的影响值"
WORTH_VALUE = "{worth:+,.4f} 亿元"
RATIO = "置换比例"
IMPACTS = "影响测算"
IMPACT_NOTE = "万吨；增加值为亿元"
IMPACT_HEADINGS = ("地区", "指标", "新增", "增量控制数", "m%", "n%", "类别", "净负担", "盈亏平衡增加值")
EFFECTS = "对目标的影响"
EFFECT_HEADINGS = ("地区", "指标", "年份", "余量 批前", "余量 批后", "强度 批前", "强度 批后", "目标强度")
STEPS = "审查步骤"
STEP_HEADINGS = ("步骤", "判据", "结论", "说明")
NOT_REACHED = "未到此步"
SOURCES = "化解来源与缺口"
SOURCE_HEADINGS = ("类型", "对象", "地区", "年份", "碳排放（万吨CO2）", "能耗（万吨标准煤）", "折合增加值（亿元）")
NO_SOURCES = "没有需要化解的占用。"
REGRET = "影响值：强行改变决定"
REGRET_HEADINGS = ("改为", "目标值变化（亿元）", "让出项目", "补进项目")
NO_REGRET = "没有可改变的决定。"
REGRET_WAIT = "正在试算强行批准、不批…"
NO_BASE = "当前决定没有可行方案，无从计算影响值。"
MORE_PROJECTS = "等 {count} 个"
DECIDE = "审批"
DECIDED = "{project} 已定为{decision}，审批推演已重新求解"
