"""Arguments and schemas of tool calls by hand."""

from __future__ import annotations

import pytest

from eval.exchange import Called
from eval.scorers.json_schema import fault_of
from eval.scorers.tool_calls import argument_accuracy, as_declared, same_value, schema_validity
from knowledge import KnowledgeBase
from knowledge.tools import knowledge_tools

SCHEMA = {
    "type": "object",
    "properties": {
        "area_m2": {"type": "number", "exclusiveMinimum": 0},
        "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "level": {"enum": ["国家", "省"]},
    },
    "required": ["area_m2"],
    "additionalProperties": False,
}


def test_the_share_of_arguments_that_agree() -> None:
    score = argument_accuracy(
        {"area_m2": 35000, "region": "杭州市"}, {"area_m2": "35000", "region": "宁波市", "year": 2035}
    )
    assert score.value == pytest.approx(1 / 3)
    assert "region" in score.reason
    assert "year" in score.reason


def test_arguments_are_read_as_the_tool_would_read_them() -> None:
    schema = {"properties": {"year": {"type": "integer"}, "area_m2": {"type": "number"}, "count": {"default": 1}}}
    said = {"year": "2035", "area_m2": "12.5", "count": 1, "region": "990100"}
    assert as_declared(said, schema) == {"year": 2035, "area_m2": 12.5, "region": "990100"}
    assert as_declared({"year": "明年", "count": 2}, schema) == {"year": "明年", "count": 2}


def test_an_argument_that_is_none_is_none_at_all() -> None:
    assert argument_accuracy({"as_of": None}, {}).value == 1


@pytest.mark.parametrize(
    ("said", "right", "same"),
    [
        (35, 35.0, True),
        ("35", 35, True),
        (True, 1, False),
        ("土地管理法第三十五条", "《土地管理法》第35条", True),
        ("土地管理法/35", "土地管理法第三十五条", True),
        ("土地管理法第三十五条", "土地管理法第三十六条", False),
        ("中心城区", "中心城区。", True),
        ({"use": "工业"}, {"use": "住宅"}, False),
        (["GD"], ["GD"], True),
        ("2035", "2036", False),
    ],
)
def test_values_agree_in_meaning(said: object, right: object, same: bool) -> None:
    assert same_value(said, right) is same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"area_m2": 1}, None),
        ({"area_m2": 1, "day": None}, None),
        ({"area_m2": 0}, "越过"),
        ({}, "缺少 area_m2"),
        ({"area_m2": "1"}, "应为 number"),
        ({"area_m2": True}, "应为 number"),
        ({"area_m2": 1, "day": "2026-13-01"}, "日期"),
        ({"area_m2": 1, "level": "县"}, "之一"),
        ({"area_m2": 1, "colour": "红"}, "没有参数 colour"),
    ],
)
def test_a_schema_finds_the_first_fault(arguments: dict[str, object], fault: str | None) -> None:
    found = fault_of(arguments, SCHEMA)  # type: ignore[arg-type]
    assert (found is None) == (fault is None)
    assert fault is None or fault in str(found)


def test_a_schema_word_that_is_not_known_is_an_error_not_a_pass() -> None:
    with pytest.raises(ValueError, match="multipleOf"):
        fault_of(3, {"multipleOf": 2})


def test_a_call_of_a_tool_not_offered_is_invalid() -> None:
    assert schema_validity(Called(tool="nothing", arguments={}), {}).value == 0
    assert schema_validity(Called(tool="a", arguments={}, sound=False), {"a": {}}).value == 0


def test_every_tool_of_ours_has_a_schema_that_can_be_judged(knowledge_base: KnowledgeBase) -> None:
    for tool in knowledge_tools(knowledge_base):
        assert fault_of({}, tool.input_model.model_json_schema()) is not None
