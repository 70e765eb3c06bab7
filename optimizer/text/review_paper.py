"""Sentences of the review paper (项目评估意见用语)."""

from __future__ import annotations

TITLE = "项目评估意见"
HEADING = "{number}、总体情况"
OVERALL = "本次评估项目{count}个：{verdicts}。评估以测算时的审批决定为前提，逐个项目按候选项目测算。"
VERDICT_COUNT = "{verdict}{count}个"
PROJECT = "{number}、{project}　{name}（{region}）"
ADVICE = "建议：{advice}。{reason}"
WORTH = "批准该项目，目标值变化{worth}亿元。"
BURDEN = "所在盟市净负担：碳排放{carbon}万吨CO2，能耗{energy}万吨标准煤。能耗影响类别：{category}。审查权限：{authority}。"
SOURCES = "化解来源：{sources}。"
SOME_ONLY = "正文逐项说明前{shown}个项目，其余见附表和评估工作簿。"
NO_FIGURE = "—"
ANNEX_TITLE = {"list": "项目评估一览表", "impact": "项目影响测算表", "steps": "项目审查步骤表", "sources": "项目化解来源与缺口表"}
NUMERALS = "一二三四五六七八九十"
TENS = "十"
