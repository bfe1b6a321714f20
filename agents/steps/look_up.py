"""Named provisions and an instrument's own facts, by address and record."""

from __future__ import annotations

from datetime import date

from knowledge import KnowledgeBase
from knowledge.time_notices import STATUS_WORDS

from ..metadata import asks_for, fact_sentence
from ..state import State


def look_up(state: State, base: KnowledgeBase) -> State:
    question, day = state["standalone"], date.fromisoformat(state["as_of"])
    notices = list(state.get("notices", []))
    kind = asks_for(question)
    references = [r for r in base.references(question) if r.ids and r.article]
    if kind and not references:
        sentences = [fact_sentence(kind, base.only(name), day, base) for name in base.named(question)]
        told = [sentence for sentence in sentences if sentence]
        for name in base.named(question):
            notices += [n.model_dump() for n in base.provision(name, as_of=day).notices]
        if told:
            return {"lead": "".join(told), "evidence": [], "notices": _once(notices)}
        return {"route": "refuse", "reason": "本库的登记信息没有记载这一项", "notices": _once(notices)}
    found = base.search(question, as_of=day, region=state.get("region"), limit=max(3, len(references)), grade=state.get("grade", 0))
    exact = [hit for hit in found.results if "reference" in hit.found_by]
    for hit in exact:
        notices += [n.model_dump() for n in base.provision(hit.address, as_of=day).notices]
        if kind == "cites":
            citing = base.who_cites(hit.address, as_of=day)
            lead = "、".join(f"{link.instrument}{link.article or ''}" for link in citing[:20])
            told_by = f"引用{hit.instrument}{hit.article}的条文：{lead}。" if citing else f"本库没有条文引用{hit.instrument}{hit.article}。"
            return {"lead": told_by, "evidence": [hit.model_dump(mode="json")], "notices": _once(notices)}
    return {"lead": _standing([hit.status for hit in exact]), "evidence": [h.model_dump(mode="json") for h in exact], "notices": _once(notices)}


def _standing(statuses: list[str]) -> str:
    ended = [s for s in statuses if s not in ("in_force", "unknown")]
    return f"注意：所查条文在该日{STATUS_WORDS[ended[0]]}。" if ended else ""


def _once(notices: list[dict[str, str]]) -> list[dict[str, str]]:
    return list({(n["kind"], n["text"]): n for n in notices}.values())
