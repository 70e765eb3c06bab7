"""Words used everywhere (术语): quantities and their units."""

QUANTITY = {"energy": "能耗", "carbon": "碳排放"}
UNIT = {"energy": "万吨标准煤", "carbon": "万吨CO2"}

BINDING = {
    "intensity": "{region} {year} 年{quantity}强度上限每放宽 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
    "total": "{region} {year} 年{quantity}总量每增加 1 {unit}，目标增加 {value:.4g} 亿元，在当前解附近有效",
}

CONTROL_MISSED = "控制指标未完成：{region} {year} 年碳排放总量超用 {amount:,.2f} {unit}（弹性只适用于盟市，全区考核按未完成计）"
