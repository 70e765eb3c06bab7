"""The case 内蒙古 2026—2030: twelve leagues, the named projects, measures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cases.leagues import BASE_YEAR, YEARS, build_region_years, build_regions, build_targets, build_totals
from cases.measures import build_measures
from cases.projects import build_projects
from cases.reference import Reference
from cases.uncertainty import build_uncertainty
from cases.write import write_case

PREFACE = """内蒙古 2026—2030 测算案例：12个盟市、89个具名项目。
由 tools/build_cases.py 生成，请改 data/reference/assumptions.toml 后重建，不要直接改这里的表。
盟市能耗、目标、路径、项目能耗和碳排放多为估算或假设（见各表“数据性质”和 docs/数据来源.md），
结果只说明方法，不是对任何地区和项目的评价。
GDP列已含候选和必上项目的增加值，读入时扣除（gdp_includes_candidates）。
改造类措施做了不会撤，故措施实施比例不得逐年回落（irreversible）。"""


def build(ref: Reference, folder: Path) -> dict[str, pd.DataFrame]:
    """Write the case into `folder`; return its tables."""
    regions, projects = build_regions(ref), build_projects(ref)
    years = build_region_years(ref, regions, projects)
    settings = {
        "name": "内蒙古 2026—2030", "model": "neimenggu", "base_year": BASE_YEAR, "years": list(YEARS),
        "approval": "whole", "gdp_includes_candidates": True, "rules": {"measures": {"irreversible": True}},
    }  # fmt: skip
    tables = {
        "regions": regions,
        "region_years": years,
        "targets": build_targets(ref, regions),
        "totals": build_totals(ref, regions, years),
        "projects": projects,
        "measures": build_measures(ref.assumptions["measure"], regions, YEARS),
        "uncertainty": build_uncertainty(ref.assumptions["uncertainty"]),
    }
    write_case(folder, settings, tables, PREFACE)
    return tables
