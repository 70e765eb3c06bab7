"""The Word document of a plan (公文式方案): text upright, tables across, number and checksum on every page."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from optimizer.report.paper.docx_rows import Rows
from optimizer.report.paper.docx_style import (
    HEADINGS,
    STYLES,
    add_page_number,
    add_text,
    prepare_styles,
    set_page,
    style_name,
)
from optimizer.report.paper.docx_table import add_table
from optimizer.report.paper.paper import Annex, Paper, number_line, title_lines
from optimizer.report.parts.printed import printed
from optimizer.report.parts.safe import clean
from optimizer.text import paper as words
from optimizer.text.report import HEADING_FONT

_OLDEST = (1980, 1, 1, 0, 0, 0)
_BODY = "word/document.xml"
_HIDDEN_PARTS = (RELATIONSHIP_TYPE.THUMBNAIL,)


def docx_bytes(paper: Paper) -> bytes:
    """Return the document of a paper; the same paper gives the same bytes."""
    document, rows = docx.Document(), Rows()
    prepare_styles(document)
    _set_properties(document, paper)
    set_page(document.sections[0], landscape=False)
    _furnish(document.sections[0], paper)
    _title(document, paper)
    for section in paper.sections:
        _heading(document, section.heading, 0)
        for text in section.paragraphs:
            _line(document, text, "body")
    for annex in paper.annexes:
        _annex(document, annex, rows)
    _facts(document, paper)
    memory = io.BytesIO()
    document.save(memory)
    return _undated(memory.getvalue(), rows)


def _title(document: Any, paper: Paper) -> None:
    for part in (paper.region, paper.title):
        _line(document, part, "title")
    if paper.mark:
        _line(document, paper.mark, "line")
    for line in title_lines(paper.stamp):
        _line(document, line, "line")
    _line(document, "", "body")


def _annex(document: Any, annex: Annex, rows: Rows) -> None:
    """One table on pages of its own, turned; its notes below."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    width = set_page(section, landscape=True)
    _heading(document, annex.heading, 1)
    if annex.says:
        _line(document, annex.says, "small")
    if annex.table.unit:
        _line(document, words.UNIT_LINE.format(unit=annex.table.unit), "unit")
    add_table(document, annex.table, width, rows)
    for note in annex.table.notes:
        _line(document, note, "small")


def _facts(document: Any, paper: Paper) -> None:
    """The notes: what was run on which data, what was waived, what the data are worth; the sign-off line."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, landscape=False)
    _heading(document, words.FACTS, 0)
    for note in paper.notes:
        _line(document, note, "fact")
    for title, lines in paper.facts.items():
        paragraph = document.add_paragraph(style=style_name("fact"))
        add_text(paragraph, title, HEADING_FONT)
        for label, value in lines:
            text = printed(value, "exact") if isinstance(value, float) else clean(value)
            _line(document, f"{label}：{text}" if label else text, "fact")
    _line(document, "", "fact")
    _line(document, words.SIGN, "fact")


def _heading(document: Any, text: str, level: int) -> None:
    paragraph = document.add_paragraph(style=HEADINGS[level])
    if level:
        paragraph.alignment = STYLES["annex"][2]
    add_text(paragraph, text, HEADING_FONT)


def _line(document: Any, text: str, use: str) -> None:
    paragraph = document.add_paragraph(style=style_name(use))
    if text:
        add_text(paragraph, text, STYLES[use][0])


def _furnish(section: Any, paper: Paper) -> None:
    """Header with the run (and 未证最优) and footer with the page; later sections take them over."""
    header = section.header.paragraphs[0]
    header.style = style_name("small")
    add_text(header, f"{paper.mark}{number_line(paper.stamp)}", STYLES["small"][0])
    footer = section.footer.paragraphs[0]
    footer.style = style_name("page")
    add_page_number(footer)


def _set_properties(document: Any, paper: Paper) -> None:
    """Core properties that follow from the run; no thumbnail and no author of the template."""
    core, when = document.core_properties, _moment(paper.stamp.time)
    core.title, core.subject = f"{paper.region}{paper.title}", clean(paper.stamp.case, 200)
    core.comments = paper.stamp.run
    core.author = core.last_modified_by = core.keywords = ""
    core.language, core.revision, core.created, core.modified = "zh-CN", 1, when, when
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype in _HIDDEN_PARTS]:
        del relations[key]
    defaults = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if defaults is not None:
        defaults.set(qn("w:eastAsia"), "zh-CN")


def _moment(time: str) -> datetime:
    """Return the time of a stamp, which is Chinese text; a stamp without a clock gives the oldest date of a zip."""
    found = [int(part) for part in re.findall(r"\d+", time)]
    return datetime(*found[:5]) if len(found) >= 5 else datetime(*_OLDEST)  # type: ignore[arg-type]


def _undated(data: bytes, rows: Rows) -> bytes:
    """Return the same archive with no clock in it, the rows of its tables filled in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with new.open(entry, "w") as part:
                part.writelines(rows.filled(old.read(name)) if name == _BODY else [old.read(name)])
    return memory.getvalue()
