"""Is it said that nothing held answers, where that is so, and answered where something does?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel

from knowledge import Wire

from ..banks import Row, places_on, read_bank
from ..exchange import FINDING, Question, question
from ..places import Place
from ..runs.sample import Sample
from ..scorers.classes import counted, f1, of_label, precision, recall
from ..scorers.refusals import right_to_refuse
from ..task import Case, Figure, Making, Score, Scorer, Tally, Task
from .provision_retrieval import FORM, WRITTEN_FOR
from .reading import Answered, answered

_WHY = {"text_not_held": "正文没有收入", "false_premise": "前提不实", "other_field": "别的领域"}
_REFUSED, _ANSWERED = "拒答", "作答"


class Unanswerable(Row):
    question: str
    why: Literal["text_not_held", "false_premise", "other_field"]


class GoldArticle(BaseModel):
    instrument: str
    article: str


class Answerable(Row):
    question: str
    as_of: date | None = None
    gold: tuple[GoldArticle, ...]


class Due(Wire):
    refused: bool
    why: str | None = None
    """Kind of notice that says why."""
    gold: tuple[Place, ...] = ()


ThisCase = Case[Question, Due]


def _cases(_: Making) -> Sequence[ThisCase]:
    refused = [
        _case(row.id, row.question, WRITTEN_FOR, Due(refused=True, why=row.why), _WHY[row.why])
        for row in read_bank("unanswerable", Unanswerable)
    ]
    return [*refused, *(_answerable(row) for row in read_bank("answerable", Answerable))]


def _answerable(row: Answerable) -> ThisCase:
    day = row.as_of or WRITTEN_FOR
    gold = places_on(tuple(f"{one.instrument}{one.article}" for one in row.gold), day)
    return _case(row.id, row.question, day, Due(refused=False, gold=gold), "可回答")


def _case(id_: str, text: str, day: date, due: Due, group: str) -> ThisCase:
    return Case(id_, question(text, as_of=day, form=FORM), due, due.gold[0].law if due.gold else "", group)


def _decision(case: ThisCase, said: Answered) -> Score:
    score = right_to_refuse(said.refused, case.expected.refused)
    label = _REFUSED if said.refused else _ANSWERED
    tallies = of_label(label, _REFUSED if case.expected.refused else _ANSWERED)
    return Score(score.value, score.reason, tallies)


def _no_decision(case: ThisCase) -> Score:
    return Score(0.0, tallies=of_label(None, _REFUSED if case.expected.refused else _ANSWERED))


def _why(case: ThisCase, said: Answered) -> Score:
    """Only of a target that gives notices by kind."""
    if not said.notices:
        return Score(None, "这一对象不给提示的种类")
    told = said.refused and case.expected.why in said.notices
    return Score(float(told), "" if told else f"没有说明 {case.expected.why}")


def _gold(case: ThisCase, said: Answered) -> Score:
    held = any(place.fits(right) for place in said.named for right in case.expected.gold)
    return Score(float(held), "" if held else f"没有引{'、'.join(map(str, case.expected.gold))}")


def _of_refusals(samples: Sequence[Sample]) -> Tally:
    return counted(samples, "decision").get(_REFUSED, Tally(0, 0, 0))


ABSTENTION = Task(
    name="abstention",
    title="知之为知之",
    claim="本库答不了的说答不了并说明原因，答得了的不推脱",
    version=1,
    cases=_cases,
    read=answered,
    scorers=(
        Scorer("decision", "该答则答、该拒则拒", _decision, blank=_no_decision),
        Scorer("why", "拒答的理由", _why, applies=lambda case: case.expected.refused),
        Scorer("gold", "引到能回答的条文", _gold, applies=lambda case: not case.expected.refused),
    ),
    figures=(
        Figure("refusal_precision", "拒答的精确率", lambda samples: precision(_of_refusals(samples))),
        Figure("refusal_recall", "拒答的召回率", lambda samples: recall(_of_refusals(samples))),
        Figure("refusal_f1", "拒答的 F1", lambda samples: f1(_of_refusals(samples))),
    ),
    kinds=FINDING - {"tool"},
)
