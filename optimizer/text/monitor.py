"""Words of monitoring and assessment (监测与考核用语)."""

CONTROL = {
    "carbon_total": "碳排放总量", "carbon_intensity": "碳排放强度降低", "coal_total": "煤炭消费总量",
    "oil_total": "石油消费总量", "nonfossil_share": "非化石能源消费占比",
}  # fmt: skip
SUPPORT = {
    "energy_intensity": "单位GDP能耗降低", "clean_power_share": "清洁能源电量占比", "industry": "工业能耗和碳排放降低",
    "high_projects": "两高项目碳排放置换和节能降碳审查", "construction": "城乡建设", "transport": "交通运输",
    "public_institutions": "公共机构碳强度", "carbon_market": "碳市场覆盖行业碳排放控制", "forest": "森林蓄积量",
}  # fmt: skip

LEVEL = {"green": "● 三级（绿）", "yellow": "▲ 二级（黄）", "orange": "▲ 橙色", "red": "■ 一级（红）"}
LEVEL_NAME = {"green": "三级（绿）", "yellow": "二级（黄）", "orange": "橙色", "red": "一级（红）"}
STATUS = {"preliminary": "初步", "final": "核定"}
BASIS = {"statistics": "统计快报", "mixed": "统计与电—碳模型", "electricity": "仅电—碳模型（统计缺失）", "missing": "缺数"}
RESULT = {"excellent": "优秀", "qualified": "合格", "failed": "不合格", "open": "待判定"}
MET = {True: "完成", False: "未完成", None: "待判定"}
TEMPLATE = {"carbon_2014": "2014年办法", "carbon_13fyp": "十三五办法"}
METHOD = {"national": "国家口径（差距占目标比例）", "gap": "地方口径（差距百分点）", "completion": "地方口径（完成率）"}
TO_DATE, YEAR_END = "累计", "全年预计"
YES, NO = "达标", "不达标"
URGENT, WATCH = "约谈会商", "提醒"
GAP, NO_GAP = "差距占目标 {gap:.2%}", "没有可用增量"
REASON = {
    "missing": "{what}到 {quarter} 的季度数不全",
    "no_gdp": "{what}强度算不出：到 {quarter} 的GDP不全",
    "electricity": "{quarter} 统计碳排放与电—碳模型相差 {gap:.2%}，超过提示线",
    "electricity_only": "碳排放统计缺失，以电—碳模型代替",
    "intensity": "{when}{what}强度{level}：应降 {target:.2%}，降 {achieved:.2%}，{gap}",
    "total": "{when}{what}总量{level}：允许增量 {target:,.2f} 万吨，增量 {achieved:,.2f} 万吨，{gap}",
}

SHEET = {
    "barometer": "晴雨表", "progress": "进度与预计", "series": "快报序列", "electricity": "电碳模型", "calls": "会商名单",
    "memo": "窗口指导",
    "verdicts": "综合评价", "scores": "计分", "parks": "园区达标", "back_tests": "预计回测",
    "overruns": "超批复清单", "rectifications": "整改清单",
}  # fmt: skip
TITLE = {
    "barometer": "双控目标完成情况晴雨表（{quarter}）", "progress": "双控进度与年底预计表（建议格式）",
    "series": "季度快报序列表（建议格式）", "electricity": "电—碳模型对照表（建议格式）", "calls": "会商调度名单（建议格式）",
    "memo": "窗口指导意见（{quarter}，建议格式）",
    "verdicts": "碳达峰碳中和综合评价试评表（“5+9”）", "scores": "碳强度目标责任试评计分表", "parks": "零碳、低碳园区达标表（建议格式）",
    "back_tests": "年底预计回测表（建议格式）", "overruns": "项目实际能耗超批复清单（建议格式）",
    "rectifications": "会商调度整改清单（建议格式）",
}  # fmt: skip
LABEL = {
    "region": "地区", "quantity": "指标", "year": "年份", "quarter": "季度", "version": "版本", "status": "状态", "basis": "数据来源",
    "energy": "能耗", "carbon": "碳排放", "gdp": "GDP", "used": "采用", "revision": "比上一版", "usage": "用量",
    "intensity": "强度", "target_intensity": "目标强度", "due": "应降低", "achieved": "已降低", "gap": "差距占目标",
    "level_intensity": "强度预警", "total": "总量控制", "increment": "增量", "allowed": "允许增量", "level_total": "总量预警",
    "energy_intensity": "能耗强度降低进度预警等级", "energy_total": "能耗总量预警等级",
    "carbon_intensity": "碳排放强度降低进度预警等级", "carbon_total": "碳排放总量预警等级",
    "statistics": "统计", "electricity": "电—碳模型", "estimate": "测算值", "flagged": "提示", "urgency": "方式", "reasons": "事由",
    "facts": "情况", "flags": "提示", "asked": "请办理",
    "indicator": "指标名称", "kind": "类别", "met": "判定", "by": "判定方式", "result": "等次", "template": "办法", "annual": "年度得分",
    "annual_full": "年度满分", "cumulative": "累计得分", "cumulative_full": "累计满分", "park": "园区", "power": "用电量",
    "renewable": "新能源消纳量", "share": "消纳比例", "zero": "零碳园区", "low": "低碳园区", "growth": "消纳量增速",
    "quarters": "已知季度数", "forecast": "预计", "actual": "实际", "error": "误差", "source": "依据",
    "project": "项目编号", "approved": "批复值", "item": "整改事项", "deadline": "期限", "state": "整改状态",
    "overdue": "到期", "note": "备注",
}  # fmt: skip
GROUP = {"to_date": "累计", "forecast": "全年预计", "change": "比上一版"}
KIND = {"control": "控制指标", "support": "支撑指标"}
BY = {"model": "实绩推算", "forecast": "全年预计推算", "hand": "人工判定", "none": ""}
IN_FORCE, SUPERSEDED, LATER = "采用", "已修订，留存", "本期之后"
FLAG_WORD = "■ 超提示线"
NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "levels": "预警口径：{method}。差距＝（应完成－已完成）÷应完成；完成为三级，差距不超过 {red:.0%} 为二级，超过为一级，按精确分数比较。",
    "total": "总量：差距＝超出允许增量的部分÷允许增量；允许增量＝总量控制×已过季度比例－基期量×已过季度比例（本系统约定）。",
    "period": "累计强度与基期同期比：基期强度×用量季度比例÷GDP季度比例。季度比例取最近完整年份的实绩，没有时取规则包的比例。",
    "forecast": "全年预计＝累计＋（存量＋必上项目按达产进度－必上措施）×剩余季度比例。碳排放为各地考核口径（扣碳汇），全区按规则包。",
    "electricity": "测算值＝ω×统计＋（1－ω）×Σ行业系数×用电量，ω＝{weight:g}；相差超过 {line:.0%} 提示；统计缺失时只用电—碳模型并注明。",
    "memo": "发给被提示的地区：情况取自本期快报和电—碳模型，提示与会商名单一致。",
    "series": "修订另起一行，旧数留存；当季数。",
    "verdict": "控制指标任一未完成或支撑指标 {fail} 项及以上未完成为不合格；全部完成为优秀；其余为合格。试评，不代替正式评价。",
    "scores": "完成率不足100%按比例计分，缺数为零；只对四个季度齐全的年份计分，碳排放用统计数。",
    "parks": "新能源消纳利用比例：零碳园区不低于 {zero:.0%}，低碳园区不低于 {low:.0%}。",
    "overruns": "实际能耗超过批复值 {line:.0%} 为超标；正好 {line:.0%} 不提示。",
    "rectifications": "期限为季度末；到 {quarter} 已过期限而没有完成的标为逾期。",
    "levels_gap": "预警口径：{method}。上半年、全年按 0.3、1、2 个百分点一类的线，一、三季度按另两条线（见规则包 warn）。",
    "levels_completion": "预警口径：{method}。完成率＝已降低÷应降低，分级线见规则包 warn。",
    "back": "用前 {quarters} 个季度预计已完整年份的全年量，与实际比较。",
}
MEMO = {
    "usage": "{quarter} 累计{what} {usage:,.2f} 万吨。",
    "electricity": "{quarter} 统计碳排放 {statistics:,.2f} 万吨，电—碳模型 {electricity:,.2f} 万吨。",
    "rectify": "请在会商前书面说明原因，提出整改事项和期限，并核减或缓办超出余量的新上项目。",
    "explain": "请自查进度，补报所缺数据，在下一季度快报中说明变化原因。",
    "verify": "请核对能源活动和电量两套数据（统计口径、错月、外购与自备电量），附佐证材料说明差异，必要时按新版本重报快报。",
}
TERMINAL = {
    "title": "监测　{case}　{quarter}　编号 {run}", "pack": "规则包：{pack}　口径：{method}", "calls": "会商名单：",
    "none": "没有需要会商或提醒的地区。", "call": "{urgency}　{region}：{reasons}", "verdict": "综合评价　{region} {year}：{result}（控制 {control}/5，支撑 {support}/9，待判定 {open}）",
}
HEAD = ("地区", "能耗强度", "能耗总量", "碳强度", "碳总量", "全年预计 能耗强度", "全年预计 碳强度", "数据")
NO_LIGHT = "—"
NO_REPORTS = "实绩中没有 {quarter} 及以前的规划期季度"
BAD_QUARTER = "季度写成 2027Q2 的样子，读到“{read}”"
OUTSIDE = "{quarter} 不在规划期 {years} 内"
MONITORING = "监测 {case} …"
POWER_UNIT = "亿千瓦时"
DIFFERENCE = "相差"
SEPARATOR = "；"
PROGRESS = {"open": "■ 未整改", "doing": "▲ 整改中", "done": "● 已完成"}
OVERDUE = "■ 逾期"
OVERRUN_FLAG = "■ 超标"
OF_APPROVED = "占批复值"
