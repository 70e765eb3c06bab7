"""Problems of scenarios (方案的问题), by code."""

from __future__ import annotations

from optimizer.text.issue_text import IssueText, warn

SCENARIOS: dict[str, IssueText] = {
    "scenario_without_name": IssueText("方案没有名称", "方案没有名称", "写明名称（name、方案）"),
    "scenario_duplicate": IssueText(
        "方案名称重复", "方案名称“{read}”重复或为系统保留（另一处：{other}）", "换一个名称；“基准”“临时方案”不能用"),
    "scenario_unknown_base": IssueText(
        "找不到所基于的方案", "方案“{scenario}”基于“{read}”，但没有这个方案", "核对名称{nearest}"),
    "scenario_cycle": IssueText("方案循环引用", "方案“{read}”基于自己：{wanted}", "改其中一个方案的 base（基于）"),
    "scenario_unknown_key": IssueText("方案中有未知的名称", "方案中没有“{read}”这一项", "可用：{wanted}{nearest}"),
    "scenario_bad_value": IssueText("方案的写法不对", "方案的“{key}”读到“{read}”，应为{wanted}", "按要求改写"),
    "scenario_incomplete": IssueText(
        "改动没有写全", "这处改动没有写全：要有表、改哪些行、改哪一列及其值",
        "例如 {{ table = \"totals\", where = {{ region = \"…\" }}, set = {{ total = 9700 }} }}"),
    "scenario_disagrees": IssueText(
        "同一方案前后不一", "同一方案的“{column}”前面写“{wanted}”，这里写“{read}”", "只写一处，或写成一样"),
    "scenario_unknown_table": IssueText("方案改的表不存在", "没有名为“{read}”的表", "可用：{wanted}{nearest}"),
    "scenario_unknown_project": IssueText("找不到项目", "没有编号为“{read}”的项目", "核对项目编号{nearest}"),
    "scenario_unknown_value": IssueText("找不到这样的行", "“{column}”中没有“{read}”", "核对名称{nearest}"),
    "scenario_where_amount": IssueText(
        "不能按数量选行", "“{column}”是数量，不能用来选行", "用地区、指标、年份、编号等列选行"),
    "scenario_no_match": IssueText("改动没有对应的行", "{table}表没有符合“{read}”的行", "核对条件；方案只能改已有的行"),
    "scenario_key_column": IssueText(
        "不能改编号列", "“{column}”是{table}表用来认行的列，方案不能改", "只改其他列；新增的行请写入测算数据"),
    "scenario_contradiction": IssueText(
        "同一方案自相矛盾", "同一方案对“{read}”有两处不同的改动（另一处：{other}）", "只保留一处"),
    "scenario_same_value": warn(
        "改动与原值相同", "“{read}”原来就是“{wanted}”，这处改动不起作用", "核对是否写错，或删去"),
    "scenario_stale": warn(
        "方案编制后数据已变", "方案“{scenario}”按校验码 {read} 的数据编制，现有数据为 {wanted}",
        "核对方案是否仍然适用，再更新 case_checksum（数据校验码）"),
}  # fmt: skip
