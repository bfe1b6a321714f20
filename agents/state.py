"""What flows between the planner's steps."""

from __future__ import annotations

from typing import Literal, TypedDict

from .answer import Answer

Route = Literal["refuse", "look_up", "search"]


class Spoken(TypedDict):
    role: Literal["user", "assistant"]
    content: str


class State(TypedDict, total=False):
    """Plain values only, so that a checkpoint can be read by any later version."""

    question: str
    """As asked in this turn."""
    asked_as_of: str | None
    region: str | None
    grade: int
    history: list[Spoken]
    """Earlier turns of the conversation, oldest first."""

    standalone: str
    as_of: str
    route: Route
    reason: str | None
    """Why it is refused: one Chinese sentence."""
    notices: list[dict[str, str]]
    evidence: list[dict[str, object]]
    """SearchHit dumps, in the order of their numbers."""
    lead: str
    """A sentence that needs no citation because code made it from dates and statuses."""
    draft: str
    worded_by: str
    dropped: list[dict[str, str]]
    answer: str


def refused(state: State) -> bool:
    return state.get("route") == "refuse"


__all__ = ["Answer", "Route", "Spoken", "State", "refused"]
