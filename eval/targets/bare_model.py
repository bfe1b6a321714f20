"""A language model by itself, through the agent's own port: what it knows without our knowledge base."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import closing

from agents.models import ChatModel, Message, ModelUnavailable

from ..exchange import Asked, Called, Question, Reply, Turn
from .prompting import messages_of, tool_schema, tools_in_words
from .retriever import cannot_but_answer
from .target import Identity, TargetFailed

_LETTERS = 32
"""Tokens that a chosen answer needs at most."""


class BareModel:
    def __init__(self, model: ChatModel, *, max_tokens: int, at_once: int = 1) -> None:
        self._model = model
        self._max_tokens = max_tokens
        self.at_once = at_once
        self.identity = Identity(
            kind="model", model=model.name, options={"max_tokens": str(max_tokens), "temperature": "0"}
        )

    def cannot(self, asked: Asked) -> str | None:
        return cannot_but_answer(asked)

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        return self.reply_to(asked, messages_of(asked))

    def reply_to(self, question: Question, turns: Sequence[Turn]) -> Reply:
        messages: list[Message] = [{"role": turn.role, "content": turn.content} for turn in turns]
        try:
            if question.tools:
                return self._calling(question, messages)
            if question.choices:
                return Reply(text=self._model.complete(messages, schema=_one_of(question.choices), max_tokens=_LETTERS))
            return self._streamed(messages)
        except ModelUnavailable as error:
            raise TargetFailed(str(error)) from error

    def _streamed(self, messages: Sequence[Message]) -> Reply:
        started, first, pieces = time.perf_counter(), None, []
        with closing(self._model.stream(messages, max_tokens=self._max_tokens)) as stream:
            for piece in stream:
                first = first or (time.perf_counter() - started) * 1000
                pieces.append(piece)
        return Reply(
            text="".join(pieces),
            first_token_ms=None if first is None else round(first, 2),
            tokens_out=len(pieces),
            tokens_by="pieces",
        )

    def _calling(self, question: Question, messages: list[Message]) -> Reply:
        messages[0] = {"role": "system", "content": f"{messages[0]['content']}\n{tools_in_words(question.tools)}"}
        schema = tool_schema(question.tools)
        text = self._model.complete(messages, schema=schema, max_tokens=self._max_tokens)
        try:
            said = json.loads(text)
            if said["tool"] == "none":
                return Reply(text=str(said["say"]))
            return Reply(text=str(said["say"]), called=(Called(tool=said["tool"], arguments=dict(said["arguments"])),))
        except (ValueError, KeyError, TypeError):
            return Reply(text=text)


def _one_of(choices: Sequence[str]) -> dict[str, object]:
    """A model that goes on and on is heard no longer than it takes to choose."""
    answer = {"type": "string", "enum": list(choices)}
    return {"type": "object", "properties": {"answer": answer}, "required": ["answer"], "additionalProperties": False}
