"""Every row says where it comes from, and nothing that was only remembered is shown as published."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from .tables import CASES, DATA, assumptions, reference, rows

EVIDENCE = {"公布", "估算", "假设"}
TABLES = [(case, path.stem) for case in CASES for path in sorted((DATA / case).glob("*.csv"))]


@pytest.mark.parametrize(("case", "table"), TABLES)
def test_every_row_has_source_and_evidence(case: str, table: str) -> None:
    bad = [n for n, row in enumerate(rows(case, table)) if not row["依据"] or row["数据性质"] not in EVIDENCE]
    assert bad == []


@pytest.mark.parametrize(("case", "table"), TABLES)
def test_counts_in_the_document_are_the_counts_in_the_files(case: str, table: str) -> None:
    counted = Counter(row["数据性质"] for row in rows(case, table))
    numbers = [sum(counted.values()), counted["公布"], counted["估算"], counted["假设"]]
    line = " | ".join(["", case, f"{table}.csv", *map(str, numbers), ""]).strip()
    assert line in (DATA.parent / "docs" / "数据来源.md").read_text(encoding="utf-8")


def test_named_reference_files_and_projects_exist() -> None:
    """A source such as `im_projects.csv P004` must name a file and a record that are there."""
    known = {row["project_id"] for row in reference("im_projects")}
    for case, table in TABLES:
        for row in rows(case, table):
            for name in re.findall(r"[a-z][a-z0-9_]+\.(?:csv|toml)", row["依据"]):
                assert (DATA / "reference" / name).is_file(), (case, table, name)
            for project in re.findall(r"\bP\d{3}\b", row["依据"]):
                assert project in known, (case, table, project)


def test_recalled_targets_are_never_shown_as_published() -> None:
    seen = {r["province"] for r in reference("province_carbon_targets_13fyp") if r["provenance"] == "source"}
    shown = [r for r in rows("provinces-13fyp", "targets") if r["数据性质"] == "公布"]
    assert {r["指标"] for r in shown} == {"碳排放"}
    assert {r["地区"].replace("全国30省", "全国") for r in shown} <= seen
    assert all("待核对" in r["备注"] for r in rows("provinces-13fyp", "targets") if r["数据性质"] != "公布")


def _entries(node: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return every table of the assumptions that carries numbers of its own."""
    if isinstance(node, list):
        return [e for n, item in enumerate(node) for e in _entries(item, f"{path}[{n}]")]
    if not isinstance(node, dict) or path.startswith("project."):
        return []
    own = any(isinstance(v, (int, float, str)) for v in node.values()) or "value" in node
    if own:
        return [(path, node)]
    return [e for key, item in node.items() for e in _entries(item, f"{path}.{key}".strip("."))]


def test_every_assumption_says_why_and_from_where() -> None:
    entries = _entries(assumptions())
    assert len(entries) > 80
    for path, entry in entries:
        assert entry.get("reason") and entry.get("source"), path
        assert entry.get("evidence") in EVIDENCE, path
