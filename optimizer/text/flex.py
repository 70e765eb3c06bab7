"""Words of the flexibility calculator (灵活机制用语)."""

HEADINGS = ("年份", "额度", "上期结转", "归还预借", "调入减调出", "可用", "排放", "可预借", "预借", "结转下期", "失效", "缺口")
YEARS = "{first}—{last}"
RULES = "结转上限 {bank}、结转率 {carry:.4g}、预借上限 {borrow}、转出上限 {transfer}、超排罚则 {penalty:.4g}、每期 {period} 年（缺省值见规则包 flex）"
BAD_AMOUNTS = "{option} 须为空格或逗号分开的数，如 \"100 95 90\"，读到“{read}”"
BAD_SHARE = "{option} 须为不小于 0 的数或百分数，如 5% 或 0.05，限额还可分年写 2021=75% 2022=25%，不设限写“不限”；读到“{read}”"
BAD_LENGTH = "额度、排放（和调剂）须年数相同，且能分成整期：额度 {allocations} 个、排放 {emissions} 个、调剂 {transfers} 个、每期 {period} 年"
BAD_HISTORY = "--history 须写成 2016=880 2017=870，读到“{read}”"
BAD_SEGMENT = (
    "--segment 须写成 \"2021-2022 mean 2016-2018\" 或 \"2023-2025 allocation 2022 at 2022\"，"
    "起算时点早于该段、平均的年份早于该段；读到“{read}”"
)
ONE_WAY = "额度只用一种写法：--allocations；或 --base 与 --reduction（可加 --history、--segment）；或 --base 与 --percent"
NO_EMISSIONS = "轨迹的起点要用 {year} 年的排放，请写入 --history"
OFF_PATH = "{year} 年不在轨迹的任何一段内，请用 --segment 写出各段"
OVERSOLD = "{year} 年调出超过转出上限 {limit:,.4g}"
UNLIMITED = "不限"
STEP = "{year} 年起 {share}"
