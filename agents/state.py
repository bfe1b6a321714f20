"""What flows between the planner's steps. Plain values only, so that a later release can read a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypedDict

from knowledge import Notice

from .grounds import Ground
from .question_kind import FactKind
from .understanding import Attachment

Route = Literal["refuse", "look_up", "search", "act"]


class Spoken(TypedDict):
    role: Literal["user", "assistant"]
    content: str


class Turn(TypedDict):
    """One earlier question, as far as a follow-up may lean on it."""

    question: str
    """Standalone."""
    law: str | None
    """Instrument id last spoken of."""
    article: str | None
    """`35`"""
    day: str | None
    """Named in the question, ISO; None when it was asked for no day of its own."""


class State(TypedDict, total=False):
    question: str
    """As asked."""
    asked_as_of: str | None
    region: str | None
    grade: int
    messages: list[Spoken]
    """Earlier turns as the caller tells them; they go before `turns`."""
    turns: list[Turn]
    """Earlier turns of this conversation: what a checkpoint is kept for."""

    attachments: list[Attachment]
    """Handed in with this question."""
    given_facts: dict[str, Any]
    """Project facts given with this question by the program that asks."""
    site: Attachment | None
    """The site last spoken of in this conversation."""
    facts: dict[str, Any]
    """What the conversation has said of the project on it, by dotted names."""
    asked_facts: list[str]
    """What the planner asked for last."""
    call: dict[str, Any]
    """The tool to be called: an Understanding."""
    used: dict[str, Any] | None
    """The tool that was called, with arguments and result."""

    standalone: str
    days: list[str]
    """Days asked about, ISO; the last one is the answer's as_of."""
    kind: FactKind | None
    route: Route
    reason: str | None
    """Why it is refused: one Chinese sentence."""
    notices: list[dict[str, Any]]
    grounds: list[dict[str, Any]]
    """In the order of their numbers."""
    told: list[str]
    """Sentences made by code out of records, with [n]."""
    draft: str
    worded_by: str
    model_note: str | None
    dropped: list[dict[str, Any]]
    answer: str


def refused(state: State) -> bool:
    return state.get("route") == "refuse"


def refusal(reason: str, notices: Iterable[Notice] = ()) -> State:
    return {"route": "refuse", "reason": reason, "notices": plain(notices)}


def plain(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Each once, in order."""
    return [notice.model_dump() for notice in dict.fromkeys(notices)]


def notices_of(state: State) -> list[Notice]:
    return [Notice.model_validate(notice) for notice in state.get("notices", [])]


def grounds_of(state: State) -> list[Ground]:
    return [Ground.model_validate(ground) for ground in state.get("grounds", [])]


def dumped(grounds: Sequence[Ground]) -> list[dict[str, Any]]:
    return [ground.model_dump(mode="json") for ground in grounds]
