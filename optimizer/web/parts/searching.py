"""The dialog of a search (求解进度): elapsed, best in hand, bound and gap as the solver tells them; stop or cancel."""

from __future__ import annotations

import math
import time

from nicegui import ui

from optimizer.app.solving import Solving
from optimizer.text import web_solve as words

SAID = words.PROGRESS
EVERY = 0.2
"""Seconds between two looks at the search."""


class SearchDialog:
    """Opened for one search; `close` when it ended."""

    def __init__(self, solving: Solving) -> None:
        self._solving, self._began = solving, time.monotonic()
        with ui.dialog().props(f'persistent aria-label="{SAID["title"]}"') as self._dialog, \
                ui.card().classes("sk-dialog sk-search"):  # fmt: skip
            ui.html(f"<h2>{SAID['title']}</h2>", sanitize=False)
            self._figures = ui.html("", sanitize=False)
            self._bar = ui.html("", sanitize=False)
            ui.html(f'<p class="sk-soft">{SAID["hint"]}</p>', sanitize=False)
            with ui.row():
                self._cancel = ui.button(SAID["cancel"], on_click=self._drop).props("flat")
                self._stop = ui.button(SAID["stop"], on_click=self._end).props("unelevated")
            self._timer = ui.timer(EVERY, self._look)
        self._dialog.on("hide", self._dialog.delete)
        self._look()
        self._dialog.open()

    def _look(self) -> None:
        search = self._solving.search
        said = {
            "elapsed": SAID["seconds"].format(seconds=time.monotonic() - self._began),
            "best": _money(search.best), "bound": _money(search.bound),
            "gap": SAID["none"] if math.isnan(search.gap) else SAID["share"].format(value=search.gap),
        }  # fmt: skip
        rows = "".join(f"<div><dt>{SAID[name]}</dt><dd>{says}</dd></div>" for name, says in said.items())
        self._figures.content = f'<dl class="sk-figures">{rows}</dl>'
        closed = 0.0 if math.isnan(search.gap) else max(0.0, 1.0 - search.gap)
        self._bar.content = f'<div class="sk-closing"><b style="width:{closed:.2%}"></b></div>'
        self._stop.set_enabled(math.isfinite(search.best) and self._cancel.enabled)

    def _end(self) -> None:
        self._solving.stop()
        self._wait()

    def _drop(self) -> None:
        self._solving.drop()
        self._wait()

    def _wait(self) -> None:
        self._cancel.set_enabled(False)
        self._stop.set_enabled(False)
        self._stop.text = SAID["stopping"]

    def close(self) -> None:
        """The search ended."""
        self._timer.cancel()
        self._dialog.close()


def _money(value: float) -> str:
    return SAID["money"].format(value=value) if math.isfinite(value) else str(SAID["none"])
