"""Follow-ups made standalone."""

from __future__ import annotations

from datetime import date

import pytest

from agents.follow_up import standalone, turns_of
from agents.planner import Planner
from agents.state import Spoken
from knowledge import KnowledgeBase

TODAY = date(2026, 11, 24)


def said(question: str, earlier: list[str], base: KnowledgeBase) -> str:
    messages: list[Spoken] = [{"role": "user", "content": text} for text in earlier]
    return standalone(question, turns_of(messages, base, TODAY), base, TODAY).question


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        ("土地管理法第三十五条规定了什么", "那第二款呢？", "《土地管理法》第三十五条第二款"),
        ("土地管理法第三十五条规定了什么", "下一条呢", "《土地管理法》第三十六条"),
        ("土地管理法第三十五条规定了什么", "第四十条呢", "《土地管理法》第四十条"),
        ("土地管理法第三十五条规定了什么", "它什么时候施行的", "《土地管理法》什么时候施行的"),
        ("土地管理法第三十五条规定了什么", "一共有多少条", "《土地管理法》一共有多少条"),
        ("城乡规划法第四十条", "这一条适用于村庄吗", "《城乡规划法》第四十条适用于村庄吗"),
        ("截至2026年8月14日，环境保护法还有效吗", "那2026年8月15日呢", "2026年8月15日，环境保护法还有效吗"),
        ("环境影响评价法还有效吗", "2026年8月以前呢？", "2026年8月以前，环境影响评价法还有效吗"),
        ("环境影响评价法还有效吗", "环境保护法呢", "《环境保护法》还有效吗"),
        ("土地管理法第三十五条规定了什么", "城乡规划法第四十条是什么", "城乡规划法第四十条是什么"),
    ],
)
def test_what_is_left_unsaid_is_taken_from_the_turn_before(
    knowledge_base: KnowledgeBase, earlier: str, question: str, meant: str
) -> None:
    assert said(question, [earlier], knowledge_base) == meant


def test_the_day_is_carried_over(planner: Planner) -> None:
    planner.ask("截至2026年8月14日，环境保护法第六条怎么规定？", conversation="a")
    answer = planner.ask("第二款呢", conversation="a")
    assert answer.as_of == date(2026, 8, 14)
    assert answer.citations[0].address == "环境保护法@2014-04-24/6/2"
    later = planner.ask("如果是2026年9月1日呢", conversation="a")
    assert later.as_of == date(2026, 9, 1)
    assert "repealed" in [notice.kind for notice in later.notices]


def test_what_the_answer_cited_is_spoken_of(planner: Planner) -> None:
    first = planner.ask("农村村民一户可以有几处宅基地", as_of=TODAY, conversation="b")
    again = planner.ask("该条原文是什么", as_of=TODAY, conversation="b")
    assert again.citations[0].address == first.citations[0].address


def test_a_conversation_told_by_the_caller_is_followed(planner: Planner) -> None:
    answer = planner.ask(
        [
            {"role": "user", "content": "占用永久基本农田谁批准"},
            {"role": "assistant", "content": "根据《土地管理法》第三十五条，由国务院批准[1]。"},
            {"role": "user", "content": "那第二款呢"},
        ],
        as_of=TODAY,
    )
    assert answer.citations[0].address == "土地管理法@2019-08-26/35/2"


def test_a_vain_question_does_not_change_what_is_spoken_of(planner: Planner) -> None:
    planner.ask("城乡规划法第四十条", as_of=TODAY, conversation="c")
    assert planner.ask("今天天气怎么样", as_of=TODAY, conversation="c").refused
    assert "70条" in planner.ask("它共有几条", as_of=TODAY, conversation="c").answer


def test_conversations_do_not_mix(planner: Planner) -> None:
    planner.ask("城乡规划法第四十条", as_of=TODAY, conversation="d")
    assert planner.ask("第二款呢", as_of=TODAY, conversation="e").refused
