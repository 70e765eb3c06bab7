"""Words of the key-unit register (重点单位用语)."""

SHEET = {
    "list": "重点单位名录", "firms": "规上企业表", "accounts": "企业碳排放账户", "sectors": "行业汇总", "groups": "国企集团责任",
    "scores": "重点单位考核", "ladder": "能效对标", "shares": "产能占比",
}  # fmt: skip
TITLE = {
    "list": "重点用能和重点碳排放单位名录（{year}年，建议格式）", "firms": "规模以上企业能源和煤炭消费情况表（{year}年）",
    "accounts": "企业碳排放账户（{year}年，建议格式）", "sectors": "重点单位排放与地区行业核算数汇总对照表（{year}年，建议格式）",
    "groups": "国有企业集团双控目标责任表（{year}年，建议格式）", "scores": "重点用能单位目标责任试评计分表（{year}年）",
    "ladder": "重点领域能效对标和限期改造、退出清单（{year}年，建议格式）", "shares": "能效基准、标杆水平产能占比表（{year}年，建议格式）",
}  # fmt: skip
LABEL = {
    "region": "地区", "unit": "单位名称", "code": "统一社会信用代码", "section": "行业门类", "sector": "行业大类", "subsector": "行业中类",
    "county": "区县", "phone": "电话", "group": "集团", "ets": "纳入全国碳市场", "energy": "年综合能耗", "carbon": "碳排放",
    "calorific": "当量值", "equivalent": "等价值", "why": "列入依据", "status": "状态", "year": "年份", "feedstock": "年原料用能",
    "coal_physical": "实物量", "coal_standard": "标准量", "coal_feedstock": "原料用煤", "raw_coal": "原煤", "washed_coal": "洗精煤",
    "other_coal": "其他煤炭", "coke": "焦炭", "before": "上年排放", "fuel": "燃料燃烧", "process": "工业生产过程", "power": "净购入电力热力",
    "change": "比上年", "target": "总量目标", "left": "余量", "count": "单位数", "reported": "已报单位数", "units": "单位排放合计",
    "total": "地区行业核算数", "gap": "差额", "verdict": "判定", "energy_target": "用能总量目标", "energy_left": "用能余量",
    "carbon_target": "碳排放总量目标", "carbon_left": "碳排放余量", "due": "应降低", "achieved": "已降低", "intensity": "强度得分",
    "amount": "总量得分", "measures": "措施得分", "points": "合计", "grade": "等次", "product": "产品", "line": "生产线",
    "capacity": "产能", "specific": "单位产品能耗", "advanced": "标杆值", "baseline": "基准值", "measured": "单位", "rung": "能效水平",
    "short": "距上一级", "advice": "处理", "source": "依据", "reached": "达到基准产能", "reached_share": "基准以上占比",
    "top": "达到标杆产能", "top_share": "标杆占比", "reached_met": "基准判定", "top_met": "标杆判定",
}  # fmt: skip
GROUP = {"energy": "年综合能耗（含原料用能）", "coal": "耗煤总量", "parts": "本年排放"}
STATUS = {"missing": "■ 未报", "reported": "● 已报", "verified": "● 已核查"}
WHY = {(True, True): "用能、碳排放", (True, False): "用能", (False, True): "碳排放", (False, False): "未报，待定"}
YES_NO = {True: "是", False: "否"}
ABOVE, WITHIN, UNKNOWN = "■ 超出核算数", "● 不超出", ""
MET = {True: "● 完成", False: "■ 未完成"}
REACHED = {True: "● 达到", False: "■ 未达到", None: ""}
RUNG = {"advanced": "标杆以上", "baseline": "基准以上", "below": "基准以下"}
ADVICE = {"advanced": "● 保持", "baseline": "▲ 改造提升", "below": "■ 限期改造或退出"}
GRADE = ("优秀", "良好", "合格", "不合格")
NO_GROUP, ALL = "（不属集团）", "合计"
NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "list": "年综合能耗（等价值与当量值取高）达到 {energy:,.0f} 吨标准煤，或年排放达到 {carbon:,.0f} 吨CO2 的列入；正好到线列入。",
    "accounts": "排放＝燃料燃烧＋工业生产过程＋净购入电力热力。目标取台账“单位目标”，没有的留空；未报的不记数。",
    "sectors": "差额＝地区行业核算数－单位排放合计；为负说明单位报送之和超过行业核算数，须核对。地区行业核算数没有的留空。",
    "groups": "集团目标挂自治区本级，不重复扣减盟市预算；各集团与不属集团的单位之和等于台账合计。",
    "scores": "满分：强度 {full[0]}、总量 {full[1]}、措施 {full[2]}；强度按五年任务每年 {share:.0%} 计，未完成进度的等次为不合格；缺数的项目留空，不评等次。",
    "ladder": "单位产品能耗越低越好，正好到线为达到；基准以下的限期改造，到期仍达不到的退出。",
    "no_shares": "按产能计；规则包没有本规划期的占比目标，只列占比，不判定。",
    "shares": "按产能计：基准以上占比应达 {baseline:.0%}，标杆占比应不低于 {advanced:.0%}。",
}
TERMINAL = {
    "title": "重点单位　{case}　{year} 年　编号 {run}",
    "list": "名录：{count} 家达到线（用能 {energy:,.0f} 吨标准煤、碳排放 {carbon:,.0f} 吨CO2），其中未报 {missing} 家；台账共 {all} 家",
    "sector": "■ {region} {sector}：单位排放 {units:,.4f} 万吨，超过行业核算数 {total:,.4f} 万吨",
    "group": "■ {group}：{what}超目标 {amount:,.4f} 万吨",
    "exit": "■ {unit} {line}：{product} {specific:g} {measured}，低于基准水平（基准值 {baseline:g}）",
    "share": "{product}：基准以上 {reached:.2%}，标杆 {top:.2%}",
    "fine": "行业汇总、集团目标、能效基准没有需要提示的。",
}
BAD_LINE = "{option} 应为正数，读到“{read}”"
BAD_YEAR = "台账中没有 {year} 年的单位年报（有：{years}）"
READING = "汇总 {case} 的重点单位 …"
