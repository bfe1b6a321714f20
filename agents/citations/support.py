"""Does a provision say what a sentence says? Character pairs of its content words, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.retrieve.bigrams import terms

_CLAUSE = re.compile(r"[。；;\n]|(?<=[^一二三四五六七八九十]）)")
_FRAME = re.compile(
    r"^(?:根据|依据|按照|依照)?(?:的|之|规定|明确|指出|要求|提出|，|,|：|:|第[一二三四五六七八九十\d]+[款项])*"
)
_LEAST = 0.62
"""Share of a sentence's pairs that the cited text must have."""


def supported(said: str, texts: Sequence[str]) -> bool:
    pairs = set(terms(_FRAME.sub("", said)))
    there = set().union(*(terms(text) for text in texts)) if texts else set()
    return not pairs or len(pairs & there) / len(pairs) >= _LEAST


def best_clause(said: str, texts: Sequence[str]) -> str:
    """The clause of the cited texts most like the sentence; clauses are joined while the sentence spans them."""
    pairs = set(terms(said))
    clauses = [clause.strip() for text in texts for clause in _CLAUSE.split(text) if clause and clause.strip()]
    if not clauses:
        return ""
    scored = [(len(pairs & set(terms(clause))), clause) for clause in clauses]
    best = max(score for score, _ in scored)
    chosen = [clause for score, clause in scored if score >= 0.6 * best and score > 2] or [max(scored)[1]]
    return "；".join(chosen[:4])
