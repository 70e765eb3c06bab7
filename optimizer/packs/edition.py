"""One edition of a policy pack (规则包版本): its values with their documents, merged, frozen, picklable."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

Mark = Literal["DOC", "SEEN", "RECALLED-H", "RECALLED-M", "RECALLED-L", "DERIVED", "DESIGN"]
"""How well a value is evidenced (依据等级), domain.md 0.1."""

Section = Literal["rules", "display", "parameters"]
SECTIONS: tuple[Section, ...] = ("rules", "display", "parameters")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


Scalar = StrictBool | StrictInt | Annotated[StrictFloat, AfterValidator(_finite)] | StrictStr
Setting = Scalar | tuple[Scalar, ...]


class Record(BaseModel):
    """Base of the records of a pack: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Record):
    """A document of the register (依据文件): title, number, and how well it was seen."""

    title: str = Field(min_length=1)
    number: str = ""
    how_seen: str = Field(min_length=1)


class Value(Record):
    """One value (数值) with its unit, document and dates; `unit` "1" is a share or ratio, "" is no number."""

    title: str = ""
    value: Setting
    unit: str = ""
    choices: tuple[str, ...] = ()
    document: str = Field(min_length=1)
    section: str = ""
    mark: Mark
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def kind(self) -> str:
        """The kind of the value: bool, number, text, or a list of one of them."""
        if isinstance(self.value, tuple):
            return f"list of {'/'.join(sorted({_kind(item) for item in self.value}))}"
        return _kind(self.value)

    @property
    def numeric(self) -> bool:
        """True when the value needs a unit."""
        return "number" in self.kind


def _kind(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "bool"
    return "text" if isinstance(value, str) else "number"


TargetKind = Literal[
    "binding", "target", "strive", "cap", "standard", "rule", "task", "project", "plan", "schedule", "no number"
]
"""How a document means a figure (目标性质), from a binding target to one that names no number."""


class Target(Record):
    """One quantitative target of a document (量化目标), as the document states it.

    target_year: a year, a span of years, or "undated". value: "" where the document names no number, text where it
    is no single number; unit as in the document, "" is a plain number. base_year: "" where it has none.
    """

    document: str = Field(min_length=1)
    section: str = ""
    area: str = Field(min_length=1)
    target_year: str = Field(pattern=r"^(\d{4}(-\d{4})?|undated)$")
    sector: str = Field(min_length=1)
    indicator: str = Field(min_length=1)
    title: str = Field(min_length=1)
    operator: Literal["=", "<=", ">=", "<", ">", "~"]
    value: StrictInt | Annotated[StrictFloat, AfterValidator(_finite)] | StrictStr
    unit: str = ""
    base_year: str = ""
    kind: TargetKind
    mark: Mark
    note: str = ""


class Citation(Record):
    """Where a value comes from (依据): register id, document, section, mark and dates of validity."""

    document: str
    title: str
    number: str
    section: str
    mark: Mark
    valid_from: date
    valid_to: date | None
    note: str


Values = Mapping[str, Mapping[str, Value]]


class Edition(Record):
    """One edition of a pack (规则包版本), merged with the pack that it extends.

    values: section (rules, display, parameters) → group (rule id) → key → Value.
    targets: the pack's own targets, of all its editions; those of the pack that it extends are not inherited.
    checksum: sha256 of everything else in the record.
    """

    pack: str
    id: str
    title: str
    version: str
    valid_from: date | None
    valid_to: date | None
    values: Mapping[Section, Values]
    targets: tuple[Target, ...] = ()
    documents: Mapping[str, Document]
    checksum: str = ""

    @property
    def stamp(self) -> str:
        """The mark printed on tables (规则包标识): its last part changes with any value or citation."""
        return f"{self.pack} {self.id} {self.version} #{self.checksum[:8]}"

    @property
    def settings(self) -> dict[str, dict[str, Setting]]:
        """The settings of every rule (规则设定): rule id → key → plain value."""
        return _plain(self.values["rules"])

    @property
    def display(self) -> dict[str, dict[str, Setting]]:
        """What only tables use (显示阈值), such as lights → warn_share."""
        return _plain(self.values["display"])

    @property
    def parameters(self) -> dict[str, dict[str, Setting]]:
        """The parameters of review, decomposition, ledger, monitoring and assessment (domain.md N)."""
        return _plain(self.values["parameters"])

    @property
    def citations(self) -> dict[tuple[str, str], Citation]:
        """The document behind every value: (group, key) → Citation; group is the rule id for settings."""
        return {
            (group, key): self._cite(value)
            for section in SECTIONS
            for group, keys in self.values[section].items()
            for key, value in keys.items()
        }

    def _cite(self, value: Value) -> Citation:
        document, since = self.documents[value.document], value.valid_from or self.valid_from
        assert since is not None, "checked on loading"
        return Citation(
            document=value.document, title=document.title, number=document.number, section=value.section,
            mark=value.mark, valid_from=since, valid_to=value.valid_to, note=value.note,
        )  # fmt: skip


def _plain(values: Values) -> dict[str, dict[str, Setting]]:
    return {group: {key: value.value for key, value in keys.items()} for group, keys in values.items()}
