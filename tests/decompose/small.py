"""Small grounds and cases for the decomposition."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from optimizer.domain.decompose import Ground, Limits, Member

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def ground(
    intensity: list[float], gdp: list[float], gdp_last: list[float], own: tuple[float, float] = (0, 0)
) -> Ground:
    """A node whose base year is the sum of its members; `own` is its own GDP and amount in the last year."""
    members = tuple(Member(f"m{i}", g, v, "", np.nan) for i, (v, g) in enumerate(zip(intensity, gdp, strict=True)))
    whole = sum(gdp)
    return Ground(
        "R", "carbon", (2030,), 2025, whole, float(np.dot(intensity, gdp)) / whole, members,
        np.array(gdp_last, dtype=float)[:, None], np.array([own[0]], dtype=float), np.array([own[1]], dtype=float),
    )  # fmt: skip


def equal(count: int) -> Ground:
    """Members that are all alike and do not grow: each has the share 1/count, and there is no composition effect."""
    return ground([1.0] * count, [100.0] * count, [100.0] * count)


def limits(target: float = 0.10, tolerance: float = 0.0, **other: float) -> Limits:
    """Limits that do not bind, but for what is given."""
    return Limits(target, tolerance, **{"scale": 0.3, "lower": 0.0, "upper": 0.5, "spread": 1.0, "kappa": 1.0} | other)


def sample(folder: Path, **changes: tuple[str, str]) -> str:
    """Copy the sample case with one text replaced in each named table."""
    path = folder / "case"
    shutil.copytree(SAMPLE, path)
    for table, (old, new) in changes.items():
        file = path / f"{table}.csv"
        text = file.read_text(encoding="utf-8-sig")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)
