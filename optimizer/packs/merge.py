"""Merge one edition with the pack that it extends (合并): its own values over the inherited ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from optimizer.packs.check import Vocabulary
from optimizer.packs.edition import SECTIONS, Document, Edition, Section, Value, Values
from optimizer.packs.read import EditionFile, PackFile


def merge_edition(
    file: PackFile,
    own: EditionFile,
    parent: Edition | None,
    known: Vocabulary,
    documents: Mapping[str, Document],
) -> Edition:
    """Return the edition: inherited values still in force in its period first, then its own over them.

    A value keeps the title, unit and choices of the vocabulary; the register holds what is cited.
    """
    values: dict[Section, Values] = {
        section: _merge(parent.values[section] if parent else {}, getattr(own, section), known[section], own)
        for section in SECTIONS
    }
    cited = {v.document for groups in values.values() for keys in groups.values() for v in keys.values()}
    cited |= {target.document for target in file.targets}
    edition = Edition(
        pack=file.name, id=own.id, title=f"{file.title} {own.title}", version=own.version,
        valid_from=own.valid_from, valid_to=own.valid_to, values=values, targets=file.targets,
        documents={name: documents[name] for name in documents if name in cited},
    )  # fmt: skip
    return edition.model_copy(update={"checksum": _checksum(edition)})


def _merge(inherited: Values, own: Values, known: Values, period: EditionFile) -> dict[str, dict[str, Value]]:
    merged = {
        group: {key: value for key, value in keys.items() if _in_force(value, period)}
        for group, keys in inherited.items()
    }
    for group, keys in own.items():
        target = merged.setdefault(group, {})
        for key, value in keys.items():
            base = known[group][key]
            target[key] = value.model_copy(
                update={"title": value.title or base.title, "unit": base.unit, "choices": base.choices}
            )
    return merged


def _in_force(value: Value, period: EditionFile) -> bool:
    since, until = period.valid_from or date.min, period.valid_to or date.max
    return (value.valid_from or date.min) <= until and (value.valid_to or date.max) >= since


def _checksum(edition: Edition) -> str:
    facts = edition.model_dump(mode="json", exclude={"checksum"})
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
