"""Texts passed and not yet in force: told with their day, never put forward as the law of the day."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

LATER = date(2026, 11, 24)


def kinds(answer: object) -> set[str]:
    return {notice.kind for notice in getattr(answer, "notices", ())}


def test_a_new_text_spoken_of_is_told_with_its_day_before_the_rule_of_the_day(planner: Planner) -> None:
    answer = planner.ask("新农业法已经通过，农民的土地承包经营权现在按哪条保护", as_of=LATER)
    assert answer.answer.startswith(
        "《农业法》2026年8月28日通过的新文本在2026年11月24日尚未施行，自2027年1月1日起施行[1]。"
    )
    standing = {(citation.version, citation.status) for citation in answer.citations if citation.instrument == "农业法"}
    assert standing == {("2026-08-28", "not_yet_in_force"), ("2012-12-28", "in_force")}
    assert "not_yet_in_force" in kinds(answer)


def test_of_a_law_with_a_new_text_to_come_a_notice_says_so(planner: Planner) -> None:
    answer = planner.ask("农业法对农民权益的保护怎么规定", as_of=LATER)
    assert {citation.version for citation in answer.citations} == {"2012-12-28"}
    assert any(n.kind == "not_yet_in_force" and "自2027年1月1日起施行" in n.text for n in answer.notices)


def test_before_the_new_text_was_passed_nothing_is_said_of_it(planner: Planner) -> None:
    answer = planner.ask("农业法对农民权益的保护怎么规定", as_of=date(2026, 8, 27))
    assert "not_yet_in_force" not in kinds(answer)


@pytest.mark.parametrize(
    "question",
    ["听说占用耕地补偿有了新规定，现在就按新的办吗", "刚出台的新规要求把耕地的耕作层土壤剥离再利用，现在就执行吗"],
)
def test_a_new_rule_spoken_of_without_a_name_is_found_and_said_not_to_hold_yet(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=LATER)
    standing = {citation.instrument: citation.status for citation in answer.citations}
    assert standing["耕地保护和质量提升法"] == "not_yet_in_force"
    assert "《耕地保护和质量提升法》2026年8月28日通过的文本在2026年11月24日尚未施行" in answer.answer
    assert "not_yet_in_force" in kinds(answer)


@pytest.mark.parametrize("question", ["占用耕地怎么补偿", "新建房屋占用耕地违法吗", "新农村建设占用耕地怎么补偿"])
def test_without_a_word_of_a_new_rule_only_the_law_of_the_day_is_put_forward(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=LATER)
    assert {citation.status for citation in answer.citations} == {"in_force"}


@pytest.mark.parametrize("question", ["国家公园法对核心保护区有什么规定", "国家公园法第二十七条怎么规定"])
def test_a_law_named_before_its_day_is_said_not_to_hold_yet(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=date(2025, 10, 20))
    assert "《国家公园法》2025年9月12日通过的文本在2025年10月20日尚未施行，自2026年1月1日起施行" in answer.answer
    assert {citation.status for citation in answer.citations} == {"not_yet_in_force"}
    assert "国家公园法@2025-09-12/63" in {citation.address for citation in answer.citations}


def test_a_refusal_for_want_of_a_text_names_the_day_the_first_one_begins(planner: Planner) -> None:
    answer = planner.ask("湿地保护法对占用湿地怎么处罚", as_of=date(2020, 9, 1))
    assert answer.refused
    assert "2021年12月24日通过的，自2022年6月1日起施行" in (answer.reason or "")
