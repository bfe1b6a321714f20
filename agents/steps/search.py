"""Provisions that bear on the question, or the word that nothing held supports an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from knowledge import Instrument, KnowledgeBase, Notice, SearchHit, SearchResults
from knowledge.today import today

from ..amended import cite_amendments
from ..dates import matter_of
from ..facts import Asked, name_of, standing
from ..grounds import Grounds, ground_of_hit
from ..jargon import written_out
from ..law_names import named_laws, without_names
from ..referred import tell_of_ended
from ..scope import OUT_OF_FIELD, asks_for_a_forecast, is_other_field, speaks_of_ours
from ..state import State, dumped, notices_of, plain, refusal
from ..upcoming import found_to_come, speaks_of_new, told_to_come, without_new

_MOST = 3
_MOST_LAWS, _MOST_EACH = 4, 2
"""Where a question names several laws."""
_GAP = 0.92
"""A further provision stands within this share of the best one's score."""
_LEAST_SUPPORT = 0.5
"""One of the provisions bears an answer alone."""
_LEAST_BESIDE = 0.2
"""Then the others stand by their scores, if they are not quite without it."""
_PENALTY = 0.05
"""Added to the score of a provision that has a penalty, where one is asked for."""
_LEAST_ELSEWHERE = 0.75
"""Where the words are of another trade: stocks, films, phones."""
_ASKS_FOR_PENALTY = re.compile(r"罚|处分|吊销|没收|后果|法律责任|追究|违法.{0,6}怎么(?:办|处理)")
_HAS_PENALTY = re.compile(r"罚款|拘留|处分|吊销|没收|责令")
_ENTRY = re.compile(r"\s*本(?:法典?|条例|决定|办法|规定)自[^，。；]{2,20}起(?:施行|实施|生效)。?\s*")
_NOTHING = "本库没有找到能够支持回答的条文；可以换一种说法，或写明法律名称和条号"


def search(state: State, base: KnowledgeBase) -> State:
    day, grade = date.fromisoformat(state["days"][-1]), state.get("grade", 0)
    question = state["standalone"]
    notices = notices_of(state)
    laws = [law for law in named_laws(question, base, grade) if law.ids]
    named = [i for law in laws for i in base.resolve(law.ids[0])[:1]]
    views = [base.provision(i.id, as_of=day, grade=grade) for i in named]
    notices += [n for view in views for n in view.notices if n not in notices]
    if named and not any(view.text_held for view in views):
        first = next(n for n in views[0].notices if n.kind in ("text_not_held", "before_earliest_text"))
        return refusal(first.text, notices)
    asked = Asked(base, Grounds(), (day,), grade)
    told = [f"{name_of(i)}{end}。" for i in named if (end := standing(i, day, asked))]
    ended = bool(told)
    matter = matter_of(question, today())
    rest = written_out(without_names(matter, laws))
    look = partial(base.search, as_of=day, region=state.get("region"), limit=10, grade=grade)
    told += told_to_come(question, named, asked, notices)
    readable = [i for i, view in zip(named, views, strict=True) if view.text_held]
    if len(readable) > 1 and not ended:
        hits = [hit for i in readable[:_MOST_LAWS] for hit in _own(look(f"《{i.id}》{rest}"), i)]
    else:
        found = look(rest if ended else written_out(matter))
        hits = _chosen(_ranked(question, found.results), named, ended=ended) if found.supported else []
    if not named and (asks_for_a_forecast(question) or _is_elsewhere(question, hits)):
        hits = []
    if not hits and not told:
        return _nothing(question, notices)
    new = (
        found_to_come(partial(look, written_out(without_new(matter))), base, day)
        if not named and speaks_of_new(question)
        else None
    )
    if hits and new is not None:
        (law,) = base.resolve(new.instrument)[:1]
        told += told_to_come(question, [law], asked, notices)
        hits = [*hits, new]
    silent = [i for i in readable if not any(hit.instrument == i.id for hit in hits)]
    if silent and not ended:
        others = "，以下是其他法律的规定" if hits and len(silent) == len(readable) else ""
        told += [f"{'、'.join(map(name_of, silent))}里没有找到直接相关的规定{others}。"]
    for hit in hits:
        asked.grounds.cite(ground_of_hit(hit))
    cite_amendments(asked, notices)
    tell_of_ended(asked, notices)
    return {"told": told, "grounds": dumped(list(asked.grounds)), "notices": plain(notices)}


def _ranked(question: str, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """A duty and the penalty for breaking it say much the same words: where the penalty is asked for, it goes first."""
    if not _ASKS_FOR_PENALTY.search(question):
        return list(hits)
    scored = [h.model_copy(update={"score": h.score + (_PENALTY if _HAS_PENALTY.search(h.text) else 0)}) for h in hits]
    return sorted(scored, key=lambda hit: -hit.score)


def _own(found: SearchResults, law: Instrument) -> list[SearchHit]:
    """One or two of the law's own, where several laws are asked about at once."""
    own = _bearing([h for h in found.results if h.instrument == law.id])
    return [h for h in own[:_MOST_EACH] if h.score >= _GAP * own[0].score] if found.supported else []


def _chosen(hits: Sequence[SearchHit], named: Sequence[Instrument], *, ended: bool) -> list[SearchHit]:
    """One to three: of the laws named, where those speak of the matter; never of a law that has ended."""
    ids = {i.id for i in named}
    fit = [h for h in hits if h.status in ("in_force", "unknown") or (h.instrument in ids and not ended)]
    own = [h for h in fit if h.instrument in ids]
    fit = _bearing(own) or _bearing(fit)
    return [h for h in fit[:_MOST] if h.score >= _GAP * fit[0].score]


def _bearing(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Those that bear an answer together; never a clause on a law's own entry into force, which its record tells."""
    fit = [h for h in hits if h.support >= _LEAST_BESIDE and not _ENTRY.fullmatch(h.text)]
    return fit if any(h.support >= _LEAST_SUPPORT for h in fit) else []


def _is_elsewhere(question: str, hits: Sequence[SearchHit]) -> bool:
    return is_other_field(question) and all(hit.support < _LEAST_ELSEWHERE for hit in hits)


def _nothing(question: str, notices: list[Notice]) -> State:
    if is_other_field(question) or asks_for_a_forecast(question) or not speaks_of_ours(question):
        return refusal(OUT_OF_FIELD, [*notices, Notice(kind="other_field", text=OUT_OF_FIELD)])
    return refusal(_NOTHING, notices)
