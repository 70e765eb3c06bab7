"""The page that benchmarks write to (性能页): a table is printed, and appended where a page is given."""

from __future__ import annotations

from pathlib import Path


def publish(text: str, page: Path | None, head: str = "") -> None:
    """Print a table and append it to the page, if any; `head` begins a page that is not there yet."""
    print(text)
    if page is None:
        return
    start = "" if page.exists() else head
    with page.open("a", encoding="utf-8") as file:
        file.write(start + text + "\n")
