"""False premises: what a question claims of a named provision, held against the provision's own words."""

from __future__ import annotations

import re
from datetime import date

from knowledge import KnowledgeBase
from knowledge.provisions.structure import split_article
from knowledge.retrieve.bigrams import terms
from knowledge.retrieve.support import coverage

from .citations.quantities import quantities
from .claims import Claim, claim_of
from .grounds import Ground
from .jargon import written_out
from .modality import modalities, negations
from .references import Named

_AUTHORITIES = (
    ("国务院", r"国务院(?!.{0,10}(?:主管|行政)?部门)"),
    ("省级人民政府", r"省级?(?:以上)?(?:人民)?政府|省、自治区、直辖市(?:人民政府)?"),
    (
        "市级人民政府",
        r"(?:设区的|地级)?市级?(?:人民)?政府|市、县级?(?:人民)?政府|城市人民政府|县级以上(?:地方)?(?:各级)?人民政府",
    ),
    ("县级人民政府", r"县级?(?:人民)?政府|县级以上(?:地方)?(?:各级)?人民政府"),
    ("乡镇人民政府", r"乡镇?(?:人民)?政府|乡（镇）(?:人民)?政府|乡、镇(?:人民)?政府|镇(?:人民)?政府"),
    ("村民委员会", r"村民?委员?会"),
    ("人民法院", r"法院"),
)
_LEAST_SHARE = 0.34
"""Of a claim's character pairs: an article that says so has at least these."""
_NEAR = 0.5
"""A clause that has these of a claim's pairs is the one it speaks of."""
_SWEEPING = re.compile(r"一律|随意|任意|无条件|任何情况下|自由|永远|绝对|全部免")
_DENYING = {"must_not", "need_not"}
_LEAST_TOPIC = 0.33
_FEW = 3
"""Character pairs: a shorter topic decides nothing."""
_NEAR_TOP = 3


def denied(question: str, named: Named, ground: Ground, base: KnowledgeBase, day: date) -> str | None:
    """A Chinese sentence with what the provision says, when it does not bear out what is claimed of it."""
    claim = claim_of(question, named)
    if claim is None:
        return None
    why = _contradicted(claim.text, ground.text) if claim.asserted else _off_topic(claim, ground, base, day)
    if why is None:
        return None
    return f"《{ground.instrument}》{ground.article}{why}。该条原文：“{_shortened(ground.text)}”"


def _contradicted(claim: str, text: str) -> str | None:
    if _share(claim, text) < _LEAST_SHARE:
        return "没有这样的规定"
    numbers = quantities(claim)
    said = _without_authorities(claim)
    for q in numbers:
        said = said.replace(q.words, " ")
    overlaps = [(len(set(terms(said)) & set(terms(_without_authorities(c)))), c) for c in _clauses(text)]
    most, clause = max(overlaps, key=lambda pair: pair[0])
    if _share(said, clause) < _NEAR:
        clause, overlaps = text, [(most, text)]
    there = [q for overlap, c in overlaps if overlap >= most - 1 for q in quantities(c)]
    for q in numbers:
        if not any(q.unit == t.unit and abs(q.value - t.value) < 1e-6 * max(1.0, t.value) for t in there):
            return f"没有“{q.words}”的规定"
    told = clause if any(re.search(pattern, clause) for _, pattern in _AUTHORITIES) else text
    for name, pattern in _AUTHORITIES:
        if re.search(pattern, claim) and not re.search(pattern, told):
            return f"没有说由{name}办理"
    mine, theirs = modalities(claim), modalities(clause)
    denies = not mine.isdisjoint(_DENYING) and not negations(clause) and theirs.isdisjoint(_DENYING)
    if (denies or (mine and theirs and mine.isdisjoint(theirs))) and "除外" not in clause:
        return "的规定与此不同"
    sweeping = _SWEEPING.search(claim)
    if sweeping and sweeping[0] not in text:
        return f"没有说“{sweeping[0]}”"
    return None


def _clauses(text: str) -> list[str]:
    """Clauses, an item together with what introduces it."""
    found = []
    for part in split_article(text):
        items = part.parts
        lead = text[part.start : items[0].start if items else part.end]
        found += [clause for clause in re.split(r"[。；\n]", lead) if clause.strip()]
        found += [f"{lead.strip()}{text[item.start : item.end].strip()}" for item in items]
    return found or [text]


def _without_authorities(text: str) -> str:
    return re.sub("|".join(pattern for _, pattern in _AUTHORITIES), " ", text)


def _share(claim: str, text: str) -> float:
    return max(coverage(text, set(terms(words))) for words in (claim, written_out(claim)))


def _off_topic(claim: Claim, ground: Ground, base: KnowledgeBase, day: date) -> str | None:
    """The topic is not in the article, and a search for it within the law finds others first."""
    topic = written_out(claim.text)
    wanted = set(terms(topic))
    if len(wanted) < _FEW or coverage(ground.text, wanted) >= _LEAST_TOPIC:
        return None
    found = base.search(f"{ground.instrument} {topic}", as_of=day, limit=_NEAR_TOP).results
    if any(hit.instrument == ground.instrument and hit.article == ground.article for hit in found):
        return None
    return f"没有关于“{topic}”的规定"


def _shortened(text: str) -> str:
    return text.strip() if len(text) <= 400 else f"{text[:400]}…"
