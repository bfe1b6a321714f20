"""What another program reaches: REST, the official openai client, and a closed door for everybody else."""

import json

import httpx
import openai
import pytest


@pytest.fixture(scope="module")
def http(service_address):
    with httpx.Client(base_url=service_address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def client(service_address):
    with openai.OpenAI(base_url=f"{service_address}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_a_provision_is_told_over_rest(http):
    view = http.get("/api/v1/provision", params={"reference": "土地管理法第三十五条"}).json()
    assert view["article"] == "第三十五条"


def test_every_tool_is_there_under_its_name(http):
    found = http.post("/api/v1/tools/who_cites", json={"reference": "土地管理法第四十四条"}).json()
    assert "第四十六条" in {link["article"] for link in found["cited_by"]}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/provision?reference=土地管理法第九十九条", None, 404),
        ("POST", "/api/v1/search", {"question": "征地", "as_of": "2026-02-30"}, 422),
        ("POST", "/api/v1/search", {"question": "征地", "colour": 1}, 422),
        ("GET", "/api/v1/nowhere", None, 404),
        ("DELETE", "/api/v1/search", None, 405),
    ],
)
def test_an_error_is_a_problem_document(http, method, path, body, status):
    answer = http.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"title", "status", "detail"} <= set(answer.json())


def test_another_host_name_is_turned_away(http):
    assert http.get("/api/v1/health", headers={"Host": "evil.example"}).status_code in (400, 403, 421)


def test_a_page_of_another_origin_is_turned_away(http):
    answer = http.post("/api/v1/search", json={"question": "征地"}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403


def test_changing_the_knowledge_needs_the_run_token(http):
    answer = http.post("/api/v1/kb/forget", json={"instrument": "土地管理法"})
    assert answer.status_code in (401, 403, 422)
    assert http.get("/api/v1/provision", params={"reference": "土地管理法第一条"}).json()["text_held"] is True


def test_an_endless_body_is_cut_off(http):
    assert http.post("/api/v1/search", content=b" " * (2 << 20)).status_code == 413


def test_the_official_client_lists_the_model_and_gets_an_answer(client):
    assert [model.id for model in client.models.list()] == ["guiyan"]
    made = client.chat.completions.create(
        model="guiyan",
        messages=[{"role": "user", "content": "土地管理法第三十五条"}],
        extra_body={"as_of": "2026-11-24"},
    )
    message = made.choices[0].message
    assert "永久基本农田" in message.content
    assert message.model_extra["guiyan"]["citations"][0]["address"] == "土地管理法@2019-08-26/35"
    assert made.usage.total_tokens > 0


def test_the_official_client_streams_the_same_words(client):
    asked = [{"role": "user", "content": "土地管理法第三十五条"}]
    whole = client.chat.completions.create(model="guiyan", messages=asked).choices[0].message.content
    pieces = [
        chunk.choices[0].delta.content or ""
        for chunk in client.chat.completions.create(model="guiyan", messages=asked, stream=True)
        if chunk.choices
    ]
    assert "".join(pieces) == whole


def test_a_follow_up_in_messages_keeps_to_the_matter(client):
    messages = [
        {"role": "user", "content": "土地管理法第四十四条"},
        {"role": "assistant", "content": "……"},
        {"role": "user", "content": "那第二款呢？"},
    ]
    made = client.chat.completions.create(model="guiyan", messages=messages)
    assert "由国务院批准" in made.choices[0].message.content


def test_an_unknown_model_is_an_error_of_the_usual_shape(client):
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "你好"}])


def test_a_stream_of_events_ends_with_the_answer(http):
    with http.stream(
        "POST", "/api/v1/ask", json={"question": "土地管理法第三十五条"}, headers={"Accept": "text/event-stream"}
    ) as answer:
        events = [line for line in answer.iter_lines() if line.startswith("data:")]
    last = json.loads(events[-1].removeprefix("data:"))
    assert "citations" in json.dumps(last)
