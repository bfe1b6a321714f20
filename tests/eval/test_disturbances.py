"""Disturbed questions: other writing, same characters where they should be."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eval.disturbances import other_width, spaced, swapped, traditional, without_marks

CHINESE = st.text("临时用地一般能多久，。？2035年GB", max_size=30)


@given(CHINESE, st.integers())
def test_spaces_add_nothing_but_space(text: str, seed: int) -> None:
    assert "".join(spaced(text, random.Random(seed)).split()) == "".join(text.split())


@given(CHINESE, st.integers())
def test_swapping_keeps_every_character(text: str, seed: int) -> None:
    assert Counter(swapped(text, random.Random(seed))) == Counter(text)


@given(CHINESE)
def test_width_is_undone_by_normalisation(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFKC", words) if c.isalnum())

    assert bare(other_width(text, random.Random(0))) == bare(text)


def test_each_writing_by_hand() -> None:
    chance = random.Random(1)
    assert other_width("25度，能种吗？", chance) == "２５度,能种吗?"
    assert without_marks("临时用地，能用多久？", chance) == "临时用地能用多久"
    assert traditional([("占用农地", "佔用農地"), ("农", "農"), ("长短不一", "長短")])("农地占用", chance) == "農地佔用"
    assert swapped("临时用地能用多久", chance) != "临时用地能用多久"
