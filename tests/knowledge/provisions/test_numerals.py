"""Chinese numerals and the names of articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.provisions.numerals import article_key, article_label, chinese_to_int, int_to_chinese


@given(st.integers(0, 9999))
def test_a_number_survives_chinese_and_back(number):
    assert chinese_to_int(int_to_chinese(number)) == number


@given(st.integers(1, 9999), st.none() | st.integers(1, 99))
def test_an_article_key_survives_its_label(number, inserted):
    key = str(number) if inserted is None else f"{number}之{inserted}"
    assert article_key(article_label(key)) == key


@pytest.mark.parametrize(
    ("text", "number"),
    [("一千二百四十", 1240), ("一百零五", 105), ("二〇二六", 2026), ("两", 2), ("３５", 35), ("十", 10)],
)
def test_usual_spellings_are_read(text, number):
    assert chinese_to_int(text) == number


@given(st.text(max_size=12))
def test_other_words_are_no_number(text):
    assert chinese_to_int(f"法{text}") is None
