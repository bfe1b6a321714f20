"""The planner calls a tool: a verdict with citations, what it lacks, and the same conversation going on."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import geopandas
import pytest
from county_of_zones import degrees, site_in
from langgraph.checkpoint.sqlite import SqliteSaver

from agents.planner import Planner
from agents.understanding import Attachment
from agents.understanding.vocabulary import Vocabulary
from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools.compliance.kept import KeptReviews
from tools.compliance.review import Reviewer
from tools.compliance.tools import compliance_tools
from tools.layers import open_workspace
from tools.layers.handed_in import HandedIn
from tools.siting import prechecked_by, siting_tools

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> HandedIn:
    return HandedIn(tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="module")
def acting(knowledge_base: KnowledgeBase, sites: HandedIn, zones: Path) -> Planner:
    workspace = open_workspace(zones)
    reviewer = Reviewer(workspace, KnowledgeStatutes(knowledge_base))
    tools = [
        *compliance_tools(lambda: reviewer, sites, KeptReviews(), lambda: TODAY),
        *siting_tools(lambda: workspace, prechecked_by(lambda: reviewer), None, lambda: TODAY),
    ]
    saver = SqliteSaver(sqlite3.connect(":memory:", check_same_thread=False))
    return Planner(knowledge_base, None, saver, tools, Vocabulary(places=lambda: [workspace.name]))


def handed(sites: HandedIn, where: str, folder: Path) -> Attachment:
    path = folder / "地块.geojson"
    geopandas.GeoDataFrame(geometry=[degrees(site_in(where))], crs=4490).to_file(path)
    kept = sites.put(path.name, path.read_bytes())
    return {"number": kept.number, "name": kept.name}


def test_an_attached_site_ends_in_a_verdict_with_citations_and_questions(
    acting: Planner, sites: HandedIn, tmp_path: Path
) -> None:
    answer = acting.ask("这个地块能不能建厂房", as_of=TODAY, attachments=[handed(sites, "永农", tmp_path)])
    assert not answer.refused
    assert answer.answer.startswith("审查结论：无法判定。")
    assert answer.tool is not None
    assert answer.tool.name == "check_compliance"
    assert answer.tool.arguments["facts"]["use.code"] == "1001"
    assert "土地管理法" in {citation.instrument for citation in answer.citations}
    assert "national_key_project" in answer.missing
    assert answer.tool.result["review"]


def test_facts_told_later_decide(acting: Planner, sites: HandedIn, tmp_path: Path) -> None:
    acting.ask("这块地可以建厂房吗", as_of=TODAY, conversation="c", attachments=[handed(sites, "永农", tmp_path)])
    answer = acting.ask("不是国家重点项目", as_of=TODAY, conversation="c")
    assert answer.answer.startswith("审查结论：不符合。")
    law = acting.ask("临时用地最长可以用几年？", as_of=TODAY, conversation="c")
    assert law.tool is None
    assert "二年" in law.answer


def test_a_form_of_facts_goes_before_words(acting: Planner, sites: HandedIn, tmp_path: Path) -> None:
    answer = acting.ask(
        "这块地建厂房", as_of=TODAY, attachments=[handed(sites, "普通", tmp_path)], facts={"use.code": "070101"}
    )
    assert answer.tool is not None
    assert answer.tool.arguments["facts"]["use.code"] == "070101"


def test_without_a_file_it_is_asked_for(acting: Planner) -> None:
    answer = acting.ask("这个地块能不能建厂房", as_of=TODAY)
    assert (answer.refused, answer.missing) == (False, ("site",))
    assert "附上用地范围文件" in answer.answer


def test_a_file_that_cannot_be_judged_is_refused_with_the_reason(acting: Planner, sites: HandedIn) -> None:
    kept = sites.put("坏.geojson", b"{}")
    answer = acting.ask("审查", as_of=TODAY, attachments=[{"number": kept.number, "name": kept.name}])
    assert answer.refused
    assert answer.reason


def test_the_date_asked_for_is_that_of_the_law(acting: Planner, sites: HandedIn, tmp_path: Path) -> None:
    site = handed(sites, "永农", tmp_path)
    later = acting.ask("2027年1月1日这块地能建厂房吗", attachments=[site])
    assert (later.as_of, later.tool.arguments["date"] if later.tool else "") == (date(2027, 1, 1), "2027-01-01")
    assert "耕地保护和质量提升法" in {citation.instrument for citation in later.citations}


def test_candidate_sites_are_told_after_what_was_lacking_is_given(acting: Planner) -> None:
    asked = acting.ask("给新厂房选址", as_of=TODAY, conversation="s")
    assert (asked.missing, asked.answer) == (("area_m2",), "请说明要多大面积。")
    answer = acting.ask("900平方米", as_of=TODAY, conversation="s")
    assert answer.tool is not None
    assert (answer.tool.name, answer.tool.arguments["use"]) == ("select_site", "1001")
    best = answer.tool.result["candidates"][0]
    assert f"第 1 名 {best['id']}" in answer.answer
    assert f"规划符合性预检：{best['precheck']['verdict']}" in answer.answer
    assert "权重：" in answer.answer
