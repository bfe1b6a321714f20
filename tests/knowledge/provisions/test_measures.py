"""Amounts of a question in the words of the laws."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import KnowledgeBase
from knowledge.provisions.measures import amounts_in_words


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("征收35公顷耕地", "征收三十五公顷耕地"),
        ("罚款5%以上10％以下", "罚款百分之五以上百分之十以下"),
        ("30天内", "三十日内"),
        ("满2年不开工", "满二年不开工"),
        ("处10万元以上", "处十万元以上"),
        ("200 平方米", "二百平方米"),
    ],
)
def test_an_amount_is_spelt_as_laws_spell_it(written: str, spelt: str) -> None:
    assert amounts_in_words(written) == spelt


@pytest.mark.parametrize("text", ["2026年8月15日", "2019年修正", "第35条", "1.5倍", "GB 50180—2018", "12345平方米"])
def test_years_days_articles_and_decimals_stay(text: str) -> None:
    assert amounts_in_words(text) == text


@given(st.text(alphabet="0123456789.,%％ 十万亿年月日天公顷亩第条"))
def test_nothing_but_amounts_is_touched_in_any_text(text: str) -> None:
    spelt = amounts_in_words(text)
    assert re.sub(r"[\d%％天日百分之零一二三四五六七八九十千 ]", "", spelt) == re.sub(
        r"[\d%％天日百分之零一二三四五六七八九十千 ]", "", text
    )


def test_digits_find_what_the_law_writes_in_words(knowledge_base: KnowledgeBase) -> None:
    found = knowledge_base.search("征收35公顷以上的耕地要报谁批准")
    assert found.results[0].address == "土地管理法@2019-08-26/46"
