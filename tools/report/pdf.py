"""A report as PDF, typeset by typst with the font that arrives with the install."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import typst

from .content import Block, Figure, Heading, Paragraph, Report, printable
from .fonts import font_file

_TEMPLATE = Path(__file__).parent / "template.typ"


def pdf_of(report: Report) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(_TEMPLATE, folder / "report.typ")
        blocks = [_plain(n, block, folder) for n, block in enumerate(report.blocks)]
        words = {
            "title": report.title,
            "subtitle": report.subtitle,
            "verdict": {"text": report.verdict[0], "tone": report.verdict[1]} if report.verdict else None,
            "facts": report.facts,
            "blocks": blocks,
            "footer": report.footer,
        }
        made: bytes = typst.compile(
            str(folder / "report.typ"),
            root=name,
            font_paths=[str(font_file().parent)],
            ignore_system_fonts=True,  # the same page on every machine
            sys_inputs={"report": printable(json.dumps(words, ensure_ascii=False))},
        )
    return made


def _plain(n: int, block: Block, folder: Path) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "tone": block.tone}
    if isinstance(block, Figure):
        (folder / f"figure{n}.png").write_bytes(block.png)
        return {"kind": "figure", "caption": block.caption, "file": f"figure{n}.png"}
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": block.columns,
        "rows": block.rows,
        "widths": block.widths,
        "numeric": sorted(block.numeric),
    }
