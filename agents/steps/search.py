"""Provisions that bear on the question, or word that nothing held supports an answer."""

from __future__ import annotations

from datetime import date

from knowledge import KnowledgeBase

from ..state import State

_MOST = 3
_WORTH = 0.6
"""A further provision must support at least this share of what the best one does."""
_NOTHING = "本库没有找到能够支持回答的条文；可以换一种说法，或写明法律名称和条号"


def search(state: State, base: KnowledgeBase) -> State:
    day = date.fromisoformat(state["as_of"])
    question = state["standalone"]
    found = base.search(question, as_of=day, region=state.get("region"), limit=10, grade=state.get("grade", 0))
    notices = list(state.get("notices", []))
    for name in base.named(question):
        notices += [n.model_dump() for n in base.provision(name, as_of=day).notices]
    notices = list({(n["kind"], n["text"]): n for n in notices}.values())
    if not found.supported or not found.results:
        return {"route": "refuse", "reason": _NOTHING, "notices": notices, "evidence": []}
    best = found.results[0].score
    chosen = [hit for hit in found.results[:_MOST] if hit.score >= _WORTH * best]
    return {"evidence": [hit.model_dump(mode="json") for hit in chosen], "notices": notices, "lead": ""}
