"""Candidates are pre-checked by the compliance check itself, over the real national laws."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from plain_county import FARMLAND, GRASS, build, degrees
from siting_questions import FACTORY, TODAY, selected

from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools import ToolError
from tools.compliance.review import Reviewer
from tools.layers import open_workspace
from tools.siting import PrecheckOf, prechecked_by


@pytest.fixture(scope="module")
def reviewer(knowledge_base: KnowledgeBase, plain: Path) -> Reviewer:
    statutes = KnowledgeStatutes(knowledge_base, lambda: knowledge_base.generation)
    return Reviewer(open_workspace(plain), statutes)


@pytest.fixture(scope="module")
def precheck(reviewer: Reviewer) -> PrecheckOf:
    return prechecked_by(lambda: reviewer)


def test_ground_in_basic_farmland_is_not_found_fit(precheck: PrecheckOf) -> None:
    site = degrees(shapely.box(500, 500, 700, 700))
    found = precheck(site, "1001", TODAY)
    assert shapely.covers(degrees(FARMLAND), site)
    assert found.verdict in ("不符合", "无法判定")
    farmland = next(one for one in found.checks if one.key == "YJJBNT")
    assert farmland.verdict in ("不符合", "无法判定")
    assert farmland.reason


def test_the_best_site_has_no_check_against_it_but_those_open_for_want_of_facts(precheck: PrecheckOf) -> None:
    found = precheck(degrees(shapely.buffer(GRASS, -50)), "1001", TODAY)
    keys = {one.key: one.verdict for one in found.checks}
    assert "不符合" not in keys.values()
    assert not {"YJJBNT", "STBHHX"} & set(keys)
    order = [one.verdict for one in found.checks]
    assert order == sorted(order, key=["不符合", "无法判定", "有条件符合"].index)


def test_every_candidate_carries_its_verdict(precheck: PrecheckOf, plain: Path) -> None:
    found = selected(FACTORY, open_workspace(plain), precheck)
    assert all(candidate.precheck is not None for candidate in found.candidates)
    assert not {one.key for c in found.candidates for one in (c.precheck.checks if c.precheck else ())} & {"YJJBNT"}
    assert "没有做规划符合性预检" not in found.notices


def test_without_a_workspace_there_is_no_check(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="工作区"):
        prechecked_by(lambda: None)(degrees(GRASS), "1001", TODAY)
    assert not build(tmp_path).joinpath("候选地块.geojson").exists()
