"""The settings of a case (测算设置): case.toml or the sheet 测算设置, checked against the few known keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from optimizer.domain.issue import Where
from optimizer.tables.csvfile import decode, read_bytes
from optimizer.tables.names import nearest
from optimizer.tables.problems import Problems
from optimizer.text.issues import WAIVABLE
from optimizer.text.settings import EXPECTED

KEYS = ("name", "model", "base_year", "years", "approval", "gdp_includes_candidates", "price_year", "rules",
        "waive")  # fmt: skip
_REQUIRED = ("name", "model", "base_year", "years")

Locate = Callable[[str], Where]
"""The address of a setting by its dotted key."""


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings that were read (测算设置); "" or 0 where one is missing or wrong (then there is an issue).

    `readable` is False when the file could not be read or gdp_includes_candidates was given wrongly.
    """

    name: str = ""
    model: str = ""
    base_year: int = 0
    years: tuple[int, ...] = ()
    approval: Literal["whole", "share"] = "whole"
    gdp_includes_candidates: bool | None = None
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    waive: Mapping[str, str] = field(default_factory=dict)
    where: Where = field(default_factory=Where)
    readable: bool = False


def parse_toml(data: bytes, name: str, problems: Problems) -> dict[str, Any] | None:
    """Return the content of a TOML file (None, with an issue at its line, when it is not TOML)."""
    text = decode(data, name, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        cell = EXPECTED["line"].format(line=place[1], column=place[2]) if place else ""
        read = text.splitlines()[int(place[1]) - 1].strip() if place else ""
        problems.add("toml_syntax", Where(name, "", cell), read=read[:60])
        return None


def read_case_toml(path: Path, problems: Problems) -> Settings:
    """Return the checked settings of a case.toml."""
    problems.enter(path.name, "")
    data = read_bytes(path, problems)
    raw = None if data is None else parse_toml(data, path.name, problems)
    if data is None or raw is None:
        return Settings(where=Where(path.name))
    lines = data.decode("utf-8", "replace").splitlines()

    def locate(key: str) -> Where:
        return Where(path.name, "", _line(lines, key))

    return check_settings(raw, locate, problems)


def check_settings(raw: Mapping[str, Any], locate: Locate, problems: Problems) -> Settings:
    """Return the settings with every wrong, missing or unknown one reported."""
    for key in raw:
        if key not in KEYS:
            problems.add("unknown_setting", locate(key), read=key, nearest=nearest(key, KEYS))
    for key in _REQUIRED:
        if key not in raw:
            problems.add("missing_setting", locate(""), read=key, wanted=EXPECTED[key])
    one = _Reader(raw, locate, problems)
    waive = one.waive()
    base_year = one.year("base_year")
    price_year = one.year("price_year")
    if price_year and base_year and price_year != base_year:
        problems.add("price_base_differs", locate("price_year"), read=str(price_year), wanted=str(base_year))
    includes = one.flag("gdp_includes_candidates")
    return Settings(
        name=one.text("name"), model=one.text("model"), base_year=base_year, years=one.years(base_year),
        approval=one.approval(), gdp_includes_candidates=includes, rules=one.rules(), waive=waive,
        where=locate(""), readable=includes is not None or "gdp_includes_candidates" not in raw,
    )  # fmt: skip


@dataclass(frozen=True)
class _Reader:
    raw: Mapping[str, Any]
    locate: Locate
    problems: Problems

    def wrong(self, key: str, value: object, expected: str) -> None:
        read = str(value)[:60]
        self.problems.add("bad_setting", self.locate(key), read=read, wanted=EXPECTED[expected], key=key)

    def text(self, key: str) -> str:
        value = self.raw.get(key, "")
        if isinstance(value, str) and (value.strip() or key not in self.raw):
            return value.strip()
        self.wrong(key, value, key)
        return ""

    def year(self, key: str) -> int:
        value = self.raw.get(key)
        if value is None or _is_year(value):
            return value or 0
        self.wrong(key, value, key)
        return 0

    def years(self, base_year: int) -> tuple[int, ...]:
        value = self.raw.get("years")
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(map(_is_year, value)):
            self.wrong("years", value, "years")
            return ()
        where = self.locate("years")
        if any(b <= a for a, b in zip(value, value[1:], strict=False)):
            self.problems.add("years_not_increasing", where, read=" ".join(map(str, value)))
            return ()
        early = [str(year) for year in value if year <= base_year]
        if early:
            self.problems.add("year_before_base", where, read="、".join(early), wanted=str(base_year))
            return ()
        return tuple(value)

    def approval(self) -> Literal["whole", "share"]:
        value = self.raw.get("approval", "whole")
        if value == "share":
            return "share"
        if value != "whole":
            self.wrong("approval", value, "approval")
        return "whole"

    def flag(self, key: str) -> bool | None:
        value = self.raw.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(key, value, "flag")
        return None

    def rules(self) -> dict[str, dict[str, Any]]:
        rules = self.raw.get("rules", {})
        if not isinstance(rules, dict):
            self.problems.add("rules_not_table", self.locate("rules"), read="rules")
            return {}
        for name, settings in rules.items():
            if not isinstance(settings, dict):
                self.problems.add("rules_not_table", self.locate(f"rules.{name}"), read=f"rules.{name}")
        return {name: dict(settings) for name, settings in rules.items() if isinstance(settings, dict)}

    def waive(self) -> dict[str, str]:
        waive = self.raw.get("waive", {})
        if not isinstance(waive, dict):
            self.wrong("waive", waive, "waive")
            return {}
        reasons: dict[str, str] = {}
        for code, reason in waive.items():
            where = self.locate(f"waive.{code}")
            if code not in WAIVABLE:
                wanted = "、".join(WAIVABLE)
                near = nearest(code, WAIVABLE)
                self.problems.add("unknown_waiver", where, read=code, wanted=wanted, nearest=near)
            elif not isinstance(reason, str) or not reason.strip():
                self.problems.add("waiver_without_reason", where, read=code)
            else:
                reasons[code] = reason.strip()
        self.problems.waive = reasons
        return reasons


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200


def _line(lines: list[str], key: str) -> str:
    """Return the line of a key in the file, in words ("" when it has none of its own)."""
    name = re.escape(key.rsplit(".", 1)[-1])
    pattern = re.compile(rf"\s*\[?\s*(?:\w+\.)?[\"']?{name}[\"']?\s*[=.\]]")
    number = next((k for k, line in enumerate(lines, 1) if key and pattern.match(line)), 0)
    return EXPECTED["row"].format(line=number) if number else ""
