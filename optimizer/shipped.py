"""Where the shipped packs and cases live: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return the folder `models` or `data` that came with this installation."""
    inside = _HERE / "_shipped" / folder
    return inside if inside.is_dir() else _HERE.parent / folder
