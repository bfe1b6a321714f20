"""A model with the knowledge base beside it: the best passages go into its prompt, and nothing checks what it says."""

from __future__ import annotations

from typing import Protocol

from knowledge import KnowledgeBase

from ..exchange import Asked, Cited, Question, Reply, Turn
from ..runs.provenance import code_digest
from .prompting import messages_of
from .retriever import cannot_but_answer, knowledge_id
from .target import Identity

PASSAGES = 4


class Model(Protocol):
    @property
    def identity(self) -> Identity: ...

    @property
    def at_once(self) -> int: ...

    def reply_to(self, question: Question, turns: list[Turn]) -> Reply: ...


class Grounded:
    def __init__(self, model: Model, base: KnowledgeBase) -> None:
        self._model = model
        self._base = base
        self.at_once = model.at_once
        self.identity = model.identity.model_copy(
            update={"kind": "grounded", "knowledge": knowledge_id(base), "code": code_digest()}
        )

    def cannot(self, asked: Asked) -> str | None:
        return cannot_but_answer(asked)

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        found = self._base.search(asked.text, as_of=asked.as_of, limit=PASSAGES)
        reply = self._model.reply_to(asked, messages_of(asked, found.results))
        shown = tuple(Cited(address=hit.address, quote=hit.quote, status=hit.status) for hit in found.results)
        return reply.model_copy(update={"retrieved": shown})
