"""The catalogue of input problems (问题目录): code → title, severity, sentence and usual fix, in Chinese."""

from __future__ import annotations

from optimizer.text.issue_text import IssueText, warn
from optimizer.text.issues_books import ACTUALS, LEDGER, REGISTER
from optimizer.text.issues_scenarios import SCENARIOS

UNREADABLE, EXTENT, CELL_LIMIT = "读取失败", "{rows} 行 × {columns} 列", "{count} 格"

FILES: dict[str, IssueText] = {
    "case_not_found": IssueText("找不到测算数据", "找不到“{read}”", "核对路径，或使用自带案例的名称"),
    "case_toml_missing": IssueText(
        "缺少 case.toml", "文件夹“{read}”中没有 case.toml，不是测算数据", "补上 case.toml，或指向正确的文件夹"),
    "unsupported_file": IssueText(
        "文件类型不支持", "“{read}”不能作为测算数据，需要{wanted}", "在表格软件中另存为 .xlsx"),
    "file_unreadable": IssueText("文件打不开", "“{read}”打不开：{reason}", "关闭占用它的程序，或检查权限"),
    "workbook_old_format": IssueText(
        "不是新版工作簿", "“{read}”是旧版 .xls 或加密的工作簿（扩展名虽为 .xlsx）", "取消密码，另存为 .xlsx 后再读"),
    "workbook_corrupt": IssueText(
        "工作簿已损坏", "“{read}”不是完整的 .xlsx 工作簿", "在表格软件中打开修复，另存为 .xlsx"),
    "file_too_large": IssueText(
        "文件过大", "“{read}”展开后约 {size} MB，超过上限 {wanted}", "删去与测算无关的工作表和图片"),
    "sheet_too_large": IssueText(
        "工作表过大", "工作表的有值区域为 {read}，超过上限 {wanted}", "清除远处误填的单元格后保存"),
    "unknown_file": IssueText("多余的文件", "测算数据中没有名为“{read}”的表", "改名或移出文件夹{nearest}"),
    "unknown_sheet": IssueText("多余的工作表", "测算数据中没有名为“{read}”的工作表", "改名或删除{nearest}"),
    "duplicate_table": IssueText("表重复", "“{read}”与“{other}”是同一张表", "只保留一份"),
    "missing_table": IssueText("缺少必需的表", "缺少必需的表：{wanted}", "补上这张表"),
    "table_empty": IssueText("必需的表没有数据", "{table}表没有任何数据行", "至少填写一行"),
    "settings_missing": IssueText("缺少测算设置", "工作簿中没有“测算设置”工作表", "增加该表，两列：键、值"),
    "bad_encoding": IssueText("文字编码无法识别", "“{read}”既不是 UTF-8 也不是 GB18030 编码", "另存为 CSV UTF-8"),
    "utf16_encoding": IssueText(
        "文字编码为 UTF-16", "“{read}”是 UTF-16（Unicode 文本）编码", "另存为 CSV UTF-8（逗号分隔）"),
    "unterminated_quote": IssueText("引号不成对", "这一行的双引号没有配对", "补上或删去多余的双引号"),
    "too_many_cells": IssueText(
        "这一行多出单元格", "这一行有 {read} 个单元格，表头只有 {wanted} 个",
        "带千分位逗号的数字要加双引号，或删去多余的逗号"),
    "toml_syntax": IssueText("设置文件语法错误", "设置文件写法有误：{read}", "检查引号、括号和等号"),
}  # fmt: skip

SETTINGS: dict[str, IssueText] = {
    "unknown_setting": IssueText("未知的设置", "没有名为“{read}”的设置", "核对拼写{nearest}"),
    "missing_setting": IssueText("缺少必需的设置", "缺少必需的设置“{read}”", "补上：{wanted}"),
    "bad_setting": IssueText("设置的值不对", "设置“{key}”读到“{read}”，应为{wanted}", "按要求改写"),
    "duplicate_setting": IssueText("设置重复", "设置“{read}”出现了两次（另一处在 {other}）", "只保留一处"),
    "years_not_increasing": IssueText(
        "规划年份次序不对", "规划年份“{read}”没有逐年递增，或有重复", "从小到大各写一次"),
    "price_base_differs": IssueText(
        "GDP价格基期不一致", "GDP按 {read} 年价格，基期年为 {wanted}", "把GDP换算成基期年可比价（乘以两套价格在同一年的水平比），或改基期年"),
    "year_before_base": IssueText(
        "规划年份不晚于基期", "规划年份 {read} 不晚于基期年 {wanted}", "改规划年份或基期年"),
    "unknown_waiver": IssueText("不能豁免的检查", "“{read}”不是可以豁免的检查", "只能豁免：{wanted}{nearest}"),
    "waiver_without_reason": IssueText("豁免没有理由", "豁免“{read}”没有写理由", "写明理由，它会印在每份报告上"),
    "rules_not_table": IssueText(
        "规则设置的层次不对", "“{read}”应写成 规则 = {{ 设置 = 值 }}", "例如 total = {{ derive = false }}"),
    "gdp_flag_missing": IssueText(
        "没有说明 GDP 是否含候选项目", "有项目带来增加值，但没有写 gdp_includes_candidates",
        "年度表的 GDP 已含候选项目写 true，未含写 false；写错会重复计算增加值"),
}  # fmt: skip

HEADERS: dict[str, IssueText] = {
    "no_header": IssueText("找不到表头", "没有找到{table}表的表头行", "表头须含列名，如 {wanted}"),
    "unknown_column": IssueText("未知的列", "{table}表没有名为“{read}”的列", "核对列名或删去该列{nearest}"),
    "duplicate_column": IssueText("列重复", "列“{read}”出现两次（另一处在 {other}）", "只保留一列"),
    "missing_column": IssueText("缺少必需的列", "{table}表缺少必需的列“{wanted}”", "补上这一列"),
    "column_without_name": IssueText("没有列名的数据", "该列没有列名却有数据“{read}”", "补上列名，或清空该列"),
    "unit_missing": IssueText("列名没有单位", "列“{read}”没有写单位", "改为“{wanted}”"),
    "unit_unknown": IssueText("单位不认识", "列“{column}”的单位“{read}”不认识", "可用：{wanted}{nearest}"),
    "unit_wrong_kind": IssueText("单位与列不符", "列“{column}”的单位“{read}”属于另一种量", "可用：{wanted}"),
    "unit_not_wanted": IssueText("列不应有单位", "列“{column}”没有单位，却写了“{read}”", "删去括号中的单位"),
    "amount_unit_mismatch": IssueText(
        "单位与指标不符", "列“{column}”的单位“{read}”与该行指标“{wanted}”不符", "列名改用不带品种的单位，如 万吨"),
}  # fmt: skip

CELLS: dict[str, IssueText] = {
    "required_blank": IssueText("必填项为空", "必填的“{column}”为空", "填写；没有数值请填 0，不要留空"),
    "not_a_number": IssueText("不是数字", "“{column}”读到“{read}”，不是数字", "改为数字，说明写到备注列"),
    "letter_in_number": IssueText("数字中夹有字母", "“{column}”读到“{read}”，数字中夹有字母", "是否应为 {wanted}"),
    "bad_grouping": IssueText(
        "千分位不对", "“{column}”读到“{read}”，逗号不在千分位上", "用小数点“.”作小数，或去掉逗号"),
    "number_not_finite": IssueText("不是有限的数", "“{column}”读到“{read}”，不是有限的数", "改为数字，缺数留空"),
    "number_too_large": IssueText("数字过大", "“{column}”读到“{read}”，大得不合实际", "核对数字和列的单位"),
    "error_value": IssueText("公式出错", "“{column}”读到公式错误“{read}”", "修正公式，或粘贴为数值"),
    "dash_not_zero": IssueText("短横不是零", "“{column}”读到“{read}”，无法判断是零还是缺数", "零请填 0，缺数请留空"),
    "parentheses_number": IssueText("括号数字", "“{column}”读到“{read}”，括号写法不明", "负数请写负号，正数去掉括号"),
    "percent_not_wanted": IssueText(
        "多余的百分号", "“{column}”不是比例，却读到“{read}”", "去掉百分号（或百分比格式）"),
    "unit_in_number": IssueText(
        "数字带有单位", "“{column}”读到“{read}”，单位应写在列名里", "单元格只留数字 {wanted}"),
    "formula_as_text": IssueText(
        "公式存成了文字", "“{column}”读到公式文字“{read}”", "改单元格格式为常规后重新计算，或粘贴为数值"),
    "formula_without_value": IssueText(
        "公式没有计算结果", "“{column}”是公式，但文件里没有存下计算结果", "在表格软件中打开并保存一次，或粘贴为数值"),
    "date_in_number": IssueText("日期出现在数字列", "“{column}”读到日期“{read}”", "改单元格格式为常规后重填"),
    "date_in_text": IssueText(
        "名称被改成了日期", "“{column}”读到日期“{read}”，可能被表格软件自动改写", "单元格设为文本后重填"),
    "flag_in_number": IssueText("逻辑值出现在数字列", "“{column}”读到逻辑值“{read}”", "改为数字"),
    "merged_number": IssueText(
        "数字合并了单元格", "“{column}”的数字跨 {read} 行合并，无法判断归哪一行", "取消合并，逐行填写"),
    "bad_year": IssueText("年份看不懂", "“{column}”读到“{read}”，不是年份", "写四位年份，如 2030"),
    "unknown_choice": IssueText("选项不认识", "“{column}”读到“{read}”，不在选项中", "可填：{wanted}{nearest}"),
    "unknown_region": IssueText("未知的地区", "地区表中没有“{read}”", "核对名称{nearest}"),
    "ramp_unreadable": IssueText("达产进度看不懂", "达产进度读到“{read}”，看不懂", "写成 0 0.5 1，各年用空格隔开"),
    "ramp_too_long": IssueText(
        "达产进度过长", "达产进度有 {read} 个，规划期只有 {wanted} 年", "按规划年份逐年填写，或写明投产年"),
}  # fmt: skip

RECORDS: dict[str, IssueText] = {
    "duplicate_key": IssueText("记录重复", "“{read}”重复，另一行在 {other}", "合并或删去其中一行"),
    "root_missing": IssueText("没有根地区", "每个地区都写了上级，找不到根地区", "自治区（全区）本身的上级留空"),
    "root_many": IssueText("根地区不止一个", "“{read}”与“{other}”都没有上级，根地区只能有一个", "补上其中一个的上级"),
    "unknown_parent": IssueText("上级不存在", "地区表中没有上级“{read}”", "核对名称{nearest}"),
    "parent_is_self": IssueText("上级是自己", "“{read}”的上级写成了自己", "改为真正的上级；根地区留空"),
    "tree_cycle": IssueText("上下级成环", "“{read}”的上级关系绕成了圈：{wanted}", "改正其中一个上级"),
    "region_not_leaf": IssueText("项目不在末级地区", "“{read}”还有下级，项目应落到末级地区", "改为：{wanted}"),
    "region_year_missing": IssueText("缺少年度数据", "“{read}”缺少 {wanted} 年的年度数据", "在年度表补上这些行"),
    "year_outside_plan": IssueText(
        "年份不在规划期内", "“{column}”为 {read}，不在规划期 {wanted} 内", "改年份，或改设置 years"),
    "negative_quantity": IssueText(
        "数量为负", "“{column}”为 {read}，数量不能为负", "改为非负数；确属算例可在 [waive] 豁免"),
    "negative_price": IssueText("价格为负", "“{column}”为 {read}，价格不能为负", "改为非负数"),
    "reduction_out_of_range": IssueText(
        "降低率超出范围", "“{column}”为 {read}，应在 0 与 100 % 之间", "核对数字和单位；确属算例可在 [waive] 豁免"),
    "ramp_out_of_range": IssueText(
        "达产进度超出范围", "达产进度“{read}”中有不在 0 与 1 之间的",
        "写成 0 至 1 的比例；确属算例可在 [waive] 豁免"),
    "deductions_exceed_energy": IssueText(
        "扣除超过能耗", "原料用能与非化石能源之和 {read} 大于年综合能耗 {wanted}",
        "核对三个数；确属算例可在 [waive] 豁免"),
    "share_out_of_range": IssueText("比例超出范围", "“{column}”为 {read}，应在 0 与 100 % 之间", "核对数字和单位"),
    "control_without_limit": IssueText("控制指标没有数值", "“{region}”{control}没有填“{wanted}”", "填写；零请填 0"),
    "control_wrong_limit": IssueText("控制指标填错了列", "{control}不用“{column}”，却读到 {read}", "清空，改填“{wanted}”"),
    "control_figure_missing": IssueText(
        "控制指标缺少计算数据", "“{name}”没有填“{column}”，算不出“{region}”{year} 年{control}", "填写；没有请填 0"),
    "latest_start_early": IssueText("最晚投产年过早", "最晚投产年 {read} 早于投产年 {wanted}", "核对两个年份"),
    "link_unknown_project": IssueText("关联的项目不存在", "项目表中没有编号“{read}”", "核对关联项目的编号"),
    "price_order": IssueText("两档价格颠倒", "一档价格 {read} 高于二档价格 {wanted}", "二档价格不得低于一档"),
    "incentive_below_basic": IssueText(
        "激励目标低于基本目标", "激励目标降低率 {read} 低于降低率 {wanted}", "改为不低于基本目标，没有激励目标时留空"),
    "band_negative": IssueText("第一档宽度为负", "第一档宽度为 {read}", "改为非负数"),
    "feedstock_without_product": IssueText(
        "原料用能没有产品", "填了原料用能 {read}，但没有填原料用能产品", "填写产品：{wanted}；不属于的不得扣除"),
    "base_missing": IssueText(
        "缺少基期数", "“{read}”有{quantity}目标，但缺少{wanted}", "补上，或在目标表直接给出基期强度"),
    "base_gdp_zero": IssueText("基期 GDP 为零", "“{read}”有强度目标，但基期 GDP 为零", "核对基期 GDP"),
    "gdp_after_candidates_negative": IssueText(
        "GDP 小于候选项目增加值", "“{region}”{year} 年 GDP {read} 小于候选项目增加值 {wanted}",
        "核对增加值与达产进度；GDP 未含候选项目时把 gdp_includes_candidates 改为 false"),
    "measure_disagrees": IssueText(
        "同一措施前后不一", "措施“{measure}”的{column}读到“{read}”，前面为“{wanted}”（{other}）",
        "同一措施各年的{column}应一致"),
    "unknown_project": IssueText("未知的项目", "项目表中没有“{read}”", "核对项目编号{nearest}"),
    "project_not_meant": IssueText(
        "该因素不分项目", "“{what}”是地区的不确定因素，不能指定项目“{read}”", "删去项目编号，或改用推迟投产、利用率、单耗"),
    "distribution_unreadable": IssueText(
        "分布参数看不懂", "分布参数读到“{read}”，看不懂或不成立", "写成 {wanted}；每个数带单位，概率合计 100 %"),
    "measure_empty": IssueText("措施没有效果", "措施“{read}”既没有节能量也没有减碳量", "至少填一项（零请填 0）"),
}  # fmt: skip

WARNINGS: dict[str, IssueText] = {
    "sum_row_mismatch": warn(
        "合计对不上", "“{column}”合计为 {read}，各行相加为 {wanted}", "核对合计与各行；测算只用各行"),
    "price_unused": warn(
        "价格或档宽不起作用", "约束方式为“{mode}”，所填“{column}”{read} 不起作用", "删去，或改为弹性"),
    "band_above_one": warn("第一档宽度过大", "第一档宽度为 {read}，超过总量本身", "核对单位，10 % 应写 10"),
    "category_assumed": warn("措施没有类别", "措施“{read}”没有填类别，按“{wanted}”处理", "填写类别"),
    "magnitude_years": warn(
        "量级疑似有误（万/亿）", "“{region}”{column}读到 {read}，与同地区其他年份（约 {wanted}）相差千倍以上",
        "核对万、亿"),
    "magnitude_base": warn(
        "基期量级疑似有误（万/亿）", "“{region}”{column}读到 {read}，与规划年份（约 {wanted}）相差千倍以上",
        "核对万、亿"),
    "magnitude_regions": warn(
        "量级疑似有误（万/亿）", "“{region}”{column}读到 {read}，折算的强度与其他地区相差千倍以上", "核对万、亿"),
    "reduction_tiny": warn(
        "降低率疑似漏乘一百", "降低率为 {read}，不足 1 %", "若指 {wanted}，列的单位为 % 时应写百分数"),
    "carbon_parts_differ": warn(
        "排放构成与合计不符", "燃料、过程、外购电力热力排放之和 {read}，年碳排放 {wanted}", "核对三项；测算用年碳排放"),
    "project_exceeds_region": warn(
        "项目大于全地区", "项目“{project}”的{column}{read} 大于“{region}”全部用量 {wanted}", "核对单位（吨与万吨）"),
    "more_of_the_same": warn("同类问题从略", "该列还有 {count} 处同类问题（{title}），未逐一列出", "改正后重新校验"),
}  # fmt: skip

PACKS: dict[str, IssueText] = {
    "pack_unknown": IssueText(
        "找不到规则包", "没有名为“{read}”的规则包", "可用：{wanted}{nearest}；也可给出规则包的路径"),
    "pack_bad_toml": IssueText(
        "规则包文件读不出", "规则包文件写法有误或打不开：{read}", "检查引号、括号、等号和文件编码"),
    "pack_unknown_key": IssueText("规则包有未知的名称", "规则包中没有“{read}”这个名称", "可用：{wanted}{nearest}"),
    "pack_unknown_document": IssueText(
        "依据文件未登记", "依据“{read}”不在依据文件登记中", "在 [documents] 中登记，或改用：{wanted}{nearest}"),
    "pack_bad_value": IssueText("规则包的值不对", "规则包读到“{read}”，应为{wanted}", "按要求改写"),
    "pack_no_edition": IssueText("规则包没有该版本", "规则包没有版本“{read}”", "现有版本：{wanted}{nearest}"),
    "pack_stale": warn(
        "规则包版本不覆盖规划期", "{read} 年不在规则包版本“{edition}”的有效期（{wanted}）内",
        "核对这些年份是否已有新的文件"),
    "pack_stale_value": warn(
        "规则数值已过有效期", "{title}（{key}）的依据“{document}”只到 {read}，规划期到 {wanted}",
        "核对是否已有新的文件"),
    "bases_swapped": warn(
        "等价值与当量值可能填反", "项目“{project}”等价值 {wanted}、当量值 {read}，之比 {ratio}，不在合理范围（全部外购电为 {most}，外供电的才低于 1）",
        "核对两列是否填反、单位和口径是否一致；外供电力、热力的项目属正常"),
    "rule_unknown": IssueText("未知的规则设置", "没有名为“{read}”的规则或规则设置", "可用：{wanted}{nearest}"),
    "rule_bad_value": IssueText("规则设置的值不对", "规则设置读到“{read}”，不符合要求：{wanted}", "按要求改写"),
}  # fmt: skip


CATALOGUE: dict[str, IssueText] = {
    **FILES, **SETTINGS, **HEADERS, **CELLS, **RECORDS, **WARNINGS, **PACKS, **SCENARIOS, **ACTUALS, **LEDGER, **REGISTER,
}  # fmt: skip
"""Every code that the reader can report. Codes are stable names: other programs read them from the JSON result."""

WAIVABLE: tuple[str, ...] = (
    "negative_quantity", "deductions_exceed_energy", "ramp_out_of_range", "reduction_out_of_range",
)  # fmt: skip
"""The plausibility errors that a case may waive by name with a reason."""


def waived(sentence: str, reason: str) -> str:
    """Return the sentence of a waived problem, with the reason that was given."""
    return f"{sentence}（已豁免：{reason}）"


def nearest_hint(name: str) -> str:
    """Return the ending of a hint that names the nearest known name (empty when there is none)."""
    return f"；是否为“{name}”" if name else ""
