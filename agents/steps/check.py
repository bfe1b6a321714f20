"""The citation check over a worded draft; what code quoted from the store itself needs none."""

from __future__ import annotations

from datetime import date

from ..citations.check import check_answer
from ..citations.evidence import Evidence
from ..state import State
from .compose import evidence_of, quoted


def check(state: State) -> State:
    if state.get("worded_by", "none").startswith("none"):
        return {"dropped": []}
    hits = evidence_of(state)
    evidence = [Evidence(n, h.address, h.instrument, h.article, h.text, h.quote, h.status) for n, h in enumerate(hits, 1)]
    checked = check_answer(state["draft"], evidence, as_of=date.fromisoformat(state["as_of"]))
    dropped = [d.model_dump() for d in checked.dropped]
    if not any("[" in sentence for sentence in checked.kept):
        return {"draft": quoted(hits), "worded_by": "none（模型的措辞没有通过引证核对）", "dropped": dropped}
    return {"draft": checked.text, "dropped": dropped}
