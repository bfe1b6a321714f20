"""The node in this process: what REST, the OpenAI-compatible routes and a command without a service call."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from agents.answer import Answer
from agents.understanding import Attachment
from agents.understanding.understanding import Understanding
from knowledge.projections import Progress
from knowledge.results import CheckReport, IngestReport, ProvisionView, SearchResults
from knowledge.targets.report import TargetsReport
from knowledge.today import today
from tools import ToolError
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
    called,
)
from .sentences import sentences
from .services import Services
from .settings import ROOT
from .site_check import checked_site, replayed
from .unknown_tool import unknown_tool
from .wire import Forgotten, Health, Instruments, Piece, ToolDescription, Tools, summary


@cache
def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


class OwnNode:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._base = services.base

    def search(self, wanted: SearchRequest) -> SearchResults:
        return self._base.search(
            wanted.question, as_of=wanted.as_of, region=wanted.region, kind=wanted.kind, limit=wanted.limit
        )

    def provision(self, wanted: ProvisionRequest) -> ProvisionView:
        return self._base.provision(wanted.reference, as_of=wanted.as_of)

    def ask(self, wanted: AskRequest) -> Answer:
        *_, last = self.stream(wanted)
        assert last.answer is not None
        return last.answer

    def stream(self, wanted: AskRequest) -> Iterator[Piece]:
        asked = wanted.question or [message.spoken() for message in wanted.messages or ()]
        for event in self._services.planner.stream(
            asked,
            as_of=wanted.as_of,
            region=wanted.region,
            conversation=wanted.conversation,
            attachments=[self._attachment(number) for number in wanted.attachments],
            site=self._attachment(wanted.site) if wanted.site else None,
            facts=wanted.facts,
        ):
            yield Piece(kind=event.kind, text=event.text, answer=event.answer)

    def understand(self, wanted: UnderstandRequest) -> Understanding:
        said = [{"role": message.role, "content": message.content} for message in wanted.messages]
        return self._services.understander.understand(said, wanted.as_of or today())

    def hand_in(self, name: str, content: bytes) -> HandedInFile:
        return self._services.sites.put(name, content)

    def _attachment(self, number: str) -> Attachment:
        return {"number": number, "name": self._services.sites.path(number).name}

    def instruments(self, text: str) -> Instruments:
        day = today()
        return Instruments(
            instruments=tuple(summary(i, day) for i in self._base.instruments(text) if i.grade == 0),
            corpus_end=self._base.corpus_end,
        )

    def add(self, wanted: AddRequest, progress: Progress) -> IngestReport:
        return self._base.add(wanted.folder, region=wanted.region, kind=wanted.kind, progress=progress)

    def add_targets(self, wanted: AddTargetsRequest) -> TargetsReport:
        return self._base.targets.add(wanted.file)

    def forget(self, wanted: ForgetRequest) -> Forgotten:
        plan = self._base.targets.named(wanted.instrument)
        if plan is not None:
            held = [one.id for one in self._base.resolve(plan) if one.text_held]
            gone = sum(self._base.forget(instrument) for instrument in held)
            return Forgotten(instrument=plan, articles=gone, targets=self._base.targets.forget(plan))
        instrument = self._base.only(wanted.instrument).id
        return Forgotten(instrument=instrument, articles=self._base.forget(instrument))

    def check(self) -> CheckReport:
        return self._base.check()

    def check_site(self, wanted: CheckRequest) -> Compliance:
        return checked_site(wanted, self._services.spatial, f"规言 {version()}")

    def replay(self, wanted: ReplayRequest) -> Replay:
        return replayed(wanted, self._services.spatial, self._services.statutes)

    def tools(self) -> Tools:
        return Tools(
            tools=tuple(
                ToolDescription(
                    name=tool.name,
                    description=tool.description,
                    input_schema=tool.input_model.model_json_schema(),
                    output_schema=tool.output_model.model_json_schema(),
                )
                for tool in self._services.tools
            )
        )

    def call(self, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """ToolError in one sentence when the tool is unknown or an argument is wrong."""
        known = {one.name: one for one in self._services.tools}
        if tool not in known:
            raise unknown_tool(tool, known)
        try:
            return known[tool].run(arguments)
        except ValidationError as error:
            raise ToolError(sentences(error.errors(), called)) from error

    def health(self) -> Health:
        return Health(
            instance=self._services.instance,
            version=version(),
            pid=os.getpid(),
            started=self._services.started,
            generation=self._base.generation,
            corpus_end=self._base.corpus_end,
            model=self._services.settings.model.kind,
        )

    def openapi(self) -> dict[str, Any]:
        from .app import create_app

        return create_app(self._services).openapi()
