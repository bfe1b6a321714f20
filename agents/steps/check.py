"""The citation check over a worded draft; when nothing of it stands, the provisions are quoted."""

from __future__ import annotations

from datetime import date

from ..citations.sentences import sentences
from ..state import State, grounds_of
from ..wording import Wording
from .compose import quoted


def check(state: State) -> State:
    if state.get("worded_by", "none") == "none":
        return {"dropped": []}
    grounds = grounds_of(state)
    wording = Wording(grounds, date.fromisoformat(state["days"][-1]))
    for sentence in sentences(state["draft"]):
        wording.take(sentence)
    dropped = [d.model_dump() for d in wording.dropped]
    if wording.kept:
        return {"draft": "\n".join(wording.kept), "dropped": dropped}
    note = f"模型 {state['worded_by']} 的措辞没有通过引证核对；以下直接引用条文"
    return {"draft": quoted(grounds, state), "worded_by": "none", "model_note": note, "dropped": dropped}
