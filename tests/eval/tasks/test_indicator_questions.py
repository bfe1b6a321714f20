"""Figures told, asked back, or declined, by hand."""

from __future__ import annotations

import pytest

from eval.exchange import Reply, question
from eval.runs.sample import judged
from eval.task import Case
from eval.tasks.indicator_questions import INDICATOR_QUESTIONS, Due, plans

FARMLAND = Due(value="86.30", unit="万亩", year="2035", direction="≥", scope="全县", ask_back=())
OPEN = Due(value=None, unit=None, year=None, direction=None, scope=None, ask_back=("year",))
NONE = OPEN.model_copy(update={"ask_back": ()})


def scores(due: Due, **reply: object) -> dict[str, float | None]:
    case = Case("n", question("？"), due)
    return {
        n: line.value for n, line in judged(INDICATOR_QUESTIONS, case, Reply.model_validate(reply), 1).scores.items()
    }


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("云溪县（全县）到2035年不低于 86.30 万亩。", 1, 1),
        ("2035年耕地保有量不少于86.3万亩", 1, 1),
        ("不低于 575.3333 平方公里", 1, 0),
        ("不低于 86.30 公顷", 1, 0),
        ("不低于 863 万亩", 0, 0),
        ("不低于 186.30 万亩", 0, 0),
    ],
)
def test_the_value_and_its_unit_are_judged_apart(text: str, value: int, unit: int) -> None:
    said = scores(FARMLAND, text=text)
    assert (said["value"], said["unit"]) == (value, unit)
    assert said["right"] == (value and unit)


def test_year_direction_and_scope_must_be_told() -> None:
    said = scores(FARMLAND, text="86.30 万亩")
    assert (said["right"], said["year"], said["direction"], said["scope"]) == (1, 0, 0, 0)


def test_square_metres_a_head_may_be_told_as_such() -> None:
    due = FARMLAND.model_copy(update={"value": "14.5", "unit": "m²/人"})
    assert scores(due, text="人均14.5平方米")["unit"] == 1
    assert scores(due, text="14.5 m²/人")["unit"] == 1
    assert scores(due, text="14.5平方米")["unit"] == 0


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ({"text": "有两个数，请问要哪一年的？"}, 1),
        ({"text": "有两个数，请问要哪一级规划的？\n· 到2035年不低于 3 万亩"}, 0),
        ({"text": "到2035年不低于 86.30 万亩。"}, 0),
        ({"refused": True, "reason": "没有找到依据"}, 0),
    ],
)
def test_what_is_open_is_asked_back(reply: dict[str, object], right: int) -> None:
    assert scores(OPEN, **reply)["right"] == right


@pytest.mark.parametrize(
    ("reply", "right"), [({"refused": True}, 1), ({"text": "规划里没有这个指标。"}, 1), ({"text": "大约 12 万亩。"}, 0)]
)
def test_a_figure_that_is_not_there_is_not_made_up(reply: dict[str, object], right: int) -> None:
    assert scores(NONE, **reply)["right"] == right


def test_the_plans_of_the_table_are_named() -> None:
    assert any("示例省" in plan for plan in plans())
