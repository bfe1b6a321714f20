"""The port a target implements: identity, and a reply to what is asked."""

from __future__ import annotations

from typing import Protocol

from pydantic import Field

from knowledge import Wire

from ..exchange import Asked, Reply


class TargetFailed(Exception):
    """No reply came, or none that is one: hung, dropped, rate-limited, garbage. One sentence."""


class Identity(Wire):
    """Two targets of equal identity would reply alike."""

    kind: str
    """model, grounded, retriever, agent, tool, endpoint"""
    model: str | None = None
    adapter: str | None = None
    endpoint: str | None = None
    knowledge: str | None = None
    """Corpus, and the generation of the knowledge base."""
    code: str | None = None
    """Hash of the code that answers; None where that is not ours."""
    options: dict[str, str] = Field(default_factory=dict)


class Target(Protocol):
    """Called from several threads at once."""

    @property
    def identity(self) -> Identity: ...

    @property
    def at_once(self) -> int:
        """How many it is asked at once unless told otherwise."""

    def cannot(self, asked: Asked) -> str | None:
        """Why it can never reply to such a thing, in Chinese; None when it can."""

    def reply(self, asked: Asked) -> Reply:
        """TargetFailed when there is none."""
