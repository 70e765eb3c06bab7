"""One malformed pack per issue code: the code, the cell, the suggestion, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.issue import Issue
from optimizer.errors import InputRejected
from optimizer.packs.load import Pack, load_pack

HEAD = """
name = "local"
title = "某市"
extends = "base"
[documents]
L1 = { title = "某市方案", how_seen = "全文" }
[[editions]]
id = "今"
title = "现行"
version = "2026-01"
valid_from = 2026-01-01
valid_to = 2030-12-31
"""
BAND = 'value = 0.05, unit = "1", document = "L1", section = "三", mark = "DOC"'


def load(folder: Path, text: str) -> Pack:
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    return load_pack(str(folder))


def refused(folder: Path, text: str) -> Issue:
    with pytest.raises(InputRejected) as caught:
        load(folder, text)
    (issue,) = caught.value.issues
    assert issue.where.file.endswith("pack.toml")
    return issue


def test_a_local_pack_overrides_one_number(tmp_path: Path) -> None:
    """The same text with nothing wrong is accepted: each refusal below is due to its one change."""
    edition = load(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND} }}").editions[0]
    assert edition.settings["total"]["band"] == 0.05
    assert edition.settings["total"]["price_1"] == 0.02
    assert str(edition.citations["total", "band"].valid_from) == "2026-01-01"
    assert edition.citations["total", "band"].title == "某市方案"


def test_the_checksum_follows_the_numbers(tmp_path: Path) -> None:
    first = load(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND} }}").editions[0]
    again = load(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND} }}").editions[0]
    other = load(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND.replace('0.05', '0.04')} }}").editions[0]
    assert first.checksum == again.checksum != other.checksum


@pytest.mark.parametrize(
    ("tail", "cell", "read", "suggestion"),
    [
        (f"[editions.rules.total]\nbnad = {{ {BAND} }}", "今.rules.total.bnad", "bnad", "band"),
        (f"[editions.rules.totals]\nband = {{ {BAND} }}", "今.rules.totals", "totals", "total"),
        (f"[editions.rules.total]\nband = {{ {BAND}, documnt = 1 }}", "今.rules.total.band.documnt", "documnt",
         "document"),
        (f"[editions.display.light]\nwarn_share = {{ {BAND} }}", "今.display.light", "light", "lights"),
        (f"[editions.parameters.review]\nlapse_year = {{ {BAND} }}", "今.parameters.review.lapse_year", "lapse_year",
         "lapse_years"),
        ("[editions.rule]", "今.rule", "rule", "rules"),
        ("[document]", "document", "document", "documents"),
        ('[documents.L2]\ntitle = "乙"\nhow_seen = "全文"\nnumbr = "1"', "documents.L2.numbr", "numbr", "number"),
    ],
)  # fmt: skip
def test_an_unknown_key_gets_a_suggestion(tmp_path: Path, tail: str, cell: str, read: str, suggestion: str) -> None:
    issue = refused(tmp_path, HEAD + tail)
    assert (issue.code, issue.where.cell, issue.read) == ("pack_unknown_key", cell, read)
    assert f"“{suggestion}”" in issue.hint


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("0.05", '"5%"', "value"),
        ("0.05", "true", "value"),
        ("0.05", "nan", "value"),
        ("0.05", "[0.05]", "value"),
        ("0.05", "{ a = 1 }", "value"),
        ("0.05", "2026-01-01", "value"),
        ("value = 0.05, ", "", "value"),
        ('unit = "1"', 'unit = "万元"', "unit"),
        ('mark = "DOC"', 'mark = "SURE"', "mark"),
        (', mark = "DOC"', "", "mark"),
        ('document = "L1", ', "", "document"),
        ('mark = "DOC"', 'mark = "DOC", valid_to = 2025-12-31', "valid_to"),
        ('mark = "DOC"', 'mark = "DOC", valid_to = "soon"', "valid_to"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_by_its_cell(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in BAND
    issue = refused(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND.replace(old, new)} }}")
    assert (issue.code, issue.where.cell) == ("pack_bad_value", f"今.rules.total.band.{field}")


def test_a_mode_outside_the_choices(tmp_path: Path) -> None:
    value = '{ value = "soft", document = "L1", mark = "DOC" }'
    issue = refused(tmp_path, HEAD + f"[editions.rules.total]\nmode = {value}")
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "今.rules.total.mode.value")
    assert "elastic、hard、report" in issue.says


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    value = '{ value = [], document = "L1", mark = "DOC" }'
    edition = load(tmp_path, HEAD + f"[editions.rules.measures]\nregion_book_excludes = {value}").editions[0]
    assert edition.settings["measures"]["region_book_excludes"] == ()


def test_a_document_that_is_not_registered(tmp_path: Path) -> None:
    issue = refused(tmp_path, HEAD + f"[editions.rules.total]\nband = {{ {BAND.replace('L1', 'L9')} }}")
    assert (issue.code, issue.read) == ("pack_unknown_document", "L9")
    assert "L1" in issue.wanted


def test_an_undated_edition_needs_dated_values(tmp_path: Path) -> None:
    text = HEAD.replace("valid_from = 2026-01-01\nvalid_to = 2030-12-31\n", "")
    issue = refused(tmp_path, text + f"[editions.rules.total]\nband = {{ {BAND} }}")
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "今.rules.total.band.valid_from")


@pytest.mark.parametrize("since", ["2030-12-31", "2028-01-01"])
def test_editions_do_not_overlap(tmp_path: Path, since: str) -> None:
    again = f'[[editions]]\nid = "后"\ntitle = "后"\nversion = "2027-01"\nvalid_from = {since}\n'
    issue = refused(tmp_path, HEAD + again)
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "后.valid_from")


def test_editions_have_names_of_their_own(tmp_path: Path) -> None:
    again = '[[editions]]\nid = "今"\ntitle = "后"\nversion = "2031-01"\nvalid_from = 2031-01-01'
    issue = refused(tmp_path, HEAD + again)
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "今.id")


def test_a_version_is_a_month(tmp_path: Path) -> None:
    issue = refused(tmp_path, HEAD.replace("2026-01\"", "第一版\""))
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "今.version")


def test_a_pack_without_editions(tmp_path: Path) -> None:
    issue = refused(tmp_path, 'name = "local"\ntitle = "某市"\nextends = "base"\n')
    assert (issue.code, issue.where.cell) == ("pack_no_edition", "editions")


@pytest.mark.parametrize("text", ["name = ", "name = \"某\"\nname = \"市\""])
def test_a_file_that_is_not_toml(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).code == "pack_bad_toml"


def test_a_file_in_a_foreign_encoding(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes('title = "某市"'.encode("gb18030"))
    with pytest.raises(InputRejected) as caught:
        load_pack(str(tmp_path / "pack.toml"))
    assert [issue.code for issue in caught.value.issues] == ["pack_bad_toml"]


def test_an_unknown_pack_gets_a_suggestion() -> None:
    with pytest.raises(InputRejected) as caught:
        load_pack("neimengu")
    (issue,) = caught.value.issues
    assert issue.code == "pack_unknown"
    assert "“neimenggu”" in issue.hint


def test_a_name_longer_than_any_file_s_is_unknown() -> None:
    with pytest.raises(InputRejected) as caught:
        load_pack("9" * 400)
    assert [issue.code for issue in caught.value.issues] == ["pack_unknown"]


def test_every_pack_extends_the_general_one(tmp_path: Path) -> None:
    """Without it a pack could name settings that nobody knows, and they would be ignored."""
    issue = refused(tmp_path, HEAD.replace('extends = "base"\n', ""))
    assert (issue.code, issue.where.cell) == ("pack_bad_value", "extends")


def test_packs_that_extend_each_other(tmp_path: Path) -> None:
    for name, other in (("a", "../b"), ("b", "../a")):
        (tmp_path / name).mkdir()
        text = HEAD.replace('extends = "base"', f'extends = "{other}"')
        (tmp_path / name / "pack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRejected) as caught:
        load_pack(str(tmp_path / "a"))
    assert [(i.code, i.where.cell) for i in caught.value.issues] == [("pack_bad_value", "extends")]


def test_a_pack_may_extend_one_beside_it(tmp_path: Path) -> None:
    """A county extends its league, which extends the general pack: three levels, the nearest wins."""
    for name, above, band in (("league", "base", "0.05"), ("county", "../league", "0.06")):
        (tmp_path / name).mkdir()
        text = HEAD.replace('extends = "base"', f'extends = "{above}"')
        value = BAND.replace("0.05", band)
        (tmp_path / name / "pack.toml").write_text(
            text + f"[editions.rules.total]\nband = {{ {value} }}", encoding="utf-8"
        )
    edition = load_pack(str(tmp_path / "county")).editions[0]
    assert edition.settings["total"]["band"] == 0.06
    assert edition.settings["intensity"]["path"] == "linear"


def test_all_issues_at_once(tmp_path: Path) -> None:
    tail = f"[editions.rules.total]\nbnad = {{ {BAND} }}\nband = {{ {BAND.replace('L1', 'L9')} }}\n"
    with pytest.raises(InputRejected) as caught:
        load(tmp_path, HEAD + tail)
    assert {issue.code for issue in caught.value.issues} == {"pack_unknown_key", "pack_unknown_document"}
