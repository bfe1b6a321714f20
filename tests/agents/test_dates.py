"""The day a question is asked for."""

from datetime import date

import pytest

from agents.dates import ImpossibleDate, asked_days, matter_of, without_days

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("截至2026年8月14日，环境保护法是否有效", "2026-08-14"),
        ("截止到2026-08-14环评法还有效吗", "2026-08-14"),
        ("截至8月14日环保法有效吗", "2026-08-14"),
        ("二〇二六年八月十五日的规定", "2026-08-15"),
        ("2020年时环境保护法有效吗", "2020-12-31"),
        ("2015年的土地管理法第三十一条", "2015-12-31"),
        ("2014年的《环境保护法》", "2014-12-31"),
        ("2026年8月以前呢？", "2026-07-31"),
        ("2026年8月15日以前呢", "2026-08-14"),
        ("2025年底以前环评法还有效吗", "2025-12-31"),
        ("2024年8月初", "2024-08-01"),
        ("明年1月1日起耕地保护法怎么规定", "2027-01-01"),
        ("去年环境保护法还有效吗", "2025-12-31"),
        ("今年的规定", "2026-11-24"),
        ("现在还有效吗", "2026-11-24"),
        ("昨天起施行了吗", "2026-11-23"),
        ("某公司2026年3月5日未批先建，应当怎么处罚", "2026-03-05"),
        ("2027年呢？", "2027-12-31"),
    ],
)
def test_a_day_named_in_the_question_is_the_day_asked_for(question: str, day: str) -> None:
    assert asked_days(question, TODAY) == [date.fromisoformat(day)]


@pytest.mark.parametrize(
    "question",
    [
        "2019年修正的土地管理法第三十五条",
        "2027年1月1日起施行的耕地保护法第五条",
        "环境保护法是2026年8月15日废止的吗",
        "到2035年的规划目标是什么",
        "2020年底前完成划定的要求",
        "2021—2035年规划期的目标",
        "《杭州市国土空间总体规划（2021—2035年）》有哪些指标",
        "自然资发〔2023〕234号",
        "TD/T 1063-2021 有多少指标",
        "公元前221年",
        "1990年建的房子怎么登记",
        "土地管理法第三十五条",
    ],
)
def test_a_day_of_an_edition_a_plan_or_a_number_is_not_asked_for(question: str) -> None:
    assert asked_days(question, TODAY) == []


def test_a_cut_off_day_goes_before_the_day_of_the_facts() -> None:
    assert asked_days("2026年3月5日未批先建，按2026年9月1日的法律怎么处罚", TODAY) == [date(2026, 9, 1)]


def test_now_goes_before_the_day_of_the_facts() -> None:
    assert asked_days("2026年3月5日未批先建，现在怎么处罚", TODAY) == [TODAY]


def test_two_days_are_both_asked_for() -> None:
    question = "2026年8月14日和2026年8月15日，环评法分别有效吗"
    assert asked_days(question, TODAY) == [date(2026, 8, 14), date(2026, 8, 15)]


@pytest.mark.parametrize("words", ["2026年2月30日", "2026年13月呢", "2026-02-29", "明年2月29日"])
def test_a_day_that_no_calendar_has_is_named(words: str) -> None:
    with pytest.raises(ImpossibleDate, match="不是一个存在的日期"):
        asked_days(f"截至{words}", TODAY)


def test_a_question_can_be_asked_again_for_another_day() -> None:
    assert without_days("截至2026年8月14日，环境保护法是否有效", TODAY) == "环境保护法是否有效"
    assert without_days("2020年时环境保护法有效吗", TODAY) == "环境保护法有效吗"


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("2026年8月1日作处罚决定，每米罚多少", "作处罚决定，每米罚多少"),
        ("占了岸线，2026年9月新机场投运要办什么证", "占了岸线，  新机场投运要办什么证"),
        ("自2027年1月1日起施行的法律有哪些", "自2027年1月1日起施行的法律有哪些"),
        ("2035年的耕地保有量", "2035年的耕地保有量"),
    ],
)
def test_a_search_is_made_for_the_matter_without_its_days(question: str, matter: str) -> None:
    assert matter_of(question, TODAY).split() == matter.split()
