"""导出成果: a verified plan as files under its number, each recorded with its checksum; signed off by a reviewer."""

from __future__ import annotations

from typing import get_args

from nicegui import background_tasks, run, ui
from nicegui.events import GenericEventArguments

from optimizer.app.choices import Choice, choices_of
from optimizer.app.export import Kind
from optimizer.app.release import Prepared, prepare, release, released, sign_off
from optimizer.errors import InputRejected, ShuangkongError
from optimizer.report.parts.verdict import unproved_text
from optimizer.text import web as common
from optimizer.text import web_export as words
from optimizer.web.desk import Desk, News
from optimizer.web.parts import release as parts
from optimizer.web.parts.dialogs import ask_reason
from optimizer.web.parts.pieces import safe
from optimizer.web.tab import Tab, View


class ExportPage:
    """The page of one browser tab: the chosen scenario and its run."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._choices: dict[str, Choice] = {}
        self._of: Choice | None = None
        self._ready: Prepared | None = None
        with ui.element("div").classes("sk-two sk-export"):
            with ui.element("div").classes("sk-left"):
                with ui.element("div").classes("sk-tools"):
                    ui.html(f"<h2>{words.TITLE}</h2>", sanitize=False).classes("sk-count")
                    self._select = ui.select({"now": ""}, value="now", on_change=self._choose)
                    self._select.props(f'outlined dense options-dense aria-label="{words.CHOOSE}"').classes("sk-select")
                self._news = ui.html("", sanitize=False).classes("sk-news")
                self._facts = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
                self._files = ui.html("", sanitize=False)
            with ui.element("div").classes("sk-right"):
                with ui.element("div").classes("sk-tools"):
                    title = f"<h2>{words.LAST}<small>{words.LAST_NOTE}</small></h2>"
                    ui.html(title, sanitize=False).classes("sk-count")
                self._last = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
        ui.on("sk_act", self._on_act)

    def show(self) -> None:
        """Read the scenarios and what went out anew; solve the chosen one when it is another than before."""
        desk = self._desk
        saved = desk.office.store.scenarios.of_case(desk.keeping.version)
        found = choices_of(desk.office.desk(desk.keeping.version), desk.bench, saved)
        self._choices = {choice.key: choice for choice in found}
        names = {choice.key: choice.name for choice in found}
        if names != self._select.options:
            self._select.set_options(names, value=self._select.value if self._select.value in names else "now")
        self._last.content = parts.went_out(released(desk.office.store))
        self._choose()

    def hear(self, news: News) -> None:
        """Follow decisions."""
        if news.kind in ("verified", "failed", "baseline"):
            self.show()

    def _choose(self) -> None:
        choice = self._choices.get(str(self._select.value))
        if choice is not None and choice != self._of:
            self._of, self._ready = choice, None
            self._facts.content = self._files.content = ""
            self._say(words.WAIT.format(name=safe(choice.name)))
            background_tasks.create(self._prepare(choice), name="prepare")

    def _say(self, says: str, bad: bool = False) -> None:
        look, role = ("sk-bad-news", "alert") if bad else ("", "status")
        self._news.content = f'<div role="{role}" class="{look}">{says}</div>'

    async def _prepare(self, choice: Choice) -> None:
        desk = self._desk
        try:
            found = await desk.in_turn(prepare, desk.office, desk.keeping.version, choice)
        except InputRejected as rejected:
            says = common.NEXT.join(issue.says for issue in rejected.issues)
            found, trouble = None, words.TROUBLE.format(what=says)
        except ShuangkongError as error:
            found, trouble = None, words.TROUBLE.format(what=error)
        else:
            trouble = words.NO_PLAN.format(name=choice.name)
        if choice != self._of:
            return
        if found is None or found.run.plan is None:
            self._say(safe(trouble), bad=True)
            return
        self._ready = found
        mark = unproved_text(found.run.outcome)
        self._say(words.UNPROVED.format(mark=mark) if mark else words.READY, bad=bool(mark))
        self._facts.content = parts.facts(found.run)
        self._files.content = f"<h2>{words.FILES}</h2>{parts.files()}"

    async def _on_act(self, event: GenericEventArguments) -> None:
        name, about = str(event.args["name"]), str(event.args.get("about", ""))
        if name == "export" and about in get_args(Kind) and self._ready is not None:
            await self._export(self._ready, about)  # type: ignore[arg-type]
        elif name == "sign":
            said = words.ASK | {"title": words.ASK["title"].format(run=safe(about))}
            ask_reason(lambda reason: self._sign(about, reason), said)

    async def _export(self, ready: Prepared, kind: Kind) -> None:
        desk = self._desk
        self._say(words.MAKING.format(what=parts.title_of(kind)))
        try:
            given = desk.office, desk.keeping.version, ready, kind, desk.keeping.who
            out = await desk.in_turn(release, *given)
        except ShuangkongError as error:
            self._say(safe(words.FAILED.format(what=error)), bad=True)
            return
        if out is None:
            return
        file, data = out
        ui.download.content(data, file)
        rows = released(desk.office.store)
        self._last.content = parts.went_out(rows)
        self._say(words.DONE.format(file=safe(file), checksum=rows[0].checksum[: parts.DIGITS]))

    async def _sign(self, number: str, reason: str) -> None:
        desk = self._desk
        try:
            await run.io_bound(sign_off, desk.office.store, number, desk.keeping.who, reason)
        except ShuangkongError as error:
            self._say(safe(str(error)), bad=True)
            return
        self._last.content = parts.went_out(released(desk.office.store))
        self._say(words.SIGNED_NOW.format(run=safe(number)))


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = ExportPage(desk)
    return View(page.show, page.hear)


TAB = Tab("export", common.TABS["export"], build)
