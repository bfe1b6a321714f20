"""Retrieval measures reckoned a second time, straight from their definitions and slowly."""

from __future__ import annotations

from math import log


def recall(found: list[str], gains: dict[str, float], k: int) -> float:
    relevant = [id_ for id_ in gains if gains[id_] > 0]
    count = 0
    for id_ in relevant:
        for place in range(min(k, len(found))):
            if found[place] == id_:
                count += 1
                break
    return count / len(relevant)


def mean_reciprocal_rank(found: list[str], gains: dict[str, float]) -> float:
    rank = 1
    for id_ in found:
        if rank > 10:
            return 0.0
        if gains.get(id_, 0) > 0:
            return 1.0 / rank
        rank += 1
    return 0.0


def ndcg(found: list[str], gains: dict[str, float]) -> float:
    dcg = 0.0
    for place in range(len(found)):
        if place < 10:
            dcg += gains.get(found[place], 0.0) / (log(place + 2) / log(2))
    best = 0.0
    left = sorted(gains.values())
    place = 0
    while left and place < 10:
        best += left.pop() / (log(place + 2) / log(2))
        place += 1
    return dcg / best
