"""Words of the tables that leave the program (输出表用语): sheet names, headings, notes, sentences."""

from __future__ import annotations

REFUSED = {
    "locked": "无法写入 {path}：{reason}。文件可能正在 Excel 或 WPS 中打开，请关闭后重试；原文件未改动。",
    "no_folder": "无法写入：文件夹 {folder} 不存在。请先建立文件夹或改写输出路径。",
    "is_folder": "无法写入：{path} 是文件夹，请给出文件名。",
    "is_file": "无法写入：{path} 是文件，请给出文件夹。",
    "exists": "{path} 已存在，不会覆盖。请换一个名称，或先移走原文件。",
    "same": "两个输出写的是同一个文件，请分别给出文件名。",
    "no_plan": "没有可行方案，没有可导出的成果；原因见 JSON 结果。",
    "suffix": "空白模板只能是 .xlsx 文件或文件夹，读到的是 {path}。",
}

SHEET = {
    "cover": "封面与说明", "budget_carbon": "碳排放预算分配表", "budget_energy": "用能预算分配表",
    "balance_carbon": "碳排放预算平衡表", "balance_energy": "用能预算平衡表", "projects": "项目清单",
    "measures": "减排措施表", "stages": "示范工程贡献表", "controls": "控制指标", "sources": "指标来源", "redundancy": "冗余度",
    "binding": "约束与边际值", "checks": "校验", "dictionary": "字典",
    "ledger": "减排量及交易台账",
}  # fmt: skip

TITLE = {
    "cover": "双控预算统筹测算成果", "budget_carbon": "盟市年度碳排放预算分配表",
    "budget_energy": "盟市年度用能预算分配表", "balance_carbon": "碳排放预算平衡表", "balance_energy": "用能预算平衡表",
    "projects": "项目清单及审批建议表", "measures": "减排措施实施表", "stages": "三类示范工程贡献表（建议格式）", "controls": "控制指标完成情况表",
    "sources": "项目用能和碳排放指标来源（置换）表", "redundancy": "用能批复冗余度表", "binding": "起约束作用的限额与边际值表",
    "ledger": "减排量及交易台账",
    "checks": "表间校验",
}  # fmt: skip

MORE, LESS, NO_CHANGE = "增", "减", "—"
BODY_FONT, TITLE_FONT = "宋体", "方正小标宋简体"
TEXT_FONT, HEADING_FONT = "仿宋_GB2312", "黑体"
INTENSITY_UNIT = {"energy": "吨标准煤/万元", "carbon": "吨CO2/万元"}

SOURCE_KIND = {"replacement": "置换", "bought": "调入", "reclaimed": "盘活指标", "growth": "增量指标"}
PEAK = "{region} {year:.0f} 年"
MET, NOT_MET = "● 达到", "■ 未达"
AMOUNT_UNIT, MONEY_UNIT = "万吨", "亿元"

LABEL = {
    "number": "节点", "parent": "上级节点", "total_bound": "总量约束", "target_bound": "强度约束",
    "name": "盟市", "year": "年份", "opening": "期初余额", "base": "基期{what}", "increment": "增量指标",
    "total": "总量目标", "existing": "存量{what}", "category": "{category}", "sink": "存量碳汇",
    "transfer_in": "调入", "transfer_out": "调出", "idle": "盘活沉淀", "granted": "上级统筹", "projects": "新项目占用",
    "budget": "预算总量", "national": "国家口径", "assessment": "考核口径", "usage": "预计能耗",
    "gdp": "地区生产总值", "gdp_expected": "预期生产总值", "target_intensity": "强度目标", "intensity": "预计强度",
    "intensity_headroom": "强度余量", "headroom": "预算余量", "total_headroom": "总量余量",
    "overrun_1": "第一档", "overrun_2": "第二档", "growth_backed": "增长支撑", "unbacked": "超额",
    "memo_feedstock": "原料用能", "memo_nonfossil": "非化石能源", "memo_listed": "单列", "verdict": "平衡判定",
    "carry_over": "结转", "rate": "使用率", "light": "状态", "mark": "标记", "order": "序号",
    "region": "盟市", "plan_sum": "规划期合计", "last_rate": "末年使用率", "last_light": "末年状态",
    "project": "项目编号", "project_name": "项目名称", "sector": "行业", "start_year": "投产年",
    "energy": "等价值", "energy_calorific": "当量值", "feedstock": "原料用能", "nonfossil": "非化石能源",
    "controlled": "受控能耗", "carbon": "年碳排放", "value_added": "年增加值", "carbon_intensity": "碳排放强度",
    "energy_intensity": "能耗强度", "value": "目标价值", "ramp_last": "末年达产", "status": "状态", "listing": "单列",
    "approval": "批准比例", "advice": "建议", "energy_used": "能耗", "carbon_used": "碳排放", "source": "依据",
    "evidence": "数据性质", "measure": "措施编号", "measure_name": "措施名称", "category_name": "类别", "stage": "示范工程类别",
    "stage_count": "措施行数",
    "energy_saving": "节能量", "carbon_reduction": "减碳量", "cost": "成本", "value_added_loss": "增加值损失",
    "share": "实施比例", "energy_saved": "节能量", "carbon_reduced": "减碳量", "cost_paid": "成本",
    "ratio": "置换比例", "source_kind": "来源", "source_year": "起用年份", "source_amount": "数量",
    "gauge_approved": "批复量", "gauge_expected": "末年预计用量", "gauge_growth": "增量指标", "gauge_saved": "削减量",
    "gauge_reclaimed": "盘活沉淀", "gauge_quota": "合计", "redundancy": "冗余度", "control": "控制指标", "mode": "约束方式", "reached": "预计完成", "limit": "上限（下限）", "gross": "能源消费总量",
    "control_amount": "消费量", "control_room": "余量", "met": "结论",
    "borrowed": "预借", "held": "转让后用量", "lift": "统筹结转增减", "batch": "批次", "origin": "来源",
    "tradable": "可交易", "approved": "核定量", "ets": "全国碳市场", "sold": "区内交易", "own_use": "自用及余量",
    "buyers": "受让", "price": "参考价格",
    "rule": "规则", "quantity": "指标", "marginal_value": "边际值", "marginal_unit": "单位", "says": "说明",
}  # fmt: skip
"""Headings by field name; input columns keep the label of the data dictionary."""

GROUP = {
    "quota": "可用指标",
    "cut_carbon": "减排量", "cut_energy": "削减量", "book": "预计排放", "elastic": "弹性使用", "memo": "备查",
    "project_energy": "年综合能耗", "used": "规划期末占用", "full": "全部实施时", "carried": "实施量",
    "spent": "已用",
}  # fmt: skip
WHAT = {"energy": "能耗", "carbon": "排放"}

STOP = {
    "proved_best": "已证最优", "proved_impossible": "已证无解", "time_limit": "达到时间上限", "interrupted": "人工停止",
    "unproved": "未能证明最优", "within_gap": "已达到所要的精度", "solver_trouble": "求解器异常", "input_rejected": "数据未通过校验",
}  # fmt: skip
UNPROVED = "未证最优（{stop}；与理论最优最多相差 {gap}）"
UNPROVED_SHORT = "未证最优"
GAP = "{gap:,.4f} 亿元"
GAP_UNKNOWN = "未知"
PROOF = {
    False: "有理数精确算术证明：方案可行且最优，差距为零",
    True: "有理数精确算术证明：审批既定后方案可行且最优；整体审批由分支定界穷尽（零差距），其松弛上界高 {gap}",
}
"""By whether whole approvals leave the relaxation's bound above the objective."""

LIGHT_NORMAL, LIGHT_WARN, LIGHT_OVER = "● 正常", "▲ 预警", "■ 超限"
LIGHT_WORD = {LIGHT_NORMAL: "正常", LIGHT_WARN: "预警", LIGHT_OVER: "超限", "": "—"}
RIGID, ELASTIC = "刚性", "弹性"
BARRED = {"allow": "", "gate": "两高项目，未达能效标杆水平，不准入", "forbid": "两高项目，按清单管理不准入"}
DEFERRED = "缓批至 {year} 年"
APPROVED, PARTLY, REFUSED_PROJECT = "批准", "部分批准", "不批"
AGREE, DISAGREE = "一致", "不一致"
YES, NO = "是", "否"
PUBLISHED, ESTIMATED, ASSUMED = "公布", "估算", "假设"
MARK = {ESTIMATED: "估", ASSUMED: "假"}
MARKED = "【{mark}】"
NO_EVIDENCE = "未注明"
OWN_PART = "{region}本级"
DEAL, DEALS, PRICE_UNIT = "{buyer}调入 {bought:.2f}", "；", "万元/吨"
NET_SOLD = "转让净减（调入－调出）"
SUM_OF_REGIONS, RESERVE = "盟市合计", "机动（含本级）"
PER_UNIT = "{money}／{unit}"
WITH_UNIT = "{name}（{unit}）"
YEAR = "{year}年"
YEARS = "{first}—{last}年（共{count}个年度）"
TIME = "{year}年{month}月{day}日 {clock}"
CASE_LINE = "方案：{case}　编号：{run}"
UNIT_LINE = "单位：{unit}"
FOOTER = "&L&8 方案编号 {run}&C&8 第 &P 页 共 &N 页&R&8 {time}　规则包 {pack}"
BLANK_COLUMNS = "本表未填列（模型不产生该数，留白而非零）：{columns}。"

NOTE = {
    "suggested": "建议格式：按文件要素拟制，未见统一制式。",
    "marks": "标记“估”“假”及斜体：该行所依据的输入含估算或假设数据；标记空白不等于已核实，见封面“数据性质”。",
    "lights": "状态：■ 超限＝动用弹性超用量；▲ 预警＝使用率达到预警线（见隐藏表“字典”）；● 正常＝其余。",
    "budget": "预算由平衡表引用；空白表示该地区当年没有任何限额。机动＝全区预算－各盟市预算之和，含本级用量。",
    "balance": "国家口径不计生态碳汇，考核口径计入；全区按国家口径、盟市按考核口径考核（规则包另有规定的从其规定）。"
    "增量指标＝总量目标－基期；强度余量＝强度目标×地区生产总值－预计用量；预算余量＝预算总量－预计用量；"
    "总量余量＝总量目标－预计用量，负数即弹性使用。",
    "elastic": "弹性使用：增长支撑＝min（超用量，强度目标×max（0，地区生产总值－预期））；其余为超额。",
    "balance_energy": "能耗为受控能耗（等价值，已扣除原料用能、非化石能源）；备查三项为获批项目当年数，不计入平衡。",
    "projects": "受控能耗＝等价值－原料用能－非化石能源；末年占用＝批准比例×末年达产进度×年用量。批准比例存有全部小数位。",
    "edit": "本表为测算结果，修改单元格不会重新求解；改动后请重新导入系统测算。",
    "controls": "煤炭、石油：消费量不得超过上限；非化石能源：消费量占能源消费总量（扣减前）的比例不得低于下限，比例列为该比例。"
    "均为地区及其所属全部范围，按项目所在地计，单列不影响。余量为正即达到；“仅报告”的指标不约束求解。",
    "redundancy": "批复量为获批项目的全额受控能耗（不含单列），末年预计用量按产能利用率和达产进度；增量指标＝{year} 年目标强度×预期GDP－存量；"
    "冗余度＝批复量÷可用指标－1，不超过 {margin:.0%} 为达到。",
    "sources": "每一份减排量只用于一个项目；按投产先后、措施交付先后排定，投产时来源已经交付。减排量中途回落的，由当年其他减排量接续（另起一行）。"
    "增量指标为项目用量超出应置换量的部分，占用盟市增量指标。",
    "peak": "梯次达峰：{regions}；达峰年之后各年碳排放（国家口径，不扣碳汇）不高于上一年。",
    "stages": "源头减碳、过程降碳、末端固碳三类，不属的列“其他”；各年各类之和等于减排措施表该年实施量之和。",
    "measures": "各列为该年实施比例为 100% 时的数量；“实施量”＝比例×全部实施数量。",
    "binding": "边际值：该限额每放宽 1 万吨，目标值的变化（亿元）；在批准结果不变的前提下成立。",
    "flows": "转让后用量＝预计用量＋调出－调入（全区按实物用量考核，不加减）；各项余量、强度、使用率按转让后用量计。"
    "统筹结转增减＝自治区统筹＋预借－结转＋上年结转－上年预借，加在总量目标上。",
    "ledger": "每批减排量只用一次：核定量＝全国碳市场＋区内交易＋自用及余量；已纳入全国碳市场的部分不在区内转让。"
    "受让按地区代码顺序逐一对应；置换比例＝调出÷调入；参考价格为批准结果不变时的边际值，不是成交价。",
    "no_binding": "没有起约束作用的限额。",
    "checks": "左值、右值均为公式，改动任何一表后结论随之改变。取整差的允许范围见“字典”。",
}  # fmt: skip

COVER = {
    "plan": "一、方案", "case": "测算名称", "region": "地区", "years": "规划期", "base_year": "基期年",
    "run": "方案编号", "time": "生成时间", "pack": "规则包版本", "pack_title": "规则包",
    "override": "本测算自定", "basis": "依据",
    "result": "二、结论", "outcome": "求解结论", "proof": "精确证明", "objective": "目标值（亿元）", "value": "其中：批准项目价值（亿元）",
    "cost": "减：措施成本（亿元）", "overrun": "减：弹性超用代价（亿元）", "trade": "减：减排量转让费用（亿元）",
    "bound": "理论最优上限（亿元）",
    "gap": "与上限差距（亿元）", "approved": "批准项目", "verification": "独立复核", "note": "复核说明",
    "data": "三、数据", "checksum": "数据校验码", "versions": "软件版本", "waived": "豁免的校验",
    "warnings": "数据提示", "evidence": "数据性质", "none": "无",
    "sign": "制表：　　　　　　　　审核：　　　　　　　　分管负责人：　　　　　　　　日期：　　　年　　月　　日",
}  # fmt: skip
APPROVED_COUNT = "批准 {whole} 个，部分批准 {part} 个，不批 {refused} 个，共 {all} 个"
VERIFIED = {
    True: "通过：共复核 {checked:,} 项，最大相对偏差 {worst}",
    False: "未通过：{failures} 项不满足，最大相对偏差 {worst}，不得作为方案",
}
EVIDENCE_LINE = "{table}：公布 {公布} 行，估算 {估算} 行，假设 {假设} 行，未注明 {未注明} 行"
OVERRIDE = "{title}（{key}）＝{value}"
WAIVED_LINE = "{code}：{reason}"
MORE_WARNINGS = "……另有 {count} 条，见结果 JSON"

DICTIONARY = {
    "format": "文件格式", "run": "方案编号", "checksum": "数据校验码", "warn_share": "预警线（使用率）",
    "tolerance": "取整容差（万吨）", "node_tolerance": "项目与平衡表允许差（万吨）",
}  # fmt: skip

CHECK_HEADINGS = ("校验项", "左值", "右值", "差额", "结论")
CHECK = {
    "columns": "{quantity}{year}年：盟市预算合计＋机动＝全区预算",
    "sums": "{quantity}：分配表各地区规划期合计＝各年盟市合计之和",
    "usage": "{quantity}：预计用量超出预算的行数＝0",
    "total": "{quantity}：预算超出总量与弹性使用之和的行数＝0",
    "intensity": "{quantity}：预算超出强度目标×地区生产总值的行数＝0",
    "elastic": "{quantity}：增长支撑＋超额＝第一档＋第二档",
    "projects": "{quantity}：项目清单末年占用之和＝平衡表末年新项目占用（取整差以内）",
    "rejected": "否决项目的批准比例之和＝0",
    "must": "必上项目的批准比例之和＝必上项目数",
}

TERMINAL = {
    "outcome": "求解结论：{outcome}　方案编号 {run}",
    "objective": "目标值 {objective:,.4f} 亿元＝批准项目价值 {value:,.4f}－措施成本 {cost:,.4f}－弹性超用代价 {overrun:,.4f}",
    "trade": "－减排量转让费用 {trade:,.4f}",
    "budgets": "{quantity}预算（{unit}）、使用率、状态", "unlimited": "无限额\n用 {usage:,.2f}",
    "approved": "批准：{approved}；不批：{refused}", "verification": "独立复核{verdict}", "pack": "规则包：{pack}",
    "more_overruns": "……另有 {count} 处弹性超用，见平衡表",
    "overrun": "弹性超用：{region} {year} 年{quantity} {amount:,.2f} {unit}",
}  # fmt: skip
PART_NAMED = "{name}（{advice}）"
SEVERITY = {"error": "错误", "warning": "提醒"}
ISSUE_HEADINGS = ("", "位置", "问题", "怎么改")
MORE_ISSUES = "……另有 {count} 条未列出，见 --json 结果。"
FAILURE_HEADINGS = ("规则", "对象", "年份", "指标", "左值", "右值", "差额")

READ_BACK = {
    "result_not_found": ("没有名为“{read}”的文件", "核对路径和文件名"),
    "result_unreadable": ("“{read}”打不开，或不是 JSON 文件", "请用 shuangkong solve --json 写出的文件"),
    "result_not_ours": ("“{read}”不是本系统写出的成果（{wanted}）", "请用 shuangkong solve 写出的工作簿或 JSON 文件"),
    "result_other_case": (
        "成果是按另一份测算数据写出的（校验码 {read}，现为 {wanted}）",
        "核对测算数据是否已改动；复核仍按现有数据进行",
    ),
    "result_column_missing": ("工作表中没有“{read}”列，表头可能被改动", "恢复原表头，或重新写出工作簿"),
    "result_row_missing": ("缺少“{read}”的行", "恢复被删除的行，或重新写出工作簿"),
    "result_row_unknown": ("“{read}”在测算数据中不存在", "核对是否改名，或数据与结果不配套"),
    "result_row_twice": ("“{read}”出现了两次", "删除重复的行"),
    "result_not_a_number": ("“{wanted}”读到“{read}”，不是数字", "恢复为数字，或重新写出工作簿"),
}
NO_STAGE = "其他"
