"""The reference tables and the assumptions (参考数据与假设): read once, asked by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Reference:
    """The folder data/reference: published tables as they were taken over, and assumptions.toml."""

    folder: Path
    assumptions: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Reference:
        """Read assumptions.toml; the tables are read when they are asked for."""
        return cls(folder, tomllib.loads((folder / "assumptions.toml").read_text(encoding="utf-8")))

    def table(self, name: str) -> pd.DataFrame:
        """Return one reference table; codes are texts, blanks are NaN."""
        texts = {"league_code": str, "province_code": str, "area_code": str, "project_id": str, "value": str}
        return pd.read_csv(self.folder / f"{name}.csv", dtype=texts)

    def lookup(self, name: str, column: str, **where: Any) -> float:
        """Return the one number of `column` in the row that `where` names; KeyError when there is not exactly one."""
        rows = self.table(name)
        for key, wanted in where.items():
            rows = rows[rows[key] == wanted]
        if len(rows) != 1:
            raise KeyError(f"{name}: {where} names {len(rows)} rows")
        return float(rows[column].iloc[0])

    def factor(self, name: str) -> float:
        """Return one common conversion factor."""
        return float(self.assumptions["factor"][name]["value"])
