"""The chat-model port. `openai_model` reaches an OpenAI-compatible endpoint; `embedded_model` runs in this process."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, Protocol, TypedDict

from .settings import EmbeddedModel, ModelSettings, ServedModel


class Message(TypedDict):
    role: str
    content: str


class ModelUnavailable(Exception):
    """The model does not answer now: the answer goes unworded and repeats the message."""


class ChatModel(Protocol):
    """Both calls raise ModelUnavailable when they cannot."""

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
        """With `schema`, JSON that fits it."""

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 512, temperature: float = 0.0
    ) -> Generator[str, None, None]:
        """Pieces as they come; closing it stops the model."""

    def close(self) -> None: ...


class CompletionModel(Protocol):
    """A tuned model, which reads its prompt as it is: no chat template between training and serving."""

    @property
    def name(self) -> str: ...

    def write(self, prompt: str, *, max_tokens: int, grammar: str | None = None, pattern: str | None = None) -> str:
        """What follows the prompt; `grammar` (GBNF) and `pattern` (regular expression) say the same, for either engine.

        ModelUnavailable when it cannot.
        """

    def write_on(self, prompt: str, *, max_tokens: int) -> Generator[str, None, None]:
        """Pieces as they come; closing it stops the model."""

    def close(self) -> None: ...


def open_model(settings: ModelSettings) -> ChatModel | None:
    """Only the chosen adapter is imported."""
    if isinstance(settings, ServedModel):
        from .openai_model import OpenAIModel

        return OpenAIModel(settings)
    if isinstance(settings, EmbeddedModel):
        from .embedded_model import EmbeddedChatModel

        return EmbeddedChatModel(settings)
    return None
