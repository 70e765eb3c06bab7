"""Words of scenarios and their comparison (方案对比用语)."""

from __future__ import annotations

BASE = "基准"
AD_HOC = "临时方案"
COMMAND_LINE = "命令行"

WRONG = {
    "change": "看不懂“{read}”，应写成 表.行.列=值，如 targets.地区名.carbon.2030=18%",
    "rule": "看不懂“{read}”，规则应写成 rules.规则.设置=值，如 rules.hand_down.reserve_share=0.05",
    "table": "没有名为“{read}”的表{nearest}",
    "shape": "看不懂“{read}”，应写成 {shape}.列=值（targets、totals 可不写列）",
    "sweep": "看不懂“{read}”，扫描应写成 表.行.列=起:止:点数，如 targets.地区名.carbon.2030=16:22:7",
    "points": "“{read}”的点数须为 2 至 {most}，起止不得相同",
    "scenario": "没有名为“{read}”的方案；现有：{known}{nearest}",
    "nothing": "没有可比的方案：案例中没有方案，也没有写 --scenario、--approve、--reject、--free、--set 或 --sweep",
    "sweep_from": "扫描只能从一个方案出发，现在有 {count} 个：{names}",
    "not_rules": "扫描的是数值，规则设置“{read}”不是数值",
    "twice": "方案“{read}”写了两次",
}
