"""The short code of the skill *understand*: what is written is read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.skills.cards import ToolCard
from knowledge.skills.choose import PATTERN, Choice, choose_code, choose_prompt, read_choice

CARDS = [
    ToolCard("look_up_indicator", "查规划指标", (("indicator", "指标"), ("region", "地区")), ("indicator",)),
    ToolCard("get_provision", "查条文", (), ("reference",)),
    ToolCard("select_site", "选址", (("region", "地区"),), ("region",)),
]
SLOT = st.text("东城西乡耕地保有量", min_size=1, max_size=8)


@given(st.fixed_dictionaries({}, optional={"indicator": SLOT, "region": SLOT}))
def test_what_is_written_is_read_back(slots: dict[str, str]) -> None:
    wanted = Choice("look_up_indicator", None, slots)
    code = choose_code(wanted, CARDS)
    assert re.fullmatch(PATTERN, code)
    assert read_choice(code, CARDS) == wanted


@pytest.mark.parametrize("without", ["none", "refuse", "clarify"])
def test_doing_without_a_tool_is_one_letter(without: str) -> None:
    code = choose_code(Choice(None, without), CARDS)  # type: ignore[arg-type]
    assert len(code) == 1
    assert read_choice(code, CARDS) == Choice(None, without)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["", "好的", "9 东城", "0", "{}", "\n"])
def test_what_is_no_code_is_none(said: str) -> None:
    assert read_choice(said, CARDS) is None


def test_the_prompt_lists_the_tools_by_number_and_ends_with_the_guess() -> None:
    said = [{"role": "user", "content": "东城的耕地要保多少"}]
    prompt = choose_prompt(said, CARDS, Choice("get_provision"))
    assert "1 查规划指标（指标、地区）\n2 查条文\n3 选址（地区）" in prompt
    assert prompt.endswith("问：东城的耕地要保多少\n猜2选：")
