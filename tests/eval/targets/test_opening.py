"""What may be typed after --against."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripted_endpoint import Scripted, says

from eval.exchange import Question, Turn, question
from eval.targets.opening import Options, open_target
from eval.tasks.tool_choice import offered_tools
from knowledge import KnowledgeSettings
from serve.settings import Settings
from tools import ToolError

OPTIONS = Options(seed=0, max_tokens=32, patience_s=10)


def settings(folder: Path) -> Settings:
    return Settings(knowledge=KnowledgeSettings(folder=folder), state_folder=folder / "state")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("", "不认识的评测对象"),
        ("modle", "retriever"),
        ("endpoint:http://127.0.0.1:1", "URL#MODEL"),
        ("endpoint:ftp://a#b", "URL#MODEL"),
        ("model:gpt", "embedded"),
        ("model:none", "设置里没有模型"),
    ],
)
def test_what_is_no_target_is_said_before_anything_is_opened(spec: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=said), open_target(spec, settings(tmp_path), OPTIONS, lambda *_: None):
        pass
    assert not (tmp_path / "truth.sqlite").exists()


def test_targets_over_the_knowledge_base_answer_the_same_question(own_knowledge: Path, scripted: Scripted) -> None:
    scripted.acts = [says("《土地管理法》第四十四条")]
    asked = question("农用地转用由谁批准")
    made = settings(own_knowledge)
    for spec, kind in [
        ("retriever", "retriever"),
        ("tool:search_provisions", "tool"),
        ("agent:none", "agent"),
        (f"grounded:{scripted.url}#qwen", "grounded"),
    ]:
        with open_target(spec, made, OPTIONS, lambda *_: None) as target:
            assert target.identity.kind == kind
            assert target.identity.knowledge is not None
            assert target.cannot(asked) is None
            reply = target.reply(asked)
            assert "土地管理法@2019-08-26/44" in [one.address for one in reply.retrieved], spec
    assert "[1] 《" in scripted.asked[0]["messages"][1]["content"]


def test_the_understanding_step_chooses_among_the_tools_offered(own_knowledge: Path) -> None:
    asked = Question(messages=(Turn(role="user", content="土地管理法第三十五条是怎么写的"),), tools=offered_tools())
    with open_target("understander", settings(own_knowledge), OPTIONS, lambda *_: None) as target:
        assert target.cannot(question("你好")) is not None
        (called,) = target.reply(asked).called
    assert (called.tool, called.arguments["reference"]) == ("get_provision", "土地管理法第三十五条")


def test_a_misspelt_tool_lists_the_near_ones(own_knowledge: Path) -> None:
    with (
        pytest.raises(ToolError, match="search_provisions"),
        open_target("tool:search_provision", settings(own_knowledge), OPTIONS, lambda *_: None),
    ):
        pass
