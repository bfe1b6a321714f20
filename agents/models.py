"""The chat-model port. `served_model` reaches an OpenAI-compatible endpoint; `embedded_model` runs in this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypedDict

from .settings import EmbeddedModel, ModelSettings, ServedModel


class Message(TypedDict):
    role: str
    content: str


class ModelUnavailable(Exception):
    """The model does not answer now; the answer goes unworded and says so."""


class ChatModel(Protocol):
    @property
    def name(self) -> str: ...

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
    ) -> str:
        """ModelUnavailable when it cannot; with `schema`, JSON that fits it."""

    def close(self) -> None: ...


def open_model(settings: ModelSettings) -> ChatModel | None:
    """Only the chosen adapter is imported."""
    if isinstance(settings, ServedModel):
        from .served_model import ServedChatModel

        return ServedChatModel(settings)
    if isinstance(settings, EmbeddedModel):
        from .embedded_model import EmbeddedChatModel

        return EmbeddedChatModel(settings)
    return None
