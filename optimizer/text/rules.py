"""Sentences of the independent check (复核用语): what was found not to hold, by rule."""

from __future__ import annotations

from optimizer.text.words import QUANTITY, UNIT

FINDING = {
    "coverage": "{region} {year} 年{quantity}：用量（含已下达预算）{left} 超出预算 {right}，超 {gap} {unit}",
    "intensity": "{region} {year} 年{quantity}：预算 {left} 超出目标强度所允许的 {right}，超 {gap} {unit}",
    "total": "{region} {year} 年{quantity}：预算或超用量 {left} 超出总量、超用档允许的 {right}，超 {gap} {unit}",
    "hand_down": "{region} {year} 年{quantity}：下达预算与机动合计 {left} 超出本级预算 {right}，超 {gap} {unit}",
    "approvals": "项目 {project}（{region}）的批准比例不合审批状态或取值范围，偏离 {gap}",
    "listing": "{region} {year} 年{quantity}：全区用量减盟市用量与本级、单列项目不符，相差 {gap} {unit}",
    "measures": "措施 {project}（{region}，{year} 年）的实施比例不合取值范围或逐年回落，偏离 {gap}",
    "controls": "{region} {year} 年{quantity}：{left} 超出 {right}，超 {gap} {unit}",
    "peak": "{region} {year} 年{quantity}：已过达峰年，{left} 高于上一年 {right}，多 {gap} {unit}",
    "replacement": "{region} {year} 年{quantity}：已投产项目应置换 {left}，可用减排量 {right}，缺 {gap} {unit}",
    "redundancy": "{region} {year} 年{quantity}：批复量 {left} 超出增量指标及冗余度 {right}，超 {gap} {unit}",
    "market": "{region} {year} 年{quantity}：调出或调入 {left} 超出已实施、可交易的数量或限额 {right}，超 {gap} {unit}",
    "bank": "{region} {year} 年{quantity}：结转或预借 {left} 超出允许的 {right}，超 {gap} {unit}",
    "grants": "{region} {year} 年{quantity}：自治区统筹 {left} 超出机动指标或本级预算允许的 {right}，超 {gap} {unit}",
    "tables": "{region} {year} 年{quantity}：表中“{project}”与按输入重算的结果不符，相差 {gap}",
    "objective": "目标值与按批准、措施和超用重算的结果不符（{left}、{right}），相差 {gap} 亿元",
    "decisions": "“{project}”在方案中缺失、重复或不是数值",
    "grid": "{region} {year} 年{quantity}：“{project}”不是 0.01 的整数倍",
    "sums": "{region} {year} 年{quantity}：“{project}”与其构成之和不符，相差 {gap} {unit}",
    "cells": "{project}：表中数与按决策和数据重算的结果不符，相差 {gap}",
    "words": "{project}：表中文字与按决策和数据重算的结果不符",
    "rounded": "{region} {year} 年{quantity}：取整后的数不满足“{project}”，超 {gap} {unit}",
    "closeness": "{region} {year} 年{quantity}：取整后的“{project}”偏离未取整数 {left}，超过允许的 {right} {unit}",
}
"""By rule id; the last ten are the check's own. `project` names the project, the measure or the column."""

CHECK = {
    "tables": "表内数", "objective": "目标值", "decisions": "决策齐全", "cells": "逐格核对", "words": "逐格核对", "rounded": "取整后",
    "grid": "取整", "sums": "合计", "closeness": "取整偏差",
}  # fmt: skip
"""What the check's own findings are called; those of a rule have its title."""

NOTE_RESERVE = "{region} {year} 年{quantity}：机动指标按 0.01 取整，印出的预算之间少留 {gap} {unit}（小于 0.01）"

NOTE_PEAK = "{region} {year} 年{quantity}：达峰后按 0.01 取整，印出的排放量比上年多 {gap} {unit}"
NOTE_TOTAL = "{region} {year} 年{quantity}：结转、预借、统筹按 0.01 取整，印出的预算比印出的总量多 {gap} {unit}"
NOTE_TRADE = "{region} {year} 年{quantity}：调入、调出按 0.01 取整，印出的调出比调入所需少 {gap} {unit}"


def sentence(code: str, region: str, year: int, quantity: str, left: float, right: float, project: str = "") -> str:
    """Return the sentence of one finding; amounts in 万t or as the rule says."""
    return FINDING[code].format(
        region=region, year=year, quantity=QUANTITY.get(quantity, ""), unit=UNIT.get(quantity, ""),
        left=f"{left:.10g}", right=f"{right:.10g}", gap=f"{abs(left - right):.6g}", project=project,
    )  # fmt: skip
