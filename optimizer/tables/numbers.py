"""Numbers as people type them (数字): understood when there is one reading, else named by what is wrong."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass

from optimizer.tables.sheet import Cell, ErrorCell, FormulaCell, PercentCell, show

PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
"""A number that Python reads as it stands."""

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]|#N/A|#GETTING_DATA", re.IGNORECASE)
_DASHES = frozenset({"-", "--", "---", "—", "——", "–", "―", "/", "\\", "无", "n/a", "na", "null", "none", "..."})
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2"})
_MINUS = str.maketrans({"−": "-", "‐": "-", "‑": "-", "﹣": "-", "\u200b": "", "\ufeff": ""})
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?", re.ASCII)
_SPACE_GROUP = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")
_UNIT = re.compile(r"([+-]?[\d,.]+)\s*([^\d\s.,+-][^\d]*)")
LARGEST = 1e30


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell is not a number (问题): the code, and what was probably meant."""

    code: str
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read (数字); `percent` when it was typed with a percent sign and `value` is the fraction."""

    value: float
    percent: bool = False


def parse_number(cell: Cell) -> Number | Wrong:
    """Return the number in a cell that is not blank, or what is wrong with it."""
    odd = wrong_cell(cell)
    if odd is not None:
        return odd
    if isinstance(cell, PercentCell):
        return Number(cell.value, percent=True)
    if isinstance(cell, bool):
        return Wrong("flag_in_number")
    if isinstance(cell, int | float):
        return _finite(float(cell))
    if not isinstance(cell, str):
        return Wrong("date_in_number")
    return _from_text(cell)


def wrong_cell(cell: Cell) -> Wrong | None:
    """Return what is wrong with a cell that holds no value in any column: an error or an empty formula."""
    if isinstance(cell, ErrorCell):
        return Wrong("error_value")
    if isinstance(cell, FormulaCell):
        return Wrong("formula_without_value")
    if isinstance(cell, str) and cell[:1] in ("#", "＃") and _ERROR.fullmatch(tidy(cell)):
        return Wrong("error_value")
    return None


def is_date(cell: Cell) -> bool:
    """Return True for a date or time cell."""
    return isinstance(cell, datetime.date | datetime.time | datetime.timedelta)


def tidy(text: str) -> str:
    """Return typed text in one width, with plain minus signs and without spaces inside numbers."""
    return _SPACE_GROUP.sub("", unicodedata.normalize("NFKC", text).translate(_MINUS).strip())


def _from_text(cell: str) -> Number | Wrong:
    text = tidy(cell)
    if text.startswith("="):
        return Wrong("formula_as_text")
    if text.casefold() in _DASHES:
        return Wrong("dash_not_zero")
    percent = text.endswith("%") and len(text) > 1
    number = _digits(text[:-1].rstrip() if percent else text)
    if isinstance(number, Number) and percent:
        return Number(number.value / 100.0, percent=True)
    return number


def _digits(text: str) -> Number | Wrong:
    if _GROUPED.fullmatch(text):
        return _finite(float(text.replace(",", "")))
    if PLAIN.fullmatch(text):
        return _finite(float(text))
    if text.lstrip("+-").casefold() in ("nan", "inf", "infinity"):
        return Wrong("number_not_finite")
    if text.startswith("(") and text.endswith(")"):
        return Wrong("parentheses_number")
    if _DATE.fullmatch(text):
        return Wrong("date_in_number")
    if re.fullmatch(r"[+-]?[\d,]*,[\d,]*\.?\d*", text, re.ASCII):
        return Wrong("bad_grouping")
    return _with_letters(text)


def _with_letters(text: str) -> Wrong:
    mended = text.translate(_LETTERS)
    if any(c.isdigit() for c in text) and (PLAIN.fullmatch(mended) or _GROUPED.fullmatch(mended)):
        return Wrong("letter_in_number", mended)
    unit = _UNIT.fullmatch(text)
    if unit and (PLAIN.fullmatch(unit[1]) or _GROUPED.fullmatch(unit[1])):
        return Wrong("unit_in_number", unit[1])
    return Wrong("not_a_number")


def _finite(value: float) -> Number | Wrong:
    return Number(value) if math.isfinite(value) else Wrong("number_not_finite")


def parse_year(cell: Cell) -> int | Wrong:
    """Return the year in a cell (2030, 2030.0, 2030年), or what is wrong with it."""
    if is_date(cell):
        return Wrong("date_in_number")
    number: Number | Wrong
    if isinstance(cell, str):
        text = tidy(cell)
        number = parse_number(text.removesuffix("年") or text)
    else:
        number = parse_number(cell)
    if isinstance(number, Wrong):
        kept = ("error_value", "formula_without_value", "letter_in_number", "formula_as_text")
        return number if number.code in kept else Wrong("bad_year")
    if number.percent or number.value != int(number.value) or not 1900 <= number.value <= 2200:
        return Wrong("bad_year")
    return int(number.value)


def parse_text(cell: Cell) -> str:
    """Return a cell as text: 101.0 → 101, spaces at the ends dropped."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return show(cell)


def parse_date(text: str) -> datetime.date | None:
    """Return the date that was typed (2027-03-15, 2027/3/15, 2027年3月15日), None when it is none."""
    match = _DATE.fullmatch(text.strip())
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
