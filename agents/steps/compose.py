"""From evidence to words: quoted as it stands, or worded by the model where one is set."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge import SearchHit
from knowledge.time_notices import STATUS_WORDS, chinese_date

from ..models import ChatModel, ModelUnavailable
from ..state import State

_PROMPT = (Path(__file__).parent.parent / "prompts" / "compose.md").read_text(encoding="utf-8")
_LONGEST_QUOTE = 900


def compose(state: State, model: ChatModel | None) -> State:
    hits = evidence_of(state)
    if model is None or not hits:
        return {"draft": quoted(hits), "worded_by": "none"}
    numbered = [{"n": n, "instrument": h.instrument, "article": h.article, "text": h.text} for n, h in enumerate(hits, 1)]
    asked = json.dumps({"question": state["standalone"], "as_of": state["as_of"], "evidence": numbered}, ensure_ascii=False)
    try:
        draft = model.complete([{"role": "system", "content": _PROMPT}, {"role": "user", "content": asked}], max_tokens=600)
    except ModelUnavailable as error:
        return {"draft": quoted(hits), "worded_by": f"none（{error}）"}
    return {"draft": draft, "worded_by": model.name}


def evidence_of(state: State) -> list[SearchHit]:
    return [SearchHit.model_validate(hit) for hit in state.get("evidence", [])]


def quoted(hits: list[SearchHit]) -> str:
    """Each provision in its own words, with its standing."""
    return "\n".join(_quoted(n, hit) for n, hit in enumerate(hits, 1))


def _quoted(n: int, hit: SearchHit) -> str:
    words = hit.quote if len(hit.quote) <= _LONGEST_QUOTE else f"{hit.quote[:_LONGEST_QUOTE]}…"
    since = f"{'自' if hit.effective_confirmed else '施行不早于'}{chinese_date(hit.effective_from)}{'起施行' if hit.effective_confirmed else '，施行日未核实'}"
    place = f"{hit.article}{hit.paragraph or ''}"
    return f"《{hit.instrument}》{place}（{STATUS_WORDS[hit.status]}，{since}）：\n{words} [{n}]"
