"""From a turn of the conversation to the tool it wants, with the site and the facts that the conversation has told."""

from __future__ import annotations

from typing import Any

from ..state import State
from .project_words import replies, stated_area, stated_facts
from .tool_choice import choose, completed
from .understanding import Understanding
from .vocabulary import Vocabulary


def wanted_tool(state: State, asked: str, vocabulary: Vocabulary) -> State | None:
    """None: a question of law. Else what the step `act` needs."""
    handed_in = state.get("attachments", [])
    site = handed_in[-1] if handed_in else state.get("site")
    pending = state.get("asked_facts", [])
    call = choose(asked, vocabulary, handed_in=handed_in, site=site, asked=pending)
    if call is None and pending and state.get("call"):
        call = completed(Understanding.model_validate(state["call"]), asked, vocabulary)
    if call is None:
        return None
    found: State = {"call": call.model_dump(mode="json")}
    if call.tool == "check_compliance":
        found |= {"site": site, "facts": _facts(state, asked, new_site=bool(handed_in))}
    return found


def _facts(state: State, asked: str, *, new_site: bool) -> dict[str, Any]:
    """Another site is another project; what is said later goes before what was said earlier."""
    told: dict[str, Any] = {} if new_site else dict(state.get("facts", {}))
    for message in state.get("messages") or []:  # of a caller who keeps the conversation itself
        told |= stated_facts(message["content"]) if message["role"] == "user" else {}
    told |= stated_facts(asked) | replies(asked, state.get("asked_facts", []))
    area = stated_area(asked)
    if area is not None and "area_m2" not in told:
        told["area_m2"] = area
    return told | state.get("given_facts", {})
