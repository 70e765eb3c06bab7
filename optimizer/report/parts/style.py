"""The look of the workbook (版式): official fonts, borders, number formats; one format object a combination."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from optimizer.text.report import BODY_FONT, LESS, MORE, NO_CHANGE, TITLE_FONT


def change_format(figure: str) -> str:
    """Return the number format of a difference: 增 before a rise, 减 before a fall, a dash for none."""
    return f'"{MORE} "{figure};"{LESS} "{figure};"{NO_CHANGE}"'


HEADER_FILL = "#DCE6F1"
NUMBER_FORMAT = {
    "text": "@", "long": "@", "light": "General", "count": "0", "year": "0", "amount": "#,##0.00", "money": "#,##0.00",
    "intensity": "0.0000", "percent": "0.00%", "chance": "0.0%", "exact": "#,##0.0000", "given": "General",
    **{f"change{kind}": change_format(figure) for kind, figure in
       (("", "#,##0.00"), ("_exact", "#,##0.0000"), ("_count", "0"), ("_share", "0.00%"), ("_given", "General"))},
}  # fmt: skip
CHANGE_OF = {"amount": "change", "money": "change", "exact": "change_exact", "count": "change_count",
             "percent": "change_share"}  # fmt: skip
"""How the difference of two figures prints, by how the figures do."""
_CHANGES = {">": "#1F4E8C", "<": "#7F4A1E"}
"""More in blue, less in brown: red and green are for lights."""
_LIGHTS = {"●": ("#006100", "#E2F0D9"), "▲": ("#7F6000", "#FFF2CC"), "■": ("#9C0006", "#F8CBAD")}


class Style:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter", **properties}
            )
        return self._made[key]

    def title(self) -> Any:
        """Row 1: the title."""
        return self._format(font_name=TITLE_FONT, font_size=20, align="center")

    def line(self, align: str = "left") -> Any:
        """Row 2: plan on the left, unit on the right; also the notes below a table."""
        return self._format(align=align, text_wrap=True)

    def note(self) -> Any:
        """A note below a table."""
        return self._format(align="left", text_wrap=True, valign="top", font_size=9)

    def header(self) -> Any:
        """A heading."""
        return self._format(bold=True, border=1, align="center", text_wrap=True, bg_color=HEADER_FILL)

    def section(self) -> Any:
        """A section heading of the cover."""
        return self._format(bold=True, border=1, bg_color=HEADER_FILL)

    def cell(self, kind: str, *, marked: bool = False, total: bool = False) -> Any:
        """A cell of a table: figures right, lights and years centred; italic when it rests on assumed figures."""
        key = (("kind", kind), ("marked", marked), ("total", total))
        if key not in self._made:
            self._made[key] = self._cell(kind, marked, total)
        return self._made[key]

    def _cell(self, kind: str, marked: bool, total: bool) -> Any:
        align = {"text": "left", "long": "left", "light": "center", "year": "center", "count": "center"}.get(
            kind, "right"
        )
        extra: dict[str, Any] = {"text_wrap": True, "indent": 1} if align == "left" else {}
        return self._format(num_format=NUMBER_FORMAT[kind], align=align, border=1, italic=marked, bold=total, **extra)

    def unseen(self) -> Any:
        """A cell of a hidden column: a key of formulas, never shown."""
        return self._format(num_format=";;;")

    def exact(self) -> Any:
        """A figure of the cover, to 0.0001."""
        return self._format(num_format="#,##0.0000", align="left", border=1)

    def changes(self) -> list[dict[str, Any]]:
        """Conditional formats of differences; the words 增 and 减 carry the meaning without them."""
        return [
            {"type": "cell", "criteria": sign, "value": 0, "format": self._book.add_format({"font_color": ink})}
            for sign, ink in _CHANGES.items()
        ]

    def lights(self) -> list[dict[str, Any]]:
        """Conditional formats of the three lights; the shape and the word carry the meaning without them."""
        return [
            {"type": "text", "criteria": "begins with", "value": shape,
             "format": self._book.add_format({"font_color": ink, "bg_color": fill})}
            for shape, (ink, fill) in _LIGHTS.items()
        ]  # fmt: skip
