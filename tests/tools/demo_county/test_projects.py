"""The projects have facts that the check understands, and sites that meet what they are told to."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from measuring import Stored, area, near

from tools.compliance.facts import read_facts
from tools.layers import read_site


def test_the_facts_of_every_project_are_understood(stored: Stored, truth: dict[str, Any]) -> None:
    for name in truth["projects"]:
        facts = read_facts(stored.folder / "projects" / name / "FACTS.toml")
        assert facts.use is not None
        assert facts.project_kind


def test_a_project_s_site_is_read_and_meets_what_it_is_told_to(stored: Stored, truth: dict[str, Any]) -> None:
    for name, told in truth["projects"].items():
        site = read_site(stored.folder / "projects" / name / told["site"], workspace=stored.workspace)
        shapes = site.features().geometry.to_numpy()
        assert len(shapes) == told["features"]
        whole = shapely.union_all(shapes)
        assert area(whole) == pytest.approx(told["area_m2"], rel=1e-5), name
        for kind in truth["zones"]:
            assert near(stored.entered(kind, whole), told["enters"].get(kind, {"area_m2": 0.0})["area_m2"]), (
                name,
                kind,
            )


def test_each_project_shows_what_it_is_for(truth: dict[str, Any]) -> None:
    projects = truth["projects"]
    assert len(projects) >= 5
    assert "CZKFBJ" in projects["厂房"]["enters"]
    assert "YJJBNT" in projects["公路"]["enters"]
    assert projects["公路"]["features"] == 2
    assert projects["水库"]["enters"]["STBHHX"]["area_m2"] == pytest.approx(projects["水库"]["area_m2"], abs=0.01)
    assert set(projects["养老院"]["owners"]) == {"国有"}
    assert projects["临时料场"]["enters"]["YJJBNT"]["area_m2"] > 1000
    assert {"KYQ", "ZRBHQ"} <= set(projects["采石场扩建"]["enters"])
    assert "LSJQHX" in projects["老街民宿"]["enters"]
    assert "二级" in projects["湖畔宾馆"]["enters"]["YYSSY"]["classes"]
