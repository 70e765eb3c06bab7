"""Rebuild the shipped cases from data/reference (重建案例): python tools/build_cases.py.

Deterministic: the same reference tables and assumptions give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from cases import neimenggu, provinces, samples  # noqa: E402
from cases.reference import Reference  # noqa: E402


def build(reference: Path, out: Path) -> None:
    """Write both cases and the sample books below `out` from the tables in `reference`."""
    ref = Reference.read(reference)
    tables = neimenggu.build(ref, out / "neimenggu-2026")
    samples.build_samples(tables, out / "samples")
    provinces.build(ref, out / "provinces-13fyp")


if __name__ == "__main__":
    build(HERE.parent / "data" / "reference", HERE.parent / "data")
