"""Find a case by its path or by the name of one that came with this installation (查找测算数据)."""

from __future__ import annotations

from pathlib import Path

from optimizer.errors import WrongUsage
from optimizer.shipped import shipped
from optimizer.tables.names import nearest
from optimizer.text.issues import nearest_hint
from optimizer.text.settings import NO_SUCH_CASE


def find_case(text: str) -> Path:
    """Return the path of a case; raise WrongUsage, with the nearest shipped name, when there is none."""
    path = Path(text)
    try:
        if path.exists():
            return path
    except (OSError, ValueError) as error:
        raise WrongUsage(NO_SUCH_CASE.format(read=text[:80], nearest="")) from error
    folder = shipped("data")
    names = sorted(case.parent.name for case in folder.glob("*/case.toml"))
    if text in names:
        return folder / text
    raise WrongUsage(NO_SUCH_CASE.format(read=text[:80], nearest=nearest_hint(nearest(text, names))))
