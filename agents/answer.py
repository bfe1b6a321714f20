"""What an agent answers with. A contract: other programs read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.instruments.instrument import Status
from knowledge.results import Notice, Wire


class Citation(Wire):
    n: int
    instrument: str
    title: str
    version: str
    address: str
    article: str
    paragraph: str | None = None
    quote: str
    status: Status
    effective_from: date
    effective_confirmed: bool


class Dropped(Wire):
    """A sentence the citation check took out, and why."""

    sentence: str
    why: str


class ToolUse(Wire):
    """A tool that was called for the answer; its figures and verdicts stand in the answer as it gave them."""

    name: str
    arguments: dict[str, Any]
    result: dict[str, Any]
    """Of check_compliance without the texts of provisions."""


class Answer(Wire):
    answer: str
    """Sentences marked [n]; empty when refused."""
    refused: bool
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    as_of: date
    corpus_end: date
    milliseconds: float
    conversation: str | None = None
    tool: ToolUse | None = None
    missing: tuple[str, ...] = ()
    """What was asked back: arguments of a tool, or project facts."""
    worded_by: str = "none"
    """Model that worded it; `none` when the provisions are quoted as they stand."""
    model_note: str | None = None
    """Why the model that is set did not word it: no answer came, or none that the check let stand."""
