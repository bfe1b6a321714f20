"""Project facts out of what people say: only what the words mean, and nothing out of a question."""

from __future__ import annotations

from typing import Any

import pytest

from agents.understanding.project_words import replies, stated_facts
from tools.compliance.facts import facts_of

SAID: list[tuple[str, dict[str, Any]]] = [
    ("这个地块能不能建厂房", {"project_kind": "厂房", "use.code": "1001", "builds_structure": True}),
    ("新建，国有土地，不是临时用地", {"construction": "新建", "ownership": "国有", "temporary": False}),
    ("是国家重点项目，确实无法避让", {"national_key_project": True, "site_unavoidable": True}),
    ("不是国家重点项目，也不排污", {"national_key_project": False, "discharges_pollutants": False}),
    ("二类工业厂房", {"use.code": "100102", "project_kind": "厂房", "builds_structure": True}),
    ("是不是临时用地？", {}),
    ("算不算国家重点项目", {}),
    ("能不能不建厂房", {}),
    ("是临时用地，又说不是临时用地", {}),
    ("土地管理法第四十四条", {}),
]


@pytest.mark.parametrize(("text", "facts"), SAID)
def test_words_state_facts(text: str, facts: dict[str, Any]) -> None:
    assert stated_facts(text) == facts


@pytest.mark.parametrize("text", [text for text, _ in SAID])
def test_every_fact_they_state_is_one_that_rules_know(text: str) -> None:
    facts_of(stated_facts(text))


def test_a_bare_reply_answers_what_was_asked() -> None:
    assert replies("是、不是、是", ["a", "b", "c"]) == {"a": True, "b": False, "c": True}
    assert replies("都不是", ["a", "b"]) == {"a": False, "b": False}
    assert replies("不是", ["a"]) == {"a": False}
    assert replies("不是", ["a", "b"]) == {}
    assert replies("临时用地最长几年", ["a"]) == {}
