"""Knowledge: what is held and what is only registered, counts, and the check that every store agrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicegui import run, ui

from knowledge import Instrument
from knowledge.results import CheckReport
from knowledge.time_notices import STATUS_WORDS
from knowledge.today import today

from ..services import Services
from .frame import frame

_COUNTS: Mapping[str, str] = {
    "instruments": "文件（含只登记的）",
    "versions": "收入的文本",
    "articles": "条文",
    "words": "词语索引",
    "vectors": "向量",
    "graph_nodes": "图谱节点",
    "graph_edges": "图谱关系",
    "outbox": "待办",
}
_COLUMNS: list[dict[str, Any]] = [
    {"name": "title", "label": "名称", "field": "title", "align": "left", "sortable": True},
    {"name": "kind", "label": "种类", "field": "kind", "align": "left", "sortable": True},
    {"name": "number", "label": "文号", "field": "number", "align": "left"},
    {"name": "version", "label": "版本", "field": "version", "align": "left", "sortable": True},
    {"name": "status", "label": "今日效力", "field": "status", "align": "left", "sortable": True},
    {"name": "held", "label": "正文", "field": "held", "align": "left", "sortable": True},
]


def knowledge_page(services: Services) -> None:
    frame(services, "/knowledge")
    base = services.base
    with ui.column().classes("work").style("max-width: 1100px"):
        with ui.row().classes("items-center gap-3"):
            ui.label("知识库").classes("text-xl font-bold")
            button = ui.button("核对各库是否一致").props("outline no-caps").mark("check")
        report = ui.column().classes("w-full gap-2").props("aria-live=polite")
        ui.label(
            f"第 {base.generation} 代 · 国家法律文本截至 {base.corpus_end} · 新文件用 ./guiyan kb add 文件夹 收入"
        ).classes("muted")
        with ui.row().classes("w-full items-center"):
            wanted = ui.input(placeholder="按名称筛选").props("outlined dense clearable").classes("grow").mark("filter")
        table = ui.table(rows=_rows(base.instruments()), columns=_COLUMNS, row_key="id", pagination=20)
        table.classes("w-full").props("flat bordered dense wrap-cells").mark("instruments")
        table.bind_filter_from(wanted, "value")

    async def check() -> None:
        button.disable()
        report.clear()
        with report:
            ui.spinner()
        found = await run.io_bound(base.check)
        if found is None:  # the service is stopping
            return
        report.clear()
        with report:
            _draw(found)
        button.enable()

    button.on_click(check)


def _draw(found: CheckReport) -> None:
    ui.label("各库一致，没有孤立或缺失的条目" if found.sound else f"发现 {len(found.faults)} 处不一致").classes(
        "sound" if found.sound else "refused"
    ).mark("verdict")
    with ui.row().classes("gap-4"):
        for name, words in _COUNTS.items():
            with ui.column().classes("gap-0"):
                ui.label(f"{found.counts[name]:,}").classes("text-lg font-bold")
                ui.label(words).classes("muted")
    for fault in found.faults[:50]:
        ui.label(f"{fault.store}：{fault.id} {fault.text}").classes("muted")


def _rows(instruments: list[Instrument]) -> list[dict[str, str]]:
    day = today()
    rows = []
    for instrument in instruments:
        version = instrument.version_on(day)
        rows.append(
            {
                "id": instrument.id,
                "title": instrument.id,
                "kind": instrument.kind,
                "number": instrument.number or "",
                "version": version.version_date.isoformat() if version else "",
                "status": STATUS_WORDS[version.status_on(day)] if version else "",
                "held": "有" if instrument.text_held else "只登记",
            }
        )
    return rows
