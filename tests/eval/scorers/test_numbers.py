"""Numbers in every writing, and what an answer says of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.places import han
from eval.scorers.numbers import canonical, key_fact_recall, number_fidelity, quantities, value_of


def amounts(text: str) -> list[tuple[Fraction, str]]:
    return [(q.value, q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    "text", ["三十五公顷", "35 公顷", "525亩", "0.35平方公里", "３５公顷", "350,000平方米", "35万平方米"]
)
def test_one_area_in_seven_writings(text: str) -> None:
    assert amounts(text) == [(Fraction(350_000), "m2")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之十二点五", Fraction(25, 2), "%"),
        ("12.5％", Fraction(25, 2), "%"),
        ("二十万元", 200_000, "元"),
        ("一亿二千万元", 120_000_000, "元"),
        ("三千五百万元", 35_000_000, "元"),
        ("十五个工作日", 15, "工作日"),
        ("4004.59万亩", Fraction("40045900") * Fraction(2000, 3), "m2"),
    ],
)
def test_a_number_is_exact(text: str, value: Fraction, unit: str) -> None:
    assert amounts(text) == [(value, unit)]


@pytest.mark.parametrize("text", ["第三十五条第二款", "2020年1月1日", "2026-08-15", "[12]", "数千米", "第五年级"])
def test_what_measures_nothing_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@given(st.integers(1, 9999))
def test_chinese_and_arabic_numerals_mean_the_same(number: int) -> None:
    assert canonical(f"罚款{han(number)}元") == canonical(f"罚款{number}元")
    assert value_of(han(number)) == number


def test_numbers_without_a_source_lower_fidelity() -> None:
    score = number_fidelity("超过35公顷的，二十日内报批，罚款10万元", ["三十五公顷以上的，应当在二十日内报批"])
    assert score.value == pytest.approx(2 / 3)
    assert "10万元" in score.reason


def test_an_answer_without_numbers_has_no_number_fidelity() -> None:
    assert number_fidelity("应当报国务院批准", ["三十五公顷"]).value is None


def test_key_facts_are_found_whatever_the_writing() -> None:
    score = key_fact_recall("耕地超过 525 亩的，由国务院批准。", ["国务院批准", "三十五公顷", "七十公顷"])
    assert score.value == pytest.approx(2 / 3)
    assert score.reason == "没有说到：七十公顷"


def test_no_facts_no_recall() -> None:
    assert key_fact_recall("甲", []).value is None


def test_days_and_article_numbers_have_one_writing() -> None:
    assert canonical("自２０２６年８月15日起") == canonical("自2026-08-15起")
    assert canonical("《土地管理法》第二十七条") == canonical("土地管理法第27条")
    assert key_fact_recall("现在是第三十七条", ["第二十七条"]).value == 0
    assert key_fact_recall("自2026年8月5日起施行", ["2026年8月15日"]).value == 0


@given(st.text(max_size=40))
def test_any_text_has_a_canonical_form(text: str) -> None:
    assert canonical(text) == canonical(text + " ")
