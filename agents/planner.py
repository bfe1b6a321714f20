"""The planner: understand → look up or search → compose → check citations → answer."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph

from knowledge import KnowledgeBase
from tools import ToolError

from .answer import Answer
from .models import ChatModel
from .state import Spoken, State, refused
from .steps.answer import answer
from .steps.check import check
from .steps.compose import compose
from .steps.look_up import look_up
from .steps.search import search
from .steps.understand import understand

LONGEST_QUESTION = 4000


@dataclass(frozen=True)
class Event:
    kind: Literal["step", "text", "answer"]
    text: str = ""
    answer: Answer | None = None


def build_planner(base: KnowledgeBase, model: ChatModel | None, checkpointer: BaseCheckpointSaver[Any] | None) -> Any:
    graph = StateGraph(State)
    graph.add_node("understand", partial(understand, base=base))
    graph.add_node("look_up", partial(look_up, base=base))
    graph.add_node("search", partial(search, base=base))
    graph.add_node("compose", partial(compose, model=model))
    graph.add_node("check", check)
    graph.add_node("answer", partial(answer, base=base))
    graph.add_edge(START, "understand")
    graph.add_conditional_edges("understand", lambda s: s["route"], {"refuse": "answer", "look_up": "look_up", "search": "search"})
    for found in ("look_up", "search"):
        graph.add_conditional_edges(found, refused, {True: "answer", False: "compose"})
    graph.add_edge("compose", "check")
    graph.add_edge("check", "answer")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=checkpointer)


class Planner:
    """One question at a time per conversation; conversations run side by side."""

    def __init__(self, base: KnowledgeBase, model: ChatModel | None, checkpointer: BaseCheckpointSaver[Any]) -> None:
        self._remembering = build_planner(base, model, checkpointer)
        self._single = build_planner(base, model, None)
        self._lock = threading.Lock()

    def ask(
        self,
        question: str | Sequence[Spoken],
        *,
        as_of: date | None = None,
        region: str | None = None,
        grade: int = 0,
        conversation: str | None = None,
    ) -> Answer:
        """`question` is one question, or the messages of a conversation with the question last."""
        *_, last = self.stream(question, as_of=as_of, region=region, grade=grade, conversation=conversation)
        assert last.answer is not None
        return last.answer

    def stream(
        self,
        question: str | Sequence[Spoken],
        *,
        as_of: date | None = None,
        region: str | None = None,
        grade: int = 0,
        conversation: str | None = None,
    ) -> Iterator[Event]:
        """Steps as they end, then the checked text piece by piece, then the answer."""
        started = time.perf_counter()
        given = _given(question, as_of, region, grade)
        graph = self._remembering if conversation else self._single
        config = {"configurable": {"thread_id": conversation or str(uuid.uuid4())}, "recursion_limit": 12}
        final: str | None = None
        for update in graph.stream(given, config, stream_mode="updates"):
            for step, change in update.items():
                yield Event("step", step)
                final = (change or {}).get("answer", final)
        assert final is not None
        made = Answer.model_validate_json(final).model_copy(
            update={"milliseconds": round((time.perf_counter() - started) * 1000, 1), "conversation": conversation}
        )
        for piece in made.answer.splitlines(keepends=True):
            yield Event("text", piece)
        yield Event("answer", answer=made)


def _given(question: str | Sequence[Spoken], as_of: date | None, region: str | None, grade: int) -> State:
    messages: list[Spoken] = [{"role": "user", "content": question}] if isinstance(question, str) else list(question)
    asked = messages[-1]["content"].strip() if messages else ""
    if not asked:
        raise ToolError("问题是空的，请写明要问什么")
    if len(asked) > LONGEST_QUESTION:
        raise ToolError(f"问题有{len(asked)}字，超过{LONGEST_QUESTION}字的上限；请缩短，或把文件用 kb add 收入后再问")
    given: State = {
        "question": asked,
        "asked_as_of": as_of.isoformat() if as_of else None,
        "region": region,
        "grade": grade,
        "reason": None,
        "notices": [],
        "evidence": [],
        "dropped": [],
        "lead": "",
        "draft": "",
        "worded_by": "none",
    }
    if len(messages) > 1:
        given["history"] = messages[:-1]
    return given
