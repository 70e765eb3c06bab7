"""Names (名称): how names are compared, and the nearest known one to a misspelt one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

from optimizer.tables.schema import TABLES, Choice, Table
from optimizer.units import normal

SETTINGS_SHEETS = ("case", "测算设置", "设置", "案例")
RULES_NAMES = ("rules", "规则")
SCENARIO_NAMES = ("scenarios", "方案")
NOTE_SHEETS = ("说明", "填写说明", "字典", "readme")


def plain(text: str) -> str:
    """Return a region or project name as it is compared: one width of characters, no spaces at the ends."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip()


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known name most like `text`, as it is spelt ("" when none is like it)."""
    spelt = {normal(name): name for name in known}
    close = difflib.get_close_matches(normal(text), list(spelt), n=1, cutoff=0.5)
    return spelt[close[0]] if close else ""


def find_table(text: str) -> Table | None:
    """Return the table that a file or sheet name means (None when there is none)."""
    word = normal(text)
    return next((t for t in TABLES if word in (normal(t.name), normal(t.label))), None)


def choice_words(choices: Iterable[Choice]) -> Mapping[str, str]:
    """Return the canonical name of every understood spelling, in the form in which words are compared."""
    return {normal(word): c.name for c in choices for word in (c.name, c.label, *c.aliases)}
