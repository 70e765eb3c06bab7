"""Small cases for the review: projects with the columns that the review reads."""

from __future__ import annotations

import shutil
from pathlib import Path

from optimizer.app.review import Reviewed, review_case
from optimizer.domain.review import Review
from tests.small import write_case

HEADER = (
    "project,region,energy（万吨标准煤）,energy_calorific（万吨标准煤）,feedstock（万吨标准煤）,feedstock_product,"
    "nonfossil（万吨标准煤）,coal（万吨标准煤）,carbon（万吨CO2）,value_added（亿元）,value（亿元）,start_year,ramp,status,listing,"
    "benchmark"
)
SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def project(name: str, carbon: float = 0, value_added: float = 0, **columns: object) -> dict[str, object]:
    """One project of 甲; other columns by name."""
    return {"project": name, "region": "甲", "energy": 0, "carbon": carbon, "value_added": value_added} | columns


def review(folder: Path, projects: list[dict[str, object]], **case: object) -> dict[str, Review]:
    """Write a case, review all its projects; by project."""
    path = write_case(folder / "case", **case)  # type: ignore[arg-type]
    names = [column.split("（")[0] for column in HEADER.split(",")]
    lines = [",".join(str(row.get(name, "")) for name in names) for row in projects]
    (path / "projects.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return by_project(review_case(str(path)))


def by_project(reviewed: Reviewed) -> dict[str, Review]:
    return {review.project: review for review in reviewed.reviews}


def sample(folder: Path, **changes: tuple[str, str]) -> dict[str, Review]:
    """Review the sample case with one text replaced in each named table."""
    path = folder / "case"
    shutil.copytree(SAMPLE, path)
    for table, (old, new) in changes.items():
        file = path / f"{table}.csv"
        text = file.read_text(encoding="utf-8-sig")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return by_project(review_case(str(path)))
