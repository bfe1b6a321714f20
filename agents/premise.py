"""False premises about named provisions: an article that does not exist, a text not held, a claim the article denies."""

from __future__ import annotations

import re
from datetime import date

from knowledge import KnowledgeBase, Notice, ProvisionView, UnknownReference
from knowledge.provisions.numerals import article_label, int_to_chinese

from .citations.modality import modalities
from .citations.quantities import quantities
from .citations.support import best_clause
from .metadata import asks_for

Refusal = tuple[str, list[Notice]]
_ASSERTS = re.compile(r"(?:规定|说|写明|明确|允许|要求|禁止)(?:了|的|过|着)?[：:，,]?(?P<claim>[^？?]{6,}?)(?:[，,]?(?:对吗|是吗|对不对|是不是|没错吧|吧|这样对吗|是这样吗|属实吗|依据是什么|怎么理解|为什么))?[？?。]*$")


def premise_notice(question: str, day: date, base: KnowledgeBase) -> Refusal | None:
    """A refusal with its reason, or None when nothing in the question is known to be wrong."""
    for reference in base.references(question):
        if not reference.ids or reference.article is None:
            continue
        if len(reference.ids) > 1:
            return f"“{reference.title_name}”对应多部文件：{'、'.join(reference.ids)}；请写全称", []
        name = f"{reference.ids[0]}{article_label(reference.article)}"
        if reference.paragraph:
            name += f"第{int_to_chinese(reference.paragraph)}款"
        try:
            view = base.provision(name, as_of=day)
        except UnknownReference as error:
            return str(error), [Notice(kind="false_premise", text=str(error))]
        refusal = _unreadable(view) or _denied(question, view)
        if refusal is not None:
            return refusal
    return _not_held(question, day, base)


def _not_held(question: str, day: date, base: KnowledgeBase) -> Refusal | None:
    """Every instrument named is without text for that day: nothing to answer from."""
    named = base.named(question)
    if not named or asks_for(question):
        return None
    views = [base.provision(name, as_of=day) for name in named]
    if any(view.text_held for view in views):
        return None
    return _unreadable(views[0])


def _unreadable(view: ProvisionView) -> Refusal | None:
    if view.text_held:
        return None
    reasons = [n for n in view.notices if n.kind in ("text_not_held", "before_earliest_text")]
    return (reasons[0].text, list(view.notices)) if reasons else None


def _denied(question: str, view: ProvisionView) -> Refusal | None:
    """The question says the article says something; its words of duty or its numbers say otherwise."""
    match = _ASSERTS.search(question)
    if match is None or view.text is None:
        return None
    claim = match["claim"]
    there = quantities(view.text)
    wrong = [q.words for q in quantities(claim) if not any(q.same(t) or _differs_only_in_bound(q, t) for t in there)]
    clause = best_clause(claim, [view.text])
    mine, theirs = modalities(claim), modalities(clause)
    flipped = bool(mine and theirs) and ("must_not" in mine) != ("must_not" in theirs) and mine.isdisjoint(theirs)
    if not wrong and not flipped:
        return None
    what = f"没有“{wrong[0]}”的规定" if wrong else "的规定与此相反"
    text = f"{view.instrument}{view.article}{what}，该条原文：{clause[:200]}"
    return text, [Notice(kind="false_premise", text=text)]


def _differs_only_in_bound(a: object, b: object) -> bool:
    return getattr(a, "unit", 0) == getattr(b, "unit", 1) and getattr(a, "value", 0) == getattr(b, "value", 1)
