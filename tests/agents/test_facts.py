"""Facts of laws, each on a named day: the tests hold whatever day it is."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

BEFORE, AFTER, LATER = date(2026, 8, 14), date(2026, 8, 15), date(2026, 11, 24)


def test_a_repealed_law_is_told_with_who_repealed_it_and_from_when(planner: Planner) -> None:
    answer = planner.ask("环境影响评价法还有效吗", as_of=AFTER)
    assert not answer.refused
    assert "已废止" in answer.answer
    assert "自2026年8月15日起由《生态环境法典》废止[1]" in answer.answer
    assert answer.citations[0].address == "生态环境法典@2026-03-12/1242"
    assert "repealed" in [notice.kind for notice in answer.notices]


def test_the_day_before_it_is_in_force_and_its_end_is_told(planner: Planner) -> None:
    answer = planner.ask("环境影响评价法还有效吗", as_of=BEFORE)
    assert "现行有效" in answer.answer
    assert "自2026年8月15日起将由《生态环境法典》废止" in answer.answer
    assert "repealed" not in [notice.kind for notice in answer.notices]


def test_two_days_are_told_apart(planner: Planner) -> None:
    first, second = planner.ask("2026年8月14日和2026年8月15日，环境影响评价法分别有效吗").answer.splitlines()
    assert "在2026年8月14日现行有效" in first
    assert "在2026年8月15日已废止" in second


def test_an_unconfirmed_start_is_a_lower_bound_only(planner: Planner) -> None:
    answer = planner.ask("铁路法什么时候施行的", as_of=LATER)
    assert "施行不早于2015年4月24日（施行日未核实）" in answer.answer
    assert "这是最初施行的日子" in answer.answer
    assert "effective_date_unconfirmed" in [notice.kind for notice in answer.notices]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("耕地保护和质量提升法什么时候施行", "自2027年1月1日起施行[1]"),
        ("耕地保护和质量提升法有效吗", "尚未施行，自2027年1月1日起施行[1]"),
        ("土地管理法一共有多少条", "共8章87条，最后一条是第八十七条[1]"),
        ("生态环境法典废止了哪些法律", "废止了10部"),
        ("土地管理法实施条例的文号是什么", "国务院令第743号"),
        ("农业法有哪些版本", "2个文本"),
    ],
)
def test_facts_come_from_the_record(planner: Planner, question: str, says: str) -> None:
    answer = planner.ask(question, as_of=LATER)
    assert not answer.refused
    assert says in answer.answer


def test_versions_are_compared_article_by_article(planner: Planner) -> None:
    answer = planner.ask("农业法新旧版本有什么区别", as_of=LATER)
    assert "修改" in answer.answer
    assert "新增" in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("土地管理法新旧版本有什么区别", "只收入《土地管理法》的一个文本"),
        ("土地管理法的文号是什么", "没有登记《土地管理法》的文号"),
        ("土地管理法废止了哪些法律", "没有《土地管理法》废止其他文件的记载"),
    ],
)
def test_what_is_not_recorded_is_said_not_guessed(planner: Planner, question: str, says: str) -> None:
    answer = planner.ask(question, as_of=LATER)
    assert answer.refused
    assert says in str(answer.reason)


def test_a_status_before_the_earliest_text_is_not_known(planner: Planner) -> None:
    answer = planner.ask("2010年时环境保护法有效吗")
    assert answer.refused
    assert "本库无该日文本" in str(answer.reason)
    assert "before_earliest_text" in [notice.kind for notice in answer.notices]


def test_who_cites_an_article_is_told(planner: Planner) -> None:
    answer = planner.ask("哪些条文引用了土地管理法第四十四条", as_of=LATER)
    assert "《土地管理法》第四十六条" in answer.answer
