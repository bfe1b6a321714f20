"""What a question claims of an article, true and false."""

from __future__ import annotations

from datetime import date

import pytest

from agents.planner import Planner

DAY = date(2026, 8, 14)


@pytest.mark.parametrize(
    "question",
    [
        "土地管理法第三十五条规定基本农田可以随意占用，对吗",
        "土地管理法第三十五条规定占用永久基本农田由县级人民政府批准，对吗",
        "土地管理法第三十七条允许占用耕地建坟，对吗",
        "土地管理法第四十六条规定征收永久基本农田由省级人民政府批准，对吗",
        "土地管理法第四十七条规定征地公告至少十五日，对吗",
        "土地管理法第六十二条规定一户可以有两处宅基地，对吗",
        "城乡规划法第四十四条规定临时建设不需要批准，对吗",
        "海域使用管理法第二十五条规定养殖用海最高期限是五十年，对吗",
        "消防法第十五条规定公众聚集场所营业前不需要消防安全检查，对吗",
        "城市房地产管理法第二十六条规定满一年未动工的可以无偿收回土地使用权，对吗",
        "为什么土地管理法第三十五条规定永久基本农田可以自由买卖？",
        "既然城乡规划法第四十条规定个人建房不需要办理许可证，那我可以直接建吗？",
        "城乡规划法第二十六条规定的环境影响评价收费标准是多少",
        "土地管理法第五十七条规定的离婚财产分割办法是什么",
    ],
)
def test_what_the_article_does_not_say_is_refused_with_its_words(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=DAY)
    assert answer.refused
    assert "该条原文" in str(answer.reason)
    assert "false_premise" in [notice.kind for notice in answer.notices]


@pytest.mark.parametrize(
    "question",
    [
        "土地管理法第35条规定占用永久基本农田要国务院批准，是吗？",
        "土地管理法第四十六条规定征收35公顷以上耕地要国务院批准，对吗",
        "土地管理法第六十二条规定一户一宅，对吗",
        "城乡规划法第二十六条规定规划草案公告不得少于30天，对吗",
        "城乡规划法第四十条要求建房子先办建设工程规划许可证，对吗",
        "城乡规划法第六十四条规定可以处工程造价5%到10%的罚款，对吗",
        "湿地保护法第十九条规定国家重大项目可以占用国家重要湿地，对吗",
        "行政复议法第二十条规定申请期限为六十日，对吗",
        "既然土地管理法第三十七条禁止占用永久基本农田挖塘养鱼，那么已经挖了鱼塘怎么办？",
        "土地管理法第三十五条规定的永久基本农田占用由谁批准？",
        "土地管理法第三十五条适用于高速公路项目吗",
        "我公司要建高速公路，占用永久基本农田，按土地管理法第三十五条怎么办",
        "请把土地管理法第三十五条翻译成大白话",
        "城乡规划法第四十八条修改控规需要征求谁的意见",
        "截至2026年8月14日，环境保护法第六条怎么规定？",
    ],
)
def test_a_true_premise_is_answered(planner: Planner, question: str) -> None:
    answer = planner.ask(question, as_of=DAY)
    assert not answer.refused, answer.reason


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("土地管理法第九十九条", "最后一条是第八十七条"),
        ("土地管理法第三十五条第九款", "共2款"),
        ("土地管理法第四十六条第一款第五项", "没有第五项"),
    ],
)
def test_a_place_that_does_not_exist_is_a_false_premise(planner: Planner, question: str, says: str) -> None:
    answer = planner.ask(question, as_of=DAY)
    assert answer.refused
    assert says in str(answer.reason)
    assert "false_premise" in [notice.kind for notice in answer.notices]
