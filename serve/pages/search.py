"""Search: provisions of a day, filtered, each opening beside the list at the words that answer."""

from __future__ import annotations

import re
from datetime import date

from nicegui import run, ui

from knowledge import SearchHit, SearchResults
from knowledge.errors import StoreUnavailable
from knowledge.today import today
from tools import ToolError

from ..services import Services
from .frame import frame
from .provision_panel import ProvisionPanel, status_mark

_KINDS = {
    "": "全部种类",
    **{kind: kind for kind in ("法律", "行政法规", "部门规章", "地方性法规", "规范性文件", "标准", "规划")},
}


def search_page(services: Services) -> None:
    panel = frame(services, "/search")
    with ui.column().classes("work"):
        with ui.row().classes("w-full items-center no-wrap gap-2"):
            words = ui.input(placeholder="问题、关键词，或“土地管理法第三十五条”").props(
                "outlined dense clearable maxlength=4000"
            )
            words.classes("grow").props('aria-label="检索内容"').mark("words")
            button = ui.button("检索").mark("search")
        with ui.row().classes("w-full items-center gap-2"):
            day = ui.date_input("按哪一天的法律", value=today().isoformat()).props("dense outlined").mark("as-of")
            kind = ui.select(_KINDS, value="", label="种类").props("dense outlined").classes("min-w-32")
            region = (
                ui.input("行政区划代码", placeholder="如 330106").props("dense outlined maxlength=6").classes("w-36")
            )
        listed = ui.column().classes("w-full gap-3").props("aria-live=polite")

    async def find() -> None:
        listed.clear()
        text = (words.value or "").strip()
        if not text:
            return
        code = (region.value or "").strip()
        if code and not re.fullmatch(r"\d{6}", code):
            ui.notify("行政区划代码是六位数字", type="warning")
            return
        try:
            found = await run.io_bound(
                services.base.search,
                text,
                as_of=date.fromisoformat(str(day.value)),
                kind=kind.value or None,
                region=code or None,
                limit=20,
            )
        except ValueError:
            ui.notify("日期要写成 2026-11-24 这样", type="warning")
            return
        except (ToolError, StoreUnavailable) as error:
            ui.notify(str(error), type="warning", multi_line=True)
            return
        if found is None:  # the service is stopping
            return
        with listed:
            _draw(found, panel)

    button.on_click(find)
    words.on("keydown.enter", find)


def _draw(found: SearchResults, panel: ProvisionPanel) -> None:
    ui.label(f"{len(found.results)} 条 · 按 {found.as_of} 的法律 · {found.milliseconds:.0f} 毫秒").classes("muted")
    for notice in found.notices:
        ui.label(notice.text).classes("notice")
    if not found.supported:
        ui.label("本库没有条文明确支持回答这个问题，下列仅供参考").classes("refused")
    for hit in found.results:
        _hit(hit, found, panel)


def _hit(hit: SearchHit, found: SearchResults, panel: ProvisionPanel) -> None:
    with ui.column().classes("said gap-1").mark("hit"):
        with ui.row().classes("items-center gap-2"):
            name = ui.element("button").classes("cite").props('type="button"').mark("citation")
            name.on("click", lambda: panel.open(hit.address, quote=hit.quote, as_of=found.as_of))
            with name:
                ui.label(f"{hit.instrument} {hit.article}{hit.paragraph or ''}").style("display: inline")
            status_mark(hit.status)
            ui.label(f"{hit.version} 文本 · 支持度 {hit.support:.2f}").classes("muted")
        ui.label(hit.quote).classes("line")
        if hit.headings:
            ui.label(" › ".join(hit.headings)).classes("muted")
