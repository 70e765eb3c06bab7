"""Problems of the books beside a case (实绩、重点单位、台账的问题), by code."""

from __future__ import annotations

from optimizer.text.issue_text import IssueText, warn

ACTUALS: dict[str, IssueText] = {
    "actuals_not_found": IssueText("找不到实绩数据", "找不到“{read}”", "给出存放实绩表的文件夹或 .xlsx 工作簿"),
    "actuals_bad_version": IssueText("版本号不对", "版本读到“{read}”，应为正整数", "首次报送写 1，每修订一次加 1"),
    "actuals_year": IssueText("年份不在范围内", "年份 {read} 晚于规划期末年 {wanted}", "核对年份"),
    "actuals_quarter_missing": IssueText(
        "季度不连续", "“{region}”{year} 年缺少{wanted}，无法累计", "补上缺少的季度（填当季数，不是累计数）"),
    "actuals_growth_without_base": IssueText(
        "只有GDP增速，没有上年数", "“{region}”{year} 年{quarter}只填了增速 {read}，推不出上年同期GDP",
        "填当季GDP（可比价），或补上上年同一季度的实绩"),
    "actuals_sector_without_base": warn(
        "行业没有电碳系数", "“{region}”{year} 年有行业“{read}”的用电量，但没有以前年份的电碳基准",
        "在电碳基准表补上该行业；缺系数的地区不用电—碳模型"),
    "actuals_status_fell_back": warn(
        "核定后又出现初步数", "“{region}”{year} 年{quarter}第 {read} 版为初步，前面已有核定版", "核对状态；测算按最新版本"),
}  # fmt: skip

REGISTER: dict[str, IssueText] = {
    "register_unknown": IssueText("名称前后不一", "“{column}”中的“{read}”不在“{table}”表中", "先在“{table}”表登记，或核对名称{nearest}"),
    "register_benchmark_order": IssueText(
        "标杆值应不高于基准值", "“{product}”的标杆值 {read} 高于基准值 {wanted}", "单位产品能耗越低越好，核对两列是否填反"),
}  # fmt: skip

LEDGER: dict[str, IssueText] = {
    "ledger_category_missing": IssueText(
        "削减量没有类别", "科目为削减量，减排类别为空", "从五类中选一类，每批只归一类"),
    "ledger_category_unused": IssueText(
        "类别用错科目", "科目不是削减量，却填了减排类别“{read}”", "删去类别，或把科目改为削减量"),
    "ledger_batch_category": IssueText(
        "同一批次归入两类", "“{batch}”归入{read}，此前已归入{wanted}", "每批减排量只归一类；核对批次号或类别"),
    "ledger_negative": IssueText(
        "数量为负", "数量读到 {read}，该科目的数量不能为负", "填正数；减少请用统计修正，或用 correct 更正原分录"),
    "ledger_party": IssueText(
        "调剂对方不对", "对方地区读到“{read}”，调出必须写明台账中的另一地区", "填写调入地区的名称"),
    "ledger_ratio": IssueText("折算比例不对", "折算比例读到“{read}”，应为不小于 1 的数", "等量填 1，减量填 1.2、1.5 等"),
    "ledger_bad_date": IssueText("日期不对", "{column}读到“{read}”，不是日期", "写成 2027-03-15 这样的日期"),
    "ledger_unknown_project": IssueText("台账中没有该项目", "台账中没有项目“{read}”的占用", "核对项目编号{nearest}"),
}  # fmt: skip
