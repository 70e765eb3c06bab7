"""Rewrite docs/政策目标.md: the policy documents, their packs, and every quantitative target they state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from optimizer.app.describe import target_cells
from optimizer.packs.load import Pack, list_packs, load_pack
from optimizer.shipped import shipped
from optimizer.text.packs import TARGET_HEAD

PAGE = shipped("models").parent / "docs" / "政策目标.md"

HEAD = """\
# 政策目标：文件、量化目标、规则包

本页由 `python tools/write_targets_md.py` 按规则包生成，不要直接改。

- 每份文件的**全部量化目标**写在所属规则包（`models/<名称>/pack.toml`）的 `targets` 里，照原文，不换算、不取舍；
  同样的内容在 `data/reference/policy_targets.csv`，测试逐行核对。
  `shuangkong model show <名称>` 的“量化目标”一节列出它们。
- 目标不自动进入求解。进入求解的是测算数据里的目标表和总量表；规则包只给方式和参数
  （如 `target.regional_energy_intensity`），换规则包只换方式和数字，不换规则。
- 下级规则包继承上级规则包的方式和参数，不继承上级文件的目标。
- 每个规则包有一个能解的小样例（`models/<名称>/cases/`），期望结果和算式见其中的 `why.md`；
  没有公布数的一律标“假设”。"""

DOCUMENT_HEAD = ("编号", "文件", "文号", "见到的程度", "规则包", "目标数")
PACK_HEAD = ("规则包", "名称", "上级", "版本", "样例")


def page() -> str:
    """Return the text of the page."""
    packs = [load_pack(name) for name in list_packs()]
    parts = [HEAD, "## 文件", _table(DOCUMENT_HEAD, [row for pack in packs for row in _documents(pack)])]
    parts += ["## 规则包", _table(PACK_HEAD, [_pack(pack) for pack in packs])]
    for pack in packs:
        if targets := pack.editions[-1].targets:
            parts += [f"## {pack.title}（{pack.name}，{len(targets)} 项）"]
            parts += [_table(TARGET_HEAD, [target_cells(target) for target in targets])]
    return "\n\n".join(parts) + "\n"


def _documents(pack: Pack) -> Iterator[tuple[str, ...]]:
    for key, count in Counter(target.document for target in pack.editions[-1].targets).items():
        document = pack.documents[key]
        yield key, document.title, document.number, document.how_seen, f"`{pack.name}`", str(count)


def _pack(pack: Pack) -> tuple[str, ...]:
    cases = sorted(path.parent for path in Path(shipped("models") / pack.name / "cases").glob("*/case.toml"))
    above = f"`{pack.extends}`" if pack.extends else ""
    editions = "、".join(edition.id for edition in pack.editions)
    return f"`{pack.name}`", pack.title, above, editions, "、".join(f"`{case.name}`" for case in cases)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell or "—" for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
