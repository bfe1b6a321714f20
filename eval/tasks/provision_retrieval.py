"""Is the provision found that answers a question, asked by lay people, by professionals, or in a few words?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from knowledge import Wire

from ..banks import Row, places_on, read_bank
from ..exchange import Question, Reply, question
from ..metrics import hit_at, ndcg_at, reciprocal_rank
from ..places import Place
from ..task import Case, Making, Score, Scorer, Task, Unparsed
from .reading import found_places

WRITTEN_FOR = date(2026, 11, 27)
"""The day whose law the questions were written for."""
FORM = "答案要写明依据的法律名称和条号。"
STYLES = {"lay": "百姓说法", "professional": "专业说法", "terse": "几个字"}


class RetrievalRow(Row):
    question: str
    style: Literal["lay", "professional", "terse"]
    gold: tuple[str, ...]
    also: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    document: str


class Wanted(Wire):
    gold: tuple[Place, ...]
    """Any one of them answers."""


ThisCase = Case[Question, Wanted]


def retrieval_rows() -> list[RetrievalRow]:
    return read_bank("retrieval_questions", RetrievalRow)


def _cases(_: Making) -> Sequence[ThisCase]:
    return [
        Case(
            row.id,
            question(row.question, as_of=WRITTEN_FOR, form=FORM),
            Wanted(gold=places_on(row.gold, WRITTEN_FOR)),
            row.document,
            STYLES[row.style],
        )
        for row in retrieval_rows()
    ]


def _read(case: ThisCase, reply: Reply) -> tuple[str, ...]:
    """What was found as plain names, best first: an article in another text than the one in force is another."""
    places = found_places(reply)
    if not places and not reply.refused and not reply.text.strip():
        raise Unparsed("没有给出条文")
    versions = {place.of_article: place.version for place in case.expected.gold}
    return tuple(dict.fromkeys(_name(p, p.version or versions.get(p.of_article)) for p in places))


def _gold(case: ThisCase) -> set[str]:
    return {_name(place, place.version) for place in case.expected.gold}


def _name(place: Place, version: str | None) -> str:
    return f"{place.law}@{version}/{place.article}"


def _hit(k: int) -> Scorer[Question, Wanted, tuple[str, ...]]:
    def judge(case: ThisCase, found: tuple[str, ...]) -> Score:
        hit = hit_at(found, _gold(case), k)
        return Score(hit, "" if hit else f"前 {k} 条里没有{'、'.join(map(str, case.expected.gold))}")

    return Scorer(f"r_at_{k}", f"R@{k}", judge)


def _mrr(case: ThisCase, found: tuple[str, ...]) -> Score:
    return Score(reciprocal_rank(found, _gold(case)))


def _ndcg(case: ThisCase, found: tuple[str, ...]) -> Score:
    return Score(ndcg_at(found, _gold(case)))


PROVISION_RETRIEVAL = Task(
    name="provision_retrieval",
    title="条文检索",
    claim="用平常话、专业话或几个字问，前 k 条里有能回答的条文，而且是当日有效的文本",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(
        _hit(5),
        _hit(1),
        _hit(10),
        Scorer("mrr_at_10", "MRR@10", _mrr),
        Scorer("ndcg_at_10", "nDCG@10", _ndcg),
    ),
)
