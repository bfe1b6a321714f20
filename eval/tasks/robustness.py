"""Is the same provision found when a question is misspelt, in other widths or scripts, mixed with English, or told?

Written variants of one bank, and disturbances by code of another.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from knowledge import Wire

from ..banks import Row, places_on, read_bank
from ..disturbances import Disturbance, other_width, spaced, swapped, traditional, without_marks
from ..exchange import Question, Reply, question
from ..places import Place
from ..runs.sample import Sample
from ..task import Case, Figure, Making, Score, Scorer, Task, Unparsed
from .abstention import Answerable
from .provision_retrieval import FORM, WRITTEN_FOR
from .reading import given_places

_PLAIN, _PLAIN_MADE = "原句", "原句（生成）"
_WRITTEN = {"typo": "错别字", "width": "全半角", "traditional": "繁体", "mixed": "中英混写", "spoken": "口语"}
_SEEN = 5


class VariantRow(Row):
    question: str
    variants: Mapping[str, str]
    gold: tuple[str, ...]


class Steady(Wire):
    gold: tuple[Place, ...]


ThisCase = Case[Question, Steady]


def _cases(making: Making) -> Sequence[ThisCase]:
    rows = read_bank("variants", VariantRow)
    script = traditional((row.question, row.variants["traditional"]) for row in rows)
    return [*_written(rows), *_made(script, making.seed)]


def _written(rows: Sequence[VariantRow]) -> list[ThisCase]:
    cases = []
    for row in rows:
        steady = Steady(gold=places_on(row.gold, WRITTEN_FOR))
        for kind, text in {"": row.question, **row.variants}.items():
            cases.append(_case(f"{row.id}-{kind or 'plain'}", text, steady, row.id, _WRITTEN.get(kind, _PLAIN)))
    return cases


def _made(script: Disturbance, seed: int) -> list[ThisCase]:
    """Of the questions of `answerable` that are about today's law."""
    disturbances: dict[str, Disturbance] = {
        "前后颠倒": swapped,
        "全半角（生成）": other_width,
        "多余空格": spaced,
        "没有标点": without_marks,
        "繁体（生成）": script,
    }
    cases = []
    for row in read_bank("answerable", Answerable):
        if row.as_of is not None:
            continue
        chance = random.Random(f"{seed}/{row.id}")
        gold = places_on(tuple(f"{one.instrument}{one.article}" for one in row.gold), WRITTEN_FOR)
        cases.append(_case(f"{row.id}-plain", row.question, Steady(gold=gold), row.id, _PLAIN_MADE))
        for n, (group, disturb) in enumerate(disturbances.items(), 1):
            cases.append(_case(f"{row.id}-d{n}", disturb(row.question, chance), Steady(gold=gold), row.id, group))
    return cases


def _case(id_: str, text: str, steady: Steady, document: str, group: str) -> ThisCase:
    return Case(id_, question(text, as_of=WRITTEN_FOR, form=FORM), steady, document, group)


def _read(_: ThisCase, reply: Reply) -> tuple[Place, ...]:
    places = given_places(reply)
    if not places and reply.refused is None and not reply.text.strip():
        raise Unparsed("没有回答")
    return tuple(places[:_SEEN])


def _right(case: ThisCase, said: tuple[Place, ...]) -> Score:
    held = any(place.fits(gold) for place in said for gold in case.expected.gold)
    return Score(float(held), "" if held else f"没有给出{'、'.join(map(str, case.expected.gold))}")


def _kept(plain: str, disturbed: Sequence[str]) -> Callable[[Sequence[Sample]], float | None]:
    """Of the questions answered rightly when plain, the share that stays right when disturbed."""

    def share(samples: Sequence[Sample]) -> float | None:
        right = {s.document for s in samples if s.group == plain and s.scores["right"].value == 1}
        after = [s.scores["right"].value or 0.0 for s in samples if s.group in disturbed and s.document in right]
        return fmean(after) if after else None

    return share


ROBUSTNESS = Task(
    name="robustness",
    title="写法变了仍答得对",
    claim="错别字、全半角、繁体、中英混写、口语、缺标点、夹空格，都仍能找到正确条文",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(Scorer("right", "给出正确条文", _right),),
    figures=(
        *(Figure(f"kept_{key}", f"{name}：保住的", _kept(_PLAIN, (name,))) for key, name in _WRITTEN.items()),
        Figure(
            "kept_made",
            "生成的扰动：保住的",
            _kept(_PLAIN_MADE, ("前后颠倒", "全半角（生成）", "多余空格", "没有标点", "繁体（生成）")),
        ),
    ),
)
