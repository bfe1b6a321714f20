"""What is asked, for which day, of which instruments; and what can be said no to at once."""

from __future__ import annotations

import re
from datetime import date

from knowledge import KnowledgeBase, Notice
from knowledge.time_notices import after_corpus_end

from ..dates import ImpossibleDate, named_days
from ..follow_up import Turn, standalone
from ..metadata import asks_for
from ..premise import premise_notice
from ..scope import is_other_field
from ..state import State

_OUT_OF_FIELD = "这个问题不属于国土空间规划与法律法规的范围，本系统不作回答"


def understand(state: State, base: KnowledgeBase) -> State:
    earlier = [Turn(turn["role"], turn["content"]) for turn in state.get("history", [])]
    question = standalone(state["question"], earlier, base)
    try:
        day, notices = _day(state, question, base)
    except ImpossibleDate as error:
        return {"standalone": question, "as_of": _today(state), "route": "refuse", "reason": str(error), "notices": []}
    understood: State = {"standalone": question, "as_of": day.isoformat(), "notices": [n.model_dump() for n in notices]}
    refusal = _refusal(question, day, base)
    if refusal is not None:
        reason, why = refusal
        return {**understood, "route": "refuse", "reason": reason, "notices": [n.model_dump() for n in [*notices, *why]]}
    exact = any(r.ids and r.article for r in base.references(question))
    named = base.named(question)
    look_up = exact or bool(named and asks_for(question))
    return {**understood, "route": "look_up" if look_up else "search", "reason": None}


def _day(state: State, question: str, base: KnowledgeBase) -> tuple[date, list[Notice]]:
    """An explicit as-of wins; else the last day the question names, unless it asks about that day itself."""
    asked = state.get("asked_as_of")
    if asked:
        day = date.fromisoformat(asked)
    else:
        days = [named.day for named in named_days(question, date.today())]
        day = days[-1] if days else date.today()
    return day, [after_corpus_end(day, base.corpus_end)] if day > base.corpus_end else []


def _refusal(question: str, day: date, base: KnowledgeBase) -> tuple[str, list[Notice]] | None:
    if is_other_field(question):
        return _OUT_OF_FIELD, [Notice(kind="other_field", text=_OUT_OF_FIELD)]
    for mention in base.mentions(question):
        if not mention.ids and _is_instrument(mention.name):
            near = base.near(mention.name)
            hint = f"；名称相近的有：{'、'.join(near[:3])}" if near else ""
            reason = f"本库没有《{mention.name}》，不能据以回答{hint}"
            return reason, [Notice(kind="text_not_held", text=reason)]
    return premise_notice(question, day, base)


def _is_instrument(name: str) -> bool:
    return bool(re.search(r"(?:法|条例|办法|规定|细则|规则|标准|规范|规程|指南|通知|意见|法典|规划|导则|准则)(?:[（(].*[)）])?$", name)) or "〔" in name


def _today(state: State) -> str:
    return state.get("asked_as_of") or date.today().isoformat()
