"""The compliance check enters the zones that a site is known to enter, and judges every project it is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
from measuring import Stored, near

from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools.compliance.facts import facts_of, read_facts
from tools.compliance.results import CheckResult
from tools.compliance.review import Asked, Reviewer
from tools.demo_county.zones import CLASSES
from tools.layers import read_site

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def reviewer(stored: Stored, knowledge_base: KnowledgeBase) -> Reviewer:
    statutes = KnowledgeStatutes(knowledge_base, lambda: knowledge_base.generation)
    return Reviewer(stored.workspace, statutes)


VERDICTS = {
    "厂房": "有条件符合", "公路": "不符合", "水库": "有条件符合", "养老院": "符合", "采石场扩建": "不符合",
    "湖畔宾馆": "不符合",
}  # fmt: skip


def found_of(kind: str, checks: tuple[CheckResult, ...]) -> float:
    """m² of a kind that the checks name."""
    return max((one.area_m2 for check in checks for one in check.overlaps if one.layer_kind == kind), default=0.0)


def test_a_site_is_found_to_enter_what_it_is_told_to(
    reviewer: Reviewer, stored: Stored, truth: dict[str, Any], tmp_path: Path
) -> None:
    """KCZY apart: of minerals that are not strategic no rule speaks."""
    sites = geopandas.read_file(stored.folder / "truth_sites.geojson").set_index("DKBH")
    asked = list(truth["truth_sites"])
    assert len(asked) > 100
    for told in asked:
        path = tmp_path / "site.geojson"
        sites.loc[[told["id"]]].to_file(path)
        checks = reviewer.review(Asked(read_site(path), DAY, facts_of({}))).compliance.checks
        for kind in set(CLASSES) - {"CQFW", "CZKFBJ", "KCZY"}:
            wanted = told["enters"].get(kind, {"area_m2": 0.0})["area_m2"]
            assert near(found_of(kind, checks), wanted), (told["id"], kind)


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_a_project_is_judged_as_a_planner_would(reviewer: Reviewer, stored: Stored, name: str) -> None:
    folder = stored.folder / "projects" / name
    site = read_site(next(folder.glob("site.*")))
    assert reviewer.review(Asked(site, DAY, read_facts(folder / "FACTS.toml"))).compliance.verdict == VERDICTS[name]
