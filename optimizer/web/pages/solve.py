"""求解方案: what is solved and with which changes, the exact solve with its progress, its result, and the runs kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from nicegui import run, ui
from nicegui.events import GenericEventArguments

from optimizer.app.relax import relaxed
from optimizer.app.solving import Order, Solved, Solving
from optimizer.domain.record import RunRecord
from optimizer.errors import InputRejected, ShuangkongError
from optimizer.text import web as common
from optimizer.text import web_solve as words
from optimizer.web.desk import Desk, News
from optimizer.web.pages.diagnosis import report
from optimizer.web.parts import order as told
from optimizer.web.parts import runs, solved
from optimizer.web.parts.dialogs import ask_name
from optimizer.web.parts.pieces import safe
from optimizer.web.parts.searching import SearchDialog
from optimizer.web.parts.settings import SettingsForm
from optimizer.web.tab import Tab, View

RELAXING = ("drop", "admit", "raise", "release")
"""Actions of the menu that relax a decision or a limit; the others ask for more reduction."""
AT_HAND = 0
"""The choice of the decisions at hand instead of a saved scenario."""


class SolvePage:
    """The page of one browser tab: the order, the last result, and the list of runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._store = desk, desk.office.store
        self._records: Sequence[RunRecord] = ()
        self._offers: dict[str, tuple[dict[str, Any], str]] = {}
        self._chosen = ""
        with ui.element("div").classes("sk-two sk-solve"):
            with ui.element("div").classes("sk-left"):
                self._order()
            with ui.element("div").classes("sk-right"):
                ui.html(f"<h2>{words.RESULT}</h2>", sanitize=False)
                self._body = ui.html(f"<p>{words.NONE_YET}</p>", sanitize=False).classes("sk-report")
                self._body.props("tabindex=0")
                with ui.element("div").classes("sk-title"):
                    ui.html(f"<h2>{words.RUNS}</h2>", sanitize=False)
                    self._again = self._button(words.REPRODUCE, self._reproduce)
                self._shown = ui.html("", sanitize=False).classes("sk-soft")
                self._list = ui.html("", sanitize=False).classes("sk-scroll sk-runs-list").props("tabindex=0")
        self._again.set_visibility(False)
        ui.on("sk_act", self._on_act)

    def _button(self, says: str, act: Any) -> ui.button:
        return ui.button(says, on_click=act, color=None).props("unelevated no-caps dense").classes("sk-button")

    def _order(self) -> None:
        ui.html(f"<h2>{words.TITLE}</h2>", sanitize=False)
        with ui.element("div").classes("sk-order").props("tabindex=0"):
            self._loaded = ui.select({AT_HAND: words.LOAD_NONE}, value=AT_HAND, label=words.LOAD, on_change=self._load)
            self._loaded.props(f'outlined dense options-dense aria-label="{words.LOAD}"').classes("sk-load")
            self._facts = ui.html("", sanitize=False)
            self._form = SettingsForm(self._desk.bench.checked, self._complain)
        with ui.element("div").classes("sk-go"):
            default = words.NAME_DEFAULT.format(time=f"{datetime.now():%m-%d %H:%M}")
            self._name = ui.input(words.NAME, value=default).props("outlined dense maxlength=60 hide-bottom-space")
            self._limit = ui.number(words.LIMIT, min=0, placeholder=words.LIMIT_HINT)
            self._limit.props("outlined dense hide-bottom-space stack-label")
            self._start = ui.button(words.START, on_click=self._solve).props("unelevated no-caps")
            self._start.classes("sk-main-button")

    def show(self) -> None:
        """Repaint what is to be solved, the scenarios to load and the runs kept."""
        saved = self._store.scenarios.of_case(self._desk.keeping.version)
        self._loaded.set_options({AT_HAND: words.LOAD_NONE} | {one.id: one.name for one in saved})
        self._paint_facts()
        self._paint_runs()

    def _base(self) -> Mapping[str, Any]:
        """Return the document that the form's settings come on top of, without its changes."""
        chosen = self._loaded.value
        spec = self._store.scenarios.get(chosen).spec if chosen else self._desk.bench.scenario
        return {key: value for key, value in spec.items() if key in ("approve", "reject", "free")}

    def _paint_facts(self) -> None:
        version = self._desk.office.version(self._desk.keeping.version)
        self._facts.content = told.facts(self._desk.bench.checked, version, self._base())

    def _load(self) -> None:
        if self._loaded.value:
            saved = self._store.scenarios.get(self._loaded.value)
            self._form.put([dict(change) for change in saved.spec.get("changes", ())])
            self._name.value = saved.name
        else:
            self._form.put([])
        self._paint_facts()

    def _complain(self, says: str) -> None:
        self._body.content = f'<p role="alert" class="sk-bad-news">{safe(says)}</p>'

    async def _solve(self) -> None:
        if not self._desk.allowed():
            return
        changes, limit = self._form.gathered(), self._limit.value
        if changes is None:
            return
        if limit is not None and not limit > 0:
            self._complain(words.BAD_LIMIT)
            return
        spec = {**self._base(), "changes": changes} if changes else self._base()
        name = self._name.value.strip() or words.NAME_DEFAULT.format(time=f"{datetime.now():%m-%d %H:%M}")
        keeping = self._desk.keeping
        solving = Solving(self._desk.office, Order(keeping.version, spec, name, limit), keeping.who)
        self._start.set_enabled(False)
        dialog = SearchDialog(solving)
        try:
            found = await run.io_bound(solving.run)
            await self._tell(found, solving)
        except InputRejected as rejected:
            self._complain(words.WRONG.format(says=words.NEXT.join(issue.says for issue in rejected.issues)))
        except ShuangkongError as trouble:
            self._complain(words.TROUBLE.format(what=trouble))
        finally:
            dialog.close()
            self._start.set_enabled(True)

    async def _tell(self, found: Solved | None, solving: Solving) -> None:
        if found is None:
            self._complain(words.DROPPED if solving.dropped else words.EMPTY_HANDED)
            return
        self._chosen = found.id
        if found.diagnosis is None:
            self._body.content = solved.summary(found)
        else:
            self._offers = await run.io_bound(self._offered, found) or {}
            html = report(found.diagnosis, self._act_of)
            self._body.content = f'{html}<p class="sk-soft">{safe(solved.recorded(found))}</p>'
        self.show()

    def _offered(self, found: Solved) -> dict[str, tuple[dict[str, Any], str]]:
        """Return, by the name of its button, every relaxation that can be saved, and the word of the button."""
        assert found.diagnosis is not None, "asked only where no plan exists"
        spec = found.scenario.spec if found.scenario else {}
        relief, menu = found.diagnosis.relief, found.diagnosis.menu
        enough = relief is not None and relief["repair"] and not relief["remainder"]
        asked = [("repair-0", list(relief["repair"]), words.REPAIR_SAVE)] if relief and enough else []
        asked += [(f"menu-{n}", [e], words.MENU_SAVE[e["action"] in RELAXING]) for n, e in enumerate(menu)]
        case, office, version = found.run.checked.case, self._desk.office, self._desk.keeping.version
        made = {name: (relaxed(office, version, spec, case, entries), word) for name, entries, word in asked}
        return {name: (document, word) for name, (document, word) in made.items() if document is not None}

    def _act_of(self, list_: str, number: int) -> str:
        offer = self._offers.get(f"{list_}-{number}")
        if offer is None:
            return f" <small>{words.NOT_OFFERED}</small>" if list_ in ("repair", "menu") else ""
        about = f"{list_}-{number}"
        return f' <button type="button" class="sk-inline" data-sk="relax" data-about="{about}">{offer[1]}</button>'

    async def _on_act(self, event: GenericEventArguments) -> None:
        name, about = event.args["name"], str(event.args.get("about", ""))
        if name == "relax" and about in self._offers:
            self._ask_relaxed(self._offers[about][0])
        elif name == "run" and about in {record.id for record in self._records}:
            self._chosen = about
            self._paint_runs()

    def _ask_relaxed(self, document: dict[str, Any]) -> None:
        async def save(name: str, reason: str) -> None:
            version, who = self._desk.keeping.version, self._desk.keeping.who
            spec = {**document, "name": name}
            try:
                await run.io_bound(self._store.scenarios.save, version, name, spec, who, reason)
            except ShuangkongError as error:
                self._complain(words.TROUBLE.format(what=error))
                return
            ui.notify(words.SAVED.format(name=name), position="top", timeout=8000)
            self.show()

        ask_name(save, words.SAVE, words.SAVE_NAME.format(case=document["name"].strip("-")), with_reason=True)

    def _paint_runs(self) -> None:
        self._records = self._store.runs.list(runs.LISTED)
        self._list.content = runs.table(self._records, self._chosen)
        record = next((one for one in self._records if one.id == self._chosen), None)
        self._again.set_visibility(record is not None)
        self._shown.content = runs.shown(record, self._store) if record else ""

    async def _reproduce(self) -> None:
        run_id = self._chosen
        self._shown.content = f'<p role="status">{safe(words.REPRODUCING.format(run=run_id))}</p>'
        self._again.set_enabled(False)
        try:
            says = await run.io_bound(runs.reproduced, self._store, run_id)
        except ShuangkongError as error:
            says = words.TROUBLE.format(what=error)
        self._again.set_enabled(True)
        self._shown.content = f'<p role="status"><strong>{safe(says)}</strong></p>'


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = SolvePage(desk)

    def hear(news: News) -> None:
        if news.kind in ("verified", "failed", "baseline"):
            page.show()

    return View(page.show, hear)


TAB = Tab("solve", common.TABS["solve"], build)
