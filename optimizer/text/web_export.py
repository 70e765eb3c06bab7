"""Words of the tab 导出成果 (导出页用语)."""

from __future__ import annotations

EXPORTED, SIGNED = "导出成果", "审核方案"
"""What the change log calls each kind of act."""
SIGNED_STATE = "已审核"
SAVED_AS = {"now": "推演 {time}", "baseline": "基准 {time}"}
SAVED_WHY = "导出时自动保存，供复现"
NEVER_OUT = "方案 {run} 没有导出过，不能审核。"
NO_REASON = "请写审核意见。"
NOT_A_REVIEWER = "“{who}”没有审核权限：须由审核人或管理员审核。"
OWN_WORK = "制表人不能审核自己导出的方案，请由另一位审核人审核。"

TITLE = "导出什么"
CHOOSE = "方案"
WAIT = "正在求解并复核“{name}”…"
TROUBLE = "没有得到可导出的方案：{what}"
NO_PLAN = "“{name}”无可行方案，没有可导出的成果。原因见“方案对比”或“诊断”。"
READY = "已复核，可以导出。"
UNPROVED = "{mark}：方案可行但没有证明最优，导出的每张表都会注明；上报前请重新精确求解。"
FACTS = {
    "run": "方案编号", "case": "案例", "checksum": "数据校验码", "pack": "规则包", "outcome": "结论",
    "objective": "目标值", "approved": "批准项目", "verified": "独立复核", "warnings": "数据提示", "time": "生成时间",
    "versions": "软件版本",
}  # fmt: skip
OBJECTIVE = "{objective:,.4f} 亿元"
APPROVED = "{count} / {all} 个"
WARNINGS = "{count} 条（写入成果封面）"
CONTENTS = "内容"
FILES = "导出文件"
FILE = {
    "xlsx": ("Excel 工作簿", "全部表格，合计和余量带公式，可核对、可打印"),
    "docx": ("Word 公文", "年度预算方案正文和附表，公文版式"),
    "html": ("网页报告", "单个文件，含图表，断网可看"),
    "csv": ("CSV 数据表", "全部表格的纯数据，打成一个 zip"),
    "json": ("JSON 结果", "未取整的完整结果，供程序读取、复核"),
}  # fmt: skip
EXPORT = "导出"
EXPORT_LABEL = "导出{what}"
MAKING = "正在生成{what}…"
DONE = "已导出 {file}，SHA-256 {checksum}…，已记入变更日志"
FAILED = "没有导出：{what}"

LAST = "最近导出"
LAST_NOTE = "SHA-256 为整个文件的校验值，改动一个字节即不同"
HEADINGS = ("时间", "方案编号", "文件", "SHA-256", "制表", "审核")
NONE_YET = "还没有导出过成果。"
SIGN, SIGN_LABEL = "审核", "审核方案 {run}"
SIGNED_BY = "{who} {time}"
ASK = {
    "title": "审核方案 {run}", "name": "审核意见", "ok": "审核通过", "cancel": "取消", "needed": "请写审核意见",
}  # fmt: skip
SIGNED_NOW = "方案 {run} 已审核，已记入变更日志"
