"""The planner: understand → look up or search → compose → check citations → answer; or understand → act → answer."""

from __future__ import annotations

import threading
import time
import uuid
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Durability

from knowledge import KnowledgeBase
from knowledge.provisions.plain_writing import plainly_written
from tools import AnyTool, ToolError

from .answer import Answer
from .models import ChatModel
from .state import Spoken, State, refused
from .steps.act import act
from .steps.answer import answer
from .steps.check import check
from .steps.compose import compose
from .steps.look_up import look_up
from .steps.search import search
from .steps.understand import understand
from .understanding import Attachment
from .understanding.vocabulary import Vocabulary

LONGEST_QUESTION = 4000
_MOST_STEPS = 8
"""The graph has no loop and its longest way has six: more is a fault."""

Graph = CompiledStateGraph[State, None, State, State]


def build_planner(
    base: KnowledgeBase,
    model: ChatModel | None,
    checkpointer: BaseCheckpointSaver[Any] | None = None,
    tools: Mapping[str, AnyTool] | None = None,
    vocabulary: Vocabulary | None = None,
) -> Graph:
    graph = StateGraph(State)
    graph.add_node("understand", partial(understand, base=base, model=model, vocabulary=vocabulary or Vocabulary()))
    graph.add_node("act", partial(act, tools=tools or {}, base=base))
    graph.add_node("look_up", partial(look_up, base=base))
    graph.add_node("search", partial(search, base=base))
    graph.add_node("compose", partial(compose, model=model))
    graph.add_node("check", check)
    graph.add_node("answer", partial(answer, base=base))

    graph.add_edge(START, "understand")
    graph.add_conditional_edges(
        "understand",
        lambda state: state["route"],
        {"refuse": "answer", "look_up": "look_up", "search": "search", "act": "act"},
    )
    graph.add_edge("act", "answer")
    graph.add_conditional_edges("look_up", refused, {True: "answer", False: "compose"})
    graph.add_conditional_edges("search", refused, {True: "answer", False: "compose"})
    graph.add_edge("compose", "check")
    graph.add_edge("check", "answer")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=checkpointer)


@dataclass(frozen=True)
class Event:
    """A step that ended, a piece of checked text, at last the answer: the pieces joined are its text."""

    kind: Literal["step", "text", "answer"]
    text: str = ""
    answer: Answer | None = None


class Planner:
    """Conversations run side by side; within one, questions wait for each other."""

    def __init__(
        self,
        base: KnowledgeBase,
        model: ChatModel | None,
        checkpointer: BaseCheckpointSaver[Any],
        tools: Sequence[AnyTool] = (),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        named = {tool.name: tool for tool in tools}
        self._remembering = build_planner(base, model, checkpointer, named, vocabulary)
        self._single = build_planner(base, model, None, named, vocabulary)
        self._checkpointer = checkpointer
        self._turns: weakref.WeakValueDictionary[str, _Turn] = weakref.WeakValueDictionary()
        self._lock = threading.Lock()

    def ask(
        self,
        question: str | Sequence[Spoken],
        *,
        as_of: date | None = None,
        region: str | None = None,
        grade: int = 0,
        conversation: str | None = None,
        attachments: Sequence[Attachment] = (),
        site: Attachment | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Answer:
        """`question` is one question, or a conversation with the question last; ToolError when it cannot be read.

        `attachments`: files handed in with it; `site`: one handed in earlier, of a caller who keeps the conversation;
        `facts`: of the project, by their dotted names.
        """
        *_, last = self.stream(
            question, as_of=as_of, region=region, grade=grade, conversation=conversation, attachments=attachments,
            site=site, facts=facts,
        )  # fmt: skip
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
        attachments: Sequence[Attachment] = (),
        site: Attachment | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Iterator[Event]:
        """`ask`, as it goes on."""
        started = time.perf_counter()
        given = _given(question, as_of, region, grade)
        given |= {"attachments": list(attachments), "given_facts": dict(facts or {})}
        if site is not None:
            given |= {"site": site}
        sent, final = "", ""
        with self._turn(conversation):
            for mode, change in self._run(given, conversation):
                if mode == "custom":
                    sent += change
                    yield Event("text", change)
                    continue
                for step, update in change.items():
                    yield Event("step", step)
                    final = (update or {}).get("answer", final)
        made = Answer.model_validate_json(final).model_copy(
            update={"milliseconds": round((time.perf_counter() - started) * 1000, 1), "conversation": conversation}
        )
        for piece in made.answer.removeprefix(sent).splitlines(keepends=True):
            yield Event("text", piece)
        yield Event("answer", answer=made)

    def forget(self, conversation: str) -> None:
        """Nothing of the conversation is kept."""
        with self._turn(conversation):
            self._checkpointer.delete_thread(conversation)

    def _run(self, given: State, conversation: str | None) -> Iterator[tuple[str, Any]]:
        graph = self._remembering if conversation else self._single
        config: RunnableConfig = {
            "configurable": {"thread_id": conversation or uuid.uuid4().hex},
            "recursion_limit": _MOST_STEPS,
        }
        # One checkpoint a question is enough to go on from: a broken-off one is asked again.
        durability: Durability | None = "exit" if conversation else None
        for mode, change in graph.stream(given, config, stream_mode=["updates", "custom"], durability=durability):
            yield str(mode), change

    def _turn(self, conversation: str | None) -> AbstractContextManager[object]:
        if conversation is None:
            return nullcontext()
        with self._lock:
            return self._turns.setdefault(conversation, _Turn())


class _Turn:
    """A lock that a weak dictionary can hold."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _given(question: str | Sequence[Spoken], as_of: date | None, region: str | None, grade: int) -> State:
    messages: list[Spoken] = [{"role": "user", "content": question}] if isinstance(question, str) else list(question)
    messages = [{"role": m["role"], "content": plainly_written(m["content"])} for m in messages]
    asked = messages[-1]["content"].strip() if messages else ""
    if not asked:
        raise ToolError("问题是空的，请写明要问什么")
    if len(asked) > LONGEST_QUESTION:
        raise ToolError(f"问题有{len(asked)}字，超过{LONGEST_QUESTION}字的上限；请缩短，或把文件用 kb add 收入后再问")
    return {
        "question": asked,
        "asked_as_of": as_of.isoformat() if as_of else None,
        "region": region,
        "grade": grade,
        "messages": messages[:-1],
        "reason": None,
        "notices": [],
        "grounds": [],
        "told": [],
        "draft": "",
        "worded_by": "none",
        "model_note": None,
        "dropped": [],
        "used": None,
    }
