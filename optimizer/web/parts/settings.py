"""The form of a run's settings (本次设置): rules and single targets or totals, gathered as changes of a scenario."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from nicegui import ui

from optimizer.app.check import Checked
from optimizer.text import web_solve as words
from optimizer.web.parts.order import change_says
from optimizer.web.parts.pieces import safe

COLUMN = {"targets": "reduction", "totals": "total"}
PERCENT = {("total", "band"), ("hand_down", "reserve_share")}
_SAME = 1e-12


class SettingsForm:
    """Fields for the rules, a small form for one target or total, and the list of changes with a button to remove."""

    def __init__(self, checked: Checked, told: Callable[[str], None]) -> None:
        """`told` is called with a sentence for what cannot be taken."""
        self._case, self._policy, self._told = checked.case, checked.policy, told
        self.changes: list[dict[str, Any]] = []
        ui.html(f"<h3>{words.SETTINGS}<small>{words.SETTINGS_HINT}</small></h3>", sanitize=False)
        with ui.element("div").classes("sk-settings"):
            self._rules = {key: self._rule(key, *said) for key, said in words.SETTING.items()}
        ui.html(f"<h3>{words.CHANGES}</h3>", sanitize=False)
        with ui.element("div").classes("sk-change"):
            self._one_change()
        self._listed = ui.element("ul").classes("sk-changes")
        self._list()

    def _rule(self, key: tuple[str, str], name: str, unit: str) -> ui.number:
        field = ui.number(f"{name}（{unit}）", value=self._now(key), format="%.6g", min=0)
        return field.props("outlined dense hide-bottom-space")

    def _now(self, key: tuple[str, str]) -> float:
        value = float(getattr(self._policy.of(key[0]), key[1]))
        return round(value * 100, 10) if key in PERCENT else value

    def _select(self, name: str, options: dict[Any, str] | list[Any], value: Any) -> ui.select:
        label = words.FIELD[name]
        select = ui.select(options, value=value, label=label, on_change=self._show_now)
        return select.props(f'outlined dense options-dense aria-label="{label}"')

    def _one_change(self) -> None:
        case = self._case
        self._table = self._select("table", words.TABLE, "targets")
        self._region = self._select("region", [str(name) for name in case.regions["region"]], case.root)
        self._quantity = self._select("quantity", words.QUANTITY, "carbon")
        self._year = self._select("year", [int(year) for year in case.years], int(case.years[-1]))
        self._value = ui.number(words.FIELD["value"], min=0, format="%.6g").props("outlined dense hide-bottom-space")
        add = ui.button(words.ADD, on_click=self._add, color=None)
        add.props("unelevated no-caps dense").classes("sk-button")
        self._show_now()

    def _current(self) -> float:
        """Return the figure of the chosen row as it is entered (% or 万吨), NaN where the case has no such row."""
        table = getattr(self._case, self._table.value)
        at = ((table["region"] == self._region.value) & (table["quantity"] == self._quantity.value)
              & (table["year"] == self._year.value))  # fmt: skip
        if not at.any():
            return math.nan
        value = float(table.loc[at, COLUMN[self._table.value]].iloc[0])
        return value * 100 if self._table.value == "targets" else value

    def _show_now(self) -> None:
        if not hasattr(self, "_value"):
            return
        now, label = self._current(), words.VALUE[self._table.value]
        hint = "" if math.isnan(now) else words.NOW.format(value=f"{now:.6g}")
        self._value.props(f'label="{label} {hint}"')

    def _add(self) -> None:
        table, region, quantity, year = (
            field.value for field in (self._table, self._region, self._quantity, self._year)
        )
        said = {"region": region, "year": year, "quantity": words.QUANTITY[quantity], "table": words.TABLE[table]}
        if math.isnan(self._current()):
            self._told(words.NO_ROW.format(**said))
        elif self._value.value is None:
            self._told(words.BAD_NUMBER.format(name=words.VALUE[table]))
        else:
            unit = " %" if table == "targets" else ""
            value = f"{float(self._value.value):.12g}{unit}" if unit else float(self._value.value)
            where = {"region": region, "quantity": quantity, "year": year}
            self.put([*(c for c in self.changes if (c["table"], c["where"]) != (table, where)),
                      {"table": table, "where": where, "set": {COLUMN[table]: value}}])  # fmt: skip
            self._value.value = None

    def put(self, changes: list[dict[str, Any]]) -> None:
        """Show other changes."""
        self.changes = changes
        self._list()

    def _list(self) -> None:
        self._listed.clear()
        with self._listed:
            if not self.changes:
                ui.html(words.NOTHING, sanitize=False, tag="li").classes("sk-soft")
            for change in self.changes:
                with ui.element("li"):
                    says = change_says(change)
                    ui.html(f"<span>{safe(says)}</span>", sanitize=False)
                    ui.button(words.REMOVE, on_click=lambda c=change: self.put([x for x in self.changes if x is not c]),
                              color=None).props("flat no-caps dense").classes("sk-remove")  # fmt: skip

    def gathered(self) -> list[dict[str, Any]] | None:
        """Return all changes of the form; None, after saying so, when a field holds no number."""
        found = []
        for key, field in self._rules.items():
            if field.value is None:
                self._told(words.BAD_NUMBER.format(name=words.SETTING[key][0]))
                return None
            value = float(field.value)
            if abs(value - self._now(key)) > _SAME:
                put = {key[1]: value / 100 if key in PERCENT else value}
                found.append({"table": "rules", "where": {"rule": key[0]}, "set": put})
        return [*self.changes, *found]
