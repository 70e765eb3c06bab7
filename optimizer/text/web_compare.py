"""Words of the tab 方案对比 (对比页用语)."""

from __future__ import annotations

CHOICE = {"now": "当前推演", "baseline": "基准方案", "case": "案例原状", "saved": "已存方案"}
TITLE = "选择方案"
HINT = "勾选 2 至 4 个，“基”为基础"
HEADINGS = ("比", "基", "方案", "操作")
PICK, BASE = "比较{name}", "以{name}为基"
DECISION_COUNT = {"approve": "批准 {count}", "reject": "否决 {count}", "free": "待定 {count}"}
SAME_AS_CASE = "与案例相同"
CHANGES = "改动数据 {count} 处"
OWN = "案例自带方案"
KEPT = "{who}　{time}"
BASED = "由“{name}”而来"
RENAME, OPEN = "改名", "打开"
RENAME_LABEL, OPEN_LABEL = "把{name}改名另存", "在审批推演中打开{name}"
ASK = {
    "title": "改名（另存为新方案，原方案保留）", "name": "新名称", "reason": "说明（可不填）", "ok": "确定",
    "cancel": "取消", "needed": "请写方案名称", "why": "请写说明",
}  # fmt: skip
RENAMED = "已另存为“{name}”，原方案保留"
OPENED = "已载入“{name}”，可撤销"
SAME_ALREADY = "当前推演与“{name}”相同"
NOT_OPENED = "“{name}”改动了数据，只能对比，不能载入推演"

COMPARE, STOP, DOWNLOAD = "开始对比", "取消", "下载情景对比表"
WAIT = "正在逐个求解并复核：{names}"
STOPPED = "已取消，没有得到对比结果。"
TWO = "请勾选 2 至 4 个方案。"
STALE = "审批决定已变，下面还是变动前的对比。"
EMPTY = "请在左侧勾选方案，再点“开始对比”。"
REFUSED = "“{name}”没有通过校验，没有参加对比：{says}"
TROUBLE = "没有得到对比结果：{what}"

HEAD = "{others} 与 {base} 比"
AND = "、"
ASSUMED = "一、假设差异"
ASSUMED_NOTE = "基：{base}"
NO_DIFFERENCE = "假设相同：数据和审批决定没有差异。"
ASSUMED_HEADINGS = ("方案", "对象", "项", "{base}", "该方案", "增减", "出处")
RESULTS = "二、结果"
CHART = "三、全区各年预计用量"
REGIONS = "四、地区"
REGIONS_NOTE = "{quantity}，{name} 与 {base} 比"
PROJECTS = "五、项目"
PROJECTS_NOTE = "批准结果有变动的"
GAINED, LOST = "增：{items}", "减：{items}"
NOBODY = "各地区预算相同。"
ITEM = "{region} {amount}"
MORE_ITEMS = "等 {count} 个"
PROJECT_HEADINGS = ("编号", "名称", "地区")
SAME_PROJECTS = "各方案批准的项目相同。"
NO_PLAN = "无可行方案"
ITEM_HEAD, UNIT_HEAD, REGION_HEAD, SUM = "指标", "单位", "地区", "合计"
SIDE = "看哪个方案"
QUANTITY = "指标"
