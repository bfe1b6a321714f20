"""The sites to be judged: as many as promised, of every group and verdict, the truth apart from what is judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.exchange import Reply
from eval.runs.sample import judged
from eval.targets.site_check import SiteCheck
from eval.task import AnyCase, Making
from eval.tasks.compliance_verdicts import COMPLIANCE_VERDICTS
from eval.tasks.sites.bank import projects, rows
from eval.tasks.sites.made import MadeSite, made_sites
from eval.tasks.sites.truth import GROUP_OF, GROUPS, verdicts_on
from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools import ToolError
from tools.compliance.facts import facts_of


@pytest.fixture(scope="module")
def sites() -> Sequence[MadeSite]:
    return made_sites(0)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Sequence[AnyCase]:
    return COMPLIANCE_VERDICTS.cases(Making(0, tmp_path_factory.mktemp("sites") / "made"))


def met(site: MadeSite) -> list[float]:
    """m² of everything the site is told to meet."""
    told = site.told
    zones = [area for kind in told["enters"].values() for area in kind["classes"].values()]
    return [*zones, *told["land"].values(), *told["owners"].values(), *told["uncovered_m2"].values()]


def test_five_hundred_sites_of_all_fourteen_groups_are_made(sites: Sequence[MadeSite]) -> None:
    assert len(sites) == 500
    assert {GROUP_OF[site.told["about"]] for site in sites} == set(GROUPS)
    assert set(Counter(site.project for site in sites)) == set(projects())


def test_every_verdict_is_the_truth_somewhere_and_none_everywhere(sites: Sequence[MadeSite]) -> None:
    about = Counter(verdicts_on(site.told, site.project)[site.told["about"]] for site in sites)
    assert set(about) == {"符合", "有条件符合", "无法判定", "不符合", "不适用"}
    assert max(about.values()) < 0.5 * len(sites)


def test_no_truth_hangs_on_a_few_square_metres(sites: Sequence[MadeSite]) -> None:
    assert min(area for site in sites for area in met(site) if area > 0) > 2


@pytest.mark.long
def test_another_seed_makes_other_sites(sites: Sequence[MadeSite]) -> None:
    other = made_sites(1)
    assert len(other) == 500
    assert sum(a.shape.equals(b.shape) for a, b in zip(sites, other, strict=True)) < 100


@pytest.mark.parametrize(
    ("met", "project", "verdict"),
    [
        ({"enters": {"YJJBNT": {"area_m2": 50.0, "classes": {"永久基本农田": 50.0}}}}, "厂房", "不符合"),
        ({"enters": {"YJJBNT": {"area_m2": 50.0, "classes": {"永久基本农田": 50.0}}}}, "公路", "有条件符合"),
        ({"enters": {}}, "厂房", "符合"),
        ({"enters": {}, "uncovered_m2": {"*": 9.0}}, "厂房", "无法判定"),
    ],
)
def test_the_verdict_follows_from_ground_and_project(met: dict[str, Any], project: str, verdict: str) -> None:
    clear: dict[str, Any] = {
        "area_m2": 100.0, "land": {"0601": 100.0}, "owners": {"国有": 100.0}, "planned": {"100101": 100.0},
        "limits": [], "keeps_from": [], "uncovered_m2": {},
    }  # fmt: skip
    assert verdicts_on(clear | met, project)["YJJBNT"] == verdict


def test_the_projects_facts_are_such_as_the_check_knows() -> None:
    for name, facts in projects().items():
        assert facts_of(dict(facts)).project_kind, name


def test_every_provision_the_table_stands_on_exists(knowledge_base: KnowledgeBase) -> None:
    bases = {row.basis for listed in rows().values() for row in listed}
    named = {
        f"{title}{article}"
        for basis in bases
        for part in basis.split("；")
        if (match := re.match(r"([^第（）]+)(第.*)", part))
        for title in [match[1]]
        for article in re.findall(r"第[一二三四五六七八九十百]+条", match[2])
    }
    assert len(named) > 30
    for reference in sorted(named):
        assert knowledge_base.provision(reference) is not None, reference


@pytest.mark.long
def test_the_truth_has_full_marks_and_silence_none(cases: Sequence[AnyCase]) -> None:
    for case in cases:
        checks = [{"key": key, "verdict": verdict} for key, verdict in case.expected.checks.items()]
        right = judged(COMPLIANCE_VERDICTS, case, Reply(result={"verdict": case.expected.whole, "checks": checks}), 1)
        assert {line.value for line in right.scores.values()} == {1.0}, case.id
    silent = judged(COMPLIANCE_VERDICTS, cases[0], Reply(fault="没有工作区"), 1)
    assert silent.state == "unparsed"
    assert {line.value for line in silent.scores.values()} == {0.0}


@pytest.mark.long
def test_the_target_sees_nothing_of_the_truth_and_only_the_cases_files(
    cases: Sequence[AnyCase], knowledge_base: KnowledgeBase
) -> None:
    folder: Path = cases[0].asked.folder
    assert (folder / "workspace" / "workspace.toml").exists()
    assert not list((folder / "workspace").glob("truth*"))
    target = SiteCheck(knowledge_base, KnowledgeStatutes(knowledge_base))
    assert target.cannot(cases[0].asked) is None
    elsewhere = cases[0].asked.model_copy(
        update={"arguments": {**cases[0].asked.arguments, "site": "workspace/admin.gpkg"}, "folder": folder}
    )
    assert "没有编号为" in target.reply(elsewhere).fault


def test_a_broken_table_is_said_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site_verdicts.csv").write_text("check,ground,甲,basis\nYJJBNT,,大概可以,某法\n", encoding="utf-8")
    (tmp_path / "site_projects.toml").write_text('["甲"]\nproject_kind = "厂房"\n', encoding="utf-8")
    monkeypatch.setattr("eval.tasks.sites.bank.DATA", tmp_path)
    for read in (rows, projects):
        read.cache_clear()
    try:
        with pytest.raises(ToolError, match=r"第 2 行的“大概可以”不是审查结论"):
            rows()
    finally:
        for read in (rows, projects):
            read.cache_clear()
