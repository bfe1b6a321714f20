"""The planner as it answers users: checked citations, refusals, notices, and the time to its first words."""

from __future__ import annotations

import time
from typing import cast

from agents.answer import Answer
from agents.planner import Planner
from agents.state import Spoken
from knowledge import KnowledgeBase
from tools import ToolError

from ..exchange import Asked, Called, Cited, Question, Reply
from ..runs.provenance import code_digest
from .retriever import CORES, cannot_choose_tools, knowledge_id
from .target import Identity, TargetFailed


class Agent:
    at_once = CORES

    def __init__(self, planner: Planner, base: KnowledgeBase, *, model: str | None) -> None:
        self._planner = planner
        self._base = base
        self.identity = Identity(kind="agent", model=model, knowledge=knowledge_id(base), code=code_digest())

    def cannot(self, asked: Asked) -> str | None:
        if isinstance(asked, Question) and any(self._base.targets.named(plan) is None for plan in asked.plans):
            return "本库没有这一任务用的规划指标，先收入：./guiyan kb add-targets eval/data/indicator_plans.csv"
        return cannot_choose_tools(asked)

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        spoken = [cast(Spoken, turn.model_dump()) for turn in asked.messages if turn.role != "system"]
        started, first, steps, answer = time.perf_counter(), None, [], None
        try:
            for event in self._planner.stream(spoken, as_of=asked.as_of):
                if event.kind == "text" and first is None:
                    first = (time.perf_counter() - started) * 1000
                if event.kind == "step":
                    steps.append(event.text)
                answer = event.answer or answer
        except ToolError as error:
            raise TargetFailed(str(error)) from error
        assert answer is not None
        return _reply(answer, first, tuple(steps))


def _reply(answer: Answer, first: float | None, steps: tuple[str, ...]) -> Reply:
    cited = tuple(Cited(address=c.address, quote=c.quote, status=c.status) for c in answer.citations)
    return Reply(
        text=answer.answer,
        refused=answer.refused,
        reason=answer.reason or "",
        cited=cited,
        retrieved=cited,
        called=(Called(tool=answer.tool.name, arguments=answer.tool.arguments),) if answer.tool else (),
        missing=answer.missing,
        steps=steps,
        notices=tuple(notice.kind for notice in answer.notices),
        first_token_ms=None if first is None else round(first, 2),
    )
