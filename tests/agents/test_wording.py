"""With a model: what it writes is checked against what it cites, and nothing else is shown."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

import pytest
from langgraph.checkpoint.sqlite import SqliteSaver

from agents.openai_model import OpenAIModel
from agents.planner import Planner
from knowledge import KnowledgeBase

DAY = date(2026, 11, 24)
QUESTION = "根据土地管理法第三十五条，哪些项目可以占用永久基本农田？"
TRUE = "国家能源、交通、水利、军事设施等重点建设项目选址确实难以避让永久基本农田的，必须经国务院批准。[1]"


@pytest.fixture
def planner(knowledge_base: KnowledgeBase, endpoint: Any) -> Planner:
    model = OpenAIModel(endpoint.settings(retries=0, failures_before_pause=1))
    return Planner(knowledge_base, model, SqliteSaver(sqlite3.connect(":memory:", check_same_thread=False)))


def test_a_sentence_that_holds_is_the_answer(planner: Planner, endpoint: Any) -> None:
    endpoint.script = [TRUE]
    answer = planner.ask(QUESTION, as_of=DAY)
    assert answer.answer == TRUE
    assert answer.worded_by == "scripted"
    assert [citation.address for citation in answer.citations] == ["土地管理法@2019-08-26/35"]
    assert answer.dropped == ()


def test_the_evidence_goes_as_data_with_its_numbers(planner: Planner, endpoint: Any) -> None:
    endpoint.script = [TRUE]
    planner.ask(QUESTION, as_of=DAY)
    system, user = endpoint.asked[0]["messages"]
    given = json.loads(user["content"])
    assert (system["role"], user["role"]) == ("system", "user")
    assert given["evidence"][0]["n"] == 1
    assert given["as_of"] == DAY.isoformat()


@pytest.mark.parametrize(
    "nonsense",
    [
        "永久基本农田可以由县级人民政府批准占用。[1]",
        "占用永久基本农田应当缴纳三百万元。[1]",
        "永久基本农田可以擅自占用。[1]",
        "天气很好，适合出门。",
        "第三十五条的规定很明确。[7]",
        "《长江保护法》对此也有规定。[1]",
    ],
)
def test_nonsense_beside_a_sentence_that_holds_is_dropped(planner: Planner, endpoint: Any, nonsense: str) -> None:
    endpoint.script = [f"{TRUE}{nonsense}"]
    answer = planner.ask(QUESTION, as_of=DAY)
    assert answer.answer == TRUE
    assert [dropped.sentence for dropped in answer.dropped] == [nonsense]
    assert answer.dropped[0].why


def test_when_nothing_holds_the_provision_is_quoted(planner: Planner, endpoint: Any) -> None:
    endpoint.script = ["永久基本农田可以由县级人民政府批准占用。[1]地地地地地地地地地地"]
    answer = planner.ask(QUESTION, as_of=DAY)
    assert answer.answer.startswith("《土地管理法》第三十五条")
    assert answer.worded_by == "none"
    assert "没有通过引证核对" in str(answer.model_note)
    assert len(answer.dropped) == 2


def test_a_model_that_fails_leaves_the_quoted_answer(planner: Planner, endpoint: Any) -> None:
    endpoint.script = [(500, "broken")]
    answer = planner.ask(QUESTION, as_of=DAY)
    assert answer.answer.startswith("《土地管理法》第三十五条")
    assert "返回 500" in str(answer.model_note)
    again = planner.ask(QUESTION, as_of=DAY)
    assert "暂停调用" in str(again.model_note)
    assert len(endpoint.asked) == 1


def test_only_checked_sentences_are_streamed(planner: Planner, endpoint: Any) -> None:
    endpoint.script = [f"根据规定：\n永久基本农田可以擅自占用。[1]{TRUE}"]
    *events, last = planner.stream(QUESTION, as_of=DAY)
    assert last.answer is not None
    texts = [event.text for event in events if event.kind == "text"]
    assert "".join(texts) == last.answer.answer
    assert not any("可以擅自" in text for text in texts)


def test_facts_are_never_worded(planner: Planner, endpoint: Any) -> None:
    endpoint.script = ["土地管理法共有999条。[1]"]
    answer = planner.ask("土地管理法一共有多少条", as_of=DAY)
    assert "87条" in answer.answer
    assert endpoint.asked == []


def test_a_follow_up_that_code_cannot_complete_is_rewritten(planner: Planner, endpoint: Any) -> None:
    endpoint.script = [
        "永久基本农田的占用应当依法办理审批。[1]",
        '{"question": "占用林地需要办什么手续"}',
        "占用林地的单位应当缴纳森林植被恢复费。[1]",
    ]
    planner.ask("占用永久基本农田需要办什么手续", as_of=DAY, conversation="a")
    answer = planner.ask("那林地呢？", as_of=DAY, conversation="a")
    assert endpoint.asked[1]["response_format"]["type"] == "json_schema"
    assert "林地" in answer.citations[0].quote


def test_a_rewriting_that_invents_a_law_is_not_taken(planner: Planner, endpoint: Any) -> None:
    endpoint.script = ["没有编号的话。", '{"question": "《火星法》第一条规定了什么"}', "没有编号的话。"]
    planner.ask("农村村民一户可以有几处宅基地", as_of=DAY, conversation="b")
    answer = planner.ask("那城里人呢？", as_of=DAY, conversation="b")
    assert "火星法" not in f"{answer.answer}{answer.reason}"


def test_a_model_that_only_talks_nonsense_is_stopped(planner: Planner, endpoint: Any) -> None:
    endpoint.script = ["没有编号的话。" * 200]
    answer = planner.ask(QUESTION, as_of=DAY)
    assert answer.answer.startswith("《土地管理法》第三十五条")
    assert 4 <= len(answer.dropped) < 20


def test_a_rewriting_that_leaves_the_subject_is_not_taken(planner: Planner, endpoint: Any) -> None:
    endpoint.script = ["没有编号的话。", '{"question": "你认为怎么样比较好"}', "没有编号的话。"]
    planner.ask("占用林地需要办什么手续", as_of=DAY, conversation="c")
    answer = planner.ask("那草原呢？", as_of=DAY, conversation="c")
    assert not answer.refused
