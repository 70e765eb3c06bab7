"""Words of carbon accounting (碳核算用语): table and column labels, units by row, problems, headings, sentences."""

from __future__ import annotations

from optimizer.text.issue_text import IssueText
from optimizer.text.issues import CATALOGUE

TABLE = {
    "regions": "地区", "activity": "活动水平", "process": "过程产品", "power": "电力净调入", "enterprises": "企业",
    "nonfossil": "非化石电力", "province": "全省电量", "feedstock": "原料用能", "years": "年度", "factors": "因子",
    "green": "绿电替代", "electricity": "电力与外供",
}  # fmt: skip
COLUMN = {
    "region": "地区", "parent": "上级", "year": "年份", "fuel": "燃料", "amount": "数量", "unit": "单位",
    "product": "产品", "output": "产量", "fossil_import": "化石电力调入", "fossil_export": "化石电力调出",
    "enterprise": "企业", "energy": "能耗", "carbon": "碳排放", "period": "期间", "identified": "物理认定电量",
    "traded": "绿电和核电交易电量", "retired": "绿证核销电量", "offtake": "下网电量",
    "nonfossil_total": "全省非化石电力消费量", "nonfossil_local": "本省非化石发电量",
    "fossil_on_grid": "本省化石上网电量", "net_import": "省间净受入电量", "feedstock": "原料用能",
    "non_energy": "非能源用途", "gdp": "GDP", "energy_gross": "能源消费总量", "nonfossil": "非化石能源",
    "edition": "因子版本", "kind": "类别", "item": "品种", "factor": "因子", "source": "依据", "note": "备注",
    "green": "替代电量", "basis": "口径", "bought": "购入电量", "sent": "外供电量", "other": "外供其他能源",
    "kappa": "等价系数",
}  # fmt: skip
ALIASES = {"year": ("年度",), "fuel": ("能源品种", "品种"), "amount": ("消费量", "实物量"), "product": ("产品名称",),
           "gdp": ("地区生产总值",)}  # fmt: skip
PERIOD = {"year": "全年", "q1": "一季度", "half": "上半年", "q3": "前三季度"}
"""Parts of a year, from its start; figures of a part are estimates (测算)."""
KIND = {"fuel": "燃料", "process": "工业过程", "power": "化石能源电力", "power_coal": "电力折标准煤", "standard_coal": "折标准煤系数"}
ROW_UNIT = {
    "t": ("t", 1), "吨": ("t", 1), "千吨": ("t", 10**3), "万吨": ("t", 10**4), "万t": ("t", 10**4), "亿吨": ("t", 10**8),
    "tce": ("tce", 1), "吨标准煤": ("tce", 1), "吨标煤": ("tce", 1), "万tce": ("tce", 10**4),
    "万吨标准煤": ("tce", 10**4), "万吨标煤": ("tce", 10**4), "亿吨标准煤": ("tce", 10**8),
    "万nm3": ("万Nm3", 1), "万m3": ("万Nm3", 1), "万立方米": ("万Nm3", 1), "万标准立方米": ("万Nm3", 1),
    "亿nm3": ("万Nm3", 10**4), "亿m3": ("万Nm3", 10**4), "亿立方米": ("万Nm3", 10**4),
    "gj": ("GJ", 1), "吉焦": ("GJ", 1), "百万千焦": ("GJ", 1), "万gj": ("GJ", 10**4), "万吉焦": ("GJ", 10**4),
    "tj": ("GJ", 10**3), "太焦": ("GJ", 10**3),
}  # fmt: skip
"""Units of an amount whose unit stands in its row: normal spelling → base unit and how many of it."""
UNITS_SHOWN = ("吨", "万吨", "tce", "万tce", "万Nm3", "亿Nm3", "GJ", "TJ")
EQUIVALENT, CALORIFIC = "等价值", "当量值"
BASIS = {"equivalent": EQUIVALENT, "calorific": CALORIFIC}
SHIPPED_MARK = {"seen": "见转录", "recalled": "回忆，待核对", "derived": "推算", "blank": "缺", "typed": "台账填报"}

WANTED_FILE = "含活动水平等表的文件夹或 .xlsx 工作簿"
UNKNOWN_EDITION = "没有名为“{name}”的因子版本，可用：{known}"
BAD_CHI = "外送抵扣系数应在 0 和 1 之间"

CATALOGUE.update({
    "account_empty": IssueText("没有核算数据", "“{read}”中没有任何一张核算表", "至少给出其中一张：{wanted}"),
    "account_unknown_item": IssueText("因子表没有这个品种", "{column}“{read}”不在因子表中", "核对名称，或在“因子”表中补充{nearest}"),
    "account_unknown_unit": IssueText("单位不认识", "数量的单位“{read}”不认识", "可用：{wanted}{nearest}"),
    "account_unit_of_item": IssueText("单位与因子不符", "“{item}”的数量以“{read}”计，因子以“{wanted}”计", "改用因子的单位，或在“因子”表中补充"),
    "account_unknown_region": IssueText("未知的地区", "“{read}”不在地区表中", "核对名称{nearest}"),
    "account_root": IssueText("地区表应恰有一个全区", "上级为空的地区有 {read} 个，应恰有一个", "只留全区一行的上级为空"),
    "account_two_levels": IssueText(
        "地区超过两级", "“{read}”的上级是“{wanted}”，不是全区", "核算只分全区和各地两级；下一级另建台账"),
    "account_unknown_edition": IssueText("未知的因子版本", "没有名为“{read}”的因子版本", "可用：{wanted}{nearest}"),
    "account_edition_differs": IssueText(
        "各年因子版本不一致", "{year} 年用 {read} 版因子，{other} 年用 {wanted} 版", "基期和目标年必须用同一版本；改为一致，或用 --factors 指定"),
    "account_above_cap": IssueText(
        "交易和绿证超过下网电量", "“{region}”交易与绿证合计 {read} 亿kWh，超过下网电量 {wanted} 亿kWh", "绿电交易和绿证计入量之和不得超过下网电量"),
    "account_no_kappa": IssueText("κ 无法计算", "{year} 年{period}的全省电量小于各地已认定电量，或分母不为正", "核对全省电量和各地 P、T、V"),
    "account_no_province": IssueText("缺全省电量", "{year} 年{period}没有全省电量，κ 无法计算", "在“全省电量”表中补一行"),
    "account_feedstock_use": IssueText(
        "原料用能不符合扣除条件", "“{read}”用作能源，不得作为原料用能扣除", "只扣除生产非能源用途产品的部分"),
    "account_feedstock_exceeds": IssueText(
        "扣除量超过能耗总量", "“{region}”{year} 年扣除 {read} 万吨标准煤，超过能源消费总量 {wanted}", "核对原料用能和非化石能源"),
    "account_gdp_zero": IssueText("GDP不是正数", "“{region}”{year} 年GDP为 {read}，算不出强度", "填可比价GDP"),
    "account_green": IssueText(
        "绿电替代量不可行", "“{read}”的替代电量使交易和绿证超过下网电量，或该地区该年没有非化石电力数据", "减少替代电量，或补上数据"),
    "account_feedstock_other": IssueText(
        "其他原料产品", "“其他”产品的原料用能已扣除", "附上属于国家规定扣除范围的认定依据", "warning"),
    "account_no_factor": IssueText(
        "缺因子", "“{read}”没有排放因子，未计入合计（不是零）", "在“因子”表中填写当地因子及依据", "warning"),
    "account_no_standard_coal": IssueText(
        "缺折标准煤系数", "“{read}”没有折标准煤系数，未计入能源消费总量（不是零）", "按实测低位发热量填入“因子”表，类别“折标准煤系数”", "warning"),
    "account_kappa_differs": IssueText(
        "同一年等价系数不一致", "“{region}”{year} 年的等价系数是 {read}，同年其他地区是 {wanted}", "同一年各地用同一个等价系数"),
    "account_bases_mixed": IssueText(
        "一个台账混用两种口径", "这里的能耗是{read}，前面的是{wanted}", "全部改用一种口径；等价值与当量值的对照见“能源消费总量”表"),
    "account_recalled": IssueText(
        "因子未核对原文", "“{read}”的因子 {wanted} 凭回忆，未见原文", "核对原文后在“因子”表中填写", "warning"),
    "account_not_closed": IssueText(
        "电力净调入不闭合", "{year} 年各地净调入合计 {read} 亿kWh，全区 {wanted} 亿kWh", "盟市间电量应相互抵消；核对调入、调出", "warning"),
    "account_enterprises_exceed": IssueText(
        "企业合计超过地区", "“{region}”{year} 年企业{what}合计 {read}，超过地区 {wanted}", "核对企业口径（电力间接排放、跨地区排放）", "warning"),
    "account_period": IssueText(
        "非全年测算", "{year} 年{period}按年初至今数测算，不是年度核定数", "年度数据出来后更新", "warning"),
})  # fmt: skip

SHEET = {
    "summary": "碳核算汇总", "lines": "分品种排放", "closure": "电力净调入闭合", "effect": "外送抵扣影响",
    "enterprises": "企业汇总", "nonfossil": "非化石电力", "controlled": "能耗扣除与降低率", "green": "绿电替代影响",
    "totals": "能源消费总量", "factors": "因子表", "issues": "提示",
}  # fmt: skip
TITLE = {
    "summary": "盟市碳排放核算汇总表", "lines": "分燃料、分产品碳排放表", "closure": "化石能源电力净调入闭合表",
    "effect": "外送电抵扣影响表", "enterprises": "企业与地区核对表", "nonfossil": "非化石电力消费量测算表",
    "controlled": "原料用能、非化石能源扣除与强度降低率表", "green": "绿电替代影响表", "totals": "能源消费总量测算表（等价值、当量值）", "factors": "核算因子表",
    "issues": "核算提示",
}  # fmt: skip
LABEL = {
    **COLUMN, "sort": "类别", "energy_part": "能源活动", "process_part": "工业生产过程", "power_part": "化石电力净调入",
    "total": "合计", "share": "占比", "missing": "缺因子未计", "base": "单位", "mark": "因子性质", "emission": "排放量",
    "net": "净调入", "leagues": "各地净调入合计", "root": "全区净调入", "gap": "差额",
    "uncredited": "外送未抵扣", "full": "全额抵扣（χ=1）", "none": "不抵扣（χ=0）",
    "difference": "差额", "share_full": "占比（χ=1）", "share_none": "占比（χ=0）", "share_moved": "占比变化", "count": "企业数",
    "sum_carbon": "企业合计", "league_carbon": "地区核算", "sum_energy": "企业能耗合计", "league_energy": "地区能耗",
    "energy_gap": "能耗差额", "verdict": "判定", "kappa": "κ", "rate": "等价系数（kgce/kWh）", "fuels": "燃料折标", "eq": "等价值合计", "cal": "当量值合计",
    "typed": "台账填报", "typed_gap": "填报−测算", "amount_nf": "非化石电力消费量",
    "equivalent": "折等价值", "calorific": "折当量值", "controlled": "受控能耗", "intensity": "受控强度",
    "deducted": "扣除后降低率", "plain": "不扣除降低率", "delta_nonfossil": "非化石电力增加", "delta_energy": "受控能耗减少",
    "delta_carbon": "间接排放减少", "severity": "级别", "place": "位置", "says": "问题", "hint": "处理",
}  # fmt: skip
CARBON, ENERGY, POWER, MONEY, TONNES_PER = "万吨CO2", "万吨标准煤", "亿kWh", "亿元", "吨标准煤/万元"
SUM, RESIDUAL, PROVINCE = "合计", "差额（不分摊）", "全省"
WITHIN, BEYOND = "不超过地区", "超过地区"
YES_SEVERITY = {"error": "错误", "warning": "提示"}
OUTCOME_NOTE = {
    "factors": "因子版本：{edition}，各年一致；化石能源电力因子 {power} 万吨CO2/亿kWh；外送抵扣系数 χ={chi}。",
    "missing": "缺因子的品种没有计入合计，合计不完整：{items}。",
    "closure": "闭合：各地净调入之和应等于全区净调入，盟市间电量相互抵消；外送未抵扣＝EF×(1−χ)×各地调出。",
    "effect": "χ=1 全额抵扣外送电，χ=0 不抵扣；差额＝调出电量×因子。占比以各地合计为 100%。",
    "nonfossil": "NF＝P＋T＋V＋(N−T−V)×κ；差额为公式未分摊的部分（网损等），不摊入各地。",
    "controlled": "受控能耗＝能源消费总量−原料用能−非化石能源；GDP不调整，基期和目标年同样扣除。原料用能扣除不影响碳排放核算。",
    "totals": "燃料量×折标准煤系数＋（购入电量−外供电量）×等价系数（当量值用 {calorific}）−外供其他能源；填报数按台账口径（{basis}）比较。",
    "green": "按全省数不变重新计算 κ；替代的是化石能源调入电，间接排放减少＝因子×替代电量；能耗按等价值折算。",
    "enterprises": "企业合计不应超过地区；差额为未纳入重点企业的部分。",
}  # fmt: skip
PACK = "因子版本 {edition}"
TERMINAL = {
    "title": "{name}　碳核算　编号：{run}　{pack}", "chi": "外送抵扣系数 χ={chi}　化石能源电力因子 {power} 万吨CO2/亿kWh",
    "closure": "{year} 年净调入：各地合计 {leagues} 亿kWh × 因子 = {emission} 万吨CO2，全区 {root}，差额 {gap}",
    "unstated": "未填", "kappa": "{year} 年{period} κ={kappa:.6f}　各地合计 {total:.3f} 亿kWh　差额 {residual:.3f} 亿kWh",
    "reduction": "{region} {base}→{year} 年能耗强度降低：扣除后 {deducted:.2%}，不扣除 {plain:.2%}",
    "enterprises": "{region} {year} 年企业合计 {carbon:,.2f}，地区 {league:,.2f}，差额 {gap:,.2f} 万吨CO2",
}  # fmt: skip
HEAD = ("地区", "年份", "能源活动", "工业生产过程", "化石电力净调入", "合计（万吨CO2）", "缺因子")
