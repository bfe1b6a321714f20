"""The two tools as any surface calls them: plain values in, plain values out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError
from siting_questions import TODAY

from tools import AnyTool, ToolError
from tools.layers import Workspace
from tools.siting.tools import siting_tools
from tools.strict_schema import openai_tool

FACTORY = {"area_m2": 80_000, "use": "1001", "region": "平畴县"}


@pytest.fixture
def tools(county: Workspace, tmp_path: Path) -> dict[str, AnyTool]:
    return {tool.name: tool for tool in siting_tools(lambda: county, None, tmp_path / "results", lambda: TODAY)}


def test_the_names_and_arguments_are_those_that_other_programs_know(tools: dict[str, AnyTool]) -> None:
    assert set(tools) == {"select_site", "locate_facilities"}
    for tool in tools.values():
        schema = tool.input_model.model_json_schema()
        assert schema["required"] == ["area_m2", "use", "region"]
        assert {"constraints", "weights"} <= set(schema["properties"])
        assert all("description" in field for field in schema["properties"].values())


def test_a_model_can_write_every_argument_in_the_strict_form(tools: dict[str, AnyTool]) -> None:
    parameters = openai_tool(tools["select_site"])["function"]["parameters"]
    assert all(part["additionalProperties"] is False for part in parameters["$defs"].values() if "properties" in part)
    written = dict.fromkeys(parameters["properties"], None) | FACTORY
    weights = dict.fromkeys(parameters["$defs"]["Weights"]["properties"], None) | {"roads": 2, "slope": 1}
    found = tools["select_site"].run({**written, "weights": weights, "count": 1})
    assert {f["factor"]: f["weight"] for f in found["factors"] if f["scored"]} == pytest.approx(
        {"roads": 2 / 3, "slope": 1 / 3}, abs=1e-6
    )


def test_plain_values_come_back_and_the_file_is_named(tools: dict[str, AnyTool], tmp_path: Path) -> None:
    found = tools["select_site"].run(FACTORY)
    json.dumps(found, allow_nan=False)
    assert (tmp_path / "results" / found["file"]).is_file()
    assert found["layer"] == "candidates"
    assert [candidate["id"] for candidate in found["candidates"]] == ["S1", "S2", "S3", "S4", "S5"]


def test_the_same_question_writes_the_same_file(tools: dict[str, AnyTool], tmp_path: Path) -> None:
    one, other = tools["select_site"].run(FACTORY), tools["select_site"].run(FACTORY)
    assert one == other
    assert len(list((tmp_path / "results").iterdir())) == 1


def test_constraints_and_facilities_are_written_as_json(tools: dict[str, AnyTool]) -> None:
    asked = {**FACTORY, "area_m2": 20_000, "count": 2, "model": "max_coverage", "service_distance_m": 900}
    found = tools["locate_facilities"].run({**asked, "constraints": [{"avoid": "红线", "distance_m": 50}]})
    assert (found["model"], found["count"]) == ("max_coverage", 2)
    named = [one["name"] for one in found["selection"]["constraints"] if not one["default"]]
    assert named == ["避让红线及其50米以内"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"area_m2": 0},
        {"area_m2": float("nan")},
        {"constraints": [{"avoid": "YJJBNT", "within": "CZKFBJ"}]},
        {"constraints": [{"factor": "slope"}]},
        {"weights": {"slope": -1}},
        {"weights": {"beauty": 1}},
        {"area_tolerance": 0.9},
        {"count": 0},
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_read(
    tools: dict[str, AnyTool], wrong: dict[str, object]
) -> None:
    with pytest.raises((ValidationError, ToolError)):
        tools["select_site"].run({**FACTORY, **wrong})


def test_a_folder_that_cannot_be_written_to_is_named(county: Workspace, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    tool = siting_tools(lambda: county, None, tmp_path / "taken", lambda: TODAY)[0]
    with pytest.raises(ToolError, match="taken"):
        tool.run(FACTORY)


def test_a_node_without_a_workspace_says_so(tmp_path: Path) -> None:
    for tool in siting_tools(lambda: None, None, tmp_path, lambda: TODAY):
        with pytest.raises(ToolError, match="GUIYAN_SPATIAL__WORKSPACE"):
            tool.run(FACTORY)
