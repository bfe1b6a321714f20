"""Intent, tool, arguments and slots, by hand; the offered tools are those of the bank and of the node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.exchange import Called, Reply
from eval.runs.sample import judged
from eval.runs.summary import task_summary
from eval.task import AnyCase, Making
from eval.tasks.tool_choice import TOOL_CHOICE, offered_tools
from knowledge import KnowledgeBase
from knowledge.today import today
from knowledge.tools import knowledge_tools
from tools import AnyTool
from tools.compliance.kept import KeptReviews
from tools.compliance.tools import compliance_tools
from tools.indicators.tools import indicator_tools
from tools.layers.handed_in import HandedIn
from tools.siting.tools import siting_tools


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AnyCase]:
    return {case.id: case for case in TOOL_CHOICE.cases(Making(0, tmp_path_factory.mktemp("cases")))}


def scores(case: AnyCase, **reply: Any) -> dict[str, float | None]:
    return {name: line.value for name, line in judged(TOOL_CHOICE, case, Reply(**reply), 1).scores.items()}


def call(tool: str, **arguments: Any) -> tuple[Called, ...]:
    return (Called(tool=tool, arguments=arguments),)


def test_every_tool_of_the_bank_is_offered_and_no_other(cases: dict[str, AnyCase]) -> None:
    assert {tool.name for tool in offered_tools()} == {c.expected.tool for c in cases.values() if c.expected.tool}


def declared(base: KnowledgeBase, folder: Path) -> list[AnyTool]:
    """Every tool of the node that is offered too."""
    return [
        *knowledge_tools(base),
        *indicator_tools(lambda: None, base.targets),
        *siting_tools(lambda: None, None, None, today),
        *compliance_tools(lambda: None, HandedIn(folder), KeptReviews(), today),
    ]


def test_tools_the_node_declares_are_offered_with_the_same_arguments(
    knowledge_base: KnowledgeBase, tmp_path: Path
) -> None:
    offered = {tool.name: tool for tool in offered_tools()}
    for tool in declared(knowledge_base, tmp_path):
        schema = tool.input_model.model_json_schema(by_alias=True)
        ours = offered[tool.name].parameters
        assert set(ours["properties"]) <= set(schema["properties"]), tool.name  # type: ignore[arg-type]
        assert ours["required"] == schema.get("required", []), tool.name
        for name, one in ours["properties"].items():  # type: ignore[union-attr]
            if one.get("type") in ("integer", "number"):
                assert one["type"] in str(schema["properties"][name]), (tool.name, name)
            assert one.get("default", ...) in (..., schema["properties"][name].get("default")), (tool.name, name)


def test_what_the_bank_wants_is_in_the_form_the_tool_declares(cases: dict[str, AnyCase]) -> None:
    for case in cases.values():
        if case.expected.tool and not case.expected.missing:
            called = call(case.expected.tool, **case.expected.arguments)
            assert scores(case, called=called)["valid"] == 1, case.id


def test_arguments_agree_as_the_tool_would_read_them(cases: dict[str, AnyCase]) -> None:
    case = next(c for c in cases.values() if "year" in c.expected.arguments and not c.expected.missing)
    as_text = {**case.expected.arguments, "year": str(case.expected.arguments["year"])}
    assert scores(case, called=call(case.expected.tool, **as_text))["arguments"] == 1
    case = cases["i206"]
    assert case.expected.arguments["model"] == "p_median"
    silent = {name: value for name, value in case.expected.arguments.items() if name != "model"}
    assert scores(case, called=call("locate_facilities", **silent))["arguments"] == 1
    other = {**case.expected.arguments, "model": "set_cover"}
    assert scores(case, called=call("locate_facilities", **other))["arguments"] == pytest.approx(4 / 5)


def test_a_use_may_be_told_by_its_code(cases: dict[str, AnyCase]) -> None:
    case = cases["i113"]
    assert case.expected.arguments["use"] == "幼儿园"
    for code, right in (("080404", True), ("080403", False)):
        said = scores(case, called=call("select_site", **{**case.expected.arguments, "use": code}))
        assert (said["arguments"] == 1) is right


def test_a_wrong_tool_has_no_arguments_right(cases: dict[str, AnyCase]) -> None:
    case = next(c for c in cases.values() if c.expected.tool == "get_provision" and not c.expected.missing)
    said = scores(case, called=call("who_cites", reference=case.expected.arguments["reference"]))
    assert (said["intent"], said["tool"], said["arguments"], said["valid"]) == (1, 0, 0, 1)


def test_dates_agree_as_far_as_they_were_told_and_own_words_in_meaning(cases: dict[str, AnyCase]) -> None:
    case = next(c for c in cases.values() if c.expected.arguments.get("as_of") == "2026-07")
    right = {**case.expected.arguments, "as_of": "2026-07-01"}
    assert scores(case, called=call(case.expected.tool, **right))["arguments"] == 1
    case = next(c for c in cases.values() if c.expected.tool == "search_provisions")
    reworded = {**case.expected.arguments, "question": case.expected.arguments["question"][1:] + "吗"}
    assert scores(case, called=call("search_provisions", **reworded))["arguments"] == 1


def test_what_was_not_said_is_asked_for_and_not_made_up(cases: dict[str, AnyCase]) -> None:
    case = next(c for c in cases.values() if c.expected.missing == ("reference",))
    tool = case.expected.tool
    assert scores(case, text="请问是哪一条？")["slots"] == 1
    assert scores(case, called=call(tool))["slots"] == 1
    assert scores(case, called=call(tool, reference="土地管理法第三十五条"))["slots"] == 0
    assert scores(case, text="好的。")["slots"] == 0


def test_a_call_where_none_is_due_lowers_precision(cases: dict[str, AnyCase]) -> None:
    greeting = next(c for c in cases.values() if c.expected.intent == "none")
    wanted = next(c for c in cases.values() if c.expected.tool == "who_cites" and not c.expected.missing)
    right = Reply(called=call("who_cites", **wanted.expected.arguments))
    samples = [judged(TOOL_CHOICE, wanted, right, 1), judged(TOOL_CHOICE, greeting, right, 1)]
    figures = {figure.name: figure.value for figure in task_summary(TOOL_CHOICE, samples, 2).figures}
    # One right of two said, one wanted.
    assert figures["tool_f1"] == pytest.approx(2 / 3)
