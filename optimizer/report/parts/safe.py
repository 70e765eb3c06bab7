"""Text and numbers on their way out (输出净化): hostile text is disarmed, figures are rounded as spreadsheets do."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

LONGEST = 1000
_STRIPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def clean(text: object, longest: int = LONGEST) -> str:
    """Return text from the user without control, direction and invisible characters, on one line, capped."""
    line = _STRIPPED.sub("", str(text).replace("\n", " ").replace("\t", " ")).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def cell_text(text: object) -> str:
    """Return text for a spreadsheet cell; a wholly <r>…</r> text must not be taken for rich-text markup."""
    line = clean(text)
    return f"{line} " if line.startswith("<r>") and line.endswith("</r>") else line


def csv_text(text: object) -> str:
    """Return text for a CSV field that no spreadsheet takes for a formula (leading apostrophe, OWASP)."""
    line = clean(text)
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def spreadsheet_round(value: float, digits: int) -> float:
    """Return ROUND(value, digits) as Excel and LibreOffice compute it: half up on 15 significant digits."""
    if not math.isfinite(value):
        return value
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return float(exact) + 0.0
