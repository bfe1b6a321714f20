"""The agent's first skill by itself: a conversation into intent, tool, arguments and what is missing."""

from __future__ import annotations

import threading
from datetime import date

from agents.understanding.understand import Chooser, Understander
from agents.understanding.understanding import Understanding
from agents.understanding.vocabulary import Vocabulary
from knowledge import KnowledgeBase
from knowledge.skills.cards import ToolCard, card_from_schema
from knowledge.today import today

from ..exchange import Asked, Called, OfferedTool, Question, Reply
from ..runs.provenance import code_digest
from .retriever import knowledge_id
from .target import Identity

_ASKS, _TALKS = "请说明要办什么事？", "好的。"


class UnderstandingTarget:
    """Among the tools that a question offers, whatever the node itself has."""

    def __init__(
        self, chooser: Chooser, base: KnowledgeBase, *, model: str | None, adapter: str | None = None, at_once: int = 2
    ) -> None:
        self._chooser = chooser
        self._base = base
        self._vocabulary = Vocabulary(
            plans=lambda: [plan.name for plan in base.targets.target_plans()], indicators=base.targets.indicators
        )
        self._made: dict[tuple[str, ...], Understander] = {}
        self._lock = threading.Lock()
        self.at_once = at_once
        self.identity = Identity(
            kind="agent",
            model=model,
            adapter=adapter,
            knowledge=knowledge_id(base),
            code=code_digest(),
            options={"step": "understand"},
        )

    def cannot(self, asked: Asked) -> str | None:
        return None if isinstance(asked, Question) and asked.tools else "只判断意图和工具，不作答"

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        messages = [turn.model_dump() for turn in asked.messages]
        found = self._understander(asked.tools).understand(messages, self._day(asked.as_of))
        return _reply(found)

    def _understander(self, tools: tuple[OfferedTool, ...]) -> Understander:
        names = tuple(tool.name for tool in tools)
        with self._lock:
            if names not in self._made:
                cards: list[ToolCard] = [card_from_schema(t.name, t.description, t.parameters) for t in tools]
                self._made[names] = Understander(self._chooser, cards, self._base, self._vocabulary)
            return self._made[names]

    @staticmethod
    def _day(as_of: date | None) -> date:
        return as_of or today()


def _reply(found: Understanding) -> Reply:
    if found.intent == "tool" and found.tool is not None:
        return Reply(called=(Called(tool=found.tool, arguments=found.arguments),), missing=found.missing, refused=False)
    if found.intent == "clarify":
        return Reply(text=_ASKS, refused=False, missing=("intent",))
    return Reply(text=_TALKS if found.intent == "none" else "", refused=found.intent == "refuse")
