"""Dialogs (对话框): saving a scenario by name, and the drawer that says why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from html import escape

from nicegui import run, ui

from optimizer.app.check import Checked
from optimizer.app.why import Ask, why_checked
from optimizer.errors import ShuangkongError
from optimizer.text import web as words
from optimizer.web.parts.why import answer

SAID = words.SAVE


def ask_name(
    save: Callable[[str, str], Awaitable[None]], said: Mapping[str, str] = SAID, given: str = "",
    with_reason: bool = False,
) -> None:  # fmt: skip
    """Ask under which name, and why, to save something; `save` gets both.

    given: the name to begin with (default: of a scenario, with the time); with_reason: a reason must be given.
    """
    with ui.dialog().props(f'aria-label="{said["title"]}"') as dialog, ui.card().classes("sk-dialog"):
        ui.html(f"<h2>{said['title']}</h2>", sanitize=False)
        name = ui.input(said["name"], value=given or SAID["default"].format(time=f"{datetime.now():%m-%d %H:%M}"))
        name.props("outlined dense autofocus maxlength=60")
        reason = ui.input(said["reason"]).props("outlined dense maxlength=200")

        async def done() -> None:
            if not name.value.strip():
                name.props(f'error error-message="{said["needed"]}"')
                return
            if with_reason and not reason.value.strip():
                reason.props(f'error error-message="{said["why"]}"')
                return
            dialog.close()
            await save(name.value.strip(), reason.value.strip())

        with ui.row():
            ui.button(said["cancel"], on_click=dialog.close).props("flat")
            ui.button(said["ok"], on_click=done).props("unelevated")
        name.on("keydown.enter", done)
    dialog.on("hide", dialog.delete)
    dialog.open()


def ask_reason(save: Callable[[str], Awaitable[None]], said: Mapping[str, str]) -> None:
    """Ask for the grounds of an act, which must be given; `save` gets them."""
    with ui.dialog().props(f'aria-label="{said["title"]}"') as dialog, ui.card().classes("sk-dialog"):
        ui.html(f"<h2>{said['title']}</h2>", sanitize=False)
        reason = ui.input(said["name"]).props("outlined dense autofocus maxlength=200")

        async def done() -> None:
            if not reason.value.strip():
                reason.props(f'error error-message="{said["needed"]}"')
                return
            dialog.close()
            await save(reason.value.strip())

        with ui.row():
            ui.button(said["cancel"], on_click=dialog.close).props("flat")
            ui.button(said["ok"], on_click=done).props("unelevated")
        reason.on("keydown.enter", done)
    dialog.on("hide", dialog.delete)
    dialog.open()


class WhyDrawer:
    """A drawer at the right that explains one figure or project; one a page."""

    def __init__(self) -> None:
        label = f'aria-label="{words.WHATIF["why_project"]}"'
        with ui.dialog().props(f"position=right full-height {label}") as self._dialog, ui.card().classes("sk-why"):
            self._title = ui.html("", sanitize=False)
            self._body = ui.html("", sanitize=False).classes("sk-tree")
            ui.button(words.WHY["close"], on_click=self._dialog.close).props("flat dense").classes("sk-close")

    async def tell(self, title: str, checked: Checked, ask: Ask) -> None:
        """Open with a title and fill in the answer, solved for exactly these decisions."""
        self._title.content = f"<h2>{escape(title)}</h2>"
        self._body.content = f'<p role="status">{words.WHY["wait"]}</p>'
        self._dialog.open()
        try:
            self._body.content = await run.io_bound(_answer, checked, ask)
        except ShuangkongError as error:
            self._body.content = f'<p role="alert">{escape(words.STATUS["trouble"].format(what=error))}</p>'


def _answer(checked: Checked, ask: Ask) -> str:
    return answer(why_checked(checked, ask))
