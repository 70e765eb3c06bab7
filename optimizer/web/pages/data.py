"""导入数据: the cases with their versions, a template, and an upload shown with its issues before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import run, ui
from nicegui.events import GenericEventArguments, UploadEventArguments

from optimizer.app.shelf import blank_workbook
from optimizer.app.upload import MAX_UPLOAD, TYPES, Upload, keep_upload, look_at
from optimizer.domain.issue import Issue
from optimizer.domain.record import CaseVersion
from optimizer.errors import ShuangkongError
from optimizer.text import web as common
from optimizer.text import web_data as words
from optimizer.web.desk import Desk
from optimizer.web.parts import cases
from optimizer.web.parts.dialogs import ask_name
from optimizer.web.parts.pieces import safe
from optimizer.web.parts.sheets import SheetView
from optimizer.web.tab import Tab, View

MOST = MAX_UPLOAD // 10**6


class DataPage:
    """The page of one browser tab: the list of cases, and the open case or an upload with its issues."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._upload: Upload | None = None
        self._issues: Sequence[Issue] = ()
        self._versions: Sequence[CaseVersion] = ()
        with ui.element("div").classes("sk-two sk-data"):
            with ui.element("div").classes("sk-left"):
                self._count = ui.html("", sanitize=False)
                self._cases = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
            with ui.element("div").classes("sk-right"):
                self._tools()
                self._news = ui.html("", sanitize=False).classes("sk-news")
                self._list = ui.html("", sanitize=False).classes("sk-scroll sk-issues").props("tabindex=0")
                self._sheets = SheetView()
        ui.on("sk_act", self._on_act)
        self._show_case()

    def _tools(self) -> None:
        with ui.element("div").classes("sk-tools"):
            self._title = ui.html("", sanitize=False).classes("sk-count")
            self._back = self._button(words.BACK, self._show_case)
            self._keep = self._button(words.KEEP, self._ask)
            self._button(words.TEMPLATE, self._template)
            upload = ui.upload(
                on_upload=self._on_upload, on_rejected=lambda: self._say(words.TOO_LARGE.format(most=MOST), True),
                auto_upload=True, max_file_size=MAX_UPLOAD,
            ).props(f'accept="{",".join(TYPES)}" aria-label="{words.CHOOSE_LABEL}"').classes("sk-upload")  # fmt: skip
            self._uploader = upload
            choose = ui.button(words.CHOOSE).props("unelevated no-caps dense").classes("sk-main-button")
            choose.props(f'title="{words.ACCEPT.format(most=MOST)}"')
            choose.on("click", js_handler=f"() => getElement({upload.id}).pickFiles()")

    def _button(self, says: str, act: object) -> ui.button:
        button = ui.button(says, on_click=act, color=None)  # type: ignore[arg-type]
        return button.props("unelevated no-caps dense").classes("sk-button")

    def show(self) -> None:
        """Read the list of cases anew."""
        store = self._desk.office.store
        self._versions = [v for latest in store.cases.latest() for v in store.cases.versions(latest.name)]
        count = words.COUNT.format(cases=len({v.name for v in self._versions}), versions=len(self._versions))
        self._count.content = f"<h2>{words.TITLE}<small>{count}</small></h2>"
        self._cases.content = cases.listing(self._versions, self._desk.keeping.version)

    def _on_act(self, event: GenericEventArguments) -> None:
        about = str(event.args.get("about", ""))
        if not about.isdecimal():
            return
        if event.args["name"] == "issue" and int(about) < len(self._issues):
            self._sheets.jump(self._issues[int(about)])
        elif event.args["name"] == "version" and int(about) in {v.id for v in self._versions}:
            ui.navigate.to(f"/data?case={about}")

    def _show_case(self) -> None:
        """Show the open case as it was read."""
        desk, version = self._desk, self._desk.office.version(self._desk.keeping.version)
        self._upload = None
        sheets, issues = desk.office.desk(version.id).sheets, desk.bench.checked.warnings
        number = words.NUMBER.format(number=version.number)
        self._title.content = f"<h2>{safe(words.CASE_TITLE.format(case=version.name, number=number))}</h2>"
        self._say(cases.facts(desk.bench.checked), False)
        self._fill(sheets, issues)

    def _fill(self, sheets: Sequence[object], issues: Sequence[Issue]) -> None:
        self._issues = sorted(issues, key=lambda issue: issue.severity != "error")
        self._list.content = cases.issues(self._issues)
        self._list.set_visibility(bool(issues))
        self._sheets.fill(sheets, issues)  # type: ignore[arg-type]
        self._back.set_visibility(self._upload is not None)
        self._keep.set_visibility(self._upload is not None and self._upload.checked is not None)

    def _say(self, html: str, bad: bool) -> None:
        look = 'role="alert" class="sk-bad-news"' if bad else 'role="status"'
        self._news.content = f"<div {look}>{html}</div>"

    async def _template(self) -> None:
        blank = await run.io_bound(blank_workbook, self._desk.case.model)
        if blank is not None:
            ui.download.content(blank, words.TEMPLATE_FILE)

    async def _on_upload(self, event: UploadEventArguments) -> None:
        self._say(safe(words.READING.format(file=event.file.name)), False)
        self._uploader.reset()
        try:
            found = await run.io_bound(look_at, event.file.name, await event.file.read())
        except ShuangkongError as refused:
            self._say(safe(words.REFUSED.format(what=refused)), True)
            return
        except OSError as error:
            self._say(safe(words.LOST.format(what=error.strerror or error)), True)
            return
        if found is None:
            return
        self._upload = found
        self._title.content = f"<h2>{safe(words.UPLOAD_TITLE.format(file=found.file))}</h2>"
        self._say(safe(cases.verdict(found)), found.checked is None)
        self._fill(found.sheets, found.issues)

    def _ask(self) -> None:
        if self._upload is not None and self._upload.checked is not None:
            ask_name(self._keep_as, words.ASK, self._upload.checked.case.name, with_reason=True)

    async def _keep_as(self, name: str, reason: str) -> None:
        assert self._upload is not None, "only an upload is asked for"
        desk = self._desk
        try:
            done = await run.io_bound(keep_upload, desk.office, self._upload, name, desk.keeping.who, reason)
        except ShuangkongError as error:
            self._say(safe(words.NOT_KEPT.format(what=error)), True)
            return
        if done is None:
            return
        kept, new = done
        self.show()
        said = words.KEPT if new else words.SAME
        number = words.NUMBER.format(number=kept.number)
        told = safe(said.format(case=kept.name, number=number, checksum=kept.checksum[:12]))
        self._say(f'{told}<a href="/whatif?case={kept.id}">{words.GO}</a>', False)
        self._keep.set_visibility(False)


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = DataPage(desk)
    return View(page.show, lambda news: None)


TAB = Tab("data", common.TABS["data"], build)
