"""审批推演: decide on projects and see at once who gets how much, what moved, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

from nicegui import ui
from nicegui.events import GenericEventArguments

from optimizer.app.why import Ask
from optimizer.app.workbench import Status
from optimizer.domain.case import QUANTITIES
from optimizer.errors import ShuangkongError
from optimizer.report.parts.places import places
from optimizer.text import web as words
from optimizer.web.desk import Desk, News
from optimizer.web.parts import allocation, chart, figures, projects, status, tiles
from optimizer.web.parts.allocation import Aim
from optimizer.web.parts.dialogs import WhyDrawer, ask_name
from optimizer.web.parts.pieces import Pieces, changes, safe
from optimizer.web.tab import Tab, View

SAID = words.WHATIF
ACTIONS = ("undo", "redo", "restore", "adopt", "save")


class WhatIf:
    """The page of one browser tab: what it shows now, so that a repaint sends only what changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._bench, case = desk, desk.bench, desk.case
        self._aim = Aim("carbon", case.years[-1], case.root)
        self._framed: tuple[Aim, bool] | None = None
        self._laid = tiles.positions(case, desk.tiles)
        self._places = places(case)
        self._pieces: Pieces = {}
        self._rows = projects.rows(case, self._bench.statuses, self._bench.picture, self._bench.baseline)
        self._lay()
        self._why = WhyDrawer()
        ui.on("sk_decide", self._on_decide)
        ui.on("sk_act", self._on_act)

    def _lay(self) -> None:
        with ui.element("div").classes("sk-whatif"):
            strip = "".join(f'<div id="k-{name}" class="sk-kpi"></div>' for name in words.KPI)
            ui.html(strip, sanitize=False).classes("sk-strip").props(f'title="{words.KPI_LIMIT}"')
            with ui.element("div").classes("sk-left"):
                self._tools()
                self._grid = ui.aggrid(
                    projects.options(self._desk.case, self._aim.quantity) | {"rowData": list(self._rows.values())},
                    theme="balham", auto_size_columns=False,
                ).classes("sk-grid")  # fmt: skip
            with ui.element("div").classes("sk-right"):
                self._switch()
                ui.html('<div id="table"></div>', sanitize=False).classes("sk-form")
                with ui.element("div").classes("sk-below"):
                    ui.html(f'<h2>{SAID["changed"]}</h2><div id="changed" tabindex="0"></div>', sanitize=False)
                    ui.html('<h2 id="board-title"></h2><div id="board"></div>', sanitize=False)
                    with ui.element("div"):
                        ui.html('<h2 id="chart-title"></h2>', sanitize=False)
                        self._chart = ui.echart({"series": []}, renderer="svg").classes("sk-chart")
            ui.html(f'<p id="status" role="status"></p><span class="sk-keys">{SAID["keys"]}</span>', sanitize=False) \
                .classes("sk-status")  # fmt: skip

    def _tools(self) -> None:
        with ui.element("div").classes("sk-tools"):
            ui.html(
                f'<input type="search" placeholder="{SAID["filter"]}" aria-label="{SAID["filter_label"]}">'
                f'<label><input type="checkbox">{SAID["only"]}</label>', sanitize=False,
            ).classes("sk-filter")  # fmt: skip
            self._buttons = {name: self._button(name) for name in ACTIONS}
            why = ui.button(SAID["why_project"], color=None).props("unelevated no-caps dense").classes("sk-button")
            why.on("click", js_handler="() => window.sk.why()")

    def _button(self, name: str) -> ui.button:
        button = ui.button(SAID[name], on_click=lambda: self._do(name), color=None)
        return button.props("unelevated no-caps dense").classes("sk-button")

    def _switch(self) -> None:
        with ui.element("div").classes("sk-title"):
            ui.html('<h2 id="table-title"></h2>', sanitize=False)
            with ui.element("div").classes("sk-switch").props(f'role="group" aria-label="{SAID["quantity"]}"'):
                self._sides = {
                    quantity: ui.button(words.QUANTITY[quantity], color=None,
                                        on_click=lambda q=quantity: self._look(replace(self._aim, quantity=q)))
                    .props("unelevated no-caps dense").classes("sk-side")
                    for quantity in reversed(QUANTITIES)
                }  # fmt: skip

    def show(self) -> None:
        """Repaint whatever changed since this page was last in front."""
        self._paint("")

    def hear(self, news: News) -> None:
        """Repaint what the news changes; the browser has painted its own decision already."""
        if news.kind != "decided":
            self._paint(news.kind)

    def _paint(self, kind: str) -> None:
        """Send the browser, in one message, the pieces and rows that differ from what it shows."""
        picture, baseline = self._bench.picture, self._bench.baseline
        now: Pieces = {"status": status.line(self._desk.last, self._bench)}
        if picture is not None:
            now |= allocation.cells(self._desk.case, picture, baseline, self._aim)
            now |= figures.key_figures(self._desk.case, picture, baseline, self._aim)
            now |= figures.changed_list(self._desk.case, picture, baseline)
            now |= tiles.faces(self._laid, picture, self._aim)
        rows = projects.refreshed(self._rows, self._bench.statuses, picture, baseline)
        news = {"kind": kind, "rows": list(rows.values()), "pieces": [*self._frame(now), *changes(self._pieces, now)]}
        self._rows |= rows
        self._pieces = now
        ui.run_javascript(f"window.sk.paint({json.dumps(news, ensure_ascii=False)})")
        self._paint_chart()
        for name, able in (("undo", self._bench.can_undo), ("redo", self._bench.can_redo)):
            self._buttons[name].set_enabled(able)

    def _frame(self, now: Pieces) -> list[tuple[str, str, str]]:
        """Return what is drawn anew when something else is looked at: table, tiles and headings."""
        key = (self._aim, self._bench.picture is None)
        if key == self._framed:
            return []
        self._framed = key
        for quantity, button in self._sides.items():
            button.props(f'aria-pressed="{"true" if quantity == self._aim.quantity else "false"}"')
        if self._bench.picture is None:
            return [("table", "sk-none", f"<p>{words.STATUS['nothing']}</p>")]
        unit = SAID["unit"].format(unit=words.UNIT[self._aim.quantity])
        title = SAID["table"].format(quantity=words.QUANTITY[self._aim.quantity])
        region = SAID["chart"].format(region=safe(self._aim.region))
        return [
            ("table", "sk-scroll", allocation.table(self._desk.case, now, self._aim)),
            ("board", "sk-board", tiles.board(self._laid, now)),
            ("board-title", "", tiles.caption(self._aim)),
            ("chart-title", "", f"{region}<small>{words.UNIT[self._aim.quantity]}，{SAID['axis']}</small>"),
            ("table-title", "", f"{title}<small>{unit}</small>{status.legend()}"),
        ]

    def _paint_chart(self) -> None:
        picture = self._bench.picture
        if picture is None:
            return
        options = chart.options(self._desk.case, self._bench.facts, picture, self._bench.baseline, self._aim)
        if options != self._chart.options:
            self._chart.options.clear()
            self._chart.options.update(options)
            self._chart.update()

    def _look(self, aim: Aim) -> None:
        """Look at another quantity, year or region."""
        if aim.quantity != self._aim.quantity:
            ui.run_javascript(f'window.sk.column("{aim.quantity}", "{self._aim.quantity}")')
        self._aim = aim
        self._paint("")

    async def _on_decide(self, event: GenericEventArguments) -> None:
        project, decision = event.args["project"], event.args["status"]
        if project not in self._bench.statuses or decision not in get_args(Status):
            return
        if not self._desk.allowed():  # the browser has painted the decision already
            back = {"pieces": [], "rows": [self._rows[project]], "kind": ""}
            ui.run_javascript(f"window.sk.paint({json.dumps(back, ensure_ascii=False)})")
        else:
            await self._desk.act(lambda: self._bench.decide([project], decision))

    async def _on_act(self, event: GenericEventArguments) -> None:
        await self._do(str(event.args["name"]), str(event.args.get("about", "")))

    async def _do(self, name: str, about: str = "") -> None:
        changing = {"undo": self._bench.undo, "redo": self._bench.redo, "restore": self._bench.restore}
        if name in changing:
            await self._desk.act(changing[name])
        elif name == "adopt" and self._desk.allowed():
            ui.notify(words.STATUS["adopted" if await self._desk.adopt() else "not_yet"])
        elif name == "save" and self._desk.allowed():
            ask_name(self._save)
        elif name == "year" and about.isdecimal() and int(about) in self._desk.case.years:
            self._look(replace(self._aim, year=int(about)))
        elif name == "region" and any(place.region == about for place in self._places):
            self._look(replace(self._aim, region=about))
        elif name == "why":
            await self._explain(about)
        elif name == "project" and about in self._bench.statuses and self._bench.run is not None:
            title = words.WHY["project"].format(project=about)
            await self._why.tell(title, self._bench.run.checked, Ask(project=about))

    async def _save(self, name: str, reason: str) -> None:
        try:
            await self._desk.save(name, reason)
        except ShuangkongError as error:
            ui.notify(str(error), type="negative")
        else:
            ui.notify(words.STATUS["saved"].format(name=name))

    async def _explain(self, about: str) -> None:
        """Explain the cell of a row and column; the column of sums stands for the last year."""
        if self._bench.run is None or about not in self._cell_names():
            return
        row, column = map(int, about.split("-"))
        years, region = self._desk.case.years, self._places[row].region
        year = years[min(column, len(years) - 1)]
        title = words.WHY["title"].format(region=region, year=year, quantity=words.QUANTITY[self._aim.quantity])
        await self._why.tell(title, self._bench.run.checked, Ask(region, year, (self._aim.quantity,)))

    def _cell_names(self) -> set[str]:
        return {f"{r}-{c}" for r in range(len(self._places)) for c in range(len(self._desk.case.years) + 1)}




def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = WhatIf(desk)
    return View(page.show, page.hear)


TAB = Tab("whatif", words.TABS["whatif"], build)
