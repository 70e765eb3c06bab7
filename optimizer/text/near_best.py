"""Words of the near-best plans (近优方案用语)."""

BAD_NEAR = "--near 须在 0 与 100 % 之间，如 1%"
ASKING = "近优方案 {done} / {total} …"
SHEET = {"reach": "近优范围", "projects": "近优项目", "chart": "图 近优碳排放"}
TITLE = {"reach": "近优方案范围表", "projects": "近优方案项目表"}
GROUP = {
    "value": "批准项目价值（亿元）", "count": "批准项目数", "energy": "末年能耗（万吨标准煤）", "carbon": "末年碳排放（万吨CO2）",
}  # fmt: skip
LABEL = {
    "region": "盟市", "low": "最少", "plan": "现方案", "high": "最多", "project": "项目编号", "name": "项目名称",
    "status": "状态", "least": "最少", "most": "最多", "verdict": "结论", "down": "可少", "up": "可多",
}  # fmt: skip
STATUS = {"candidate": "候选", "must": "必上", "rejected": "否决"}
VERDICT = {"in": "每个都批", "out": "每个都不批", "open": "可替换", "decided": "已定"}
NOTE = {
    "near": "近优方案：目标值不低于 {floor:,.2f} 亿元（最优 {objective:,.2f} 亿元，让出不超过 {share:.2%}）的全部方案。",
    "ends": "最少、最多：逐个盟市、逐个指标在全部近优方案中求到的已证两端，每一端都有一个方案能达到；不同格子的两端一般不能同时达到。",
    "use": "用法：范围窄的格子是非如此不可的，范围宽的格子有商量余地，不影响全区大局。用量即该盟市至少需要的预算。",
    "projects": "“可替换”：在各端的方案中有批有不批。没有出现变化的项目，不等于在所有近优方案中都不变。",
}  # fmt: skip
CHART = {"title": "近优方案中各盟市末年碳排放可少、可多的比例", "axis": "相对现方案"}
HEAD = ("盟市", "批准项目价值（亿元）", "批准项目数", "末年能耗", "末年碳排放")
RANGE = "{low:,.{digits}f} ～ {plan:,.{digits}f} ～ {high:,.{digits}f}"
TERMINAL = "近优方案：{case}　方案编号 {run}（最少 ～ 现方案 ～ 最多）"
