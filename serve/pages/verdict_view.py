"""A compliance check in the conversation: verdict, map, files to take along, and what is still to be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from tools.compliance.results import Compliance
from tools.compliance.verdicts import Verdict

from .fact_form import FactForm

_TONES: dict[Verdict, str] = {
    "不符合": "bad", "无法判定": "open", "有条件符合": "open", "符合": "good", "不适用": "quiet",
}  # fmt: skip
_MOST_QUESTIONS = 12


def draw_verdict(found: Compliance) -> None:
    """Over the words of the answer."""
    base = f"/api/v1/reviews/{found.review}"
    with ui.row().classes("items-center gap-2 w-full"):
        ui.label(found.verdict).classes(f"verdict {_TONES[found.verdict]}").mark("verdict")
        ui.label(f"{found.area_m2:,.2f} 平方米 · {found.area_m2 / 1e4:.4f} 公顷 · {found.crs}").classes("muted")
    if not found.review:
        return
    ui.image(f"{base}/map.png").classes("w-full map").props('alt="用地位置及周边管控" fit="contain"').mark("map")
    with ui.row().classes("gap-3"):
        for file, name in (("report.docx", "Word 报告"), ("report.pdf", "PDF 报告"), ("overlaps.geojson", "重叠图形")):
            ui.link(name, f"{base}/{file}").props(f'download="{found.site}-{file}"')


def draw_questions(found: Compliance, again: Callable[[Mapping[str, Any]], Any]) -> None:
    """Under the words of the answer. `again`: checks once more with further facts."""
    if found.questions:
        FactForm(found.questions[:_MOST_QUESTIONS], again)
