"""The one-file report: nothing from outside, everything escaped, the workbook's figures, charts with words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from optimizer.report.paper.html_lines import lines_svg
from optimizer.report.paper.html_page import html_bytes
from optimizer.report.paper.paper import Bar, Chart, Paper
from optimizer.report.parts.printed import printed
from optimizer.report.parts.safe import clean
from tests.report.plan import Given, given

HOSTILE = ["<script>alert(1)</script>", '"><img src=http://x onerror=alert(1)>', "</style></title><b>", "=1+1", "a\x07\u202eb", "&lt;"]
VOID = {"meta", "rect", "line", "circle", "polyline"}


class Page(HTMLParser):
    """Tags with attributes in order, and the text of each kind of element."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[int] = []
        """Places in `texts` of the elements that are open, the innermost last."""
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(len(self.texts))
            self.texts.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.texts[self.open.pop()][0] == tag, "tags are not closed in order"

    def handle_data(self, data: str) -> None:
        if self.open:
            tag, text = self.texts[self.open[-1]]
            self.texts[self.open[-1]] = (tag, text + data)

    def of(self, tag: str) -> list[str]:
        return [text for found, text in self.texts if found == tag]


@pytest.fixture(scope="module")
def paper(plan: Given) -> Paper:
    return plan.paper


@pytest.fixture(scope="module")
def page(paper: Paper) -> Page:
    return Page(html_bytes(paper))


def _addresses(page: Page) -> Iterator[str]:
    for _, attributes in page.tags:
        yield from (str(v) for k, v in attributes.items() if k in {"src", "href", "action", "data", "srcset", "poster", "xlink:href"})


def test_nothing_comes_from_outside(page: Page, paper: Paper) -> None:
    """No script, no frame, no form, no address but anchors; no attribute that runs or styles anything."""
    assert page.tags[0] == ("html", {"lang": "zh-CN"})
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "img", "object", "embed", "form", "base", "use"}
    addresses = list(_addresses(page))
    assert addresses and all(address.startswith("#") for address in addresses)
    names = {name for _, attributes in page.tags for name in attributes}
    assert "style" not in names and not [name for name in names if name.startswith("on")]
    text = html_bytes(paper).decode()
    assert "http:" not in text and "https:" not in text and "url(" not in text and "@import" not in text


def test_the_policy_allows_the_one_style_sheet_by_its_hash(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(page.of("style")[0].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_anchors_lead_somewhere(page: Page) -> None:
    targets = [a["id"] for _, a in page.tags if "id" in a]
    assert len(set(targets)) == len(targets)
    assert {address.removeprefix("#") for address in _addresses(page)} <= set(targets)


def test_every_figure_is_the_rounded_tables(page: Page, paper: Paper) -> None:
    wanted = [
        printed(annex.table.frame[field.name].iloc[n], field.kind)
        for annex in paper.annexes for n in range(len(annex.table.frame))
        for field in annex.table.fields if not field.hidden
    ]  # fmt: skip
    assert page.of("td") == wanted


def test_text_and_facts_are_the_papers(page: Page, paper: Paper, plan: Given) -> None:
    assert set(page.of("p")) >= {text for section in paper.sections for text in section.paragraphs}
    facts = page.of("dd")
    for wanted in (plan.stamp.run, plan.stamp.checksum, clean(plan.stamp.pack), "negative_quantity：理论算例，非实际项目"):
        assert wanted in facts
    assert "9.2521" in facts


def test_grouped_headings_cover_their_columns(page: Page, paper: Paper) -> None:
    """In every table the first row of headings spans as many columns as there are."""
    tables: list[int] = []
    rows = 0
    for tag, attributes in page.tags:
        if tag == "thead":
            tables.append(0)
            rows = 0
        rows += tag == "tr"
        if tag == "th" and rows == 1:
            tables[-1] += int(attributes.get("colspan") or 1)
    assert tables == [sum(not f.hidden for f in annex.table.fields) for annex in paper.annexes]


def test_charts_say_their_figures(page: Page) -> None:
    """Carbon 2030 by hand: 甲 115.00 of 115.05 is 99.96 %; 乙 is over its total of 60.00."""
    drawings = [a for tag, a in page.tags if tag == "svg"]
    assert len(drawings) == 4 and all(a["role"] == "img" and a["aria-label"] for a in drawings)
    said = page.of("title")
    assert "甲：预算115.05万吨CO2，预计用量115.00万吨CO2，使用率99.96%，预警" in said
    assert "乙：预算65.20万吨CO2，预计用量65.20万吨CO2，使用率100.00%，超限" in said


def test_bars_are_as_long_as_their_figures(page: Page) -> None:
    """The longest bar of the first chart fills its room; 丙 (40.00) is 40.00/120.00 of it (甲's total is the longest)."""
    tracks = [float(str(a["width"])) for tag, a in page.tags if tag == "rect" and a["class"] == "track" and a["y"] != "6"][:3]
    assert tracks == pytest.approx([296 * v / 120 for v in (115.05, 65.20, 40.00)], abs=0.06)


def test_a_year_without_a_budget_breaks_no_chart() -> None:
    """One flat figure, one missing: the axis still has a span, the missing point is left out."""
    nan = float("nan")
    drawn = lines_svg(Chart("图", "万吨", [Bar("2029年", nan, 5.0, nan, ""), Bar("2030年", 5.0, 5.0, nan, "")], True))
    assert "nan" not in drawn and "inf" not in drawn
    assert drawn.count("<circle") == 2


def test_an_unproved_plan_says_so_at_the_top(unproved: Given) -> None:
    page = Page(html_bytes(unproved.paper))
    assert ("p", {"class": "mark"}) in page.tags
    assert any("未证最优" in text for text in page.of("p")[:1])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Names of regions, projects, case and waivers cannot add a tag, an attribute or a control character."""
    base = given()
    renamed = {"甲": text, "全区": f"全{text}"}
    tables = {n: getattr(base.case, n).replace(renamed) for n in ("regions", "region_years", "targets", "totals", "measures")}
    projects = base.case.projects.replace(renamed).assign(name=text, sector=text)
    case = replace(base.case, **tables, projects=projects, name=text, waive={"negative_quantity": text})
    nodes = {"nodes": base.allocation.nodes.replace(renamed)}
    hostile = replace(
        base, case=case, allocation=replace(base.allocation, **nodes), stamp=replace(base.stamp, case=text),
        rounded=replace(base.rounded, nodes=base.rounded.nodes.replace(renamed)),
    )  # fmt: skip
    data = html_bytes(hostile.paper)
    page, plain = Page(data), Page(html_bytes(base.paper))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(a) for _, a in page.tags] == [sorted(a) for _, a in plain.tags]
    assert clean(text) in page.of("td")
    assert not {"\x07", "\u202e"} & set(data.decode())


def test_the_same_plan_gives_the_same_bytes(paper: Paper) -> None:
    assert html_bytes(paper) == html_bytes(paper)
