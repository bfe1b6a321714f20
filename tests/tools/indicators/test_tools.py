"""The two tools, called as any surface calls them: plain values in, plain values out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.targets.plan_targets import PlanTargets
from knowledge.truth.store import TruthStore
from tools import AnyTool, ToolError
from tools.indicators.tools import indicator_tools
from tools.layers import Workspace

TABLE = """plan,plan_level,region,indicator,value,unit,direction,year,binding,scope,source_page
方格县国土空间总体规划（2021—2035年）,县,999901,耕地保有量,4350,亩,≥,2035,约束性,县域,第22页
方格市国土空间总体规划（2021—2035年）,市,999901,耕地保有量,0.43,万亩,≥,2035,约束性,分解到方格县,第99页
方格县国土空间总体规划（2021—2035年）,县,999901,常住人口规模,1.1,万人,=,2035,预期性,县域,第25页
"""


@pytest.fixture
def tools(county: Workspace, tmp_path: Path) -> Iterator[dict[str, AnyTool]]:
    (tmp_path / "targets.csv").write_text(TABLE, encoding="utf-8")
    truth = TruthStore(tmp_path / "truth.sqlite")
    targets = PlanTargets(truth)
    targets.add(tmp_path / "targets.csv")
    yield {tool.name: tool for tool in indicator_tools(lambda: county, targets)}
    truth.close()


def test_the_names_and_arguments_are_those_that_other_programs_know(tools: dict[str, AnyTool]) -> None:
    assert set(tools) == {"look_up_indicator", "compute_indicator"}
    properties = {name: tool.input_model.model_json_schema()["properties"] for name, tool in tools.items()}
    assert {"indicator", "region", "plan_level", "year", "scope"} <= set(properties["look_up_indicator"])
    assert {"indicator", "layers", "region", "date"} <= set(properties["compute_indicator"])
    assert all(field.get("description") for fields in properties.values() for field in fields.values())


def test_a_target_keeps_its_digits_on_the_wire(tools: dict[str, AnyTool]) -> None:
    asked = {"indicator": "耕地保有量", "region": "999901", "plan_level": "县", "unit": "km²"}
    answer = tools["look_up_indicator"].run(asked)["answer"]
    assert (answer["value"], answer["unit"], answer["direction"], answer["source"]) == ("4350", "亩", "≥", "第22页")
    assert answer["converted"] == {"value": "2.9", "unit": "km²", "exact": True, "fraction": "29/10"}


def test_two_levels_are_asked_back(tools: dict[str, AnyTool]) -> None:
    found = tools["look_up_indicator"].run({"indicator": "耕地保有量", "region": "方格县", "plan_level": None})
    assert found["answer"] is None
    assert "哪一级规划（市、县）" in found["ask"]


def test_observed_values_of_the_workspace_stand_beside_the_target(tools: dict[str, AnyTool]) -> None:
    found = tools["look_up_indicator"].run({"indicator": "常住人口规模", "region": "999901"})
    assert (found["answer"]["value"], [o["year"] for o in found["observed"]]) == ("1.1", [2020, 2024])


def test_a_computed_value_is_plain_and_finite(tools: dict[str, AnyTool]) -> None:
    found = tools["compute_indicator"].run({"indicator": "耕地保有量", "region": "999901", "date": "2026-11-22"})
    assert found["value"] == pytest.approx(2.9, rel=1e-6)
    json.dumps(found, allow_nan=False)


def test_without_a_workspace_targets_can_still_be_looked_up(tmp_path: Path) -> None:
    truth = TruthStore(tmp_path / "other.sqlite")
    look_up, compute = indicator_tools(lambda: None, PlanTargets(truth))
    assert look_up.name == "look_up_indicator"
    with pytest.raises(ToolError, match="没有配置图层工作区"):
        compute(indicator="耕地保有量")
    truth.close()
