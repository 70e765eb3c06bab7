"""The Word paper as an officer prints it: layout, figures, notes, hostile text, the same bytes twice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from optimizer.report.paper.docx_document import docx_bytes
from optimizer.report.paper.paper import Paper
from optimizer.report.parts.printed import printed
from optimizer.report.parts.safe import clean
from tests.report.plan import Given, given
from tests.report.recalculate import needs_writer

HOSTILE = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "</w:t><w:br/>", "换\n行\x07\u202e\ufffe", "长" * 3000, "&amp;"]


@pytest.fixture(scope="module")
def paper(plan: Given) -> Paper:
    return plan.paper


@pytest.fixture(scope="module")
def document(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(docx_bytes(paper)))


def _rows(table: Any) -> list[list[str]]:
    """Texts of the body, without the rows of headings."""
    heads = sum(row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows)
    return [[cell.text for cell in row.cells] for row in list(table.rows)[heads:]]


def _runs(document: Any) -> list[Any]:
    """Every run: text, tables, headers and footers."""
    parts = [document.element.body]
    parts += [part._element for section in document.sections for part in (section.header, section.footer)]
    return [run for part in parts for run in part.iter(qn("w:r"))]


def _mm(*lengths: Any) -> list[int]:
    return [round(length.mm) for length in lengths]


def test_every_figure_is_the_rounded_tables(paper: Paper, document: Any) -> None:
    assert len(document.tables) == len(paper.annexes)
    for annex, table in zip(paper.annexes, document.tables, strict=True):
        shown = [field for field in annex.table.fields if not field.hidden]
        wanted = [[printed(v, f.kind) for v in annex.table.frame[f.name]] for f in shown]
        assert _rows(table) == [list(row) for row in zip(*wanted, strict=True)]


def test_the_printed_table_adds_up(document: Any) -> None:
    """2030: 115.05 + 65.20 + 40.00 = 220.25; 220.25 + 10.00 = 230.25; in every column, to the hundredth."""
    rows = {row[1]: [Decimal(text.replace(",", "")) for text in row[2:5]] for row in _rows(document.tables[0])}
    assert rows["盟市合计"][1] == Decimal("220.25")
    for n in range(3):
        assert rows["甲"][n] + rows["乙"][n] + rows["丙"][n] == rows["盟市合计"][n]
        assert rows["盟市合计"][n] + rows["机动（含本级）"][n] == rows["全区"][n]


def test_page_and_margins(document: Any, paper: Paper) -> None:
    """A4, 37/35/28/26 mm; each annex on pages turned with its margins, the notes upright again."""
    upright, *across, notes = document.sections
    for section in (upright, notes):
        assert _mm(section.page_width, section.page_height) == [210, 297]
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert _mm(*sides) == [37, 35, 28, 26]
    assert len(across) == len(paper.annexes)
    for section in across:
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert _mm(section.page_width, section.page_height) == [297, 210]


def test_fonts_sizes_and_lines(document: Any) -> None:
    """Every run names the font of Chinese letters too; body 仿宋_GB2312 16 on exactly 28 pt, headings 黑体."""
    runs = _runs(document)
    assert runs and all(run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs)
    title = next(p for p in document.paragraphs if "年度双控预算方案" in p.text)
    assert title.runs[0].font.name == "方正小标宋简体" and title.style.font.size == Pt(22)
    body = next(p for p in document.paragraphs if p.text.startswith("本方案以"))
    assert body.runs[0].font.name == "仿宋_GB2312" and body.style.font.size == Pt(16)
    assert body.style.paragraph_format.line_spacing == Pt(28)
    heading = next(p for p in document.paragraphs if p.text == "五、平衡")
    assert heading.runs[0].font.name == "黑体" and heading.style.name == "Heading 1"


def test_tables_repeat_their_headings_and_keep_rows_whole(document: Any) -> None:
    for table in document.tables:
        rows = list(table.rows)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heads[0] and heads == sorted(heads, reverse=True) and not heads[-1]


def test_figures_stand_on_the_right_in_song(document: Any) -> None:
    cell = document.tables[0].rows[1].cells[2]
    assert cell.paragraphs[0]._element.find(f".//{qn('w:jc')}").get(qn("w:val")) == "right"
    run = cell.paragraphs[0].runs[0]
    assert (run.font.name, run.font.size) == ("宋体", Pt(10.5))


def test_an_empty_cell_does_not_stretch_its_row(document: Any) -> None:
    """The mark at the end of its paragraph is as small as the letters beside it (盟市合计 has no 序号)."""
    row = next(row for row in document.tables[0].rows if row.cells[1].text == "盟市合计")
    assert row.cells[0].text == ""
    mark = row.cells[0].paragraphs[0]._element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:sz')}")
    assert mark.get(qn("w:val")) == "21"


def test_page_number_is_a_field_and_every_page_names_the_run(document: Any, plan: Given) -> None:
    section = document.sections[-1]
    assert section.footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
    header = section.header.paragraphs[0].text
    assert plan.stamp.run in header and plan.stamp.checksum[:12] in header and clean(plan.stamp.pack) in header


def test_notes_have_number_checksum_pack_waivers_and_evidence(document: Any, plan: Given) -> None:
    text = "\n".join(p.text for p in document.paragraphs)
    for wanted in (f"方案编号：{plan.stamp.run}", plan.stamp.checksum, f"规则包版本：{clean(plan.stamp.pack)}",
                   "豁免的校验：negative_quantity：理论算例，非实际项目", "假设 1 行", "制表：", "求解结论：已证最优"):  # fmt: skip
        assert wanted in text


def test_an_unproved_plan_says_so_on_every_page(unproved: Given) -> None:
    document = docx.Document(io.BytesIO(docx_bytes(unproved.paper)))
    assert all("未证最优" in section.header.paragraphs[0].text for section in document.sections)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Names that look like markup, formulas or control codes come out as plain text in text and tables."""
    base = given()
    projects = base.case.projects.assign(name=text, sector=text, source=text)
    hostile = given(name=text, projects=projects, waive={"negative_quantity": text})
    data = docx_bytes(hostile.paper)
    document = docx.Document(io.BytesIO(data))
    table = next(t for t in document.tables if t.rows[0].cells[2].text == "项目名称")
    assert _rows(table)[0][2] == clean(text)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert "<script" not in xml and not {"\x07", "\u202e", "\ufffe"} & set(xml)
    assert not re.search(r"w:instr(?!=\"PAGE\")|w:hyperlink|instrText", xml)


def test_the_same_plan_gives_the_same_bytes(paper: Paper) -> None:
    """No clock anywhere: neither in the archive nor in the properties, which carry the run's own time."""
    data = docx_bytes(paper)
    assert docx_bytes(paper) == data
    core = docx.Document(io.BytesIO(data)).core_properties
    assert core.created.isoformat().startswith("2026-03-01T10:20")
    assert core.comments == paper.stamp.run and core.author == ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_many_years_still_fit_the_page(plan: Given) -> None:
    """Thirty columns of figures: smaller letters, and never wider than the paper."""
    annex = plan.paper.annexes[0]
    year = annex.table.fields[2]
    table = replace(annex.table, fields=(*annex.table.fields[:2], *[year] * 30, *annex.table.fields[4:]))
    paper = replace(plan.paper, annexes=[replace(annex, table=table)])
    made = docx.Document(io.BytesIO(docx_bytes(paper))).tables[0]
    widths = [int(column.get(qn("w:w"))) for column in made._tbl.tblGrid]
    assert sum(widths) * 25.4 / 1440 <= 297 - 37 - 35 + 1
    assert made.rows[1].cells[2].paragraphs[0].runs[0].font.size < Pt(10.5)


def test_texts_stand_as_they_are(plan: Given) -> None:
    """Marks of XML, blanks at the ends, several lines and nothing at all, in plain rows and in rows of sums."""
    annex = next(one for one in plan.paper.annexes if "text" in [field.kind for field in one.table.fields])
    name = next(field.name for field in annex.table.fields if field.kind == "text" and not field.hidden)
    texts = ["a & <b> \"c\"", '<w:tr w:rsidR="rows0"/>', "", ' xmlns:w="x"', "0"]
    frame = pd.concat([annex.table.frame] * len(texts)).iloc[: len(texts)]
    frame = frame.assign(**{name: texts}, role=["", "sum", "", "sum", ""])
    paper = replace(plan.paper, annexes=[replace(annex, table=replace(annex.table, frame=frame))])
    table = docx.Document(io.BytesIO(docx_bytes(paper))).tables[0]
    shown = [field.name for field in annex.table.fields if not field.hidden]
    assert [row[shown.index(name)] for row in _rows(table)] == [printed(text, "text") for text in texts]


@needs_writer
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_libreoffice_prints_it(paper: Paper, tmp_path: Path) -> None:
    """Title and every heading are on the pages, and the page numbers run from 1 to the last page."""
    (tmp_path / "plan.docx").write_bytes(docx_bytes(paper))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
               "--outdir", str(tmp_path), str(tmp_path / "plan.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "plan.pdf"), "-"], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    pages = done.stdout.rstrip("\f").split("\f")
    assert [re.findall(r"— ?(\d+) ?—", page)[-1] for page in pages] == [str(n) for n in range(1, len(pages) + 1)]
    assert len(pages) >= len(paper.annexes) + 2
    text = re.sub(r"\s", "", done.stdout)
    for wanted in (paper.title, *(s.heading for s in paper.sections), *(a.heading for a in paper.annexes), "附注"):
        assert re.sub(r"\s", "", wanted) in text
