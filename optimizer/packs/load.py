"""Load a policy pack (规则包) by name or path, and choose the edition in force for a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.errors import InputRejected
from optimizer.packs.check import Vocabulary, check_pack, own_vocabulary
from optimizer.packs.edition import SECTIONS, Document, Edition, Record
from optimizer.packs.merge import merge_edition
from optimizer.packs.read import read_pack, unknown
from optimizer.shipped import shipped

OUTERMOST = "base"
"""The one pack that extends nothing: it names every value that there is."""


class Pack(Record):
    """A policy pack (规则包): its editions in the order of time, merged with the packs that it extends.

    extends: the pack above it, "" for the general one. path: what messages call its file.
    vocabulary: every value that the pack may set.
    """

    name: str
    title: str
    extends: str
    path: str
    editions: tuple[Edition, ...]
    documents: Mapping[str, Document]
    vocabulary: Vocabulary

    def edition(self, edition_id: str) -> Edition:
        """Return one edition by its id; raise InputRejected with the nearest id when there is none."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        known = [edition.id for edition in self.editions]
        raise InputRejected([unknown(edition_id, known, Where(self.path, "", "editions"), "pack_no_edition")])

    def edition_for(self, years: Sequence[int]) -> tuple[Edition, tuple[Issue, ...]]:
        """Return the edition in force in the first year of a plan, and warnings on whatever is stale.

        The latest edition, with a warning, when no edition covers that year.
        """
        covering = [edition for edition in self.editions if _covers(edition, years[0])]
        chosen = (covering or self.editions)[-1]
        return chosen, tuple(_stale(chosen, years, self.path))


def load_pack(name: str) -> Pack:
    """Return the shipped pack of that name, or the one in a folder or pack.toml at that path.

    Raises InputRejected with all issues: unknown pack, unreadable file, unknown key, bad value, no edition.
    """
    return _load(name, Path(), ())


def list_packs() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    return tuple(sorted(path.parent.name for path in shipped("models").glob("*/pack.toml")))


def _load(name: str, beside: Path, above: tuple[Path, ...]) -> Pack:
    path = _locate(name, beside)
    label = _label(path)
    file = read_pack(path, label)
    if path in above or (not file.extends and file.name != OUTERMOST):
        where = Where(label, "", "extends")
        raise InputRejected([make_issue("pack_bad_value", where, read=file.extends, wanted=OUTERMOST)])
    parent = _load(file.extends, path.parent, (*above, path)) if file.extends else None
    known = parent.vocabulary if parent else own_vocabulary(file)
    documents = {**(parent.documents if parent else {}), **file.documents}
    issues = list(check_pack(file, known, documents, label))
    if issues:
        raise InputRejected(issues)
    editions = tuple(
        merge_edition(file, own, _above(parent, own.valid_from) if parent else None, known, documents)
        for own in sorted(file.editions, key=lambda edition: edition.valid_from or date.min)
    )
    return Pack(
        name=file.name, title=file.title, extends=file.extends, path=label,
        editions=editions, documents=documents, vocabulary=known,
    )  # fmt: skip


def _locate(name: str, beside: Path) -> Path:
    """Return the pack.toml of a shipped pack, or of a path given from the folder `beside`."""
    for folder in (shipped("models") / name, beside / name):
        for path in (folder / "pack.toml", folder):
            if name and _is_file(path):
                return path.resolve()
    raise InputRejected([unknown(name, list_packs(), Where(), "pack_unknown")])


def _is_file(path: Path) -> bool:
    """Return whether there is such a file; a name longer than the system allows names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _label(path: Path) -> str:
    """Return what messages call a file: shipped ones the same on every machine."""
    home = shipped("models").resolve().parent
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def _above(parent: Pack, since: date | None) -> Edition:
    """Return the parent's edition in force when an edition begins (the latest when none is)."""
    found = [edition for edition in parent.editions if since and _covers(edition, since.year)]
    return (found or list(parent.editions))[-1]


def _covers(edition: Edition, year: int) -> bool:
    since, until = edition.valid_from or date.min, edition.valid_to or date.max
    return since.year <= year <= until.year


def _stale(edition: Edition, years: Sequence[int], path: str) -> Iterator[Issue]:
    outside = [str(year) for year in years if not _covers(edition, year)]
    if outside:
        wanted = f"{edition.valid_from or ''}—{edition.valid_to or ''}"
        where = Where(path, "", edition.id)
        yield make_issue("pack_stale", where, read="、".join(outside), wanted=wanted, edition=edition.title)
    last = date(max(years), 12, 31)
    for section in SECTIONS[:2]:
        for group, keys in edition.values[section].items():
            for key, value in keys.items():
                if value.valid_to and value.valid_to < last:
                    yield make_issue(
                        "pack_stale_value", Where(path, "", f"{edition.id}.{section}.{group}.{key}"),
                        read=str(value.valid_to), wanted=str(last), title=value.title, key=f"{group}.{key}",
                        document=edition.documents[value.document].title,
                    )  # fmt: skip
