"""项目评估: each project's indices, authority, steps, sources and regret, worked out when asked; decided from here."""

from __future__ import annotations

import json
from typing import get_args

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from optimizer.app.choices import choices_of, under_choice
from optimizer.app.review_desk import Kind, ReviewDesk
from optimizer.app.workbench import Status
from optimizer.errors import InputRejected, ShuangkongError
from optimizer.report.parts.safe import clean
from optimizer.text import web as common
from optimizer.text import web_review as words
from optimizer.web.desk import Desk, News
from optimizer.web.parts import review as parts
from optimizer.web.parts.pieces import number_width, safe
from optimizer.web.tab import Tab, View

BUTTON = "unelevated no-caps dense"
BEAT = 0.5
"""Seconds between two looks at how far the reviews are."""


class ReviewPage:
    """The page of one browser tab: the reviews under the decisions that stood when they were begun."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reviews: ReviewDesk | None = None
        self._of: object = None
        self._chosen = ""
        self._going = False
        self._rows: dict[str, tuple[str, str, str]] = {}
        self._page = 0
        with ui.element("div").classes("sk-two sk-review"):
            with ui.element("div").classes("sk-left"):
                self._lay_tools()
                self._news = ui.html("", sanitize=False).classes("sk-news")
                self._list = ui.html("", sanitize=False).classes("sk-scroll sk-fill").props("tabindex=0")
            with ui.element("div").classes("sk-right"):
                self._lay_head()
                self._detail = ui.html(f"<p>{words.PICK}</p>", sanitize=False).classes("sk-detail sk-fill")
                self._detail.props("tabindex=0")
        self._timer = ui.timer(BEAT, self._beat, active=False)
        ui.on("sk_act", self._on_act)

    def _lay_tools(self) -> None:
        self._count = ui.html("", sanitize=False)
        with ui.element("div").classes("sk-tools"):
            self._search = ui.input(placeholder=words.SEARCH, on_change=lambda: self._turn(0))
            self._search.props(f'outlined dense clearable debounce=200 aria-label="{words.SEARCH}"')
            self._search.classes("sk-find")
            self._all = ui.button(words.ALL, on_click=self._review_all).props(BUTTON).classes("sk-main-button")
            self._again = self._button(words.AGAIN, self._start_over)
            self._halt = self._button(words.STOP, self._stop)
            for kind in get_args(Kind):
                button = self._button(words.DOWN[kind], lambda k=kind: self._download(k))
                button.props(f'aria-label="{words.DOWN_LABEL[kind]}"')
        self._halt.set_visibility(False)
        self._again.set_visibility(False)

    def _lay_head(self) -> None:
        with ui.element("div").classes("sk-tools"):
            self._title = ui.html("", sanitize=False).classes("sk-count")
            self._three = ui.element("div").classes("sk-switch").props(f'role="group" aria-label="{words.DECIDE}"')
            with self._three:
                self._decisions = {
                    status: ui.button(common.DECISION[status], color=None, on_click=lambda s=status: self._decide(s))
                    .props(BUTTON).classes("sk-side") for status in common.DECISION
                }  # fmt: skip
            self._ones = [self._button(words.ONE[kind], lambda k=kind: self._download(k, self._chosen))
                          .props(f'aria-label="{words.ONE_LABEL[kind]}"') for kind in get_args(Kind)]  # fmt: skip
        self._offer()

    def _button(self, says: str, act: object) -> ui.button:
        return ui.button(says, on_click=act, color=None).props(BUTTON).classes("sk-button")  # type: ignore[arg-type]

    def _offer(self) -> None:
        """Show the buttons of a project when one is chosen."""
        self._three.set_visibility(bool(self._chosen))
        for button in self._ones:
            button.set_visibility(bool(self._chosen))
        status = self._desk.bench.statuses.get(self._chosen, "")
        for name, button in self._decisions.items():
            button.props(f'aria-pressed="{"true" if name == status else "false"}"')

    def show(self) -> None:
        """Begin reviews under the decisions at hand, or say that these have changed since."""
        if self._reviews is None:
            self._start_over()
            return
        self._again.set_visibility(self._stale)
        if not self._going:
            self._say(words.STALE if self._stale and self._reviews.reviews else "")
        self._offer()
        self._draw_list()

    def hear(self, news: News) -> None:
        """Follow decisions; without reviews so far they simply begin with the new ones."""
        if news.kind in ("verified", "failed"):
            if self._reviews is not None and not self._reviews.reviews and not self._going:
                self._reviews = None
            self.show()

    @property
    def _stale(self) -> bool:
        return self._of != self._desk.bench.statuses

    def _say(self, says: str, bad: bool = False) -> None:
        look, role = ("sk-bad-news", "alert") if bad else ("", "status")
        self._news.content = f'<div role="{role}" class="{look}">{says}</div>' if says else ""

    def _start_over(self) -> None:
        """Forget what was reviewed under other decisions."""
        desk = self._desk
        self._of, self._going = desk.bench.statuses, False
        case_desk = desk.office.desk(desk.keeping.version)
        try:
            now = under_choice(case_desk, choices_of(case_desk, desk.bench, ())[0])
        except InputRejected as rejected:
            says = common.NEXT.join(issue.says for issue in rejected.issues)
            self._say(safe(words.TROUBLE.format(what=says)), bad=True)
            return
        self._reviews = ReviewDesk(now.checked)
        self.show()
        if self._chosen:
            background_tasks.create(self._tell(self._chosen), name="review")

    def _turn(self, page: int) -> None:
        """Show another page of the list, from its top."""
        self._page = page
        self._draw_list()
        ui.run_javascript("document.querySelector('.sk-review .sk-scroll')?.scrollTo(0, 0)")

    def _draw_list(self) -> None:
        """Draw the list, or only its rows that changed: a row under the pointer stays where it is."""
        if self._reviews is None:
            return
        case, reviews = self._desk.case, self._reviews
        names = parts.found(case, list(reviews.records), self._search.value or "")
        self._page = min(self._page, parts.pages(len(names)) - 1)
        now = parts.rows(case, names, dict(reviews.reviews), self._desk.bench.statuses, self._chosen, self._page)
        if now.keys() != self._rows.keys() or not now:
            self._list.content = parts.listing(now, len(names), self._page, number_width(case))
        elif pieces := [(name, *row[1:]) for name, row in now.items() if row != self._rows[name]]:
            news = json.dumps({"kind": "", "rows": [], "pieces": pieces}, ensure_ascii=False)
            ui.run_javascript(f"window.sk.paint({news})")
        self._rows = now
        said = words.PROGRESS if self._going else words.COUNT
        count = said.format(all=len(reviews.records), done=len(reviews.reviews))
        self._count.content = f"<h2>{words.TITLE}<small>{count}</small></h2>"

    async def _on_act(self, event: GenericEventArguments) -> None:
        project = str(event.args.get("about", ""))
        if event.args["name"] == "page" and project.isdecimal():
            self._turn(int(project))
        if event.args["name"] == "review" and self._reviews is not None and project in self._reviews.records:
            self._chosen = project
            self._offer()
            await self._tell(project)
            ui.run_javascript(f"window.sk.refocus('review', {json.dumps(project)})")

    async def _tell(self, project: str) -> None:
        """Review one project and show it, then what forcing it in or out costs."""
        reviews, case = self._reviews, self._desk.case
        assert reviews is not None, "the list shows with the reviews"
        row = case.projects.set_index("project").loc[project]
        self._title.content = f"<h2>{safe(project)} {safe(row['name'])}<small>{safe(row['region'])}</small></h2>"
        self._detail.content = f'<p role="status">{words.WAIT.format(project=safe(project))}</p>'
        try:
            review = await self._desk.in_turn(reviews.review, project)
            if review is None or (project, reviews) != (self._chosen, self._reviews):
                return
            html = parts.detail(case, review)
            self._detail.content = f'{html}<p role="status">{words.REGRET_WAIT}</p>'
            self._draw_list()
            regret = await self._desk.in_turn(reviews.regret, project)
        except ShuangkongError as error:
            self._detail.content = f'<p role="alert">{safe(words.TROUBLE.format(what=error))}</p>'
            return
        if (project, reviews) == (self._chosen, self._reviews):
            self._detail.content = html + parts.regret(regret)

    async def _review_all(self) -> None:
        """Review every project in a thread; the list fills while it goes on."""
        reviews = self._reviews
        if reviews is None or self._going:
            return
        self._going = True
        self._busy(True)
        try:
            done = await self._desk.in_turn(reviews.review_all, lambda: self._going and reviews is self._reviews)
        except ShuangkongError as error:
            self._say(safe(words.TROUBLE.format(what=error)), bad=True)
        else:
            count = {"done": len(reviews.reviews), "all": len(reviews.records)}
            self._say("" if done else words.STOPPED.format(**count))
        self._going = False
        self._busy(False)
        self._draw_list()

    def _busy(self, busy: bool) -> None:
        self._halt.set_visibility(busy)
        self._all.set_enabled(not busy)
        self._timer.active = busy

    def _beat(self) -> None:
        """Show how far the reviews are; nothing on the page moves for it."""
        self._draw_list()

    def _stop(self) -> None:
        self._going = False

    async def _decide(self, status: Status) -> None:
        """Take a decision on the chosen project; it stands in 审批推演 at once and can be undone there."""
        project = self._chosen
        await self._desk.act(lambda: self._desk.bench.decide([project], status))
        ui.notify(words.DECIDED.format(project=clean(project), decision=common.DECISION[status]))

    async def _download(self, kind: Kind, project: str = "") -> None:
        reviews = self._reviews
        if reviews is None or not (project or reviews.done):
            ui.notify(words.NOTHING_DONE)
            return
        try:
            made = await self._desk.in_turn(reviews.download, kind, project)
        except ShuangkongError as error:
            ui.notify(str(error), type="negative")
            return
        if made is not None:
            ui.download.content(made[1], made[0])


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = ReviewPage(desk)
    return View(page.show, page.hear)


TAB = Tab("review", common.TABS["review"], build)
