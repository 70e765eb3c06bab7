"""Words of the tab 导入数据 (导入页用语)."""

from __future__ import annotations

TITLE = "案例与版本"
COUNT = "共 {cases} 个案例、{versions} 个版本；每次导入另立一版，旧版不覆盖"
CASES = ("版本", "校验码", "存入时间", "存入人", "说明")
OPENED, OPEN, OPEN_LABEL = "已打开", "打开", "打开 {case} 第{number}版"
NUMBER = "第{number}版"
TEMPLATE, CHOOSE, KEEP, BACK = "下载模板", "上传工作簿", "存为新版本", "看当前案例"
TEMPLATE_FILE = "双控案例模板.xlsx"
ACCEPT = "可上传 .xlsx 或案例文件夹的 .zip，不超过 {most} MB；校验没有错误才能存入"
CHOOSE_LABEL = "选择要上传的文件"
READING = "正在读取并校验“{file}”…"
REFUSED = "没有导入：{what}"
TOO_LARGE = "文件超过 {most} MB 或类型不对，没有上传。只收 .xlsx 和 .zip。"
LOST = "上传没有完成：{what}。请重新选择文件。"

CLEAN = "校验通过：{regions} 个地区、{projects} 个项目、{measures} 项措施。可以存入。"
CLEAN_WARNED = "校验通过：{regions} 个地区、{projects} 个项目、{measures} 项措施，另有 {warnings} 条提醒请核对。可以存入。"
WRONG = "发现 {errors} 处错误、{warnings} 条提醒，没有导入。改好后重新上传。"
ISSUES = ("级别", "位置", "读到", "应为", "问题", "怎么改")
ISSUES_TITLE = "问题清单"
ISSUES_HINT = "点一行，在下面的表里找到这个单元格"
MORE_ISSUES = "……另有 {count} 条未列出，先改好上面的再上传。"
NO_ISSUES = "没有错误，也没有提醒。"
WARNINGS = "本案提醒（{count} 条）"

SHEETS = "表"
PAGE = "第 {first}—{last} 行，共 {count} 行"
EARLIER, LATER = "上一页", "下一页"
MORE_COLUMNS = "只显示前 {count} 列"
EMPTY_SHEET = "这张表是空的。"
MARKED = {"error": "错误：{says}", "warning": "提醒：{says}"}
CASE_TITLE = "当前案例：{case} {number}"
UPLOAD_TITLE = "上传的文件：{file}"
FACTS = "规则包 {pack}　基期 {base} 年　规划期 {first}—{last} 年　{approval}"
APPROVAL = {"whole": "项目整项批准", "share": "项目可批一部分"}
EVIDENCE = "数据性质：公布 {published} 行、估算 {estimated} 行、假设 {assumed} 行、未注明 {none} 行"
WAIVED = "豁免：{what}（{reason}）"

ASK = {
    "title": "存为新版本", "name": "案例名称", "reason": "导入说明（如：按10月调度会意见修订）", "ok": "存入", "cancel": "取消",
    "needed": "请写案例名称", "why": "请写导入说明，便于以后查对",
}  # fmt: skip
KEPT = "已存为“{case}”{number}（校验码 {checksum}）。"
SAME = "与“{case}”{number}内容相同，没有新增版本。"
GO = "打开并进入审批推演"
NOT_KEPT = "没有存入：{what}"
