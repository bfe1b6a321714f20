"""One provision beside the work: its words with the quoted ones marked, standing, versions, who cites it."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date

from nicegui import run, ui

from knowledge import ProvisionView
from knowledge.provisions.address import Address
from knowledge.results import Link
from knowledge.time_notices import STATUS_WORDS
from tools import ToolError

from ..services import Services

_MOST_LINKS = 40


class ProvisionPanel:
    def __init__(self, services: Services) -> None:
        self._base = services.base
        self._day: date | None = None
        self._drawer = ui.right_drawer(value=False, bordered=True).props("width=460 breakpoint=1000")
        self._drawer.classes("bg-white p-4").mark("provision-panel")

    async def open(self, address: str, *, quote: str = "", as_of: date | None = None) -> None:
        """The whole article, whatever part is cited. A link inside the panel keeps the day it was opened with."""
        self._day = as_of or self._day
        whole = str(Address.parse(address).article_address)
        try:
            view = await run.io_bound(self._base.provision, whole, as_of=self._day)
        except ToolError as error:
            ui.notify(str(error), type="warning", multi_line=True)
            return
        if view is None:  # the service is stopping
            return
        self._drawer.clear()
        with self._drawer:
            self._draw(view, quote)
        self._drawer.show()
        ui.run_javascript("document.querySelector('.law mark')?.scrollIntoView({block: 'center'})")

    def _draw(self, view: ProvisionView, quote: str) -> None:
        with ui.row().classes("w-full items-start no-wrap"):
            with ui.column().classes("gap-0 grow"):
                ui.label(view.title).classes("text-base font-bold")
                ui.label(view.article or "").classes("text-lg")
            ui.button(icon="close", on_click=self._drawer.hide).props("flat round dense aria-label=关闭")
        with ui.row().classes("items-center gap-2"):
            status_mark(view.status)
            ui.label(_since(view)).classes("muted")
        if view.headings:
            ui.label(" › ".join(view.headings)).classes("muted")
        for notice in view.notices:
            ui.label(notice.text).classes("notice")
        if view.text is not None:
            ui.html(marked(view.text, quote), sanitize=False).classes("law w-full").mark("provision-text")
        ui.label(f"地址 {view.address}").classes("muted select-all")
        if len(view.versions) > 1:
            self._versions(view)
        self._links("引用的条文", view.cites)
        self._links("引用本条的条文", view.cited_by)

    def _versions(self, view: ProvisionView) -> None:
        """The same article in each text held; it may be another matter there, or none."""
        at = Address.parse(view.address)
        with ui.row().classes("gap-1 items-center"):
            ui.label("本库的版本").classes("muted")
            for version in view.versions:
                other = replace(at, version=version)
                button = ui.button(version, on_click=lambda other=other: self.open(str(other)))
                button.classes("cite").props("flat dense no-caps").set_enabled(version != view.version)

    def _links(self, title: str, links: tuple[Link, ...]) -> None:
        if not links:
            return
        ui.label(f"{title}（{len(links)}）").classes("font-bold mt-2")
        with ui.row().classes("gap-1"):
            for link in links[:_MOST_LINKS]:
                name = f"{link.instrument}{link.article or ''}"
                ui.button(name, on_click=lambda link=link: self.open(link.address)).classes("cite").props(
                    "flat dense no-caps"
                )


def status_mark(status: str) -> None:
    ui.label(STATUS_WORDS[status]).classes(f"status {status}")


def marked(text: str, quote: str) -> str:
    """`text` as HTML with the first occurrence of `quote` marked; everything escaped."""
    place = text.find(quote) if quote and quote != text else -1
    if place < 0:
        return html.escape(text)
    end = place + len(quote)
    return f"{html.escape(text[:place])}<mark>{html.escape(quote)}</mark>{html.escape(text[end:])}"


def _since(view: ProvisionView) -> str:
    if view.effective_from is None:
        return view.number or ""
    since = (
        f"自 {view.effective_from} 起施行"
        if view.effective_confirmed
        else f"施行不早于 {view.effective_from}（施行日未核实）"
    )
    ended = f"，至 {view.effective_to} 止" if view.effective_to else ""
    return f"{view.version} 文本，{since}{ended}"
