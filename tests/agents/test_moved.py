"""Numbers of an older or a coming text: answered from the text of the day, under its own number."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

LATER = date(2026, 11, 24)


def kinds(answer: object) -> set[str]:
    return {notice.kind for notice in getattr(answer, "notices", ())}


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("原海商法第三十七条船长记载出生死亡事件，现在是第几条", "海商法@2025-10-28/39"),
        ("监舍应当坚固、通风、透光，批复里引监狱法第五十三条对吗", "监狱法@2026-04-30/77"),
        ("渔业法第二十九条讲水产种质资源保护区，现行的是第几条", "渔业法@2025-12-27/41"),
        ("国防动员法第三十七条，军品科研生产维修保障动员体系，修订后对应哪一条", "国防动员法@2026-08-28/45"),
    ],
)
def test_a_former_number_is_answered_by_the_article_that_says_it_now(
    planner: Planner, question: str, address: str
) -> None:
    answer = planner.ask(question, as_of=LATER)
    assert not answer.refused, answer.reason
    assert address in [citation.address for citation in answer.citations]
    assert {citation.status for citation in answer.citations} == {"in_force"}
    assert "superseded" in kinds(answer)
    assert "取代[1]；相应的规定现为" in answer.answer


def test_a_rewritten_article_is_answered_by_the_nearest_one_and_said_to_be_that(planner: Planner) -> None:
    answer = planner.ask("建闸筑坝要建过鱼设施，原渔业法第三十二条，现在第几条", as_of=LATER)
    assert "最相近的规定现为第四十七条" in answer.answer


def test_a_number_of_a_text_to_come_is_a_false_premise_that_is_put_right(planner: Planner) -> None:
    answer = planner.ask("海商法第三十九条讲的是船长记载出生死亡事件吧", as_of=date(2026, 2, 1))
    assert not answer.refused, answer.reason
    assert "海商法@1992-11-07/37" in [citation.address for citation in answer.citations]
    assert "false_premise" in kinds(answer)
    assert "尚未施行" in answer.answer


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("渔业法第三十二条怎么规定", "渔业法@2025-12-27/32"),
        ("渔业法第四十一条水产种质资源保护区的捕捞由谁批准", "渔业法@2025-12-27/41"),
        ("海商法第一条的立法目的", "海商法@2025-10-28/1"),
    ],
)
def test_a_number_of_the_text_of_the_day_is_read_in_it(planner: Planner, question: str, address: str) -> None:
    answer = planner.ask(question, as_of=LATER)
    assert [citation.address for citation in answer.citations] == [address]
    assert "superseded" not in kinds(answer)


def test_a_former_edition_asked_for_as_such_is_still_read_in_its_own_text(planner: Planner) -> None:
    answer = planner.ask("旧版渔业法第二十九条怎么规定", as_of=LATER)
    assert [citation.address for citation in answer.citations] == ["渔业法@2013-12-28/29"]


def test_the_old_law_means_the_repealed_law_itself(planner: Planner) -> None:
    answer = planner.ask("旧环评法第十六条的分类管理，对应法典第几条", as_of=LATER)
    assert not answer.refused, answer.reason
    assert {citation.instrument for citation in answer.citations} == {"环境影响评价法", "生态环境法典"}
    assert "repealed" in kinds(answer)
