"""The adapter against a real endpoint: retries, the pause after failures, streams."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from agents.models import Message, ModelUnavailable, open_model
from agents.openai_model import OpenAIModel
from agents.settings import NoModel, ServedModel

HELLO: list[Message] = [{"role": "user", "content": "你好"}]


def test_an_answer_comes_back_as_text(endpoint: Any) -> None:
    endpoint.script = ["好的。"]
    model = OpenAIModel(endpoint.settings(api_key="secret"))
    assert model.complete(HELLO, max_tokens=9) == "好的。"
    assert endpoint.asked[0]["model"] == "scripted"
    assert endpoint.asked[0]["max_tokens"] == 9
    assert endpoint.headers[0]["Authorization"] == "Bearer secret"
    model.close()


def test_a_schema_is_asked_for_as_json_schema(endpoint: Any) -> None:
    endpoint.script = ['{"a": 1}']
    model = OpenAIModel(endpoint.settings())
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    assert model.complete(HELLO, schema=schema) == '{"a": 1}'
    assert endpoint.asked[0]["response_format"]["json_schema"]["schema"] == schema
    model.close()


def test_a_streamed_answer_arrives_in_pieces(endpoint: Any) -> None:
    endpoint.script = ["永久基本农田经依法划定后，任何单位和个人不得擅自占用。[1]"]
    model = OpenAIModel(endpoint.settings())
    pieces = list(model.stream(HELLO))
    assert len(pieces) > 1
    assert "".join(pieces) == endpoint.script[0]
    model.close()


def test_a_busy_endpoint_is_asked_again(endpoint: Any) -> None:
    endpoint.script = [(503, "busy"), (429, "busy"), "好的。"]
    model = OpenAIModel(endpoint.settings())
    assert model.complete(HELLO) == "好的。"
    assert len(endpoint.asked) == 3
    model.close()


@pytest.mark.parametrize(("status", "hint"), [(401, "api_key"), (404, "base_url"), (400, "400")])
def test_a_refusal_is_not_asked_again_and_says_what_to_check(endpoint: Any, status: int, hint: str) -> None:
    endpoint.script = [(status, "no")]
    model = OpenAIModel(endpoint.settings())
    with pytest.raises(ModelUnavailable, match=hint):
        model.complete(HELLO)
    assert len(endpoint.asked) == 1
    model.close()


@pytest.mark.parametrize("said", ["{}", "not json", '{"choices": []}'])
def test_an_answer_of_another_form_is_named_as_such(endpoint: Any, said: str) -> None:
    endpoint.script = [(200, said)]
    model = OpenAIModel(endpoint.settings())
    with pytest.raises(ModelUnavailable, match="不是 OpenAI 格式"):
        model.complete(HELLO)
    model.close()


def test_after_failures_in_a_row_the_endpoint_is_left_alone_for_a_while(endpoint: Any) -> None:
    endpoint.script = [(500, "broken")]
    model = OpenAIModel(endpoint.settings(retries=0, failures_before_pause=2, pause_seconds=0.3))
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="500"):
            model.complete(HELLO)
    with pytest.raises(ModelUnavailable, match="暂停"):
        model.complete(HELLO)
    assert len(endpoint.asked) == 2
    time.sleep(0.35)
    endpoint.script = ["好的。"]
    assert model.complete(HELLO) == "好的。"
    model.close()


def test_one_failed_try_after_the_pause_pauses_again(endpoint: Any) -> None:
    endpoint.script = [(500, "broken")]
    model = OpenAIModel(endpoint.settings(retries=0, failures_before_pause=2, pause_seconds=0.2))
    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            model.complete(HELLO)
    time.sleep(0.25)
    with pytest.raises(ModelUnavailable, match="500"):
        model.complete(HELLO)
    with pytest.raises(ModelUnavailable, match="暂停"):
        list(model.stream(HELLO))
    model.close()


def test_nothing_listening_is_named_with_its_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        model = OpenAIModel(ServedModel(base_url=url, model="none", retries=0))
        with pytest.raises(ModelUnavailable, match=url):
            model.complete(HELLO)
        model.close()


def test_silence_ends_after_the_time_allowed() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        model = OpenAIModel(ServedModel(base_url=url, model="silent", timeout_seconds=0.2))
        started = time.monotonic()
        with pytest.raises(ModelUnavailable, match="没有应答"):
            model.complete(HELLO)
        assert time.monotonic() - started < 2
        model.close()


def test_no_model_is_the_default() -> None:
    assert open_model(NoModel()) is None
