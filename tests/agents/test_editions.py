"""Editions asked for by their year: answered from their own text, or refused by name."""

from __future__ import annotations

from datetime import date

import pytest

from agents.editions import asked_edition, day_of
from agents.law_names import named_laws
from agents.planner import Planner
from knowledge import KnowledgeBase

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "question",
    [
        "土地管理法1998年版怎么规定宅基地",
        "1998年修订的土地管理法第六十二条",
        "旧土地管理法第二十条",
        "《土地管理法》（2004年修正）第四十七条",
        "修订前的文物保护法第十八条",
    ],
)
def test_an_edition_that_is_not_held_is_refused_by_name(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=DAY)
    assert answer.refused
    assert "没有收入" in (answer.reason or "")
    assert answer.citations == ()
    assert "before_earliest_text" in {notice.kind for notice in answer.notices}


@pytest.mark.parametrize(
    "question",
    [
        "2019年修正的土地管理法第三十五条",
        "新修订的土地管理法第三十五条",
        "土地管理法（2019年版）第三十五条",
        "土地管理法第三十五条",
    ],
)
def test_the_present_edition_is_simply_answered(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=DAY)
    assert [citation.address for citation in answer.citations] == ["土地管理法@2019-08-26/35"]


def test_a_former_edition_that_is_held_is_read_as_of_its_own_days(planner: Planner) -> None:
    answer = planner.ask("2021年修正的民用航空法第五十八条", as_of=DAY)
    assert {citation.version for citation in answer.citations} == {"2021-04-29"}
    assert answer.as_of == date(2026, 6, 30)


def test_an_edition_to_come_is_read_as_of_its_first_day(knowledge_base: KnowledgeBase) -> None:
    question = "2026年修订的农业法第一条"
    edition = asked_edition(question, named_laws(question, knowledge_base), knowledge_base, DAY)
    assert edition is not None
    assert edition.version is not None
    assert day_of(edition.version, DAY) == date(2027, 1, 1)
