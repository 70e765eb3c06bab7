"""The look of the Word document (公文版式): fonts for both scripts, page, paragraph and the page number.

Margins and sizes follow the usual layout of official documents. Fonts are named, never shipped.
"""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from optimizer.text.report import BODY_FONT, HEADING_FONT, TEXT_FONT, TITLE_FONT

TABLE_FONT = BODY_FONT
A4 = (210, 297)
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
_LINE = Pt(28)
STYLES = {
    "title": (TITLE_FONT, 22, WD_ALIGN_PARAGRAPH.CENTER, False),
    "line": (TEXT_FONT, 12, WD_ALIGN_PARAGRAPH.CENTER, False),
    "body": (TEXT_FONT, 16, WD_ALIGN_PARAGRAPH.JUSTIFY, True),
    "annex": (HEADING_FONT, 16, WD_ALIGN_PARAGRAPH.CENTER, False),
    "small": (TABLE_FONT, 9, WD_ALIGN_PARAGRAPH.LEFT, False),
    "unit": (TABLE_FONT, 10.5, WD_ALIGN_PARAGRAPH.RIGHT, False),
    "fact": (TEXT_FONT, 12, WD_ALIGN_PARAGRAPH.LEFT, False),
    "page": (TABLE_FONT, 14, WD_ALIGN_PARAGRAPH.CENTER, False),
}  # fmt: skip
"""Font, size (pt), alignment, first line indented by two characters."""
_EXACT = ("title", "body", "annex")
HEADINGS = ("Heading 1", "Heading 2")
"""Headings of sections and of annexes: Word's own styles, so that the navigation pane shows them."""


def set_font(properties: Any, font: str) -> None:
    """Name one font for all scripts in run or style properties; python-docx alone sets the Latin one."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def prepare_styles(document: Any) -> None:
    """Set Word's own Normal and headings in official fonts, and add one paragraph style a use."""
    normal = document.styles["Normal"]
    _set_style(normal, TEXT_FONT, 16)
    for name in HEADINGS:
        _set_style(document.styles[name], HEADING_FONT, 16)
        shape = document.styles[name].paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing, shape.keep_with_next = WD_LINE_SPACING.EXACTLY, _LINE, True
    for use, (font, size, align, indented) in STYLES.items():
        style = document.styles.add_style(style_name(use), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set_style(style, font, size)
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
        if use in _EXACT:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
        if indented:
            indent_first_line(style.element.get_or_add_pPr(), size)


def style_name(use: str) -> str:
    """Return the name of the paragraph style of one use."""
    return f"shuangkong {use}"


def _set_style(style: Any, font: str, size: float) -> None:
    set_font(style.element.get_or_add_rPr(), font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)


def indent_first_line(properties: Any, size: float) -> None:
    """Indent by two characters, whatever the font's size becomes (w:firstLineChars)."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(round(size * 2 * 20)))


def add_text(paragraph: Any, text: str, font: str, size: float = 0.0) -> Any:
    """Add a run whose Chinese and Latin letters both stand in that font."""
    run = paragraph.add_run(text)
    set_font(run._element.get_or_add_rPr(), font)
    if size:
        run.font.size = Pt(size)
    return run


def set_page(section: Any, *, landscape: bool) -> float:
    """Set A4 with official margins, turned with the page; return the width of the text (mm)."""
    short, long = A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if landscape else (Mm(short), Mm(long))
    top, right, bottom, left = (_LEFT, _TOP, _RIGHT, _BOTTOM) if landscape else (_TOP, _RIGHT, _BOTTOM, _LEFT)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = section.footer_distance = Mm(15)
    return float((long if landscape else short) - left - right)


def add_page_number(paragraph: Any) -> None:
    """Write — 1 — with the page as a field."""
    font, size = STYLES["page"][:2]
    add_text(paragraph, "— ", font, size)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = add_text(paragraph, "1", font, size)
    field.append(run._element)
    paragraph._element.append(field)
    add_text(paragraph, " —", font, size)
