"""What the terminal shows of monitoring (终端): one line a region, then who is called in, then the verdicts."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import Case
from optimizer.domain.monitor import Level, Measure, Monitored, Standing
from optimizer.report.monitor.tables import basis_text, urgency_text
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.text import monitor as words

_STYLE = {Level.GREEN: "green", Level.YELLOW: "yellow", Level.ORANGE: "dark_orange", Level.RED: "red"}


def monitor_summary(case: Case, found: Monitored, method: str, stamp: Stamp) -> Group:
    """Return the monitoring ready for a rich console; no text of the case is taken for markup."""
    said = words.TERMINAL
    parts: list[RenderableType] = [
        Text(said["title"].format(case=clean(case.name), quarter=found.quarter, run=stamp.run), style="bold"),
        _lights(found), Text(said["calls"] if found.calls else said["none"]),
    ]  # fmt: skip
    for call in found.calls:
        line = said["call"].format(
            urgency=urgency_text(call.urgent), region=clean(call.region), reasons=words.SEPARATOR.join(call.reasons)
        )
        parts.append(Text(line, style="red" if call.urgent else "yellow"))
    for verdict in found.verdicts:
        judged = [*verdict.control.values(), *verdict.support.values()]
        parts.append(Text(said["verdict"].format(
            region=clean(verdict.region), year=verdict.year, result=words.RESULT[verdict.result],
            control=list(verdict.control.values()).count(True), support=list(verdict.support.values()).count(True),
            open=judged.count(None),
        )))  # fmt: skip
    parts.append(Text(said["pack"].format(pack=clean(stamp.pack), method=words.METHOD[method])))
    return Group(*parts)


def _lights(found: Monitored) -> Table:
    table = Table(*words.HEAD, pad_edge=False)
    by_place = {(one.region, one.quantity): one for one in found.progress}
    for region in dict.fromkeys(one.region for one in found.progress):
        energy, carbon = by_place[region, "energy"], by_place[region, "carbon"]
        table.add_row(
            clean(region), _light(energy.to_date, "intensity"), _light(energy.to_date, "total"),
            _light(carbon.to_date, "intensity"), _light(carbon.to_date, "total"),
            _light(energy.forecast, "intensity"), _light(carbon.forecast, "intensity"), basis_text(carbon),
        )  # fmt: skip
    return table


def _light(standing: Standing | None, measure: Measure) -> Text:
    level = None if standing is None else standing.level(measure)
    return Text(words.NO_LIGHT) if level is None else Text(words.LEVEL[level], style=_STYLE[level])
