"""The settings sheet (测算设置): two columns, key and value, into the same form as case.toml."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from optimizer.domain.issue import Where
from optimizer.tables.names import choice_words
from optimizer.tables.numbers import parse_number, parse_text, wrong_cell
from optimizer.tables.problems import Problems
from optimizer.tables.schema import FLAG
from optimizer.tables.settings import Settings, check_settings
from optimizer.tables.sheet import Cell, Sheet, is_blank
from optimizer.units import normal

_TITLES = {"键", "key", "设置", "项目"}
_YEARS = re.compile(r"(\d{4})\s*(?:-|—|–|~|至|到)+\s*(\d{4})")


def read_settings_sheet(sheet: Sheet, problems: Problems) -> Settings:
    """Return the checked settings of the sheet; a cell that cannot be read gives an issue at its address."""
    raw: dict[str, Any] = {}
    places: dict[str, Where] = {}
    for row, cells in enumerate(sheet.rows):
        filled = [k for k, cell in enumerate(cells) if not is_blank(cell)]
        if not filled or normal(parse_text(cells[filled[0]])) in _TITLES or len(cells) < 2:
            continue
        place = filled[0]
        key = normal(parse_text(cells[place]))
        value = cells[place + 1] if place + 1 < len(cells) else ""
        if is_blank(value):
            continue
        where = sheet.where(row, place + 1)
        odd = wrong_cell(value)
        if odd is not None:
            problems.add(odd.code, where, read="", column=key)
            continue
        if key in places:
            problems.add("duplicate_setting", where, read=key, other=places[key].cell)
            continue
        places[key] = where
        _put(raw, key, setting_value(key, value))
    return check_settings(raw, lambda key: places.get(key, sheet.where()), problems)


def _put(raw: dict[str, Any], key: str, value: Any) -> None:
    head, _, tail = key.partition(".")
    if not tail:
        raw[key] = value
        return
    group = raw.setdefault(head, {})
    if not isinstance(group, dict):
        return
    if head == "rules" and "." in tail:
        rule, _, setting = tail.partition(".")
        group = group.setdefault(rule, {})
        tail = setting
    if isinstance(group, dict):
        group[tail] = value


def setting_value(key: str, cell: Cell) -> Any:
    """Return the value of a setting as case.toml would have it: a list of years, text, true or false, a number."""
    text = parse_text(cell)
    if key == "years":
        return _years(text)
    if key.startswith("waive.") or key in ("name", "model"):
        return text
    flag = choice_words(FLAG).get(normal(text)) if normal(text) not in ("1", "0", "1.0", "0.0") else None
    if flag:
        return flag == "true"
    number = parse_number(cell)
    value = getattr(number, "value", None)
    if value is not None:
        return int(value) if value == int(value) else value
    return _literal(text) if key.startswith("rules.") else text


def _years(text: str) -> list[Any] | str:
    span = _YEARS.fullmatch(text)
    if span and int(span[2]) - int(span[1]) < 300:
        return list(range(int(span[1]), int(span[2]) + 1))
    words = [word for word in re.split(r"[\s,，、;；\[\]]+", text) if word]
    return [int(word) for word in words] if all(re.fullmatch(r"[12]\d{3}", w) for w in words) else text


def _literal(text: str) -> Any:
    """Return the TOML value that the text writes, such as a list, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError, KeyError):
        return text
