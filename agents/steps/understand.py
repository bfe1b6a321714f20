"""What is asked, for which day, of which laws; and what is refused at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge import KnowledgeBase, Notice, Version
from knowledge.time_notices import after_corpus_end, chinese_date
from knowledge.today import today

from ..dates import ImpossibleDate, asked_days
from ..editions import asked_edition, day_of
from ..follow_up import Standalone, says_too_little, standalone, turn_of, turns_of
from ..instructions import NOTICE, without_instructions
from ..law_names import NamedLaw, named_laws, readable
from ..models import ChatModel
from ..moved import asks_where_now
from ..question_kind import FactKind, fact_kind
from ..references import Named, named_provisions
from ..rewriting import rewritten
from ..scope import OUT_OF_FIELD, is_foreign
from ..state import State, Turn, plain, refusal
from ..understanding.vocabulary import Vocabulary
from ..understanding.wanted import wanted_tool

_WHICH_ARTICLE = "没有写明是哪部法律的哪一条，请写全再问"
_REMEMBERED = 20
"""Turns."""


def understand(state: State, base: KnowledgeBase, model: ChatModel | None, vocabulary: Vocabulary) -> State:
    now = today()
    asked, hidden = without_instructions(state["question"])
    wanted = wanted_tool(state, asked, vocabulary)
    notices = [Notice(kind="instruction_ignored", text=NOTICE)] if hidden else []
    turns = turns_of(state["messages"], base, now) if state.get("messages") else state.get("turns", [])
    said = _standalone(asked, turns, base, model, now)
    known: State = {"standalone": said.question, "turns": turns, "days": [_fallback_day(state, now)], "kind": None}
    if wanted is not None:
        return _to_act(wanted, state, asked, known, notices, base)
    if says_too_little(said.question):
        return {**known, **refusal(_WHICH_ARTICLE, notices)}
    if not asked or is_foreign(said.question):
        why = Notice(kind="other_field", text=OUT_OF_FIELD)
        return {**known, **refusal(OUT_OF_FIELD, [*notices, why])}
    try:
        days, told = _days(state, said, now)
    except ImpossibleDate as error:
        return {**known, **refusal(str(error), notices)}
    notices += told
    grade = state.get("grade", 0)
    laws = named_laws(said.question, base, grade)
    provisions = named_provisions(said.question, laws, base)
    now_of_old = bool(provisions) and asks_where_now(said.question)
    edition = None if now_of_old else asked_edition(said.question, laws, base, days[-1])
    if edition is not None and edition.missing is not None:
        return {**known, **refusal(edition.missing.text, [*notices, edition.missing])}
    if edition is not None and edition.version is not None:
        days = [day_of(edition.version, days[-1])]
        notices.append(_by_edition(edition.version, days[-1]))
    if days[-1] > base.corpus_end:
        notices.append(after_corpus_end(days[-1], base.corpus_end))
    kind = fact_kind(said.question, laws, provisions, now)
    known |= {"days": [day.isoformat() for day in days], "kind": kind}
    no = _unanswerable(laws, provisions, kind, base, grade)
    if no is not None:
        reason, why_not = no
        return {**known, **refusal(reason, [*notices, *why_not])}
    known["turns"] = [*turns, turn_of(said, base, now)][-_REMEMBERED:]
    looked_up = any(p.ids for p in provisions) or (kind is not None and any(law.ids for law in laws))
    notices += _unknown_beside_known(laws, base, grade)
    return {**known, "route": "look_up" if looked_up else "search", "notices": plain(notices)}


def _to_act(wanted: State, state: State, asked: str, known: State, notices: list[Notice], base: KnowledgeBase) -> State:
    """The day is the one named or asked for, else today: what an earlier question of law was asked for is not it."""
    now = today()
    try:
        days, told = _days(state, Standalone(asked), now)
    except ImpossibleDate as error:
        return {**known, **refusal(str(error), notices)}
    notices += told
    if days[-1] > base.corpus_end:
        notices.append(after_corpus_end(days[-1], base.corpus_end))
    return {**known, **wanted, "route": "act", "days": [days[-1].isoformat()], "notices": plain(notices)}


def _standalone(
    question: str, turns: Sequence[Turn], base: KnowledgeBase, model: ChatModel | None, now: date
) -> Standalone:
    said = standalone(question, turns, base, now)
    if said.leans and model is not None and turns:
        made = rewritten(question, turns, base, model)
        if made is not None:
            return Standalone(made, said.day)
    return said


def _days(state: State, said: Standalone, now: date) -> tuple[list[date], list[Notice]]:
    """An explicit day wins, then the days named, then the day of the turn it leans on, then today.

    Who asks as of a day means that day by 现在, and by 去年 the year before it.
    """
    asked = state.get("asked_as_of")
    named = asked_days(said.question, date.fromisoformat(asked) if asked else now)
    if asked:
        day = date.fromisoformat(asked)
        if not named or day in named:
            return [day], []
        words = "、".join(chinese_date(n) for n in named)
        text = f"问题里写的日期是{words}，已按指定的{chinese_date(day)}作答"
        return [day], [Notice(kind="conflicting_dates", text=text)]
    if named:
        return named, []
    return [date.fromisoformat(said.day) if said.day else now], []


def _by_edition(version: Version, day: date) -> Notice:
    name = version.instrument.partition("#")[0]
    text = f"问的是《{name}》{chinese_date(version.version_date)}通过的文本，已按它可适用的{chinese_date(day)}作答"
    return Notice(kind="conflicting_dates", text=text)


def _fallback_day(state: State, now: date) -> str:
    return state.get("asked_as_of") or now.isoformat()


def _unanswerable(
    laws: Sequence[NamedLaw], provisions: Sequence[Named], kind: FactKind | None, base: KnowledgeBase, grade: int
) -> tuple[str, list[Notice]] | None:
    """(reason, notices) when a law is unknown, or its name or the provision's law is not clear."""
    for provision in provisions:
        if len(provision.ids) > 1:
            return f"“{provision.law}”对应多部文件：{'、'.join(provision.ids)}；请写全称", []
        if not provision.ids and provision.law:
            return _not_here(provision.law, base, grade)
        if not provision.ids and not any(p.ids for p in provisions):
            return f"没有写明是哪部法律的{provision.label}，请写上法律名称再问", []
    if laws and not any(law.ids for law in laws):
        return _not_here(laws[0].name, base, grade)
    unclear = [law for law in laws if len(law.ids) > 1]
    if kind and unclear:
        return f"“{unclear[0].name}”对应多部文件：{'、'.join(unclear[0].ids[:8])}；请写全称", []
    return None


def _not_here(name: str, base: KnowledgeBase, grade: int) -> tuple[str, list[Notice]]:
    near = readable(base.near(name), base, grade)
    hint = f"；名称相近的有：{'、'.join(near[:3])}" if near else ""
    reason = f"本库没有收入《{name}》，不能据以回答{hint}"
    return reason, [Notice(kind="text_not_held", text=reason)]


def _unknown_beside_known(laws: Sequence[NamedLaw], base: KnowledgeBase, grade: int) -> list[Notice]:
    return [notice for law in laws if not law.ids for notice in _not_here(law.name, base, grade)[1]]
