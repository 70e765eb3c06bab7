"""方案对比: any two to four scenarios; what they assume first, then what comes of it by year, region and project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Event

from nicegui import background_tasks, run, ui
from nicegui.events import GenericEventArguments

from optimizer.app.choices import Choice, choices_of
from optimizer.app.contrast import MOST, Contrast, contrast
from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.errors import InputRejected, ShuangkongError
from optimizer.report.compare.tables import conflict_lines, side_names
from optimizer.text import web as common
from optimizer.text import web_compare as words
from optimizer.text.words import QUANTITY
from optimizer.web.desk import Desk, News
from optimizer.web.parts import compare as parts
from optimizer.web.parts import compare_chart
from optimizer.web.parts.dialogs import ask_name
from optimizer.web.parts.pieces import safe
from optimizer.web.tab import Tab, View

FIRST = ("baseline", "now")
BUTTON = "unelevated no-caps dense"


class ComparePage:
    """The page of one browser tab: what is ticked, and the last comparison."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._choices: dict[str, Choice] = {}
        self._picked, self._base = list(FIRST), FIRST[0]
        self._found: Contrast | None = None
        self._stop: Event | None = None
        self._quantity: Quantity = "carbon"
        with ui.element("div").classes("sk-two sk-compare"):
            with ui.element("div").classes("sk-left"):
                ui.html(f"<h2>{words.TITLE}<small>{words.HINT}</small></h2>", sanitize=False)
                self._list = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
            with ui.element("div").classes("sk-right"):
                self._lay_result()
        ui.on("sk_act", self._on_act)

    def _lay_result(self) -> None:
        with ui.element("div").classes("sk-tools"):
            self._title = ui.html("", sanitize=False).classes("sk-count")
            self._cancel = ui.button(words.STOP, on_click=self._halt, color=None).props(BUTTON).classes("sk-button")
            self._go = ui.button(words.COMPARE, on_click=self._compare).props(BUTTON).classes("sk-main-button")
            self._download = ui.button(words.DOWNLOAD, on_click=self._save, color=None)
            self._download.props(BUTTON).classes("sk-button")
        self._cancel.set_visibility(False)
        self._download.set_visibility(False)
        self._news = ui.html("", sanitize=False).classes("sk-news").props("tabindex=0")
        with ui.element("div").classes("sk-versus") as self._result:
            self._assumed = self._block("", "sk-assume")
            with ui.element("div").classes("sk-column"):
                self._results = self._block(words.RESULTS, "sk-results")
                self._chart_title = ui.html("", sanitize=False)
                self._chart = ui.echart({"series": []}, renderer="svg").classes("sk-chart")
            with ui.element("div").classes("sk-column"):
                with ui.element("div").classes("sk-title"):
                    self._regions_title = ui.html("", sanitize=False).classes("sk-count")
                    self._side = ui.select({1: ""}, value=1, on_change=self._draw_regions)
                    self._side.props(f'outlined dense options-dense aria-label="{words.SIDE}"').classes("sk-select")
                    self._switch()
                self._gained = ui.html("", sanitize=False).classes("sk-gained")
                self._regions = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
                self._projects = self._block(words.PROJECTS, "sk-moves", words.PROJECTS_NOTE)
        self._result.set_visibility(False)

    def _block(self, title: str, look: str, note: str = "") -> ui.html:
        """Lay a heading, where there is one, and a box that scrolls."""
        if title:
            ui.html(f"<h2>{title}<small>{note}</small></h2>", sanitize=False)
        return ui.html("", sanitize=False).classes(f"sk-scroll {look}").props("tabindex=0")

    def _switch(self) -> None:
        with ui.element("div").classes("sk-switch").props(f'role="group" aria-label="{words.QUANTITY}"'):
            self._sides = {
                quantity: ui.button(common.QUANTITY[quantity], color=None, on_click=lambda q=quantity: self._look(q))
                .props(BUTTON).classes("sk-side")
                for quantity in reversed(QUANTITIES)
            }  # fmt: skip

    def show(self) -> None:
        """Read the scenarios anew; the first time compare the baseline with what is at hand."""
        desk = self._desk
        saved = desk.office.store.scenarios.of_case(desk.keeping.version)
        before = self._choices.get("now")
        found = choices_of(desk.office.desk(desk.keeping.version), desk.bench, saved)
        self._choices = {choice.key: choice for choice in found}
        self._draw_list()
        if before is None:
            background_tasks.create(self._compare(), name="compare")
        elif self._found is not None and before != self._choices["now"] and "now" in self._picked:
            self._say(words.STALE)

    def hear(self, news: News) -> None:
        """Follow decisions."""
        if news.kind in ("verified", "failed", "baseline"):
            self.show()

    def _draw_list(self) -> None:
        self._picked = [key for key in self._picked if key in self._choices]
        self._list.content = parts.listing(list(self._choices.values()), self._picked, self._base)

    def _say(self, says: str, bad: bool = False) -> None:
        look, role = ("sk-bad-news", "alert") if bad else ("", "status")
        self._news.content = f'<div role="{role}" class="{look}">{says}</div>' if says else ""

    async def _on_act(self, event: GenericEventArguments) -> None:
        name, about = str(event.args["name"]), str(event.args.get("about", ""))
        choice = self._choices.get(about)
        if choice is None or name not in ("pick", "ground", "rename", "open"):
            return
        if name == "rename" and choice.saved is not None:
            ask_name(lambda new, reason: self._rename(choice, new, reason), words.ASK, choice.name)
        elif name == "open":
            await self._open(choice)
        elif name in ("pick", "ground"):
            self._choose(name, about)
            self._draw_list()
            ui.run_javascript(f"window.sk.refocus({json.dumps(name)}, {json.dumps(about)})")

    def _choose(self, name: str, key: str) -> None:
        """Tick or untick a scenario, or make it the base, which is ticked too; there is always a base."""
        if name == "ground":
            self._base = key
        if key not in self._picked:
            self._picked.append(key)
        elif name == "pick":
            self._picked.remove(key)
        if self._base not in self._picked and self._picked:
            self._base = self._picked[0]

    async def _rename(self, choice: Choice, name: str, reason: str) -> None:
        saved, desk = choice.saved, self._desk
        assert saved is not None, "only saved scenarios are renamed"
        try:
            await run.io_bound(desk.keeping.rename_scenario, saved, name, reason)
        except ShuangkongError as error:
            ui.notify(str(error), type="negative")
            return
        self.show()
        ui.notify(words.RENAMED.format(name=name))

    async def _open(self, choice: Choice) -> None:
        """Take the decisions of a scenario over to the desk and go there."""
        statuses = choice.statuses
        if statuses is None:
            ui.notify(words.NOT_OPENED.format(name=choice.name))
            return
        before = self._desk.bench.statuses
        await self._desk.act(lambda: self._desk.bench.take_over(statuses))
        same = self._desk.bench.statuses == before
        ui.notify((words.SAME_ALREADY if same else words.OPENED).format(name=choice.name))
        ui.run_javascript("window.sk.go('whatif')")

    def _halt(self) -> None:
        if self._stop is not None:
            self._stop.set()

    async def _compare(self) -> None:
        """Solve what is ticked, the base first."""
        if self._stop is not None:
            return
        keys = [self._base, *(key for key in self._picked if key != self._base)]
        if not 2 <= len(keys) <= MOST:
            self._say(words.TWO, bad=True)
            return
        choices = [self._choices[key] for key in keys]
        self._say(words.WAIT.format(names=words.AND.join(safe(choice.name) for choice in choices)))
        stop = self._stop = Event()
        self._busy(True)
        try:
            found = await self._desk.in_turn(self._work, choices, stop)
        except InputRejected as rejected:
            says = common.NEXT.join(issue.says for issue in rejected.issues)
            self._say(safe(words.REFUSED.format(name=choices[0].name, says=says)), bad=True)
        except ShuangkongError as error:
            self._say(safe(words.TROUBLE.format(what=error)), bad=True)
        else:
            if found is None or stop.is_set():
                self._say(words.STOPPED)
            else:
                self._draw(found)
        finally:
            self._stop = None
            self._busy(False)

    def _work(self, choices: Sequence[Choice], stop: Event) -> Contrast | None:
        desk = self._desk.office.desk(self._desk.keeping.version)
        return contrast(desk, choices, lambda *_: stop.is_set())

    def _busy(self, busy: bool) -> None:
        self._cancel.set_visibility(busy)
        self._go.set_enabled(not busy)
        self._download.set_visibility(self._found is not None and not busy)

    def _draw(self, found: Contrast) -> None:
        """Show a comparison: why a scenario has no plan, then assumptions, then results."""
        self._found, sides = found, found.sides
        names = [safe(name) for name in side_names(sides)]
        head = words.HEAD.format(base=names[0], others=words.AND.join(names[1:]))
        self._title.content = f"<h2>{head}</h2>"
        refused = [
            words.REFUSED.format(name=name, says=common.NEXT.join(issue.says for issue in issues))
            for name, issues in found.refused
        ]
        lines = [*refused, *conflict_lines(sides)]
        self._say("".join(f"<p>{safe(line)}</p>" for line in lines), bad=bool(lines))
        note = words.ASSUMED_NOTE.format(base=names[0])
        self._assumed.content = f"<h2>{words.ASSUMED}<small>{note}</small></h2>{parts.assumptions(sides)}"
        self._results.content = parts.results(sides)
        self._projects.content = parts.projects(sides)
        self._side.set_options(dict(enumerate(side_names(sides)[1:], start=1)), value=1)
        self._side.set_visibility(len(sides) > 2)
        self._result.set_visibility(True)
        self._look(self._quantity)

    def _look(self, quantity: Quantity) -> None:
        """Show regions and chart in one quantity."""
        self._quantity = quantity
        for name, button in self._sides.items():
            button.props(f'aria-pressed="{"true" if name == quantity else "false"}"')
        if self._found is None:
            return
        unit = f"{QUANTITY[quantity]}，{common.UNIT[quantity]}"
        self._chart_title.content = f"<h2>{words.CHART}<small>{unit}</small></h2>"
        self._chart.options.clear()
        self._chart.options.update(compare_chart.options(self._found.sides, quantity))
        self._chart.update()
        self._draw_regions()

    def _draw_regions(self) -> None:
        if self._found is None:
            return
        sides, n = self._found.sides, int(self._side.value or 1)
        gained = parts.gained(sides, n, self._quantity) if sides[0].outcome.ok and sides[n].outcome.ok else ""
        name, base = (safe(side_names(sides)[k]) for k in (n, 0))
        note = words.REGIONS_NOTE.format(quantity=common.QUANTITY[self._quantity], name=name, base=base)
        self._regions_title.content = f"<h2>{words.REGIONS}<small>{note}</small></h2>"
        self._gained.content = f"<p>{gained}</p>" if gained else ""
        self._regions.content = parts.regions(sides, n, self._quantity)

    async def _save(self) -> None:
        assert self._found is not None, "the button shows with a comparison"
        made = await self._desk.in_turn(self._found.workbook)
        if made is not None:
            ui.download.content(made[1], made[0])


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = ComparePage(desk)
    return View(page.show, page.hear)


TAB = Tab("compare", common.TABS["compare"], build)
