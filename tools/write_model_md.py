"""Rewrite models/<name>/MODEL.md of every shipped pack: its complete model, the latest edition first."""

from __future__ import annotations

from pathlib import Path

from optimizer.app.describe import describe
from optimizer.packs.load import list_packs, load_pack
from optimizer.shipped import shipped


def model_md(name: str) -> str:
    """Return the text of one pack's MODEL.md: one model an edition."""
    editions = reversed(load_pack(name).editions)
    return "\n---\n\n".join(describe(name, edition.id) for edition in editions)


def model_path(name: str) -> Path:
    """Return where that text is kept."""
    return shipped("models") / name / "MODEL.md"


if __name__ == "__main__":
    for pack in list_packs():
        model_path(pack).write_text(model_md(pack), encoding="utf-8")
