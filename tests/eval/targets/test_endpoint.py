"""An endpoint that answers, calls tools, is busy, hangs, talks nonsense or drops the line."""

from __future__ import annotations

import socket
import time
from datetime import date

import pytest
from pydantic import SecretStr
from scripted_endpoint import Scripted, drops, hangs, returns, says, streams

from eval.exchange import Called, OfferedTool, Question, Turn, question
from eval.targets.endpoint import Endpoint
from eval.targets.target import TargetFailed

ASKED = question("占用耕地由谁批准？", as_of=date(2026, 8, 14), form="写明条号。")


def endpoint(scripted: Scripted, *, patience: float = 5) -> Endpoint:
    return Endpoint(scripted.url, "qwen", api_key=SecretStr("k1"), max_tokens=64, seed=3, patience_s=patience)


def test_text_tokens_and_time_to_the_first_piece_come_out_of_the_stream(scripted: Scripted) -> None:
    scripted.acts = [says("国务院批准")]
    reply = endpoint(scripted).reply(ASKED)
    assert (reply.text, reply.tokens_in, reply.tokens_out, reply.tokens_by) == ("国务院批准", 11, 5, "usage")
    assert reply.first_token_ms is not None
    (body,) = scripted.asked
    assert body["messages"][0]["content"].endswith("按2026年8月14日有效的法律回答。写明条号。")
    assert (body["model"], body["max_tokens"], body["seed"], body["temperature"]) == ("qwen", 64, 3, 0)
    assert scripted.keys == ["Bearer k1"]


def test_without_counts_the_pieces_are_counted(scripted: Scripted) -> None:
    scripted.acts = [says("国务院", usage=False)]
    reply = endpoint(scripted).reply(ASKED)
    assert (reply.tokens_out, reply.tokens_by) == (3, "pieces")


def test_a_tool_call_comes_together_from_its_pieces(scripted: Scripted) -> None:
    pieces = [{"name": "get_provision"}, {"arguments": '{"reference": '}, {"arguments": '"土地管理法第三十五条"}'}]
    scripted.acts = [streams([{"choices": [{"delta": {"tool_calls": [{"index": 0, "function": p}]}}]} for p in pieces])]
    tool = OfferedTool(name="get_provision", parameters={"type": "object"})
    asked = Question(messages=(Turn(role="user", content="查三十五条"),), tools=(tool,))
    reply = endpoint(scripted).reply(asked)
    assert reply.called == (Called(tool="get_provision", arguments={"reference": "土地管理法第三十五条"}),)
    assert scripted.asked[0]["tools"][0]["function"]["name"] == "get_provision"


def test_arguments_that_are_no_json_are_kept_as_written(scripted: Scripted) -> None:
    call = {"index": 0, "function": {"name": "search", "arguments": "{question:"}}
    scripted.acts = [streams([{"choices": [{"delta": {"tool_calls": [call]}}]}])]
    (called,) = endpoint(scripted).reply(ASKED).called
    assert (called.sound, called.arguments) == (False, {"written": "{question:"})


def test_an_endpoint_that_does_not_stream_is_understood(scripted: Scripted) -> None:
    scripted.acts = [returns(200, '{"choices": [{"message": {"content": "可以"}}], "usage": {"completion_tokens": 2}}')]
    assert endpoint(scripted).reply(ASKED).text == "可以"


def test_a_rate_limit_is_waited_for_as_long_as_it_says(scripted: Scripted) -> None:
    scripted.acts = [returns(429, Retry_After="0.3"), says("好")]
    started = time.monotonic()
    assert endpoint(scripted).reply(ASKED).text == "好"
    assert time.monotonic() - started >= 0.3


def test_a_rate_limit_without_end_is_a_failure(scripted: Scripted) -> None:
    scripted.acts = [returns(429, Retry_After="0")]
    with pytest.raises(TargetFailed, match="返回 429，试了 5 次"):
        endpoint(scripted).reply(ASKED)
    assert len(scripted.asked) == 5


def test_a_dropped_line_is_asked_again_and_half_an_answer_is_none(scripted: Scripted) -> None:
    scripted.acts = [drops, says("全文")]
    assert endpoint(scripted).reply(ASKED).text == "全文"


def test_an_endpoint_that_hangs_is_a_failure(scripted: Scripted) -> None:
    scripted.acts = [hangs(3)]
    with pytest.raises(TargetFailed, match="没有应答"):
        endpoint(scripted, patience=0.3).reply(ASKED)


@pytest.mark.parametrize(
    "body", ["", "not json", "[]", '{"choices": []}', '{"choices": 3}', '{"choices": [{"message": 7}]}']
)
def test_an_answer_of_another_form_is_a_failure(scripted: Scripted, body: str) -> None:
    scripted.acts = [returns(200, body)]
    with pytest.raises(TargetFailed, match="不是 OpenAI 格式"):
        endpoint(scripted).reply(ASKED)


def test_a_stream_that_ends_in_an_error_is_a_failure(scripted: Scripted) -> None:
    scripted.acts = [streams([{"error": {"message": "out of memory"}}])]
    with pytest.raises(TargetFailed, match="out of memory"):
        endpoint(scripted).reply(ASKED)


def test_a_wrong_key_is_not_tried_again(scripted: Scripted) -> None:
    scripted.acts = [returns(401, '{"error": {"message": "bad key"}}')]
    with pytest.raises(TargetFailed, match="请检查密钥：bad key"):
        endpoint(scripted).reply(ASKED)
    assert len(scripted.asked) == 1


def test_a_server_that_turns_extras_down_is_asked_without(scripted: Scripted) -> None:
    scripted.acts = [returns(400, '{"error": {"message": "seed unknown"}}'), says("好")]
    target = endpoint(scripted)
    assert target.reply(ASKED).text == "好"
    assert "seed" not in scripted.asked[1]
    target.reply(ASKED)
    assert "seed" not in scripted.asked[2]


def test_nobody_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    target = Endpoint(f"http://127.0.0.1:{port}/v1", "m", api_key=None, max_tokens=8, seed=0, patience_s=1, tries=2)
    with pytest.raises(TargetFailed, match="连不上"):
        target.reply(ASKED)
