"""Words used everywhere (术语): quantities and their units."""

QUANTITY = {
    "energy": "能耗", "carbon": "碳排放", "coal": "煤炭消费总量", "oil": "石油消费总量", "nonfossil": "非化石能源占比",
}  # fmt: skip
POWER_SECTORS = ("电力", "发电", "煤电", "火电", "热电", "自备电", "供热", "热力")
"""What the name of a sector that sends out power or heat has in it."""
UNIT = {
    "energy": "万吨标准煤", "carbon": "万吨CO2", "coal": "万吨标准煤", "oil": "万吨标准煤", "nonfossil": "万吨标准煤",
}  # fmt: skip
"""Control indicators are measured in energy; `nonfossil` by what is missing."""

BINDING = {
    "intensity": "{region} {year} 年{quantity}强度上限每放宽 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "controls": "{region} {year} 年{quantity}每放宽 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "peak": "{region} {year} 年允许比上一年多排放 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "replacement": "{region} {year} 年每多 1 {unit}可用于置换的{quantity}削减量，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "redundancy": "{region} {year} 年{quantity}批复额度每增加 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "total": "{region} {year} 年{quantity}总量每增加 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
}

CONTROL_OVER = "控制指标未达：{region} {year} 年{quantity} {reached:,.2f} {unit}，超过上限 {limit:,.2f} {unit}（仅报告）"
CONTROL_SHORT = "控制指标未达：{region} {year} 年{quantity} {reached:.2%}，低于 {limit:.2%}（仅报告）"
REDUNDANCY_WIDE = "冗余度取 {margin:.0%}，高于提示线 {warn:.0%}"
REDUNDANCY_OVER = "{region} 批复能耗超出增量指标 {rate:.1%}，高于冗余度 {margin:.0%}（仅报告）"
INCENTIVE_MET = (
    "激励目标：{region} {year} 年{quantity}强度降低 {achieved:.2%}，达到激励目标 {incentive:.2%}，"
    "当期总量免予考核（求解后判定，不改变预算与超用代价）"
)
CONTROL_MISSED = "控制指标未完成：{region} {year} 年碳排放总量超用 {amount:,.2f} {unit}（弹性只适用于盟市，全区考核按未完成计）"
