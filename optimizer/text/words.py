"""Words used everywhere (术语): quantities and their units."""

QUANTITY = {"energy": "能耗", "carbon": "碳排放"}
UNIT = {"energy": "万吨标准煤", "carbon": "万吨CO2"}

BINDING = {
    "intensity": "{region} {year} 年{quantity}强度上限每放宽 1 {unit}，目标增加 {value:.4f} 亿元，在当前解附近有效",
    "total": "{region} {year} 年{quantity}总量每增加 1 {unit}，目标增加 {value:.4f} 亿元，在当前解附近有效",
}

CONFLICT = {
    "intensity": "{region} {year} 年{quantity}强度目标（刚性）无法满足",
    "total": "{region} {year} 年{quantity}总量（刚性）无法满足",
    "hand_down": "{region} {year} 年{quantity}预留机动比例与下达预算冲突",
    "must": "{region} {name} 被定为必上",
    "rejected": "{region} {name} 被定为否决",
}
