"""A bundle leads to the same verdict again, without the workspace, and says what was touched or has changed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from county_of_zones import build, facts, opened, review, site_in

from knowledge.statutes import KnowledgeStatutes
from tools import ToolError
from tools.compliance.evidence import replay, write_bundle
from tools.compliance.review import Reviewer

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def bundle(reviewer: Reviewer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    found = review(reviewer, [site_in("永农"), site_in("国道")], facts(), TODAY, folder)
    write_bundle(found, reviewer, folder / "bundle", made_by="规言 0")
    return folder / "bundle"


def test_a_bundle_leads_to_the_same_verdict_on_its_own(bundle: Path) -> None:
    again = replay(bundle)
    assert (again.same, again.verdict, again.verdict_again) == (True, "不符合", "不符合")
    assert again.differences == again.damaged == ()


@pytest.mark.parametrize("name", ["result.json", "law.json", "ground/site.gpkg", "input/site.gpkg"])
def test_a_file_that_was_touched_is_named(bundle: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(bundle, tmp_path / "copy")
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(
        content.replace(b"\xe4\xb8\x8d\xe7\xac\xa6\xe5\x90\x88", b"\xe7\xac\xa6\xe5\x90\x88") + b" "
    )
    again = replay(copy)
    assert not again.same
    assert [damage.split("：")[0] for damage in again.damaged] == [name]


def test_a_changed_verdict_is_told_check_by_check(bundle: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(bundle, tmp_path / "copy")
    request = json.loads((copy / "request.json").read_text(encoding="utf-8"))
    request["facts"]["far"] = 9.0
    (copy / "request.json").write_text(json.dumps(request), encoding="utf-8")
    again = replay(copy)
    assert [told[:4] for told in again.differences] == ["规划条件"]
    assert [damage.split("：")[0] for damage in again.damaged] == ["request.json"]


def test_what_has_changed_since_is_told(bundle: Path, tmp_path: Path, statutes: KnowledgeStatutes) -> None:
    folder = build(tmp_path / "later")
    manifest = folder / "workspace.toml"
    text = manifest.read_text(encoding="utf-8").replace('name = "YJJBNT"', 'name = "永农2025"')
    manifest.write_text(text, encoding="utf-8")
    again = replay(bundle, statutes, opened(folder))
    assert again.same
    assert any("“YJJBNT”" in told and "已不在工作区" in told for told in again.since)


def test_a_folder_with_other_things_is_left_alone(reviewer: Reviewer, tmp_path: Path) -> None:
    found = review(reviewer, site_in("普通"), facts(), TODAY, tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with pytest.raises(ToolError, match="已有别的内容"):
        write_bundle(found, reviewer, tmp_path / "mine", made_by="规言 0")
    with pytest.raises(ToolError, match="不存在"):
        write_bundle(found, reviewer, tmp_path / "no" / "folder", made_by="规言 0")
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"


def test_what_is_no_bundle_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="不是完整的证据包"):
        replay(tmp_path)
