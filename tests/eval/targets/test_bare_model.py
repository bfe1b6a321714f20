"""A model through the agent's port: text, tool calls held to a schema, a model that is not there."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from agents.embedded_model import EmbeddedChatModel
from agents.models import Message, ModelUnavailable
from agents.settings import EmbeddedModel
from eval.exchange import Called, OfferedTool, Question, Turn, question
from eval.targets.bare_model import BareModel
from eval.targets.target import TargetFailed

LOOK_UP = OfferedTool(
    name="get_provision",
    description="查一条",
    parameters={"type": "object", "properties": {"reference": {}, "as_of": {}}, "required": ["reference"]},
)


class Scripted:
    name = "scripted"

    def __init__(self, said: str | ModelUnavailable) -> None:
        self._said = said
        self.asked: list[tuple[list[Message], dict[str, Any] | None]] = []

    def complete(self, messages: Sequence[Message], *, schema: dict[str, Any] | None = None, **_: object) -> str:
        self.asked.append((list(messages), schema))
        if isinstance(self._said, ModelUnavailable):
            raise self._said
        return self._said

    def stream(self, messages: Sequence[Message], **_: object) -> Generator[str, None, None]:
        yield from self.complete(messages)

    def close(self) -> None:
        """Nothing is held."""


def test_streamed_pieces_are_the_text() -> None:
    reply = BareModel(Scripted("可以"), max_tokens=8).reply(question("可以吗"))
    assert (reply.text, reply.tokens_out, reply.tokens_by) == ("可以", 2, "pieces")
    assert reply.first_token_ms is not None


def test_a_tool_call_is_read_from_the_json_the_model_is_held_to() -> None:
    model = Scripted('{"tool": "get_provision", "arguments": {"reference": "土地管理法第三十五条"}, "say": ""}')
    asked = Question(messages=(Turn(role="user", content="看三十五条"),), tools=(LOOK_UP,))
    reply = BareModel(model, max_tokens=64).reply(asked)
    assert reply.called == (Called(tool="get_provision", arguments={"reference": "土地管理法第三十五条"}),)
    messages, schema = model.asked[0]
    assert '"reference": "必填"' in messages[0]["content"]
    assert schema is not None
    assert schema["properties"]["tool"]["enum"] == ["get_provision", "none"]


def test_a_model_is_held_to_the_answers_there_are() -> None:
    model = Scripted('{"answer": "AC"}')
    asked = Question(messages=(Turn(role="user", content="选哪些"),), choices=("A", "B", "C", "AC"))
    assert BareModel(model, max_tokens=512).reply(asked).text == '{"answer": "AC"}'
    (_, schema) = model.asked[0]
    assert schema is not None
    assert schema["properties"]["answer"]["enum"] == ["A", "B", "C", "AC"]


@pytest.mark.parametrize("said", ['{"tool": "none", "arguments": {}, "say": "哪一部法律？"}', "哪一部法律？"])
def test_no_call_is_words(said: str) -> None:
    asked = Question(messages=(Turn(role="user", content="看三十五条"),), tools=(LOOK_UP,))
    reply = BareModel(Scripted(said), max_tokens=64).reply(asked)
    assert (reply.text, reply.called) == ("哪一部法律？", ())


def test_a_model_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(TargetFailed, match="装不进来"):
        BareModel(Scripted(ModelUnavailable("内置模型装不进来")), max_tokens=8).reply(question("在吗"))


@pytest.mark.long
def test_the_embedded_model_is_asked_for_real(tmp_path: Path) -> None:
    model = EmbeddedChatModel(EmbeddedModel(folder=tmp_path, context_tokens=512))
    try:
        target = BareModel(model, max_tokens=8)
        reply = target.reply(question("你好"))
        assert target.identity.model == model.name
        assert (reply.tokens_by, 1 <= (reply.tokens_out or 0) <= 8) == ("pieces", True)
    finally:
        model.close()
