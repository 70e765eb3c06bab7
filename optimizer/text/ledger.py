"""Words of the ledger (台账用语)."""

LINE = {
    "quota": "增量指标", "stock": "存量变化", "reduction": "削减量", "reclaim": "盘活沉淀", "grant": "上级统筹",
    "transfer_in": "调入", "transfer_out": "调出", "occupation": "新项目占用", "correction": "统计修正",
    "feedstock": "原料用能", "nonfossil": "非化石能源", "listed": "单列", "target": "目标强度",
    "gdp_expected": "预期GDP", "gdp": "预计GDP", "usage": "预计用量", "total": "总量目标",
    "actual_gdp": "实绩GDP", "actual": "实绩用量", "rectification": "整改",
}  # fmt: skip
ACT = {
    "open": "建账", "book": "记账", "correct": "更正", "reclaim": "盘活", "transfer": "调剂", "actuals": "导入实绩",
    "adjust": "动态调整", "rectify": "整改",
}  # fmt: skip
ENERGY_CATEGORY = {"节能降碳": "节能改造"}
"""What the energy ledger calls a category that the carbon table calls otherwise."""
NONE = "（没有）"
ANNUAL, WHOLE = "年度", "五年"
PLANNED, REPORTED = "预计", "实绩"
SPAN = "{since}—{year}"

CLASH = "台账“{book}”在编号 {expected} 之后已有新的分录（现到 {last}），本次没有记账。请重新查看账面后再记。"
NO_BOOK = "没有名为“{name}”的台账；已有：{known}。用 shuangkong ledger open 建账。"
OPEN_ALREADY = "台账“{name}”已由另一次测算建账。台账不覆盖：换一个名称（--name），或在原账上调整。"
LOGGED = "凭证 {number}，{count} 笔分录"
BAD_NUMBER = "{option} 读到“{read}”，应为数字，如 12.5"
BAD_DATE = "{option} 读到“{read}”，不是日期；写成 2027-03-15"
UNKNOWN_REGION = "台账中没有地区“{name}”；有：{known}"
YEAR_OUTSIDE = "年份 {year} 不在规划期 {first}—{last} 内"
NEED = "科目“{line}”还需要 {option}"
NOT_FOR = "科目“{line}”不用 {option}"
NEGATIVE = "科目“{line}”的数量不能为负（读到 {read}）；减少请用统计修正，或用 correct 更正原分录"
BATCH = "“{batch}”此前已归入{wanted}，不能再归入{read}：每批减排量只归一类"
SAME_PARTY = "调剂双方不能是同一地区"
BAD_RATIO = "--ratio 读到“{read}”，应为不小于 1 的数"
ONE_OF = "记账要么给出分录表 ENTRIES，要么给出 --line、--region、--quantity、--year、--amount、--basis，二者取一"
NO_ENTRY = "台账“{book}”中没有编号为 {number} 的分录（最后编号 {last}）"
CORRECTED_SELF = "分录 {number} 本身是更正或关闭分录，请更正它所指的原分录 {names}"
SAME_AMOUNT = "分录 {number} 更正后的现值已是 {amount}，没有可更正的"
NOT_CORRECTABLE = "科目“{line}”不用 correct 更正：实绩用 import，预期GDP和总量用 adjust，整改用 rectify"
NO_WHO = "认不出登录用户，请写明 --who（操作人）"
NO_REASON = "请写明 --reason（事由）：台账每笔都要留痕"
EXPECT = "--expect 为 {expected}，台账“{book}”最后编号为 {last}：账面已变，本次没有记账。请重新查看后再记。"
NOT_OPEN = "编号 {number} 不是未关闭的整改事项；未关闭：{open}"
CLOSED_BEFORE = "关闭日期 {date} 早于开始日期 {opened}"
NO_PLAN = "这份测算没有可行方案，不能建账：{stop}"
OTHER_CASE = "案例与建账时的数据不同（校验码 {read}，建账时 {wanted}）；动态调整须用建账时的案例"
NO_GDP = "台账中没有 {year} 年的实绩GDP；先用 shuangkong ledger import 导入实绩"
BAD_SHARE = "{option} 读到“{read}”，应在 0 与 1 之间，如 0.03 或 3%"
NOTHING_NEW = "没有新的数，未记账"
ALREADY = "这份数据已记过账：凭证 {number}（{who}，{when}），本次没有重复记账"
NOWHERE = "请写明 -o 或 --json"
POSTED = "已记账：{book} 凭证 {number}，分录 {first}—{last}（{act}）"
PROPOSED = "以上为建议，尚未记账；核对后加 --book 记账"
BOOKS = "台账：{names}"
NO_BOOKS = "还没有台账；用 shuangkong ledger open 案例 建账"
IDENTITY = "台账恒等式不闭合：{region} {quantity} {year} 年相差 {gap:.3e} 万吨"

BASIS = {
    "open": "测算 {run}", "adjust": "实绩GDP偏离预期超过 {theta:.2%}，总量按目标强度×实绩GDP重算",
    "actuals": "实绩 {status} {source}", "correct": "更正分录 {number}：{reason}", "close": "关闭整改 {number}：{reason}",
}  # fmt: skip
RECLAIM_BASIS = {
    "lapsed": "批复满两年未开工，审查意见失效，全额收回", "idle": "实际用量低于批复值，按收回比例盘活",
    "returned": "用量回升或不再失效，退回已盘活指标", "overrun": "实际用量超过批复值110%，列入整改", "none": "",
}  # fmt: skip
RECLAIM_KIND = {
    "lapsed": "■ 失效收回", "idle": "▲ 盘活", "returned": "▲ 退回", "overrun": "■ 超批复", "none": "● 正常",
}  # fmt: skip
OVER = {"intensity": "实绩用量超过目标强度×实绩GDP（刚性）", "total": "实绩用量超过总量目标，且没有增长支撑（弹性）"}
STATUS = {"final": "核定", "preliminary": "初步"}

SHEET = {
    "energy": "用能预算台账", "carbon": "碳排放预算平衡表", "energy_whole": "用能预算台账（五年）",
    "carbon_whole": "碳排放预算平衡表（五年）", "adjust": "调整单", "rectify": "整改清单", "entries": "变更记录",
}  # fmt: skip
TITLE = {
    "energy": "用能预算台账（建议格式）", "carbon": "碳排放预算平衡表（建议格式）",
    "energy_whole": "用能预算台账——五年规划期（建议格式）", "carbon_whole": "碳排放预算平衡表——五年规划期（建议格式）",
    "adjust": "预算动态调整单（建议格式）", "rectify": "整改清单（建议格式）", "entries": "台账变更记录（建议格式）",
}  # fmt: skip
LABEL = {
    "name": "盟市", "year": "年份", "base": "基期{what}", "opening": "期初余额", "quota": "{what}增量指标", "stock": "存量变化",
    "reclaim": "盘活沉淀", "grant": "自治区统筹", "transfer_in": "调入", "transfer_out": "调出", "occupation": "新项目占用",
    "correction": "统计修正", "closing": "期末余额", "carry": "结转下年", "total": "预算总量", "usage": "{what}总量",
    "basis_of": "口径", "gdp": "地区生产总值", "gdp_expected": "预期生产总值", "target": "强度目标", "intensity": "强度",
    "intensity_room": "强度余量", "total_room": "总量余量", "backed": "增长支撑", "unbacked": "超额",
    "feedstock": "原料用能", "nonfossil": "可再生能源", "listed": "单列", "rigid": "刚性", "elastic": "弹性",
    "number": "编号", "voucher": "凭证", "when": "时间", "who": "操作人", "act": "动作", "reason": "事由", "region": "地区",
    "quantity": "指标", "line": "科目", "category": "类别", "subject": "项目或措施", "party": "对方", "amount": "数量",
    "names": "所指分录", "date": "发生日期", "basis": "依据", "gdp_before": "旧值", "gdp_after": "新值",
    "total_before": "旧值", "total_after": "新值", "change": "增减", "opened": "开始日期", "closed": "关闭日期",
    "state": "状态",
}  # fmt: skip
GROUP = {
    "cut_energy": "削减量", "cut_carbon": "减排量", "memo": "备查", "verdict": "平衡判定", "elastic_use": "弹性使用",
    "gdp": "预期生产总值", "total": "预算总量",
}  # fmt: skip
WHAT = {"energy": "能耗", "carbon": "排放"}
RIGID = {True: "● 平衡", False: "■ 超限"}
ELASTIC = {"inside": "● 总量内", "backed": "▲ 增长支撑", "unbacked": "■ 含超额"}
OPEN, CLOSED = "■ 未关闭", "● 已关闭"
INTENSITY_UNIT = {"energy": "吨标准煤/万元", "carbon": "吨CO2/万元"}

NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "identity": "期末余额＝期初余额＋增量指标－存量变化＋{cuts}＋盘活沉淀＋统筹＋调入－调出－新项目占用＋统计修正；"
                "新项目按批复值占用，未用部分经盘活收回；备查各列不进入余额。",
    "two": "数量平衡（弹性）看总量余量，强度平衡（刚性）看强度余量＝强度目标×生产总值－用量＋统筹＋净调入；二者并列，余额为负不等于强度超限。",
    "carry": "规划期内余额按 {carry:.0%} 结转，不足额全额结转。",
    "parent": "上级行：存量、削减、占用、盘活、修正为下级之和加本级；增量指标按本级目标；下级之间的调剂和统筹不计入。",
    "national": "全区按国家口径：生态碳汇不计入；盟市按考核口径。",
    "entries": "台账只增不改：更正是指明原分录的新分录，余额为各分录之和。数量按本科目方向填列。",
    "adjust": "强度目标不变；预期生产总值自触发年起按实绩比例顺推，预算总量＝强度目标×预期生产总值；已批准项目保持不变。",
}  # fmt: skip

TERMINAL = {
    "title": "{sheet}　{book}（{span}，单位：{unit}）", "plan": "测算 {run}　规则包 {pack}　最后分录编号 {last}",
    "rectify": "未关闭的整改 {count} 项", "deviation": "{region}：实绩GDP {reported:,.2f} 亿元，预期 {expected:,.2f} 亿元，偏离 {deviation:.2%}{over}",
    "over": "，超过 {theta:.2%}，触发调整", "inside": "，未触发", "kept": "已批准并锁定的项目：{names}",
    "new": "剩余年份重新求解后可新批：{names}", "shares": "按比例批准、不能锁定的项目：{names}", "no_adjust": "没有地区的偏离超过 {theta:.2%}，不需要调整",
    "resolved": "剩余年份 {years} 重新求解：{stop}，目标 {objective:,.4f} 亿元", "no_plan": "剩余年份 {years} 保留已批准项目后没有可行方案：",
    "last_year": "末年触发，没有剩余年份可重新求解", "clean": "没有需要盘活、收回或整改的项目",
}  # fmt: skip
HEAD = {
    "balance": ("地区", "年份", "期初余额", "增量指标", "存量变化", "削减", "盘活", "统筹", "净调入", "新项目占用", "修正", "期末余额",
                "强度余量(刚性)", "总量余量(弹性)", "判定"),
    "reclaim": ("项目", "地区", "指标", "年份", "批复值", "用量", "用量/批复", "已盘活", "本次盘活", "结论", "失效日"),
    "entries": ("编号", "凭证", "时间", "操作人", "动作", "地区", "指标", "年份", "科目", "类别/项目", "数量", "所指", "依据"),
    "revisions": ("地区", "指标", "年份", "预期GDP 旧", "新", "预算总量 旧", "新"),
    "rectify": ("编号", "地区", "指标", "年份", "对象", "超出", "开始", "关闭", "依据"),
}  # fmt: skip
