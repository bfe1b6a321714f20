"""Chat: a question for a day, the answer as it is checked, citations that open the provision at the quoted words."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nicegui import run, ui
from nicegui.events import UploadEventArguments

from agents.answer import Answer, Citation
from agents.planner import Event
from agents.tool_words.compliance import ASKS
from agents.understanding import Attachment
from knowledge.errors import StoreUnavailable
from knowledge.today import today
from tools import ToolError
from tools.compliance.results import Compliance
from tools.layers.handed_in import FORMATS, LARGEST

from ..services import Services
from .candidate_view import candidates_of, draw_candidates
from .frame import frame
from .provision_panel import ProvisionPanel
from .verdict_view import draw_questions, draw_verdict

_EXAMPLES = (
    "农用地转为建设用地由谁批准？",
    "土地管理法第四十六条",
    "环境影响评价法现在还有效吗？",
    "临时用地最长能用几年？",
)
_MARK = re.compile(r"\[(\d{1,3})\]")


def chat_page(services: Services) -> None:
    panel = frame(services, "/")
    _Chat(services, panel)


@dataclass(frozen=True)
class _Asked:
    text: str
    day: date
    attached: list[Attachment]
    facts: Mapping[str, Any]


class _Chat:
    def __init__(self, services: Services, panel: ProvisionPanel) -> None:
        self._services = services
        self._panel = panel
        self._conversation = str(uuid.uuid4())
        self._busy = False
        self._attached: Attachment | None = None
        with ui.column().classes("work pb-48"):
            self._talk = ui.column().classes("w-full gap-4").props('role=log aria-live=polite aria-label="对话"')
            with self._talk:
                self._welcome = ui.column().classes("w-full gap-2 mt-6")
                with self._welcome:
                    ui.label("问国土空间规划与法律，答案附核对过的条文").classes("text-xl font-bold")
                    ui.label("按所选日期的法律回答；没有依据的，会直说无法回答。").classes("muted")
                    with ui.row().classes("gap-2"):
                        for example in _EXAMPLES:
                            ui.button(example, on_click=lambda text=example: self._send(text)).props(
                                "outline no-caps dense"
                            )
        with ui.footer().classes("bg-white border-t").style("color: inherit"), ui.column().classes("work py-2 gap-2"):
            with ui.row().classes("w-full items-end no-wrap gap-2"):
                self._input = ui.textarea(placeholder="写下问题，回车发送，Shift+回车换行").props(
                    "outlined autogrow dense maxlength=4000"
                )
                self._input.classes("grow").props('aria-label="问题" input-style="max-height: 9rem"').mark("question")
                self._input.on(
                    "keydown.enter",
                    self._send_typed,
                    js_handler="(e) => { if (!e.shiftKey && !e.isComposing) { e.preventDefault(); emit(); } }",
                )
                self._button = (
                    ui.button(icon="send", on_click=self._send_typed).props('round aria-label="发送"').mark("send")
                )
            with ui.row().classes("items-center gap-2"):
                self._upload = ui.upload(
                    auto_upload=True,
                    max_files=1,
                    max_file_size=LARGEST,
                    on_upload=self._hand_in,
                    on_rejected=lambda: ui.notify(f"文件太大，或不止一个；上限 {LARGEST >> 20} MB", type="warning"),
                )
                self._upload.props(f'accept="{",".join(FORMATS)}"').style("display: none").mark("upload")
                ui.button("附上用地", icon="attach_file", on_click=lambda: self._upload.run_method("pickFiles")).props(
                    "flat dense no-caps"
                ).tooltip("用地范围：GeoPackage、GeoJSON、Shapefile 压缩包、报批坐标 TXT、DXF")
                self._attachment = ui.row().classes("items-center gap-1")
                self._day = (
                    ui.date_input("按哪一天的法律", value=today().isoformat()).props("dense outlined").mark("as-of")
                )
                ui.button("新对话", on_click=lambda: ui.navigate.to("/")).props("flat dense no-caps")

    async def _hand_in(self, event: UploadEventArguments) -> None:
        content = await event.file.read()
        self._upload.reset()
        try:
            kept = await run.io_bound(self._services.sites.put, event.file.name, content)
        except ToolError as error:
            ui.notify(str(error), type="warning", multi_line=True)
            return
        if kept is not None:
            self._attached = {"number": kept.number, "name": kept.name}
            self._show_attached()

    def _show_attached(self) -> None:
        self._attachment.clear()
        if self._attached is not None:
            with self._attachment:
                ui.label(self._attached["name"]).classes("attached").mark("attached")
                ui.button(icon="close", on_click=self._detach).props('flat round dense size=xs aria-label="去掉附件"')

    def _detach(self) -> None:
        self._attached = None
        self._show_attached()

    async def _send_typed(self) -> None:
        text = (self._input.value or "").strip() or ("请审查这块用地" if self._attached else "")
        if text and not self._busy:
            self._input.value = ""
            await self._send(text)

    async def _send(self, text: str, facts: Mapping[str, Any] | None = None) -> None:
        if self._busy:
            return
        try:
            day = date.fromisoformat(str(self._day.value))
        except ValueError:
            ui.notify("日期要写成 2026-11-24 这样", type="warning")
            return
        self._busy = True
        self._button.disable()
        self._welcome.set_visibility(False)
        attached = [self._attached] if self._attached else []
        self._detach()
        with self._talk:
            ui.label(f"{text}\n附件：{attached[0]['name']}" if attached else text).classes("asked")
            said = ui.column().classes("said gap-1").mark("answer")
        with said:
            step = ui.label("正在理解问题…").classes("muted")
            words = ui.label("").classes("line")
        try:
            answer = await self._stream(_Asked(text, day, attached, facts or {}), step, words)
        except (ToolError, StoreUnavailable) as error:
            said.clear()
            with said:
                ui.label(str(error)).classes("refused")
        else:
            said.clear()
            with said:
                self._draw(answer)
        finally:
            self._busy = False
            self._button.enable()
        await ui.run_javascript("window.scrollTo({top: document.body.scrollHeight, behavior: 'smooth'})", timeout=5)

    async def _stream(self, asked: _Asked, step: ui.label, words: ui.label) -> Answer:
        """Events come from a worker thread: the planner is not asynchronous."""
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[Event | None] = asyncio.Queue()

        def work() -> None:
            try:
                events: Iterator[Event] = self._services.planner.stream(
                    asked.text,
                    as_of=asked.day if asked.day != today() else None,
                    conversation=self._conversation,
                    attachments=asked.attached,
                    facts=asked.facts,
                )
                for event in events:
                    loop.call_soon_threadsafe(queue.put_nowait, event)
            finally:
                loop.call_soon_threadsafe(queue.put_nowait, None)

        working = asyncio.ensure_future(run.io_bound(work))
        answer: Answer | None = None
        while (event := await queue.get()) is not None:
            if event.kind == "step":
                step.text = _STEPS.get(event.text, step.text)
            elif event.kind == "text":
                words.text += event.text
            answer = event.answer or answer
        await working
        if answer is None:
            raise StoreUnavailable("这次没有得到回答；请重试，仍不行请查看服务的输出")
        return answer

    def _draw(self, answer: Answer) -> None:
        by_n = {c.n: c for c in answer.citations}
        if answer.refused:
            ui.label(f"无法回答：{answer.reason}").classes("refused").mark("refusal")
        review = _review(answer)
        if review is not None:
            draw_verdict(review)
        candidates = candidates_of(answer.tool)
        if candidates is not None:
            draw_candidates(candidates)
        for line in (answer.answer.partition(ASKS)[0] if review else answer.answer).splitlines():
            classes = "line source" if line.startswith("《") and line.endswith("：") else "line"
            with ui.element("div").classes(classes):
                self._line(line, by_n, answer.as_of)
        for notice in answer.notices:
            ui.label(notice.text).classes("notice")
        if review is not None:
            draw_questions(review, lambda facts: self._send(_told(review, facts), facts))
        if answer.citations:
            with ui.row().classes("gap-1 mt-1 items-center"):
                ui.label("依据").classes("muted")
                for c in answer.citations:
                    self._chip(f"[{c.n}] {c.instrument}{c.article}{c.paragraph or ''}", c, answer.as_of)
        if answer.dropped:
            with ui.expansion(f"{len(answer.dropped)} 句没有通过引证核对，已略去").classes("muted w-full"):
                for dropped in answer.dropped:
                    ui.label(f"{dropped.sentence}（{dropped.why}）").classes("muted")
        ui.label(
            f"按 {answer.as_of} 的法律 · 本库文本截至 {answer.corpus_end} · {answer.milliseconds:.0f} 毫秒"
        ).classes("muted")

    def _line(self, line: str, by_n: dict[int, Citation], day: date) -> None:
        for n, piece in enumerate(_MARK.split(line)):
            if n % 2 == 0:
                if piece:
                    ui.label(piece).style("display: inline")
            elif int(piece) in by_n:
                self._chip(piece, by_n[int(piece)], day)

    def _chip(self, text: str, citation: Citation, day: date) -> None:
        chip = ui.element("button").classes("cite").mark("citation").props('type="button"')
        chip.on("click", lambda: self._panel.open(citation.address, quote=citation.quote, as_of=day))
        with chip:
            ui.label(text).style("display: inline")


def _review(answer: Answer) -> Compliance | None:
    used = answer.tool
    return Compliance.model_validate(used.result) if used is not None and used.name == "check_compliance" else None


def _told(review: Compliance, facts: Mapping[str, Any]) -> str:
    """What the form says, as a person would write it."""
    asked = {one.fact: one.text.rstrip("？?") for one in review.questions}
    shown = {True: "是", False: "否"}
    said = [
        f"{asked.get(fact, fact)}：{shown.get(value, value) if isinstance(value, bool) else value}"
        for fact, value in facts.items()
    ]
    return "重新审查。" + "；".join(said)


_STEPS = {
    "act": "正在整理结果…",
    "understand": "正在查找依据…",
    "look_up": "正在组织答案…",
    "search": "正在组织答案…",
    "compose": "正在核对引用…",
    "check": "正在核对引用…",
}
