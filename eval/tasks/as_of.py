"""Is the law of the day told: the text in force then, and honestly what is repealed, to come, or not held?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from knowledge import Wire

from ..banks import Row, places_on, read_bank
from ..exchange import ANSWERING, Question, question
from ..places import Place, place_of_reference
from ..scorers.numbers import key_fact_recall
from ..scorers.refusals import right_to_refuse
from ..task import Case, Making, Score, Scorer, Task
from .provision_retrieval import FORM
from .reading import Answered, answered

_KINDS = {
    "two_versions": "新旧两个文本",
    "repealed_2026": "法典废止的十部法",
    "new_2027": "2027 年施行",
    "moved_article": "条号变了",
    "outside_corpus": "本库之外的日子",
}
_WITH_VERSION = re.compile(r"^(?P<law>.+?)[（(](?P<version>\d{4}-\d{2}-\d{2})[）)]$")


class AsOfRow(Row):
    question: str
    as_of: date
    kind: Literal["two_versions", "repealed_2026", "new_2027", "moved_article", "outside_corpus"]
    gold: tuple[str, ...]
    version: date | None
    must_say: tuple[str, ...]
    must_not_cite: tuple[str, ...]
    refused: bool
    notice: str | None


class LawOfTheDay(Wire):
    gold: tuple[Place, ...]
    """Any one of them is right."""
    must_say: tuple[str, ...]
    must_not_cite: tuple[Place, ...]
    """As law in force."""
    refused: bool
    notice: str | None


ThisCase = Case[Question, LawOfTheDay]


def as_of_rows() -> list[AsOfRow]:
    return read_bank("as_of_questions", AsOfRow)


def gold_of(row: AsOfRow) -> tuple[Place, ...]:
    """The first in the text the bank names, the others in the text of the day."""
    places = places_on(row.gold, row.as_of)
    if places and row.version:
        return replace(places[0], version=row.version.isoformat()), *places[1:]
    return places


def _cases(_: Making) -> Sequence[ThisCase]:
    return [
        Case(
            row.id,
            question(row.question, as_of=row.as_of, form=FORM),
            LawOfTheDay(
                gold=gold_of(row),
                must_say=row.must_say,
                must_not_cite=tuple(map(_place, row.must_not_cite)),
                refused=row.refused,
                notice=row.notice,
            ),
            place_of_reference(row.gold[0]).law if row.gold else "",
            _KINDS[row.kind],
        )
        for row in as_of_rows()
    ]


def _place(text: str) -> Place:
    """生态环境法典, 渔业法(2025-12-27) or one provision."""
    match = _WITH_VERSION.match(text)
    return Place(match["law"], "", version=match["version"]) if match else place_of_reference(text)


def _version(case: ThisCase, said: Answered) -> Score:
    """A right provision in the text that is right for the day; spoken of as past or future law where it is that."""
    wanted = case.expected.gold
    if any(place.fits(right) for place in said.named for right in wanted):
        return Score(1.0)
    same_article = [place for place in said.named if place.of_article in {right.of_article for right in wanted}]
    if same_article:
        return Score(0.0, f"应引{wanted[0]}，引了{same_article[0]}")
    return Score(0.0, f"没有引{'、'.join(map(str, wanted))}")


def _not_cited(case: ThisCase, said: Answered) -> Score:
    wrong = [place for place in said.places if any(_covers(no, place) for no in case.expected.must_not_cite)]
    return Score(0.0 if wrong else 1.0, f"当日无效却作为依据：{'、'.join(map(str, wrong))}" if wrong else "")


def _covers(no: Place, place: Place) -> bool:
    if no.law != place.law or (no.article and no.article != place.article):
        return False
    return no.version is None or no.version == place.version


def _must_say(case: ThisCase, said: Answered) -> Score:
    return key_fact_recall(said.text, case.expected.must_say)


def _refusal(case: ThisCase, said: Answered) -> Score:
    return right_to_refuse(said.refused, case.expected.refused)


def _notice(case: ThisCase, said: Answered) -> Score:
    """Only of a target that gives notices by kind."""
    if not said.notices:
        return Score(None, "这一对象不给提示的种类")
    held = case.expected.notice in said.notices
    return Score(float(held), "" if held else f"没有提示 {case.expected.notice}")


def _right(case: ThisCase, said: Answered) -> Score:
    """All of it: refused or answered as due, the text of the day, what must be said, nothing void as a basis."""
    parts = [_refusal(case, said), _not_cited(case, said)]
    if case.expected.gold and not case.expected.refused:
        parts.append(_version(case, said))
    if case.expected.must_say:
        parts.append(_must_say(case, said))
    wrong = [part.reason for part in parts if part.value is not None and part.value < 1]
    return Score(0.0 if wrong else 1.0, "；".join(wrong))


AS_OF = Task(
    name="as_of",
    title="按日期的法律",
    claim="问哪一天就答哪一天有效的文本；已废止、尚未施行、本库没有的，如实说，不当作依据",
    version=1,
    cases=_cases,
    read=answered,
    scorers=(
        Scorer("right", "全对", _right),
        Scorer("version", "当日的文本", _version, applies=lambda case: bool(case.expected.gold)),
        Scorer("must_say", "该说的话", _must_say, applies=lambda case: bool(case.expected.must_say)),
        Scorer("not_cited", "不引无效的", _not_cited, applies=lambda case: bool(case.expected.must_not_cite)),
        Scorer("refusal", "该拒则拒", _refusal),
        Scorer("notice", "提示的种类", _notice, applies=lambda case: case.expected.notice is not None),
    ),
    kinds=ANSWERING,
)
