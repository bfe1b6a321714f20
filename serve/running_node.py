"""The node as the running service: the same questions, over HTTP on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import httpx
from pydantic import BaseModel, RootModel, ValidationError

from agents.answer import Answer
from agents.understanding.understanding import Understanding
from knowledge.errors import StoreUnavailable, UnknownReference
from knowledge.projections import Progress
from knowledge.results import CheckReport, IngestReport, ProvisionView, SearchResults
from knowledge.targets.report import TargetsReport
from tools import ToolError
from tools.compliance.evidence import Replay
from tools.compliance.results import Compliance
from tools.layers.handed_in import HandedInFile

from .node import ServiceFailed
from .read_events import Received, read_events
from .requests import (
    AddRequest,
    AddTargetsRequest,
    AskRequest,
    CheckRequest,
    ForgetRequest,
    ProvisionRequest,
    ReplayRequest,
    SearchRequest,
    UnderstandRequest,
)
from .run_file import Running
from .unknown_tool import unknown_tool
from .wire import Advance, Attachment, Forgotten, Health, Instruments, Piece, Tools

LONGEST_ANSWER = 600.0
"""Seconds: a model on two cores takes its time, and so does a check of every store."""

Answered = TypeVar("Answered", bound=BaseModel)


class _Anything(RootModel[dict[str, Any]]):
    """What a tool answers: its own output model is with the service."""


@contextmanager
def running_node(running: Running) -> Iterator[RunningNode]:
    """StoreUnavailable when what listens there is not the service of the run file, or does not answer."""
    timeout = httpx.Timeout(LONGEST_ANSWER, connect=5)
    base = f"{running.address}/api/v1"
    # A proxy set in the environment has no business between two processes of one machine.
    with httpx.Client(base_url=base, timeout=timeout, trust_env=False) as http:
        node = RunningNode(http, running)
        if node.health().instance != running.instance:
            raise StoreUnavailable(
                f"{running.address} 上是另一个服务，不是状态文件里的那一个；请用 ./guiyan stop 后重新启动"
            )
        yield node


class RunningNode:
    def __init__(self, http: httpx.Client, running: Running) -> None:
        self._http = http
        self._running = running

    def search(self, wanted: SearchRequest) -> SearchResults:
        return self._ask("POST", "/search", SearchResults, json=_plain(wanted))

    def provision(self, wanted: ProvisionRequest) -> ProvisionView:
        return self._ask("GET", "/provision", ProvisionView, params=_plain(wanted))

    def ask(self, wanted: AskRequest) -> Answer:
        return self._ask("POST", "/ask", Answer, json=_plain(wanted))

    def stream(self, wanted: AskRequest) -> Iterator[Piece]:
        for event, data in self._events("/ask", wanted):
            if event == "answer":
                yield Piece(kind="answer", answer=Answer.model_validate_json(data))
            else:
                yield Piece.model_validate_json(data)

    def understand(self, wanted: UnderstandRequest) -> Understanding:
        return self._ask("POST", "/understand", Understanding, json=_plain(wanted))

    def hand_in(self, name: str, content: bytes) -> HandedInFile:
        kept = self._ask("POST", "/sites", Attachment, params={"name": name}, content=content)
        return HandedInFile(kept.site, kept.name, kept.bytes)

    def instruments(self, text: str) -> Instruments:
        return self._ask("GET", "/instruments", Instruments, params={"text": text})

    def add(self, wanted: AddRequest, progress: Progress) -> IngestReport:
        report: IngestReport | None = None
        for event, data in self._events("/kb/add", wanted):
            if event == "report":
                report = IngestReport.model_validate_json(data)
            else:
                told = Advance.model_validate_json(data)
                progress(told.what, told.done, told.total)
        if report is None:
            raise StoreUnavailable("服务没有报告结果就断开了；请用 ./guiyan kb check 核对，再运行一次 kb add")
        return report

    def add_targets(self, wanted: AddTargetsRequest) -> TargetsReport:
        return self._ask("POST", "/kb/add-targets", TargetsReport, json=_plain(wanted))

    def forget(self, wanted: ForgetRequest) -> Forgotten:
        return self._ask("POST", "/kb/forget", Forgotten, json=_plain(wanted))

    def check(self) -> CheckReport:
        return self._ask("GET", "/kb/check", CheckReport)

    def check_site(self, wanted: CheckRequest) -> Compliance:
        return self._ask("POST", "/check", Compliance, json=_plain(wanted))

    def replay(self, wanted: ReplayRequest) -> Replay:
        return self._ask("POST", "/replay", Replay, json=_plain(wanted))

    def tools(self) -> Tools:
        return self._ask("GET", "/tools", Tools)

    def call(self, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        known = [one.name for one in self.tools().tools]
        if tool not in known:
            raise unknown_tool(tool, known)
        return self._ask("POST", f"/tools/{tool}", _Anything, json=dict(arguments)).root

    def health(self) -> Health:
        return self._ask("GET", "/health", Health)

    def openapi(self) -> dict[str, Any]:
        with self._spoken():
            response = self._http.get("/openapi.json")
        document: dict[str, Any] = response.json()
        return document

    def _ask(self, method: str, path: str, answer: type[Answered], **sent: Any) -> Answered:
        with self._spoken():
            response = self._http.request(method, path, headers=self._token, **sent)
        if response.status_code != 200:
            _raise(response.status_code, response.content)
        try:
            return answer.model_validate_json(response.content)
        except ValidationError as error:
            raise StoreUnavailable(f"{self._running.address} 的回答读不懂；那里可能是另一个程序或另一版本") from error

    def _events(self, path: str, wanted: BaseModel) -> Iterator[Received]:
        headers = {"Accept": "text/event-stream", **self._token}
        with self._spoken(), self._http.stream("POST", path, json=_plain(wanted), headers=headers) as response:
            if response.status_code != 200:
                _raise(response.status_code, response.read())
            for received in read_events(response.iter_lines()):
                if received.event == "problem":
                    _raise(int(json.loads(received.data)["status"]), received.data.encode())
                yield received

    @property
    def _token(self) -> dict[str, str]:
        return {"X-Guiyan-Token": self._running.token}

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            told = f"服务（进程 {self._running.pid}，{self._running.address}）没有应答：{error}"
            raise StoreUnavailable(f"{told}；请用 ./guiyan status 查看，或 ./guiyan stop 后重新启动") from error


def _plain(wanted: BaseModel) -> dict[str, Any]:
    return wanted.model_dump(mode="json", exclude_none=True)


def _raise(status: int, body: bytes) -> NoReturn:
    """The error the service had, as the same error here."""
    try:
        told = str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        told = f"服务答复 {status}"
    if status == 503:
        raise StoreUnavailable(told)
    if status >= 500:
        raise ServiceFailed(told)
    raise (UnknownReference if status == 404 else ToolError)(told)
