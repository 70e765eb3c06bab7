"""诊断: why there is no plan, in words with cells; the smallest repair and the menu. Only without a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import background_tasks, run, ui

from optimizer.app.check import Checked
from optimizer.app.explain import Diagnosis, explain_checked
from optimizer.errors import ShuangkongError
from optimizer.text import diagnosis as told
from optimizer.text import web as words
from optimizer.web.desk import Desk, News
from optimizer.web.parts.pieces import safe
from optimizer.web.tab import Tab, View

SAID = words.DIAGNOSIS
SHOWN = 60


class DiagnosisPage:
    """The page of one browser tab; the decisions it was worked out for are kept with it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: Checked | None = None
        with ui.element("div").classes("sk-paper"):
            with ui.element("div").classes("sk-title"):
                ui.html(f'<h2>{SAID["title"]}</h2>', sanitize=False)
                with ui.element("div").classes("sk-row") as self._buttons:
                    for name, change in (("undo", desk.bench.undo), ("restore", desk.bench.restore)):
                        ui.button(SAID[name], on_click=lambda c=change: desk.act(c), color=None).props(
                            "unelevated no-caps dense"
                        ).classes("sk-button")
            self._body = ui.html("", sanitize=False).classes("sk-report").props("tabindex=0")

    def hear(self, news: News) -> None:
        """Repaint when decisions were solved."""
        if news.kind in ("failed", "verified"):
            self.show()

    def show(self) -> None:
        """Say that there is a plan, or work out why there is none."""
        failed = self._desk.bench.failed
        self._buttons.set_visibility(failed is not None)
        if failed is None:
            self._of = None
            self._body.content = f"<p>{SAID['possible']}</p>"
        elif failed is not self._of:
            self._of = failed
            self._body.content = f'<p role="status">{SAID["wait"]}</p>'
            background_tasks.create(self._explain(failed), name="diagnosis")

    async def _explain(self, failed: Checked) -> None:
        try:
            found = await run.io_bound(explain_checked, failed)
        except ShuangkongError as error:
            html = f'<p role="alert">{safe(words.STATUS["trouble"].format(what=error))}</p>'
        else:
            html = report(found) if found is not None else ""
        if failed is self._of:
            self._body.content = html


def report(found: Diagnosis, act: Callable[[str, int], str] = lambda list_, number: "") -> str:
    """Return the diagnosis: conflicts with cells, then gaps, repair and menu in sentences.

    act: what stands behind the whole repair ("repair", 0) and behind each entry of the menu ("menu", number), as HTML.
    """
    parts = [f'<p class="sk-banner">{told.NOTICE}</p>']
    for number, conflict in enumerate(found.conflicts, start=1):
        parts.append(f"<h3>{told.TERMINAL['conflict'].format(number=number)}</h3>{_members(conflict)}")
    if found.relief is None:
        parts.append(f"<p>{told.TERMINAL['no_relief']}</p>")
        return "".join(parts)
    for name in ("repair", "gaps", "reductions", "remainder"):
        entries = found.relief[name]
        if entries:
            parts.append(f"<h3>{told.TERMINAL[name]}</h3>{_sentences(entries)}")
            parts.append(act(name, 0))
        elif name == "repair":
            parts.append(f"<p>{told.TERMINAL['no_repair']}</p>")
    if found.menu:
        parts.append(f"<h3>{told.TERMINAL['menu']}</h3>{_sentences(found.menu, act)}")
    return "".join(parts)


def _members(conflict: Sequence[Mapping[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td>{safe(member['says'])}</td><td>{safe(told.AND.join(member['cells'])) or words.NONE}</td></tr>"
        for member in conflict[:SHOWN]
    )
    head = f"<thead><tr><th scope='col'>{told.LABEL['says']}</th><th scope='col'>{SAID['cells']}</th></tr></thead>"
    return f'<table class="sk-list">{head}<tbody>{rows}</tbody></table>{_more(len(conflict))}'


def _sentences(
    entries: Sequence[Mapping[str, Any]], act: Callable[[str, int], str] = lambda list_, number: ""
) -> str:
    items = "".join(f"<li>{safe(e['says'])}{act('menu', number)}</li>" for number, e in enumerate(entries[:SHOWN]))
    return f"<ul>{items}</ul>{_more(len(entries))}"


def _more(count: int) -> str:
    return f"<p>{told.TERMINAL['more'].format(count=count - SHOWN)}</p>" if count > SHOWN else ""


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = DiagnosisPage(desk)
    return View(page.show, page.hear)


TAB = Tab("diagnosis", words.TABS["diagnosis"], build, lambda desk: desk.without_plan)
