"""What is on the shelf (模板与内置案例): blank workbooks to fill in and the shipped cases."""

from __future__ import annotations

from pathlib import Path

from optimizer.packs.load import load_pack
from optimizer.shipped import shipped
from optimizer.tables.template import write_blank


def make_blank(target: Path, model: str) -> None:
    """Write a blank case (.xlsx or folder) for a pack; an existing file is never overwritten."""
    load_pack(model)
    write_blank(target, model)


def shipped_cases() -> dict[str, Path]:
    """Return the shipped cases by name."""
    return {found.parent.name: found.parent for found in sorted(shipped("data").glob("*/case.toml"))}
