"""BLEU and ROUGE-L as declared by us: GB/T 45288.2's own parameters are not available to us.

BLEU (Papineni et al. 2002): orders 1 to 4, uniform weights, one is added to matches and totals of the orders above 1
(Lin and Och 2004), brevity penalty against the reference closest in length, the best reference counted per n-gram.
ROUGE-L (Lin 2004): longest common subsequence, F with beta 1, the best of several references.
Tokens are those of `wording.tokens`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from .wording import tokens

ORDER = 4


def bleu(said: str, references: Sequence[str]) -> float:
    """Of one sentence, 0 to 1."""
    words, listed = tokens(said), [tokens(reference) for reference in references]
    if not words or not any(listed):
        return 0.0
    logs = []
    for order in range(1, ORDER + 1):
        grams = _grams(words, order)
        most: Counter[tuple[str, ...]] = Counter()
        for reference in listed:
            most |= _grams(reference, order)
        matched, total = sum((grams & most).values()), sum(grams.values())
        if order > 1:
            matched, total = matched + 1, total + 1
        if matched == 0:
            return 0.0
        logs.append(math.log(matched / total))
    closest = min((abs(len(reference) - len(words)), len(reference)) for reference in listed)[1]
    penalty = min(0.0, 1 - closest / len(words))
    return math.exp(penalty + math.fsum(logs) / ORDER)


def rouge_l(said: str, references: Sequence[str]) -> float:
    """F of the longest common subsequence, 0 to 1."""
    words = tokens(said)
    return max((_f_of_subsequence(words, tokens(reference)) for reference in references), default=0.0)


def _grams(words: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[n : n + order]) for n in range(len(words) - order + 1))


def _f_of_subsequence(said: Sequence[str], right: Sequence[str]) -> float:
    length = _common(said, right)
    return 2 * length / (len(said) + len(right)) if length else 0.0


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, by bits: a row of the table is one whole number."""
    places: dict[str, int] = {}
    for n, token in enumerate(a):
        places[token] = places.get(token, 0) | 1 << n
    row = 0
    for token in b:
        x = row | places.get(token, 0)
        row = x & ~(x - (row << 1 | 1))
    return row.bit_count()
