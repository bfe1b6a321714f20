"""Our tools as LangChain tools."""

from typing import Annotated

from langchain_core.messages import ToolCall
from pydantic import BaseModel, Field

from agents.toolbelt import toolbelt
from tools import ToolError, tool


class Doubled(BaseModel):
    value: int


@tool
def double(value: Annotated[int, Field(ge=0, description="What to double")]) -> Doubled:
    """Twice a number."""
    if value > 100:
        raise ToolError("100 is the most that can be doubled")
    return Doubled(value=2 * value)


def call(value: int) -> ToolCall:
    return {"name": "double", "args": {"value": value}, "id": "1", "type": "tool_call"}


def test_a_tool_keeps_its_name_words_and_schema() -> None:
    (belt,) = toolbelt([double])
    assert (belt.name, belt.description) == ("double", "Twice a number.")
    assert belt.args == double.input_model.model_json_schema()["properties"]


def test_a_tool_gives_plain_values() -> None:
    (belt,) = toolbelt([double])
    assert belt.invoke({"value": 4}) == {"value": 8}


def test_a_refusal_is_read_by_the_model() -> None:
    (belt,) = toolbelt([double])
    assert belt.invoke(call(101)).content == "100 is the most that can be doubled"


def test_a_wrong_argument_is_read_by_the_model() -> None:
    (belt,) = toolbelt([double])
    assert "greater than or equal to 0" in belt.invoke(call(-1)).content
