"""Check a pack against the pack that it extends (规则包校验): names, kinds, units, documents, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.packs.edition import SECTIONS, Document, Section, Value, Values
from optimizer.packs.read import EditionFile, PackFile, unknown
from optimizer.text.packs import KIND, WANTED

Vocabulary = Mapping[Section, Values]
"""Every known section → group → key, with title, unit, kind and choices: the values of the outermost pack."""


def own_vocabulary(file: PackFile) -> Vocabulary:
    """Return the names that a pack defines itself, over all its editions."""
    found: dict[Section, dict[str, dict[str, Value]]] = {section: {} for section in SECTIONS}
    for edition in file.editions:
        for section in SECTIONS:
            for group, keys in getattr(edition, section).items():
                found[section].setdefault(group, {}).update(keys)
    return found


def check_pack(
    file: PackFile, known: Vocabulary, documents: Mapping[str, Document], path: str
) -> Iterator[Issue]:
    """Yield every issue of the pack's content; `known` is the vocabulary, `documents` the whole register."""
    if not file.editions:
        yield make_issue("pack_no_edition", Where(path, "", "editions"), read="", wanted="—")
    yield from _periods(file.editions, path)
    yield from _targets(file, documents, path)
    for edition in file.editions:
        for section in SECTIONS:
            for group, keys in getattr(edition, section).items():
                place = f"{edition.id}.{section}.{group}"
                if group not in known[section]:
                    yield unknown(group, known[section], Where(path, "", place))
                    continue
                for key, value in keys.items():
                    if key not in known[section][group]:
                        yield unknown(key, known[section][group], Where(path, "", f"{place}.{key}"))
                        continue
                    yield from _value(value, known[section][group][key], edition, f"{place}.{key}", path)
                    if value.document not in documents:
                        where = Where(path, "", f"{place}.{key}.document")
                        yield unknown(value.document, documents, where, "pack_unknown_document")


def _value(value: Value, known: Value, edition: EditionFile, place: str, path: str) -> Iterator[Issue]:
    def bad(field: str, read: object, wanted: str) -> Issue:
        where = Where(path, "", f"{place}.{field}")
        return make_issue("pack_bad_value", where, read=str(read), wanted=wanted)

    if value.kind != known.kind and not (value.value == () and isinstance(known.value, tuple)):
        yield bad("value", value.value, KIND.get(known.kind, known.kind))
    if known.choices and value.value not in known.choices:
        yield bad("value", value.value, "、".join(known.choices))
    if known.numeric and not known.unit:
        yield bad("unit", "", WANTED["unit"])
    elif value.unit and value.unit != known.unit:
        yield bad("unit", value.unit, known.unit or "—")
    if not known.title:
        yield bad("title", "", WANTED["missing"])
    since = value.valid_from or edition.valid_from
    if since is None:
        yield bad("valid_from", "", WANTED["missing"])
    elif value.valid_to and value.valid_to < since:
        yield bad("valid_to", value.valid_to, f"≥ {since}")


def _targets(file: PackFile, documents: Mapping[str, Document], path: str) -> Iterator[Issue]:
    """Yield issues of targets that rest on no registered document, or are stated twice."""
    seen: set[tuple[str, ...]] = set()
    for number, target in enumerate(file.targets, start=1):
        if target.document not in documents:
            where = Where(path, "", f"targets[{number}].document")
            yield unknown(target.document, documents, where, "pack_unknown_document")
        key = (target.document, target.area, target.target_year, target.sector, target.indicator)
        if key in seen:
            where = Where(path, "", f"targets[{number}].indicator")
            yield make_issue("pack_bad_value", where, read=target.indicator, wanted=WANTED["target"])
        seen.add(key)


def _periods(editions: tuple[EditionFile, ...], path: str) -> Iterator[Issue]:
    """Yield issues of editions whose periods overlap, or which share an id."""
    end = date.min
    for edition in sorted(editions, key=lambda e: e.valid_from or date.min):
        since, until = edition.valid_from or date.min, edition.valid_to or date.max
        if until < since or since < end or (since == end != date.min):
            where = Where(path, "", f"{edition.id}.valid_from")
            yield make_issue("pack_bad_value", where, read=f"{since}—{until}", wanted=WANTED["period"])
        end = until
    ids = [edition.id for edition in editions]
    for again in sorted({name for name in ids if ids.count(name) > 1}):
        where = Where(path, "", f"{again}.id")
        yield make_issue("pack_bad_value", where, read=again, wanted=WANTED["unique"])
