"""What each setting of a case should be (测算设置的要求), in Chinese."""

from __future__ import annotations

EXPECTED: dict[str, str] = {
    "name": "测算名称，如 \"全区 2026—2030\"",
    "model": "规则包名称（文字）",
    "base_year": "四位年份，如 2025",
    "price_year": "四位年份，GDP可比价的价格年，须与 base_year 相同",
    "years": "年份的列表，如 [2026, 2027, 2028, 2029, 2030]",
    "approval": "whole（整项批准）或 share（可批一部分）",
    "flag": "true 或 false",
    "waive": "检查名称 = \"理由\"",
    "line": "第{line}行第{column}列",
    "row": "第{line}行",
    "scenarios": "一个或多个 [[scenario]]",
    "text": "文字",
    "cell": "一个文字或数字（数字可带单位）",
    "projects": "项目编号的列表，如 [\"P7\", \"P9\"]",
    "changes": "改动的列表，如 [{ table = \"totals\", where = { … }, set = { … } }]",
}  # fmt: skip

WANTED_FILE = "含 case.toml 的文件夹或 .xlsx 工作簿"
NO_SUCH_CASE = "找不到测算数据“{read}”：没有这个路径，也没有这个名称的自带案例{nearest}"
