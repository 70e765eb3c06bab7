"""The one-file report of a plan (网页报告): no script, nothing from outside, ready for screen and printer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from optimizer.report.paper.html_chart import LIGHT_CLASS, bars_svg
from optimizer.report.paper.html_lines import lines_svg
from optimizer.report.paper.html_table import table_html
from optimizer.report.paper.paper import Annex, Chart, Paper, Tile, title_lines
from optimizer.report.parts.printed import printed
from optimizer.report.parts.safe import clean
from optimizer.report.plan.cover_lines import Line
from optimizer.text import paper as words


def html_bytes(paper: Paper) -> bytes:
    """Return the report of a paper as UTF-8; the same paper gives the same bytes. Every text is escaped."""
    style = files("optimizer.report.paper").joinpath("html_page.css").read_text(encoding="utf-8")
    title = escape(f"{paper.region}{paper.title}")
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_header(paper)}\n{_contents(paper)}\n<main>\n{_tiles(paper.tiles)}\n{_charts(paper)}\n{_text(paper)}\n"
        f"{''.join(_annex(n, annex) for n, annex in enumerate(paper.annexes, start=1))}{_facts(paper)}\n"
        f"</main>\n</body>\n</html>\n"
    )
    return page.encode()


def _policy(style: str) -> str:
    """Nothing may be loaded or run; the one style sheet is allowed by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header(paper: Paper) -> str:
    mark = f'<p class="mark">{escape(paper.mark)}</p>' if paper.mark else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in title_lines(paper.stamp))
    title = f"<h1><span>{escape(paper.region)}</span><span>{escape(paper.title)}</span></h1>"
    return f"<header>{title}{mark}{lines}</header>"


def _contents(paper: Paper) -> str:
    links = [("charts", words.CHARTS), ("text", words.TEXT_PART)] if paper.charts else [("text", words.TEXT_PART)]
    links += [(f"annex-{n}", annex.label) for n, annex in enumerate(paper.annexes, start=1)]
    links.append(("facts", words.FACTS))
    items = "".join(f'<a href="#{target}">{escape(label)}</a>' for target, label in links)
    return f'<nav aria-label="{words.CONTENTS}">{items}</nav>'


def _tiles(tiles: Sequence[Tile]) -> str:
    return f'<ul class="tiles">{"".join(map(_tile, tiles))}</ul>'


def _tile(tile: Tile) -> str:
    light = f'<span class="{LIGHT_CLASS.get(tile.light, "")}"> {escape(tile.light)}</span>' if tile.light else ""
    unit = f"<small>{escape(tile.unit)}</small>" if tile.unit else ""
    return (f'<li><div class="name">{escape(tile.label)}{light}</div>'
            f'<div class="value">{escape(tile.value)}{unit}</div></li>')  # fmt: skip


def _charts(paper: Paper) -> str:
    if not paper.charts:
        return ""
    return f'<div class="charts" id="charts">{"".join(map(_chart, paper.charts))}</div>'


def _chart(chart: Chart) -> str:
    kind, drawn = ("lines", lines_svg(chart)) if chart.over_time else ("bars", bars_svg(chart))
    unit = escape(words.IN_UNIT.format(unit=chart.unit))
    return f'<section class="card {kind}"><h3>{escape(chart.title)}<small>{unit}</small></h3>{drawn}</section>'


def _text(paper: Paper) -> str:
    parts = "".join(
        f"<h2>{escape(section.heading)}</h2>{''.join(f'<p>{escape(text)}</p>' for text in section.paragraphs)}"
        for section in paper.sections
    )
    return f'<section class="card text" id="text">{parts}</section>'


def _annex(number: int, annex: Annex) -> str:
    says = f'<p class="says">{escape(annex.says)}</p>' if annex.says else ""
    unit = words.UNIT_LINE.format(unit=annex.table.unit) if annex.table.unit else ""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in annex.table.notes)
    return (f'<section class="card annex" id="annex-{number}"><h2>{escape(annex.heading)}</h2>{says}'
            f'<p class="unit">{escape(unit)}</p>'
            f"{table_html(annex.table, annex.heading)}{notes}</section>\n")  # fmt: skip


def _facts(paper: Paper) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in paper.notes)
    sections = "".join(
        f"<h3>{escape(title)}</h3><dl>{''.join(map(_fact, lines))}</dl>" for title, lines in paper.facts.items()
    )
    return (f'<section class="card facts" id="facts"><h2>{words.FACTS}</h2>{notes}{sections}'
            f'<p class="sign">{words.SIGN}</p></section>')  # fmt: skip


def _fact(line: Line) -> str:
    label, value = line
    text = printed(value, "exact") if isinstance(value, float) else clean(value)
    return f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>"
