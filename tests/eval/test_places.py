"""Places in the law, read from addresses and from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.places import Place, han, numeral, place_of_address, place_of_reference, places_in

TITLES = frozenset({"土地管理法", "城乡规划法", "森林法"})


@given(st.integers(1, 9999))
def test_a_number_written_in_chinese_reads_back(number: int) -> None:
    assert numeral(han(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1005, "一千零五")],
)
def test_numbers_are_written_as_laws_print_them(number: int, words: str) -> None:
    assert han(number) == words


@pytest.mark.parametrize("text", ["", "甲", "第三", "三条"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert numeral(text) is None


def test_an_address_reads_back_as_its_parts() -> None:
    assert place_of_address("土地管理法@2019-08-26/44/2/1") == Place("土地管理法", "44", 2, 1, "2019-08-26")
    assert place_of_address("生态环境法典/17之1") == Place("生态环境法典", "17之1")


@pytest.mark.parametrize("text", ["", "/44", "土地管理法/1/2/3/4"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        place_of_address(text)


def test_a_reference_in_words_is_the_same_place_as_its_address() -> None:
    assert place_of_reference("《中华人民共和国土地管理法》第四十四条第二款第一项") == Place("土地管理法", "44", 2, 1)
    assert place_of_reference("刑法第一百二十条之一") == Place("刑法", "120之1")
    assert place_of_reference("土地管理法") == Place("土地管理法", "")


def test_words_after_a_reference_make_it_none() -> None:
    with pytest.raises(ValueError, match="no reference"):
        place_of_reference("土地管理法第四十四条的规定")


def test_free_text_names_provisions_with_and_without_brackets_and_in_lists() -> None:
    said = (
        "根据《中华人民共和国土地管理法》（2019年修正）第四十四条、第四十五条第二款和城乡规划法第36条办理；第三条除外。"
    )
    assert places_in(said, TITLES) == [
        Place("土地管理法", "44"),
        Place("土地管理法", "45", 2),
        Place("城乡规划法", "36"),
    ]


def test_a_provision_fits_one_of_the_same_text_only() -> None:
    old, new, any_ = (Place("农业法", "3", version=v) for v in ("2012-12-28", "2026-08-28", None))
    assert not old.fits(new)
    assert old.fits(any_)
    assert not any_.fits(Place("农业法", "4"))
