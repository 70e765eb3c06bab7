"""Words of the assessment (评价考核用语)."""

SHEET = {
    "joint": "协同考核", "graded": "考核评分", "incentives": "激励目标", "components": "四项构成", "contributions": "减排贡献",
}  # fmt: skip
TITLE = {
    "joint": "盟市能耗、碳排放强度协同考核表（{year}年，建议格式）", "graded": "碳排放强度目标责任试评等次表（{year}年）",
    "incentives": "能耗强度激励目标完成情况表（{year}年，建议格式）", "components": "盟市考核口径碳排放四项构成表（{year}年，建议格式）",
    "contributions": "减排工程贡献表（{year}年，建议格式）",
}  # fmt: skip
LABEL = {
    "region": "地区", "gdp": "GDP", "due": "应降低", "achieved": "已降低", "gap": "差距", "intensity": "强度", "usage": "用量",
    "total": "总量控制", "verdict": "协同判定", "template": "办法", "annual": "年度得分", "cumulative": "累计得分", "points": "折百分",
    "missed": "强度目标", "grade": "等次", "basic": "基本目标", "incentive": "激励目标", "exempt": "总量考核", "energy": "能源活动排放",
    "process": "工业过程排放", "engineering": "碳减排工程减排量", "sink": "生态固碳量", "assessed": "考核口径排放", "sum": "合计",
}  # fmt: skip
GROUP = {"energy": "能耗", "carbon": "碳排放", "category": "按类别", "stage": "按三类示范工程"}
NO_STAGE = "其他"
VERDICT = {True: "● 都完成", False: "■ 未完成", None: "缺数"}
TARGET = {True: "■ 未完成", False: "● 完成"}
GRADE = ("优秀", "良好", "合格", "不合格")
EXEMPT = {True: "● 免予考核", False: "照常考核"}
NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "joint": "能耗、碳排放两项强度用同一GDP；碳排放为各地考核口径（扣碳汇），全区按规则包；只用统计数，全年四个季度齐全才评。",
    "graded": "折百分＝（年度得分＋累计得分）÷满分×100；{lines} 分及以上依次为优秀、良好、合格；强度目标未完成的为不合格。试评试考，不代替正式考核。",
    "incentives": "激励目标＝基本目标×（1＋{extra:.0%}），比例没有统一规定；完成激励目标的，当期免予总量考核。",
    "components": "考核口径排放＝能源活动＋工业过程－碳减排工程－生态固碳；能源活动含电力净调入，按报送碳排放加回工程减排量、减去过程排放得出，减排量只记一次。",
    "no_process": "工业过程排放没有报送的地区留空，含在能源活动排放内。",
    "contributions": "核定的减排量每项每年只记一次；各类别之和、三类示范工程与其他之和都等于合计。上级为所属之和。",
}
TERMINAL = {
    "title": "评价考核　{case}　{year} 年　编号 {run}", "joint": "{verdict}　{region}",
    "grade": "{region}：{template} {points:.2f} 分，{grade}", "verdict": "综合评价　{region}：{result}",
}
NO_YEAR = "{year} 年四个季度的实绩不全，不能评价考核；季度进度请用 monitor"
OUTSIDE = "{year} 年不在规划期 {years} 内"
ASSESSING = "评价考核 {case} …"
