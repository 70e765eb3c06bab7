"""额度预警: all budgets by how far they are used; for the chosen one why, and which projects can be moved."""

from __future__ import annotations

import json
from collections.abc import Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from optimizer.app.alerts import Alert, Taker, alerts_of, binding_of, takers_of
from optimizer.domain.case import QUANTITIES
from optimizer.report.plan.balance import warn_share
from optimizer.text import web as words
from optimizer.web.desk import Desk, News
from optimizer.web.parts.pieces import amount, light, safe, share
from optimizer.web.tab import Tab, View

SAID = words.ALERTS
LIGHTS = ("over", "warn", "normal")


class Alerts:
    """The page of one browser tab: its filters, the rows they leave, and the chosen row."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[Alert] = []
        self._chosen: Alert | None = None
        with ui.element("div").classes("sk-two"):
            with ui.element("div").classes("sk-left"):
                with ui.element("div").classes("sk-tools"):
                    self._count = ui.html("", sanitize=False).classes("sk-count")
                    self._quantity = self._select("quantity", {q: words.QUANTITY[q] for q in reversed(QUANTITIES)})
                    years = {str(year): words.YEAR.format(year=year) for year in desk.case.years}
                    self._year = self._select("year", years)
                    self._state = self._select("state", {name: words.LIGHT[name][1] for name in LIGHTS})
                self._table = ui.html("", sanitize=False).classes("sk-scroll sk-fill")
            self._detail = ui.html(f"<p>{SAID['pick']}</p>", sanitize=False).classes("sk-detail").props("tabindex=0")
        ui.on("sk_act", self._on_act)

    def _select(self, name: str, options: dict[str, str]) -> ui.select:
        """Return a filter whose first choice, the empty one, leaves everything."""
        every = {"": SAID["all"].format(what=SAID[name])}
        select = ui.select(every | options, value="", on_change=self.show)
        return select.props(f'outlined dense options-dense aria-label="{SAID[name]}"').classes("sk-select")

    def hear(self, news: News) -> None:
        """Repaint when another plan was verified."""
        if news.kind in ("verified", "failed"):
            self.show()

    def show(self) -> None:
        """Repaint the table and the detail of the chosen row."""
        picture = self._desk.bench.picture
        if picture is None:
            self._table.content = f"<p>{words.STATUS['nothing']}</p>"
            return
        self._rows = [alert for alert in alerts_of(picture) if self._wanted(alert)]
        counted = {name: sum(alert.cell.light == name for alert in self._rows) for name in LIGHTS}
        count = SAID["count"].format(count=len(self._rows), **counted)
        self._count.content = f"<h2>{SAID['title']}<small>{count}</small></h2>"
        self._choose(next((alert for alert in self._rows if self._chosen and _key(alert) == _key(self._chosen)),
                          self._rows[0] if self._rows else None))  # fmt: skip
        self._table.content = _table(self._rows, self._chosen)

    def _wanted(self, alert: Alert) -> bool:
        return (
            self._quantity.value in ("", alert.quantity)
            and self._year.value in ("", str(alert.year))
            and self._state.value in ("", alert.cell.light)
        )

    def _on_act(self, event: GenericEventArguments) -> None:
        about = str(event.args.get("about", ""))
        if event.args["name"] == "alert" and about.isdecimal() and int(about) < len(self._rows):
            self._choose(self._rows[int(about)])
            ui.run_javascript(f"window.sk.choose({json.dumps(about)})")

    def _choose(self, alert: Alert | None) -> None:
        self._chosen = alert
        self._detail.content = self._explained(alert) if alert else f"<p>{SAID['pick']}</p>"

    def _explained(self, alert: Alert) -> str:
        """Return why the light is what it is, what binds, and the projects that use the budget."""
        bench, place = self._desk.bench, (alert.quantity, alert.region, alert.year)
        title = f"{safe(alert.region)} {words.YEAR.format(year=alert.year)} {words.QUANTITY[alert.quantity]}"
        binding = binding_of(bench.run, place) if bench.run else []
        bound = "".join(f"<li>{safe(says)}</li>" for says in binding)
        users = takers_of(self._desk.case, bench.facts, bench.picture.approvals, bench.statuses, place) \
            if bench.picture else []  # fmt: skip
        return (
            f"<h2>{title}</h2><p>{light(alert.cell.light, True)}</p>"
            + f"<h3>{SAID['reason']}</h3><p>{self._reason(alert)}</p>"
            + (f"<p>{words.REASON['binding']}</p><ul>{bound}</ul>" if bound else f"<p>{words.REASON['free']}</p>")
            + _users(SAID["movable"], [user for user in users if user.movable], SAID["no_movable"])
            + _users(SAID["fixed"], [user for user in users if not user.movable], "")
            + f'<p><a href="/whatif" data-go="whatif">{SAID["to_whatif"]}</a></p>'
        )

    def _reason(self, alert: Alert) -> str:
        cell = alert.cell
        return words.REASON[cell.light].format(
            amount=amount(cell.overrun), unit=words.UNIT[alert.quantity], rate=share(cell.rate, 2),
            warn=share(warn_share(self._desk.bench.checked.policy)), headroom=amount(cell.headroom),
        )  # fmt: skip


def _key(alert: Alert) -> tuple[str, str, int]:
    return alert.quantity, alert.region, alert.year


def _table(rows: Sequence[Alert], chosen: Alert | None) -> str:
    if not rows:
        return f"<p>{SAID['none']}</p>"
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in words.ALERT_HEADINGS)
    body = "".join(_row(number, alert, chosen is not None and _key(alert) == _key(chosen))
                   for number, alert in enumerate(rows))  # fmt: skip
    return f'<table class="sk-list"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _row(number: int, alert: Alert, chosen: bool) -> str:
    cell = alert.cell
    figures = (amount(cell.budget), amount(cell.usage), amount(cell.headroom), share(cell.rate, 2), amount(cell.total),
               amount(cell.overrun) if cell.overrun > 0 else "")  # fmt: skip
    return (
        f'<tr data-sk="alert" data-about="{number}" class="{"sk-chosen" if chosen else ""}">'
        f'<th scope="row"><button type="button">{safe(alert.region)}</button></th><td>{alert.year}</td>'
        f"<td>{words.QUANTITY[alert.quantity]}</td>"
        + "".join(f'<td class="sk-number">{figure}</td>' for figure in figures)
        + f"<td>{light(cell.light, True)}</td></tr>"
    )


def _users(title: str, users: Sequence[Taker], none: str) -> str:
    if not users:
        return f"<h3>{title}</h3><p>{none}</p>" if none else ""
    rows = "".join(
        f'<tr><td>{safe(user.project)}</td><td title="{safe(user.name)}">{safe(user.name)}</td>'
        f'<td>{words.DECISION[user.status]}</td><td class="sk-number">{amount(user.use)}</td></tr>'
        for user in users
    )
    return f'<h3>{title}<small>{SAID["use"]}</small></h3><table class="sk-users"><tbody>{rows}</tbody></table>'


def build(desk: Desk) -> View:
    """Build the page for one desk."""
    page = Alerts(desk)
    return View(page.show, page.hear)


TAB = Tab("alerts", words.TABS["alerts"], build)
