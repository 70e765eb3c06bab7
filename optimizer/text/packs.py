"""Words of the policy packs (规则包用语): what was wanted where, marks of evidence, the written-out model."""

from __future__ import annotations

WANTED = {
    "missing": "必填",
    "string_too_short": "必填",
    "string_type": "文字（加引号）",
    "form": "合乎通用规则包文件头所述的写法",
    "value": "数、是否（true/false）、文字，或它们的列表",
    "mark": "DOC、SEEN、RECALLED-H、RECALLED-M、RECALLED-L、DERIVED、DESIGN 之一",
    "unit": "单位（比例写 \"1\"）",
    "valid_from": "日期，如 2026-01-01",
    "valid_to": "日期，如 2030-12-31",
    "version": "年月，如 2026-07",
    "period": "各版本的有效期首尾不重叠，起始不晚于截止",
    "unique": "不重复的版本名",
    "target": "同一文件、地区、年份、领域的一个指标只写一次",
    "target_year": "年份（2025）、期间（2026-2030）或 undated",
    "operator": "=、<=、>=、<、>、~ 之一",
    "kind": "binding、target、strive、cap、standard、rule、task、project、plan、schedule、no number 之一",
}  # fmt: skip

KIND = {
    "bool": "是否（true/false）", "number": "数", "text": "文字",
    "list of number": "数的列表", "list of text": "文字的列表", "list of bool": "是否的列表",
}  # fmt: skip

MARK = {
    "DOC": "文件原文", "SEEN": "已见文本", "RECALLED-H": "未见原文（把握高）",
    "RECALLED-M": "未见原文（把握中）", "RECALLED-L": "未见原文（把握低）",
    "DERIVED": "推导", "DESIGN": "设计缺省，无官方文件",
}  # fmt: skip

OPERATOR = {"=": "", "<=": "≤ ", ">=": "≥ ", "<": "＜ ", ">": "＞ ", "~": "约 "}

TARGET_KIND = {
    "binding": "约束性", "target": "目标", "strive": "力争", "cap": "上限", "standard": "标准", "rule": "规则",
    "task": "任务", "project": "项目", "plan": "计划", "schedule": "进度", "no number": "未写数字",
}  # fmt: skip

SECTOR = {
    "overall": "总体", "energy": "能源", "power": "电力", "industry": "工业", "steel": "钢铁",
    "steel and ferroalloy": "钢铁和铁合金", "rare earth": "稀土", "building materials": "建材", "data centre": "数据中心",
    "buildings": "建筑", "city": "城市", "transport": "交通", "farming": "农牧业", "public institutions": "公共机构",
    "circular": "循环经济", "CCUS": "碳捕集利用与封存", "sink": "碳汇", "parks": "园区", "demonstration": "示范项目",
    "technology": "技术", "accounting": "核算", "assessment": "考核", "budget": "预算管理",
}  # fmt: skip

TARGET_UNIT = {
    "year": "年", "years": "年", "ratio": "比值", "m2": "平方米", "万m2": "万平方米", "亿m3": "亿立方米", "万t": "万吨",
    "亿t": "亿吨", "万t/yr": "万吨/年", "万t/day": "万吨/日", "gce/kWh": "克标准煤/千瓦时", "万kW": "万千瓦",
    "GW (4000 万kW)": "GW（4000万千瓦）", "亿kW (200 GW)": "亿千瓦（200 GW）", "% of sector capacity": "%（占行业产能）",
    "sites": "处", "projects": "个", "products": "种", "areas / classes": "领域／类", "rule": "规则",
    "to be met": "须完成", "as set by the superior": "按上级下达", "as set by the state": "按国家下达",
}  # fmt: skip

BASE_YEAR = {
    "not stated": "未写明", "2020 (14FYP period; base year not spelled out)": "2020（“十四五”期间，原文未写基期）",
}  # fmt: skip
UNDATED_TARGET = "未写年份"

RULE_KIND = {"law": "硬性", "policy": "政策", "preference": "偏好"}
YES_NO = {True: "是", False: "否"}
SHARE = "比例"
NONE = "—"
CHOICES = "（可选 {choices}）"

MODEL_TITLE = "# 模型说明：{title}"
MODEL_HEAD = """\
规则包标识：{stamp}　有效期：{period}

本文由 `shuangkong model show {pack}` 按规则包生成。金额单位亿元，能耗万吨标准煤，碳排放万吨CO2；
强度为吨/万元，数值上等于万吨÷亿元。依据等级：{marks}。"""

MODEL_SETS = (
    "一、集合与下标",
    ("符号", "含义"),
    (
        ("n ∈ N", "节点：盟市 i（没有下级的地区）、上级地区、全区 R"),
        ("t ∈ T", "规划期各年；0 为基期年"),
        ("k", "能耗（受控能耗：扣除原料用能和非化石能源）、碳排放"),
        ("p ∈ P", "候选项目"),
        ("m ∈ M", "减排措施"),
        ("j", "超用量的档：第一档宽 band·B，第二档不封顶"),
    ),
)

MODEL_VARIABLES = (
    "二、变量与推算量",
    ("符号", "程序名", "取值", "单位", "含义"),
    (
        ("y_p", "approval", "{0,1}；可分项目 [0,1]", "比例", "项目批准比例"),
        ("z_mt", "uptake", "[0,1]；不可分措施 {0,1}", "比例", "措施实施比例"),
        ("b_nkt", "budget", "不限", "万吨", "下达给节点的预算"),
        ("s_nktj", "overrun", "第一档 [0, band·B]；第二档 ≥ 0", "万吨", "预算超过总量的部分，分档"),
        ("调出、调入", "sold, bought", "≥ 0", "万吨", "盟市之间转让的减排量（market.trade 开启时）"),
        ("g_nkt", "granted", "≥ 0", "万吨", "自治区统筹（hand_down.grants 开启时）"),
        ("β_nkt, o_nkt", "banked, borrowed", "[0, 上限]", "万吨", "结转、预借（bank 的上限大于零时）"),
        ("U_nkt", "usage", "推算", "万吨", "用量 = 存量 + Σ 项目用量·达产进度·y − Σ 措施减量·z"),
        ("G_nt", "gdp", "推算", "亿元", "地区生产总值 = 存量 + Σ 增加值·达产进度·y − Σ 增加值损失·z"),
        ("τ_nkt", "target_intensity", "已知", "吨/万元", "目标强度 =（1 − 降低率）× 基期强度"),
        ("B_nkt", "total", "已知", "万吨", "总量；未给定时按设定由 τ·预期GDP 推算"),
    ),
)

MODEL_OBJECTIVE = """\
## 三、目标与求解步骤

第一步　使目标值最大（单位亿元），即 `objective`：

```
max  Σ_p 价值_p·y_p − Σ_nktj 价格_j·s_nktj − Σ_mt 成本_mt·z_mt − Σ_nkt 交易费用·调入_nkt
```

第二步　保持第一步的批准、措施、转让和超用量不变，把上级预算的余量分给下级，使各地区最小的相对余量尽可能大，
再使次小的尽可能大，依此类推（最大最小公平）；分法唯一，换一台机器结果相同。

硬性规则在正式测算中不留松弛；无解时给出冲突和修复建议，不出分配表。"""

MODEL_RULES = "四、规则"
MODEL_DISPLAY = "五、显示阈值"
MODEL_PARAMETERS = "六、参数（评估、分解、台账、监测、考核用，不进入本次求解）"
MODEL_TARGETS = "七、量化目标（文件原文，不进入本次求解）"
NO_TARGETS = "本规则包没有量化目标。"
MODEL_DOCUMENTS = "八、依据文件"
RULE_HEAD = "### {number}. {title}（`{id}`，{kind}）"
RULE_DOCUMENT = "依据：{document}"
NO_SETTINGS = "本规则没有设定。"
SYMBOL_HEAD = ("符号", "含义", "单位")
VALUE_HEAD = ("键", "名称", "现值", "单位", "依据", "条款", "等级", "有效期", "说明")
TARGET_HEAD = ("地区", "年份", "领域", "指标", "目标值", "单位", "基期", "性质", "依据", "条款", "等级", "说明")
DOCUMENT_HEAD = ("编号", "文件", "文号", "见到的程度")
UNTIL = "{since} 至 {until}"
SINCE = "{since} 起"
UNDATED = "不限"

WANTED_TILE = ("地区", "简称", "列", "行")
"""The columns of tiles.csv; column and row are counted from zero at the top left."""
