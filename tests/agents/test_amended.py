"""A held text that amendments have overtaken: the amendment is cited beside it, from its own day on."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

LATER = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "day", "amending"),
    [
        ("刑法第一百六十五条", LATER, ["刑法修正案（十二）@2023-12-29/1"]),
        ("宪法第十条", date(2010, 5, 5), ["宪法修正案（1988年）@1988-04-12/2", "宪法修正案（2004年）@2004-03-14/20"]),
        ("宪法第十条", date(1990, 1, 1), ["宪法修正案（1988年）@1988-04-12/2"]),
        ("宪法对城市土地属于谁怎么规定", date(1990, 1, 1), ["宪法修正案（1988年）@1988-04-12/2"]),
    ],
)
def test_an_article_amended_since_its_text_is_cited_with_what_amended_it(
    planner: Planner, question: str, day: date, amending: list[str]
) -> None:
    answer = planner.ask(question, as_of=day)
    assert [c.address for c in answer.citations if "修正案" in c.instrument] == amending
    told = [notice.text for notice in answer.notices if notice.kind == "amended_since"]
    assert len(told) == len(amending)
    assert all("没有并入" in text for text in told)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("刑法第一百六十五条", date(2024, 2, 1)),
        ("刑法第三百四十二条", LATER),
        ("宪法第十条", LATER),
        ("宪法第十条", date(1985, 1, 1)),
    ],
)
def test_before_the_amendment_or_where_it_is_taken_in_nothing_is_said(
    planner: Planner, question: str, day: date
) -> None:
    answer = planner.ask(question, as_of=day)
    assert len(answer.citations) == 1
    assert "amended_since" not in {notice.kind for notice in answer.notices}
