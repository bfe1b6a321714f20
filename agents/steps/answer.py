"""The answer in its wire form, or the refusal with its reason."""

from __future__ import annotations

import re
from datetime import date

from knowledge import KnowledgeBase

from ..answer import Answer, Dropped, ToolUse
from ..follow_up import article_of
from ..grounds import Ground
from ..state import State, Turn, grounds_of, notices_of, refused


def answer(state: State, base: KnowledgeBase) -> State:
    no = refused(state)
    text = "" if no else "\n".join(part for part in (*state.get("told", []), state.get("draft", "")) if part)
    used = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    grounds = [] if no else grounds_of(state)
    made = Answer(
        answer=text,
        refused=no,
        reason=state.get("reason") if no else None,
        citations=tuple(ground.citation(n) for n, ground in enumerate(grounds, 1) if n in used),
        notices=tuple(notices_of(state)),
        dropped=tuple(Dropped.model_validate(d) for d in state.get("dropped", [])),
        as_of=date.fromisoformat(state["days"][-1]),
        corpus_end=base.corpus_end,
        milliseconds=0,
        worded_by=state.get("worded_by", "none"),
        model_note=state.get("model_note"),
        tool=None if no or not state.get("used") else ToolUse.model_validate(state["used"]),
        missing=tuple(state.get("asked_facts", [])) if state.get("route") == "act" else (),
    )
    return {"answer": made.model_dump_json(), "turns": _spoken_of(state, grounds)}


def _spoken_of(state: State, grounds: list[Ground]) -> list[Turn]:
    """What was cited first is what 它 means next, where the question named nothing; a vain question is forgotten."""
    turns = state.get("turns", [])
    if not turns or state.get("kind") is not None:
        return turns
    last = turns[-1]
    if refused(state):
        return turns if last["law"] else turns[:-1]
    first = next((g for g in grounds if last["law"] in (None, g.instrument)), None)
    if first is None or last["article"] is not None:
        return turns
    return [*turns[:-1], {**last, "law": first.instrument, "article": article_of(first.address)}]
