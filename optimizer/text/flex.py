"""Words of the flexibility calculator (灵活机制用语)."""

HEADINGS = ("年份", "额度", "上期结转", "归还预借", "可用", "排放", "可预借", "预借", "结转下期", "失效", "缺口")
YEARS = "{first}—{last}"
RULES = "结转上限 {bank:.4g}、结转率 {carry:.4g}、预借上限 {borrow:.4g}、超排罚则 {penalty:.4g}、每期 {period} 年（缺省值见规则包 flex）"
BAD_AMOUNTS = "{option} 须为空格或逗号分开的数，如 \"100 95 90\"，读到“{read}”"
BAD_SHARE = "{option} 须为不小于 0 的数或百分数，如 5% 或 0.05，读到“{read}”"
BAD_LENGTH = "额度与排放须年数相同，且能分成整期：额度 {allocations} 个、排放 {emissions} 个、每期 {period} 年"
