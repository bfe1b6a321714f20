"""The node as a command sees it: the running service when there is one, else the embedded stores opened here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from agents.answer import Answer
from agents.understanding.understanding import Understanding
from knowledge.projections import Progress
from knowledge.results import CheckReport, IngestReport, ProvisionView, SearchResults
from knowledge.targets.report import TargetsReport
from tools.compliance.evidence import Replay
from tools.compliance.results import Compliance
from tools.layers.handed_in import HandedInFile

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
from .run_file import find
from .settings import Settings
from .wire import Forgotten, Health, Instruments, Piece, Tools


class ServiceFailed(Exception):
    """The running service hit a bug while it answered; its own output has the details."""


class Node(Protocol):
    """ToolError and StoreUnavailable mean the same from either."""

    def search(self, wanted: SearchRequest) -> SearchResults: ...

    def provision(self, wanted: ProvisionRequest) -> ProvisionView: ...

    def ask(self, wanted: AskRequest) -> Answer: ...

    def stream(self, wanted: AskRequest) -> Iterator[Piece]: ...

    def understand(self, wanted: UnderstandRequest) -> Understanding: ...

    def hand_in(self, name: str, content: bytes) -> HandedInFile: ...

    def instruments(self, text: str) -> Instruments: ...

    def add(self, wanted: AddRequest, progress: Progress) -> IngestReport: ...

    def add_targets(self, wanted: AddTargetsRequest) -> TargetsReport: ...

    def forget(self, wanted: ForgetRequest) -> Forgotten: ...

    def check(self) -> CheckReport: ...

    def check_site(self, wanted: CheckRequest) -> Compliance: ...

    def replay(self, wanted: ReplayRequest) -> Replay: ...

    def tools(self) -> Tools: ...

    def call(self, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]: ...

    def health(self) -> Health: ...

    def openapi(self) -> dict[str, Any]: ...


@contextmanager
def reach(settings: Settings, progress: Progress) -> Iterator[Node]:
    """Only what the chosen way needs is imported: through a service a command answers at once."""
    running = find(settings.state_folder)
    if running is not None:
        from .running_node import running_node

        with running_node(running) as node:
            yield node
        return
    from .own_node import OwnNode
    from .services import open_services

    with open_services(settings, progress=progress) as services:
        yield OwnNode(services)
