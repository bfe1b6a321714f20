"""The answer in its wire form, or the refusal with its reason."""

from __future__ import annotations

import re
from datetime import date

from knowledge import KnowledgeBase, Notice, SearchHit

from ..answer import Answer, Citation, Dropped
from ..state import State, refused
from .compose import evidence_of


def answer(state: State, base: KnowledgeBase) -> State:
    no = refused(state)
    draft = "" if no else "\n".join(part for part in (state.get("lead", ""), state.get("draft", "")) if part)
    used = {int(n) for n in re.findall(r"\[(\d+)\]", draft)}
    hits = [] if no else evidence_of(state)
    made = Answer(
        answer=draft,
        refused=no,
        reason=state.get("reason") if no else None,
        citations=tuple(_citation(n, hit) for n, hit in enumerate(hits, 1) if n in used or not used),
        notices=tuple(Notice.model_validate(n) for n in state.get("notices", [])),
        dropped=tuple(Dropped.model_validate(d) for d in state.get("dropped", [])),
        as_of=date.fromisoformat(state["as_of"]),
        corpus_end=base.corpus_end,
        milliseconds=0,
        worded_by=state.get("worded_by", "none"),
    )
    spoken = draft or f"（未作回答：{made.reason}）"
    history = [*state.get("history", []), {"role": "user", "content": state["standalone"]}, {"role": "assistant", "content": spoken}]
    return {"answer": made.model_dump_json(), "history": history[-20:]}  # type: ignore[typeddict-item]


def _citation(n: int, hit: SearchHit) -> Citation:
    return Citation(
        n=n,
        instrument=hit.instrument,
        title=hit.title,
        version=hit.version,
        address=hit.address,
        article=hit.article,
        paragraph=hit.paragraph,
        quote=hit.quote,
        status=hit.status,
        effective_from=hit.effective_from,
        effective_confirmed=hit.effective_confirmed,
    )
