"""Provisions that refer to a law which has ended since: the reader is told so."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

BEFORE, LATER = date(2026, 8, 14), date(2026, 11, 24)


def repealed(planner: Planner, question: str, day: date) -> list[str]:
    return [notice.text for notice in planner.ask(question, as_of=day).notices if notice.kind == "repealed"]


@pytest.mark.parametrize("question", ["森林法第七十四条第三款", "向林地排放重金属超标的污水污泥依照哪部法律处罚"])
def test_a_repealed_law_that_a_provision_refers_to_is_named(planner: Planner, question: str) -> None:
    assert repealed(planner, question, LATER) == [
        "《森林法》第七十四条所引的《土壤污染防治法》（2018-08-31）自2026年8月15日起已废止，依据《生态环境法典》"
    ]


def test_before_its_repeal_nothing_is_said(planner: Planner) -> None:
    assert repealed(planner, "森林法第七十四条第三款", BEFORE) == []


def test_the_clause_that_repeals_laws_refers_to_none(planner: Planner) -> None:
    assert repealed(planner, "生态环境法典第一千二百四十二条", LATER) == []


def test_of_a_repealed_law_asked_about_it_is_said_once(planner: Planner) -> None:
    assert len(repealed(planner, "环境影响评价法第十六条怎么规定", LATER)) == 1
